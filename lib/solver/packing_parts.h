/* packing_parts.h -- what the parts of packing.h share: packing.c chooses routes
 * and columns, packing_price.c finds prices and drops columns, packing_choose.c
 * looks through the rest.  For lib/solver/packing*.c alone. */
#ifndef LIB_SOLVER_PACKING_PARTS_H
#define LIB_SOLVER_PACKING_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/pool.h"

enum { PACKING_AT_ONCE = 8 };  /* routes that are packed together */

/* What a point of urgency is worth, in seconds: more than plans that are
 * nearly as good as each other differ in. */
static const double packing_point = 20000;

/* Worths are whole numbers: more than this is better. */
static const double packing_half = 0.5;

/* A column that may be chosen. */
struct pick {
	const struct pool_column *column;
	double worth, reduced;  /* as it is; less the prices of its units */
	size_t mask;            /* its units, index of the first word */
};

/* The routes of one class, and what they can be filled with. */
struct slots {
	int class, n;
	int first_route;        /* its index in packing.route */
	size_t first, end;      /* picks */
	double best[PACKING_AT_ONCE];   /* the n best reduced worths, 0 at least */
};

struct packing {
	const struct model *m;
	size_t words;
	double *price, *best_price, *gain;  /* [unit] */
	int *cover;             /* [unit]: how many of the best columns have it */
	uint64_t *units;        /* bits: of the routes, or idle */
	uint64_t *taken;        /* [level * words]: bits, in branch and bound */
	int route[PACKING_AT_ONCE], n_routes;  /* by class */
	struct slots slots[PACKING_AT_ONCE];
	int n_slots;
	double rest[PACKING_AT_ONCE + 1];  /* the best of slots from here on */
	const struct pool_column **column;
	size_t n_columns, cap_columns;
	struct pick *pick;
	size_t n, cap;
	size_t *list, *all;     /* [level * n]: picks, in branch and bound */
	size_t cap_list;
	uint64_t *mask;
	size_t cap_mask;
	double bound, best_bound;
	double worth;           /* to be exceeded */
	const struct pool_column *chosen[PACKING_AT_ONCE], *best[PACKING_AT_ONCE];
	bool found;
	int steps;
	int64_t work;           /* see packing_work() */
};

/* Looks for prices that make the bound small, from those of last time; keeps the
 * best packing that it comes upon, and drops columns. */
void packing_price_find(struct packing *);

/* The best choice of what is left, within a number of steps. */
void packing_choose(struct packing *);

/* Has the pick none of the units taken? */
static inline bool
packing_is_free(const struct packing *p, const struct pick *a,
    const uint64_t *taken)
{
	uint64_t both = 0;

	for (size_t w = 0; w < p->words; w++)
		both |= p->mask[a->mask + w] & taken[w];
	return both == 0;
}

/* Those units and the pick's. */
static inline void
packing_take(const struct packing *p, uint64_t *to, const uint64_t *taken,
    const struct pick *a)
{
	for (size_t w = 0; w < p->words; w++)
		to[w] = taken[w] | p->mask[a->mask + w];
}

/* p->chosen is worth so much: the best so far? */
void packing_keep(struct packing *, double worth);

/* By class, units and cost. */
int packing_by_units(const struct pool_column *, const struct pool_column *);

#endif
