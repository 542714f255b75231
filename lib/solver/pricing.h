/* pricing.h -- routes that a packing lacks.
 *
 * A packing (packing.h) chooses among routes that a search came upon.  At the
 * prices of its units, pricing looks for others: those of most worth less the
 * prices of their units (the pricing problem of column generation; Feillet et
 * al. 2004).
 *
 * Partial routes are extended unit by unit, in the order of time.  Of those that
 * end at the same unit in the same 256th of the shift only the few best are
 * extended, and only if hardly any earlier one that ends there is better.  So
 * what is found is good, and not proved to be the best. */
#ifndef LIB_SOLVER_PRICING_H
#define LIB_SOLVER_PRICING_H

#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/pool.h"

enum { PRICING_WIDEST = 8 };

struct pricing;

/* What is looked for. */
struct pricing_query {
	int route;
	const uint64_t *units; /* bits: those that may be visited */
	const double *gain;    /* [unit]: what a visit is worth, in seconds of
	                        * travel */
	double least;          /* what a route must be worth */
	int width;             /* partial routes that are kept of each unit: at
	                        * most PRICING_WIDEST */
};

struct pricing *pricing_new(const struct model *);
void pricing_free(struct pricing *);

/* Notes the best routes in the pool; how many are new there. */
int pricing_find(struct pricing *, const struct pricing_query *,
    struct pool *);

/* How many extensions have been tried since this was asked last. */
int64_t pricing_work(struct pricing *);

#endif
