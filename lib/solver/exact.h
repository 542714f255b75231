/* exact.h -- the best plan of a tiny problem, by dynamic programming.
 *
 * For each route and each set of units: the cheapest order in which the route
 * can visit just these (labels by last stop, as in Held and Karp; a label has
 * the earliest departures with the break due and taken).  Then the sets of a
 * day's routes are put together, then the days.
 *
 * Two things are taken too lightly: that the two of a pair begin at one time,
 * and whether the break comes before a visit that would rather be in the other
 * half of the day.  So the result is a bound: no plan is better.  A plan with
 * this score is the best one. */
#ifndef LIB_SOLVER_EXACT_H
#define LIB_SOLVER_EXACT_H

#include <stdbool.h>

#include "lib/solver/model.h"
#include "lib/solver/solution.h"

/* Is the (dense) model small enough?  Ten units and four routes are. */
bool exact_can(const struct model *);

/* Returns the bound.  If no pair is in the plan that it comes from, that plan
 * is put on the board and accepted. */
struct score exact_solve(const struct model *, struct solution *board);

#endif
