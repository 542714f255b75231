/* feasible.h -- could these people be visited if there were nothing else to do?
 *
 * Exact, without any search: for each subset of a household, the earliest time
 * at which all of it has been visited, with the break still due and with the
 * break taken (Held and Karp's recursion; all people are at one point, so the
 * order within the subset does not matter). */
#ifndef LIB_SOLVER_FEASIBLE_H
#define LIB_SOLVER_FEASIBLE_H

#include "lib/solver/problem.h"

enum { FEASIBLE_EXACT = 12 };  /* larger households: only in the order in which
                             * their windows close */

/* Can these n tasks at one point be done on this route, or on `route` and
 * `with` at the same times (with -1: on one), one after the other?  Looks at
 * travel, windows, the shift, its break and visits per day; at the tasks'
 * skills and at whether they want a pair it does not look. */
bool feasible_alone(const struct problem *, const int *task, int n, int route,
    int with);

/* Copies the tasks, sorted by when their last window closes. */
void feasible_by_closing(const struct problem *, const int *task, int n,
    int *sorted);

#endif
