/* warmstart.h -- the stored visits at their old places, as a first solution for
 * replanning. */
#ifndef LIB_PLAN_WARMSTART_H
#define LIB_PLAN_WARMSTART_H

#include "lib/plan/instance.h"
#include "lib/solver/problem.h"

/* Stored visits that still obey all rules, at their old places; new and pinned
 * candidates are left out.  NULL: there are none.  The caller frees it. */
struct plan *warmstart_plan(const struct instance *);

/* How many pinned tasks the plan lacks, perhaps because the warm start took
 * their place. */
int warmstart_missing(const struct instance *, const struct plan *);

#endif
