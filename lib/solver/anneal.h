/* anneal.h -- ruin and recreate under simulated annealing: one chain.
 *
 * A step is accepted if urgency * weight - cost falls by less than the
 * temperature times an exponential variate (Kirkpatrick et al. 1983).  While
 * the temperature falls, the weight of a point of urgency rises: early in the
 * search an urgent visit may be given up for less travel, at the end it may
 * not.  The plan that is returned is the best one by solution_compare(), whatever
 * the weight was when it was found. */
#ifndef LIB_SOLVER_ANNEAL_H
#define LIB_SOLVER_ANNEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/pool.h"
#include "lib/solver/watch.h"

struct anneal_options {
	uint64_t seed, stream;
	int64_t iterations;
	double until;          /* elapsed_seconds(); 0: by iterations */
	double from, to;       /* the part of the cooling that is gone through:
	                        * 0 to 1 for a search from nothing, from later on
	                        * to improve a plan */
	struct watch watch;
};

/* A chain that is run in parts:
 *
 *	struct chain *c = anneal_new(model, NULL, &options, pool);
 *	anneal_continue(c, 0.5, 0);
 *	... look at anneal_best(c), or anneal_adopt(c, another plan)
 *	anneal_continue(c, 1, 0);
 *	anneal_free(c);
 *
 * With a pool it notes there the routes of the plans that it accepts. */
struct chain;

struct chain *anneal_new(const struct model *, const struct plan *start,
    const struct anneal_options *, struct pool *);
void anneal_free(struct chain *);

/* Goes on up to this share of the work: of its steps, or if `until` is not 0
 * then. */
void anneal_continue(struct chain *, double upto, double until);
const struct plan *anneal_best(const struct chain *);
void anneal_adopt(struct chain *, const struct plan *);

/* Searches from the plan (NULL: from nothing); the best plan found, or if it
 * is not cooled to the end the plan that it has come to, from which another run
 * can go on. */
struct plan *anneal_run(const struct model *, const struct plan *start,
    const struct anneal_options *);

#endif
