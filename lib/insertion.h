/* insertion.h -- the cheapest place for a unit, remembered.
 *
 * Most routes are the same from step to step, and what was once found out
 * about a unit and an accepted route stays true until that route changes.
 * Routes that are being changed have a memory of their own, so that a step
 * which is rejected spoils nothing. */
#ifndef LIB_INSERTION_H
#define LIB_INSERTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/board.h"
#include "lib/model.h"
#include "lib/rng.h"
#include "lib/route.h"

struct insertion {
	const struct model *m;
	const struct board *board;
	bool remember;
	uint64_t *known, *fits;     /* [unit * words]: bits of accepted routes */
	struct place *base, *work;  /* [unit * n_routes + route] */
	unsigned *stamp;            /* of work: the route's version then */
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

/* Without a memory it takes no memory either, and answers insertion_place()
 * and what is asked about pairs. */
struct insertion *insertion_new(const struct board *, bool remember);
void insertion_free(struct insertion *);

/* The cheapest place on one route as it is now. */
struct place insertion_place(struct insertion *, int unit, int route);

/* Is there a place on any route?  Cheap, and for pairs only a first glance. */
bool insertion_any(struct insertion *, int unit);

/* The cheapest of all; each route is skipped once in `blink` times (0: never)
 * as in Christiaens & Vanden Berghe 2020, section 5.2. */
struct spot insertion_best(struct insertion *, int unit, struct rng *,
    int blink);

/* The earliest meeting of a pair in two given places; false if there is none. */
bool insertion_meet(struct insertion *, int unit, struct spot *);

void insertion_put(struct board *, int unit, const struct spot *);

/* Before board_accept(): forget what was known of the touched routes. */
void insertion_forget(struct insertion *);

#endif
