/* feasible.h -- could these people be visited if there was nothing else to do?
 *
 * Exact, and without any search: the earliest time at which some of a
 * household have been seen, for each set of them, with the break still due
 * and with the break taken (Held and Karp's recursion; all of them are at one
 * point, so the order within the set does not matter). */
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

#endif
