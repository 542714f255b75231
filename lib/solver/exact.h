/* exact.h -- the best plan of a tiny problem, by dynamic programming.
 *
 * For each route and each set of units: the cheapest order in which the route
 * can visit just these (labels by last stop, as in Held and Karp; a label has
 * the earliest departures with the break due and taken).  Then the sets of a
 * day's routes are put together, then the days.
 *
 * At first it is taken too lightly that the two of a pair begin at one time,
 * and even shares are left out: what comes out is what a day costs at least.
 * For the days of the best plan so far both are made good, by trying all orders
 * that could be better, until the best plan has no other days.
 *
 * What stays too light: a daypart that was tried before, where there are pairs,
 * and which side of such a visit the break is on.  Then the result is a bound;
 * a plan with this score is the best one. */
#ifndef LIB_SOLVER_EXACT_H
#define LIB_SOLVER_EXACT_H

#include <stdbool.h>

#include "lib/solver/model.h"
#include "lib/solver/solution.h"

/* Is the (dense) model small enough?  Ten units and four routes are, if not many
 * pairs may be on three routes of one day. */
bool exact_can(const struct model *);

/* Returns the bound.  The plan that it comes from is put on the board and
 * accepted, unless pairs made it take too long. */
struct score exact_solve(const struct model *, struct solution *board);

#endif
