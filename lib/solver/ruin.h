/* ruin.h -- takes visits out of a plan to make room for others.
 *
 * Removes strings of consecutive visits from routes near each other: the ruin
 * of "Slack Induction by String Removals" (Christiaens & Vanden Berghe 2020,
 * Transportation Science 54(2), section 5.1).  The strings are taken around a
 * seed unit, so that slack in space and time arises in one place.  The seed may
 * be unassigned: then slack arises where it could be visited.
 *
 * Strings move people between days one by one, and each single move would have
 * to pay for its travel.  So now and then two whole routes are exchanged, which
 * costs hardly any travel: Friday's tour is driven on Monday, or one worker's
 * tour by another.  Visits that are not allowed on the other route (deadline,
 * skill, windows) become unassigned.  (Not in the paper, where all routes are
 * alike.) */
#ifndef LIB_SOLVER_RUIN_H
#define LIB_SOLVER_RUIN_H

#include <stdbool.h>

#include "lib/solver/rng.h"
#include "lib/solver/solution.h"

struct ruin_options {
	double average;    /* visits removed on average (the paper's c bar) */
	int longest;       /* string (L max) */
	bool same_route;   /* several strings may leave one route */
};

/* Takes units off the board, then settles it. */
void ruin_strings(struct solution *, struct rng *, const struct ruin_options *,
    int seed);

/* Exchanges the visits of the seed's route with those of a random route; fixed,
 * pinned and pair visits stay where they are, and what does not fit becomes
 * unassigned. */
void ruin_exchange(struct solution *, struct rng *, int seed);

#endif
