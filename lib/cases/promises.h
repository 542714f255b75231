/* promises.h -- days that were agreed with people, and that no visit keeps.
 *
 * The agreed day is that of the list (overdue.h).  It is not kept if the case has
 * no visit ahead, and nobody has been at the door since, although the day is over,
 * or lies in this week or in one that has visits already: plans are made for
 * weeks, and the next one would begin behind it.
 *
 *	struct promises *p = promises_open(db, &rules, NULL, as_of);
 *	const char *case_id;
 *	date day;
 *	while (promises_next(p, &case_id, &day))
 *		...                       by case_id
 *	promises_close(p); */
#ifndef LIB_CASES_PROMISES_H
#define LIB_CASES_PROMISES_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/rule/overdue.h"

struct promises;

/* Wants an open transaction.  The holidays as datafile_holidays() takes them. */
struct promises *promises_open(struct db *, const struct overdue_options *,
    const char *holidays, date as_of);
bool promises_next(struct promises *, const char **case_id, date *day);
void promises_close(struct promises *);

#endif
