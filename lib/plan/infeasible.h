/* infeasible.h -- who cannot be planned, whatever becomes of the others, and why.
 *
 * An absence in the middle of a shift makes two of it: a visit is possible if
 * one of the pieces can take it. */
#ifndef LIB_PLAN_INFEASIBLE_H
#define LIB_PLAN_INFEASIBLE_H

#include "lib/plan/candidate.h"
#include "lib/solver/problem.h"
#include "lib/solver/verify.h"

/* The pieces of route r are shift[first[r]] to shift[first[r + 1] - 1]; a route
 * without any does not count. */
struct pieces {
	struct shift *shift;
	int *first;  /* [route], and one more */
};

/* The first reason that holds for this task, were it alone: WHY_SKILL,
 * WHY_DEADLINE, WHY_WINDOW, WHY_DISTANCE, or WHY_NONE. */
enum why infeasible_why(const struct problem *, const struct pieces *,
    const struct verify_limit *, int task);

/* Could these tasks be done one after the other on some shift (pair: on two
 * shifts of a day), alone, by somebody of this skill row, without waiting long
 * in between (together.h)? */
bool infeasible_alone(const struct problem *, const struct pieces *,
    const int *task, int n, int skill, bool pair);

#endif
