/* solve.h -- the planner's front door: a problem in, a plan out. */
#ifndef LIB_SOLVE_H
#define LIB_SOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/problem.h"

struct solve_options {
	uint64_t seed;
	int effort;        /* 1..9: how many iterations, not how many seconds */
	int64_t iterations; /* not 0: so many steps, instead of effort */
	double time_limit; /* seconds, 0: none; the only thing that makes a plan
	                    * depend on the machine */
	int threads;       /* changes the time, never the plan */
	/* Called now and then from the calling thread; may be NULL. */
	void (*progress)(void *, int percent, int64_t urgency, int64_t travel);
	void *progress_arg;
	/* A plan that breaks no rule, to begin with: what comes out is no
	 * worse.  Large problems are split and begin from nothing.  NULL:
	 * there is none. */
	const struct plan *start;
};

/* The best plan found.  Same problem, seed and effort: same plan, whatever
 * the number of threads.  Every start is the earliest feasible one, stop by
 * stop, and a multiple of the grid (fixed and pinned tasks keep theirs). */
struct plan *solve(const struct problem *, const struct solve_options *);

/* The two questions below make everything anew at each call; who has many
 * asks a probe (lib/probe.h).
 *
 * Could this task be on this route if there was nothing else on it (but
 * fixed tasks)?  For a pair: as one of its two workers. */
bool solve_fits_alone(const struct problem *, int task, int route);

/* Which one or two tasks of the plan would have to leave so that `task` could
 * be inserted at a place of theirs: the least urgent single one, else the
 * least urgent two on one route; never fixed or pinned.  They may be more
 * urgent than `task`: who would have to give way is for people to weigh.
 * Returns how many (0: there are none). */
int solve_instead(const struct problem *, const struct plan *, int task,
    int out[2]);

#endif
