/* probe.h -- who would have to give way to somebody who has no place?
 *
 *	struct probe *p = probe_new(problem, plan);
 *	n = probe_instead(p, task, out);
 *	probe_free(p);
 *
 * A household is asked about as a whole: any of its tasks stands for it. */
#ifndef LIB_SOLVER_PROBE_H
#define LIB_SOLVER_PROBE_H

#include "lib/solver/problem.h"

struct probe;

struct probe *probe_new(const struct problem *, const struct plan *);
void probe_free(struct probe *);

/* Which one or two tasks of the plan would have to leave so that `task` could
 * be inserted in their place: the least urgent single one, else the least
 * urgent two on one route; never fixed or pinned ones.  They may be more
 * urgent than `task`: who should give way is for people to decide.  Returns
 * how many (0: no such tasks). */
int probe_instead(struct probe *, int task, int out[2]);

#endif
