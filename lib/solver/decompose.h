/* decompose.h -- solves a large problem in parts.
 *
 * The routes are drawn into groups of neighbours (partition.h).  Each group is
 * a small problem of its own and is annealed by itself, several at a time; then
 * new groups are drawn, with other borders, and so on for a fixed number of
 * rounds.  After the first, which makes a plan, all rounds together are one
 * annealing: each goes on from the plan and at the temperature that the one
 * before has come to.  (Decomposition as in Taillard 1993, and POPMUSIC, Taillard
 * & Voss 2002.)
 *
 * A pair visit whose two routes are in different groups stays as it is for
 * that round.  The groups do not depend on the number of threads. */
#ifndef LIB_SOLVER_DECOMPOSE_H
#define LIB_SOLVER_DECOMPOSE_H

#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/problem.h"
#include "lib/solver/watch.h"

struct decompose_options {
	uint64_t seed;
	const struct plan *start;  /* the result is no worse; NULL: from nothing */
	int64_t iterations;    /* of all groups and rounds */
	double until;          /* elapsed_seconds(); 0: by iterations */
	int threads;
	struct watch watch;
};

/* A plan for a problem with any number of routes; m is a sparse model. */
struct plan *decompose_solve(const struct model *m, const struct decompose_options *);

#endif
