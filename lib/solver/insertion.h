/* insertion.h -- the cheapest place for a unit, with a cache.
 *
 * Most routes stay the same from step to step, so what was found out about a
 * unit and an accepted route stays true until that route changes.  Routes that
 * the current step has changed are searched afresh and not cached, so that a
 * rejected step invalidates nothing. */
#ifndef LIB_SOLVER_INSERTION_H
#define LIB_SOLVER_INSERTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/rng.h"
#include "lib/solver/route.h"
#include "lib/solver/solution.h"

struct insertion {
	const struct model *m;
	const struct solution *board;
	bool remember;
	struct rng *blinks;         /* not NULL: now and then the cheapest place
	                             * of a route is overlooked, for a pair the
	                             * whole route (Christiaens & Vanden Berghe
	                             * 2020, section 5.2), and a pair meets
	                             * later than it could */
	int until_blink;            /* places to look at until the next blink */
	bool thorough;              /* look at all routes; else only at those
	                             * that this step touched, that the unit is
	                             * known to fit into, or that its neighbours
	                             * are on (the latter not for an idle unit:
	                             * they hardly ever have room for it) */
	int share;                  /* seconds that a visit beyond an even share
	                             * counts here; a recreate step may vary it:
	                             * at its true price no single visit would
	                             * ever open an empty route */
	double log[RNG_LOG];
	struct memory *base;        /* [unit * n_routes + route] */
	uint64_t *fits;             /* [unit * words]: bits of the routes that
	                             * had a place when last looked at */
	uint32_t now, *changed;     /* [route]: when its last change was
	                             * accepted */
	uint64_t *ask;              /* [words]: scratch */
	struct half *half;          /* scratch for pairs */
	size_t cap_half;
	int *at;
};

/* Where a unit can go: one route, or two for a pair. */
struct spot {
	int cost;              /* FAR: nowhere */
	int route[2];
	struct place place[2];
	const int *at;         /* a pair's meeting times, valid until the next
	                        * search */
};

/* Without the cache it is small, and slower. */
struct insertion *insertion_new(const struct solution *, bool remember);
void insertion_free(struct insertion *);

/* The cheapest spot in the whole plan. */
struct spot insertion_best(struct insertion *, int unit);

/* The earliest meeting of a pair in two given places; false if there is none. */
bool insertion_meet(struct insertion *, int unit, struct spot *);

void insertion_put(struct solution *, int unit, const struct spot *);

/* Call before solution_accept(): drops what the cache knows of the touched
 * routes. */
void insertion_forget(struct insertion *);
void insertion_forget_all(struct insertion *);

#endif
