/* needless.h -- which stored visits nobody should drive to any more.
 *
 *	struct needless *n = needless_open(db, &rules, as_of);
 *	unsigned why = needless_why(n, client, day, sign_then);
 *	if (needless_drops(why, state))
 *		...a new plan would leave the visit out
 *	needless_close(n);
 *
 * The one definition for visits-list and visits-plan.  Wants an open
 * transaction. */
#ifndef LIB_CASES_NEEDLESS_H
#define LIB_CASES_NEEDLESS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/rule/overdue.h"

enum {  /* bits */
	NEEDLESS_CLOSED = 1,
	NEEDLESS_NO_VISITS = 2,  /* the person wants none on that day */
	NEEDLESS_CAME_IN = 4,    /* a sign of life since, and no reason left */
	NEEDLESS_BY_RULES = 8,   /* besides: with --missed=1 there would be one, and
	                          * by these rules nobody would have planned it */
};

struct needless;

/* Of whoever was planned by other rules than these it has to be said: no plan
 * remembers them. */
struct needless *needless_open(struct db *, const struct overdue_options *,
    date as_of);
void needless_close(struct needless *);

/* Why an open visit of this case on this day is not needed; 0: it is.
 * `sign_then` is the last sign of life known when it was planned. */
unsigned needless_why(struct needless *, int64_t client, date day,
    date sign_then);

/* May a case be visited at all?  *closed, and the first day on which a visit
 * is wanted, DATE_NONE: any day; *sign: its last sign of life.  false: there is no
 * such case. */
bool needless_case(struct needless *, int64_t client, bool *closed,
    date *first, date *sign);

/* Says how many visits were left out by these rules (NEEDLESS_BY_RULES). */
void needless_say_by_rules(const struct overdue_options *, long n);

/* An announced visit of somebody who came in stays: the letter went out. */
bool needless_drops(unsigned why, int state);

#endif
