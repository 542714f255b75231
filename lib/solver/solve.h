/* solve.h -- the planner's front door: a problem in, a plan out. */
#ifndef LIB_SOLVER_SOLVE_H
#define LIB_SOLVER_SOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/problem.h"
#include "lib/solver/watch.h"

/* What is known about the best plan. */
struct solve_proof {
	bool best;         /* no plan is better than the one that was found */
	int64_t urgency;   /* no plan has more; -1: not known, so large is it */
};

struct solve_options {
	uint64_t seed;
	int effort;        /* 1..9: how many iterations, not how many seconds */
	int64_t iterations; /* not 0: so many steps, instead of effort */
	double time_limit; /* seconds, 0: none; the only thing that makes a plan
	                    * depend on the machine */
	int threads;       /* changes the time, never the plan */
	struct watch watch;
	/* A plan that breaks no rule, to begin with: what comes out is no
	 * worse.  NULL: there is none. */
	const struct plan *start;
	struct solve_proof *proof;  /* NULL: nobody wants to know */
};

/* The best plan found.  Same problem, seed and effort: same plan, whatever
 * the number of threads.  Every start is the earliest feasible one, stop by
 * stop, and a multiple of the grid (fixed and pinned tasks keep theirs). */
struct plan *solve_problem(const struct problem *, const struct solve_options *);

#endif
