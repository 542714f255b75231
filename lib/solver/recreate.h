/* recreate.h -- putting units without a place back, the best first.
 *
 * Greedy insertion with blinks (Christiaens & Vanden Berghe 2020, section
 * 5.2): units are sorted by what they are worth, and each goes to its cheapest
 * place.  A unit that finds no place stays out: this is an
 * orienteering problem, nobody has to be visited.
 *
 * Where many have to stay out, the first one that fits anywhere is seldom the
 * right one: what fills a gap from far away keeps those out who live on the
 * way.  So every other time nobody is put where the detour is longer than a
 * random limit, and those are tried first of all who live near the ruin. */
#ifndef LIB_SOLVER_RECREATE_H
#define LIB_SOLVER_RECREATE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/solver/insertion.h"

struct recreate {
	struct solution *board;
	struct insertion *insertion;
	int hopeful;            /* units from this one on are rarely tried */
	int per_visit;          /* seconds that a visit takes with its ways */
	uint64_t *key, *spare;  /* scratch */
	size_t n, cap_keys, cap_spare;
};

void recreate_init(struct recreate *, struct solution *, struct insertion *);
void recreate_free(struct recreate *);

/* Puts back what fits after a ruin around a seed. */
void recreate_around(struct recreate *, struct rng *, int seed);

/* The same for all idle units; nothing but the order is left to chance. */
void recreate_all(struct recreate *, struct rng *);

#endif
