/* stay.h -- the plan in which everybody stays where they were: where to begin
 * when stored visits are planned anew. */
#ifndef LIB_STAY_H
#define LIB_STAY_H

#include "lib/problem.h"
#include "lib/week.h"

/* What is stored and still breaks no rule, at its old place; new people are
 * not in it.  NULL: there is nothing to begin with, or somebody is pinned and
 * has to be placed before the others.  The caller frees it. */
struct plan *stay_plan(const struct week *);

#endif
