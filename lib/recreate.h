/* recreate.h -- putting units without a place back, the best first.
 *
 * Greedy insertion with blinks (Christiaens & Vanden Berghe 2020, section
 * 5.2): units are sorted by what they are worth, and each goes to its cheapest
 * place.  A unit that finds no place stays out: this is an
 * orienteering problem, nobody has to be visited. */
#ifndef LIB_RECREATE_H
#define LIB_RECREATE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/insertion.h"

struct recreate {
	struct board *board;
	struct insertion *insertion;
	uint64_t *key, *spare;  /* scratch */
	size_t n, cap_keys, cap_spare;
};

void recreate_init(struct recreate *, struct board *, struct insertion *);
void recreate_free(struct recreate *);

/* Puts back what fits.  With `plain`, all idle units are tried, and without
 * blinks. */
void recreate_all(struct recreate *, struct rng *, bool plain);

#endif
