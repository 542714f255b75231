/* doubts.h -- what a row says that cannot be true: a hearing that ends before
 * the day that was missed, a result of a day that lies ahead, a town of digits.
 *
 * Each value alone is a good one, so the row is taken as it is; but it is
 * said, because a slip in a date decides by when somebody is visited. */
#ifndef LIB_IMPORT_DOUBTS_H
#define LIB_IMPORT_DOUBTS_H

#include "lib/base/date.h"
#include "lib/import/stagedrow.h"
#include "lib/io/table.h"

/* `today` is the later of --as-of and the clock's day. */
void doubts_say(int table, const struct staged_row *, const struct row *,
    date as_of, date today);

#endif
