/* infeasible.h -- which tasks cannot be planned even on empty routes, and why.
 *
 * An absence inside a shift splits it into pieces; a task is feasible if one of
 * the pieces can take it. */
#ifndef LIB_PLAN_INFEASIBLE_H
#define LIB_PLAN_INFEASIBLE_H

#include "lib/plan/candidate.h"
#include "lib/solver/problem.h"
#include "lib/solver/verify.h"

/* The pieces of route r are shift[first[r]] to shift[first[r + 1] - 1]; a route
 * without pieces is ignored. */
struct pieces {
	struct shift *shift;
	int *first;  /* [route], and one more */
};

/* The first reason why this task is infeasible on its own: WHY_SKILL,
 * WHY_DEADLINE, WHY_WINDOW or WHY_DISTANCE; WHY_NONE: it is feasible. */
enum why infeasible_why(const struct problem *, const struct pieces *,
    const struct verify_limit *, int task);

/* Can these tasks follow one another on an otherwise empty shift (for a pair,
 * two shifts of one day) of workers that `skill` allows, without a long wait in
 * between (together.h)? */
bool infeasible_alone(const struct problem *, const struct pieces *,
    const int *task, int n, int skill, bool pair);

#endif
