/* infeasible.h -- who cannot be planned, whatever becomes of the others, and why. */
#ifndef LIB_PLAN_INFEASIBLE_H
#define LIB_PLAN_INFEASIBLE_H

#include "lib/plan/candidate.h"
#include "lib/solver/problem.h"
#include "lib/solver/verify.h"

/* The first reason that holds for this task, were it alone: WHY_SKILL,
 * WHY_DEADLINE, WHY_WINDOW, WHY_DISTANCE, or WHY_NONE.  Routes whose shift is
 * `bare` (may be NULL) do not count. */
enum why infeasible_why(const struct problem *, const struct verify_limit *,
    const bool *bare, int task);

/* Could these tasks be done one after the other on some shift (pair: on two
 * shifts of a day), alone, by somebody of this skill row, without waiting long
 * in between (together.h)? */
bool infeasible_alone(const struct problem *, const bool *bare, const int *task,
    int n, int skill, bool pair);

#endif
