/* ruin.h -- taking visits out of a plan, so that others find room.
 *
 * Strings of visits out of routes that are near each other: the ruin of "Slack
 * Induction by String Removals" (Christiaens & Vanden Berghe 2020,
 * Transportation Science 54(2), section 5.1).  Around a random unit, strings
 * of neighbouring visits leave their routes, so that spatial and temporal
 * slack arises in the same place.  The seed may be a unit that has no place
 * yet: then slack arises where it could go.
 *
 * Strings move people between days one by one, and each of them would have to
 * be worth its way.  So now and then two whole routes change places, which
 * hardly costs a way: the tour of a Friday on a Monday, or that of one worker
 * driven by another.  Whoever may not come along, by deadline, skill or hours,
 * is out.  (Not in the paper, where all routes are alike.) */
#ifndef LIB_SOLVER_RUIN_H
#define LIB_SOLVER_RUIN_H

#include "lib/solver/solution.h"
#include "lib/solver/rng.h"

struct ruin_options {
	double average;    /* visits removed on average (the paper's c bar) */
	int longest;       /* string (L max) */
};

/* Takes units off the board and settles it. */
void ruin_strings(struct solution *, struct rng *, const struct ruin_options *,
    int seed);

/* Lets the seed's route and a random one exchange what is on them; fixed,
 * pinned and pair visits stay, and whoever does not fit is off the board. */
void ruin_exchange(struct solution *, struct rng *, int seed);

#endif
