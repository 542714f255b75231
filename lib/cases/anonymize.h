/* anonymize.h -- what figures need of visits whose case is erased.
 *
 *	struct anonymize *a = anonymize_open(db, as_of);
 *	anonymize_case(a, client, false);       it goes altogether
 *	anonymize_visits(a, other, DATE, false);  it stays, its visits up to
 *	                                          then go
 *	anonymize_close(a);
 *
 * The visits themselves are left for the caller to delete.  Of a case that
 * stays every calendar year becomes a person of its own, so that a year has to
 * go as a whole: else somebody counts twice in it. */
#ifndef LIB_CASES_ANONYMIZE_H
#define LIB_CASES_ANONYMIZE_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/io/db.h"

struct anonymize;

struct anonymize *anonymize_open(struct db *, date as_of);
void anonymize_close(struct anonymize *);

/* `split`: others of the household are not erased in the same way, so its
 * number would say too much: 0, nobody's. */
void anonymize_case(struct anonymize *, int64_t client, bool split);
void anonymize_visits(struct anonymize *, int64_t client, date until,
    bool split);

#endif
