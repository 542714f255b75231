/* decompose.h -- large problems in parts.
 *
 * All routes are drawn into groups of at most a hundred that lie near each
 * other, by cutting the set in two again and again, across a direction in
 * which it is long; whoever has no place yet goes with the nearest.  Each
 * group is a small problem and is annealed by itself, several at a time; then
 * groups are drawn anew, along other borders, so that what was a border lies
 * in the middle of another group.  (Decomposition as in Taillard 1993, and
 * POPMUSIC, Taillard & Voss 2002.)
 *
 * At first all routes of one home lie at one place.  They are dealt out worker
 * by worker and kind by kind, so that each group has all days and skills: what
 * is missing in a group at the beginning is hardly ever made good.
 *
 * Where far more people are left out than could ever be visited, a group has
 * only the most urgent of them and, anew in each round, a random few: time and
 * memory hang on its routes.
 *
 * A pair whose two routes are in different groups stays as it is for that
 * round.  The groups do not depend on the number of threads. */
#ifndef LIB_SOLVER_DECOMPOSE_H
#define LIB_SOLVER_DECOMPOSE_H

#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/problem.h"

struct decompose_options {
	uint64_t seed;
	const struct plan *start;  /* no worse comes out; NULL: from nothing */
	int64_t iterations;    /* of all groups and rounds */
	double until;          /* wall clock; 0: by iterations */
	int threads;
	void (*progress)(void *, int percent, int64_t urgency, int64_t travel);
	void *progress_arg;
};

/* A plan for a problem with any number of routes; m is a sparse model. */
struct plan *decompose_solve(const struct model *m, const struct decompose_options *);

#endif
