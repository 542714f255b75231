/* warmstart.h -- the plan in which everybody stays where they were: where to begin
 * when stored visits are planned anew. */
#ifndef LIB_PLAN_WARMSTART_H
#define LIB_PLAN_WARMSTART_H

#include "lib/plan/instance.h"
#include "lib/solver/problem.h"

/* What is stored and still breaks no rule, at its old place; new people and
 * pinned ones are not in it.  NULL: there is nothing to begin with.  The
 * caller frees it. */
struct plan *warmstart_plan(const struct instance *);

/* How many visits of pinned people are not in this plan: perhaps because
 * others were there first. */
int warmstart_missing(const struct instance *, const struct plan *);

#endif
