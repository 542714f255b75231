/* doubts.h -- what a row says that cannot be true: a hearing that ends before
 * the day that was missed, a result of a day that lies ahead, a town of digits.
 *
 * Each value alone is a good one, so the row is taken as it is; but it is
 * said, because a slip in a date decides by when somebody is visited.  It is
 * said when the row is stored, and not by every file that has it again: a new
 * doubt would not be seen among those of years. */
#ifndef LIB_IMPORT_DOUBTS_H
#define LIB_IMPORT_DOUBTS_H

#include "lib/base/date.h"
#include "lib/import/account.h"
#include "lib/import/stagedrow.h"
#include "lib/import/staging.h"

/* About the rows of a table; `today` is the later of --as-of and the clock's
 * day. */
struct doubts {
	const struct staging *in;
	int table;
	date as_of, today;
	struct account *account;
};

/* What has become of the row?  Of one that is unchanged the doubts are only
 * counted, unless -v asks for them. */
void doubts_look(const struct doubts *, const struct staged_row *, enum action);

#endif
