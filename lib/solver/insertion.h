/* insertion.h -- the cheapest place for a unit, remembered.
 *
 * Most routes are the same from step to step, and what was once found out
 * about a unit and an accepted route stays true until that route changes.
 * Routes that are being changed are looked at afresh and not remembered, so
 * that a step which is rejected spoils nothing. */
#ifndef LIB_SOLVER_INSERTION_H
#define LIB_SOLVER_INSERTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/solution.h"
#include "lib/solver/model.h"
#include "lib/solver/rng.h"
#include "lib/solver/route.h"

struct insertion {
	const struct model *m;
	const struct solution *board;
	bool remember;
	struct rng *blinks;         /* not NULL: now and then a route's
	                             * cheapest place is overlooked, for a pair
	                             * all of the route (Christiaens & Vanden
	                             * Berghe 2020, section 5.2); and a pair
	                             * meets later than it could */
	int until_blink;            /* how many are looked at before */
	bool thorough;              /* ask all routes; else, of the untouched
	                             * ones, those that a unit is known to fit
	                             * into and those of its neighbours, and if
	                             * it is idle no neighbours': they hardly
	                             * ever have a place */
	double log[RNG_LOG];
	struct memory *base;        /* [unit * n_routes + route] */
	uint64_t *fits;             /* [unit * words]: bits of routes in which
	                             * a place was found when last looked at */
	uint32_t now, *changed;     /* [route]: when it was accepted changed */
	uint64_t *ask;              /* [words]: scratch */
	int *by_day, *day_first;    /* routes of day d: by_day[day_first[d]] .. */
	struct half *half;          /* scratch for pairs */
	size_t cap_half;
	int *at;
};

/* Where a unit can go: one route, or two for a pair. */
struct spot {
	int cost;              /* FAR: nowhere */
	int route[2];
	struct place place[2];
	const int *at;         /* a pair's meeting times; till the next search */
};

/* With nothing remembered it is small, and slower. */
struct insertion *insertion_new(const struct solution *, bool remember);
void insertion_free(struct insertion *);

/* The cheapest of all. */
struct spot insertion_best(struct insertion *, int unit);

/* The earliest meeting of a pair in two given places; false if there is none. */
bool insertion_meet(struct insertion *, int unit, struct spot *);

void insertion_put(struct solution *, int unit, const struct spot *);

/* Before solution_accept(): forget what was known of the touched routes. */
void insertion_forget(struct insertion *);

#endif
