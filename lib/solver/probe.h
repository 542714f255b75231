/* probe.h -- questions about who could go where, without searching.
 *
 *	struct probe *p = probe_new(problem, plan);
 *	if (probe_fits(p, task, route)) ...
 *	n = probe_instead(p, task, out);
 *	probe_free(p);
 *
 * A household is asked about as a whole: of any of its tasks. */
#ifndef LIB_SOLVER_PROBE_H
#define LIB_SOLVER_PROBE_H

#include <stdbool.h>

#include "lib/solver/problem.h"

struct probe;

/* The plan may be NULL: then there is none, and nobody has to leave it. */
struct probe *probe_new(const struct problem *, const struct plan *);
void probe_free(struct probe *);

/* Could this task be on this route if there was nothing else on it (but fixed
 * tasks)?  For a pair: as one of its two workers. */
bool probe_fits(const struct probe *, int task, int route);

/* Which one or two tasks of the plan would have to leave so that `task` could
 * be inserted at a place of theirs: the least urgent single one, else the
 * least urgent two on one route; never fixed or pinned.  They may be more
 * urgent than `task`: who would have to give way is for people to weigh.
 * Returns how many (0: there are none). */
int probe_instead(struct probe *, int task, int out[2]);

/* Could the task be in a plan with nothing else (but fixed tasks) in it?  For
 * a pair this asks for two workers and a time. */
bool probe_possible(struct probe *, int task);

#endif
