/* pool.h -- routes that a search has seen, and the best plan packed from them.
 *
 * A search throws away good routes with the plan that they were in.  The pool
 * keeps the routes of good plans, each as a set of units with the cheapest
 * order found for it, and can put them together anew: packing chooses routes
 * of the pool for some workers' days, no unit twice, so that urgency and then
 * cost are best.  That is exact for up to four routes at a time, as long as
 * it does not take too many steps.
 *
 * Routes of workers whose shifts are alike in all that matters (day, hours,
 * home, break, capacity, skills) may be exchanged.  Routes with a pair visit
 * are not kept. */
#ifndef LIB_SOLVER_POOL_H
#define LIB_SOLVER_POOL_H

#include <stdbool.h>

#include "lib/solver/model.h"
#include "lib/solver/rng.h"
#include "lib/solver/solution.h"

struct pool;

struct pool *pool_new(const struct model *);
void pool_free(struct pool *);

/* Remembers the routes that the step has touched; before solution_accept(). */
void pool_note(struct pool *, const struct solution *);

/* Improves an accepted solution by packing routes of the pools; false if
 * nothing better was found.  Accepts. */
bool pool_pack(struct pool *const *, int n_pools, struct solution *,
    struct rng *);

#endif
