/* agreed.h -- what was agreed at the door and cannot be meant: another visit on
 * a day that is over, at a weekend, on a holiday, in a year that is far away, or
 * when no visits are wanted.
 *
 * The row is stored as it is; a slip in a day is for people to see. */
#ifndef LIB_VISITS_AGREED_H
#define LIB_VISITS_AGREED_H

#include "lib/io/db.h"
#include "lib/rule/holiday.h"
#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

/* From which day on a case may be visited: what it says, and what was noted at
 * its visits.  The caller ends it. */
struct query agreed_query(struct db *);

/* The first thing that is odd about a visit as it was stored; its reason is NULL
 * if nothing is. */
struct refusal agreed_doubt(struct query *, const struct holidays *,
    const struct visit *, date today);

#endif
