/* packing.h -- the best plan that the routes of a pool can be put together to.
 *
 * Packing chooses a column of the pool for each of some workers' days, no unit
 * twice, so that urgency and then cost are best: a set packing problem.  Each
 * unit gets a price, and a column is worth what it is worth less the prices of
 * its units.  The sum of all prices and of the best columns at these prices is
 * an upper bound, whatever the prices (Lagrangian relaxation of "no unit
 * twice"; Fisher 1981); a subgradient search makes it small.  Columns that
 * cannot be in anything better than the plan at hand are dropped on the way,
 * which mostly leaves so few that branch and bound can look at all that is
 * left.
 *
 * A plan of up to eight routes is packed as a whole, others in several places,
 * eight neighbouring routes at a time. */
#ifndef LIB_SOLVER_PACKING_H
#define LIB_SOLVER_PACKING_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/pool.h"
#include "lib/solver/pricing.h"
#include "lib/solver/rng.h"
#include "lib/solver/solution.h"

struct packing;

/* Remembers the prices from call to call. */
struct packing *packing_new(const struct model *);
void packing_free(struct packing *);

/* Improves an accepted solution by columns of the pools; false if nothing
 * better was found.  Accepts. */
bool packing_improve(struct packing *, struct pool *const *, int n_pools,
    struct solution *, struct rng *);

/* For the routes that were packed last, notes columns in the pool that are good
 * at the prices found; how many are new there.  `width`: see pricing.h. */
int packing_generate(struct packing *, struct pricing *, int width,
    struct pool *);

/* What packing has cost since this was asked last, in steps that take about as
 * long as those of pricing_work(). */
int64_t packing_work(struct packing *);

#endif
