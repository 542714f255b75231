/* ruin.h -- taking strings of visits out of routes that are near each other.
 *
 * The ruin of "Slack Induction by String Removals" (Christiaens & Vanden
 * Berghe 2020, Transportation Science 54(2), section 5.1): around a random
 * unit, strings of neighbouring visits leave their routes, so that spatial
 * and temporal slack arises in the same place.  The seed may be a unit that
 * has no place yet: then slack arises where it could go. */
#ifndef LIB_RUIN_H
#define LIB_RUIN_H

#include "lib/board.h"
#include "lib/rng.h"

struct ruin_options {
	double average;    /* visits removed on average (the paper's c bar) */
	int longest;       /* string (L max) */
};

/* Takes units off the board and settles it. */
void ruin_strings(struct board *, struct rng *, const struct ruin_options *,
    int seed);

#endif
