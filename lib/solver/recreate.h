/* recreate.h -- inserts unassigned units again, the most promising first.
 *
 * Greedy insertion with blinks (Christiaens & Vanden Berghe 2020, section
 * 5.2): the units are sorted by what they are worth, and each goes to its
 * cheapest place.  A unit without a place stays unassigned: this is an
 * orienteering problem, nobody has to be visited.
 *
 * Where many units must stay unassigned, the first one that fits anywhere is
 * seldom the right one: a visit that is far away fills a gap that several
 * nearer ones could have shared.  So every other time detours above a random
 * limit are not taken, and the units near the ruin are tried as well. */
#ifndef LIB_SOLVER_RECREATE_H
#define LIB_SOLVER_RECREATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/insertion.h"

struct recreate {
	struct solution *board;
	struct insertion *insertion;
	int hopeful;            /* units from this one on are rarely tried */
	bool urgent_too;        /* now and then by urgency alone, ... */
	bool worth_too;         /* ... often by what it is worth now */
	int per_visit;          /* seconds that a visit takes with its travel */
	uint64_t *key, *spare;  /* scratch */
	size_t n, cap_keys, cap_spare;
};

void recreate_init(struct recreate *, struct solution *, struct insertion *);
void recreate_free(struct recreate *);

/* Inserts what fits after a ruin around that seed. */
void recreate_around(struct recreate *, struct rng *, int seed);

/* The same for all unassigned units, without blinks and limits. */
void recreate_all(struct recreate *, struct rng *);

#endif
