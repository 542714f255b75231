/* stay.h -- the plan in which everybody stays where they were: where to begin
 * when stored visits are planned anew. */
#ifndef LIB_STAY_H
#define LIB_STAY_H

#include "lib/problem.h"
#include "lib/week.h"

/* What is stored and still breaks no rule, at its old place; new people and
 * pinned ones are not in it.  NULL: there is nothing to begin with.  The
 * caller frees it. */
struct plan *stay_plan(const struct week *);

/* How many visits of pinned people are not in this plan: perhaps because
 * others were there first. */
int stay_missing(const struct week *, const struct plan *);

#endif
