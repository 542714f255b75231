/* anneal.h -- ruin and recreate under simulated annealing: one chain.
 *
 * A step is accepted if urgency * weight - cost falls by less than the
 * temperature times an exponential variate (Kirkpatrick et al. 1983).  While
 * the temperature falls, the weight of a point of urgency rises from a few
 * minutes to many: early on the search may give up urgent visits for shorter
 * ways, in the end it may not.  What is kept is the best by score_compare(),
 * whatever the weight was then. */
#ifndef LIB_SOLVER_ANNEAL_H
#define LIB_SOLVER_ANNEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/solution.h"
#include "lib/solver/model.h"

struct anneal_options {
	uint64_t seed, stream;
	int64_t iterations;
	double until;          /* wall clock, see anneal_clock(); 0: by
	                        * iterations */
	double from;           /* where to begin on the way from hot to cold;
	                        * 0 for a search from nothing */
	void (*progress)(void *, int percent, int64_t urgency, int64_t travel);
	void *progress_arg;
};

/* Searches from the plan (NULL: from nothing); the best plan found. */
struct plan *anneal_run(const struct model *, const struct plan *start,
    const struct anneal_options *);

/* Seconds on a clock that only goes forward. */
double anneal_clock(void);

#endif
