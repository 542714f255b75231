/* pool.h -- routes that a search has seen.
 *
 * A search throws away good routes with the plan that they were in.  The pool
 * keeps the routes of accepted plans, each as a set of units with the cheapest
 * order found for it; packing.h puts them together anew.
 *
 * Routes of workers whose shifts are alike in all that matters (day, hours,
 * home, break, capacity, skills) are of one class and may be exchanged.  Routes
 * with a pair visit are not kept. */
#ifndef LIB_SOLVER_POOL_H
#define LIB_SOLVER_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/solution.h"

enum { POOL_LONGEST = 96 };  /* units of a route that is kept */

/* A route as a set of units with an order. */
struct pool_column {
	uint64_t hash;     /* of class and units; 0: empty */
	uint64_t seen;     /* when it was last noted */
	int64_t urgency;
	int cost, pinned;  /* cost: travel and unmet wishes */
	int class, n;
	uint16_t unit[POOL_LONGEST];
	uint8_t order[POOL_LONGEST];
};

struct pool;

struct pool *pool_new(const struct model *);
void pool_free(struct pool *);

/* Remembers the routes that the step has touched; before solution_accept(). */
void pool_note(struct pool *, const struct solution *);
void pool_note_all(struct pool *, const struct solution *);

/* The same for a route that is in no plan; true if it is new. */
bool pool_note_route(struct pool *, const struct route *, int r);

/* All places for columns, empty ones too; how many they are. */
size_t pool_columns(const struct pool *, const struct pool_column **first);

/* The first route that is like this one. */
int pool_class(const struct pool *, int route);

#endif
