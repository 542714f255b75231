/* chains.h -- several annealing chains that learn from each other.
 *
 * A problem of some size is searched by a fixed number of chains, whatever the
 * number of threads.  At fixed shares of the work they wait for each other; the
 * best of their plans is improved by packing the routes that all of them have
 * seen (packing.h), and the chain whose best plan is the worst goes on from it.
 * With few routes, the packing is offered others as well (pricing.h), as long as
 * there are any and their search costs no more than a part of the chains'. */
#ifndef LIB_SOLVER_CHAINS_H
#define LIB_SOLVER_CHAINS_H

#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/problem.h"
#include "lib/solver/watch.h"

struct chains_options {
	uint64_t seed;
	int64_t iterations;    /* of all chains */
	double until;          /* elapsed_seconds(); 0: by iterations */
	double from;           /* see anneal.h */
	int threads;
	struct watch watch;
};

/* Searches from the plan (NULL: from nothing); the best plan found. */
struct plan *chains_run(const struct model *, const struct plan *start,
    const struct chains_options *);

#endif
