/* probe.h -- questions about who could go where, without searching.
 *
 *	struct probe *p = probe_new(problem, plan);
 *	if (probe_fits(p, task, route)) ...
 *	n = probe_instead(p, task, out);
 *	probe_free(p);
 *
 * A household is asked about as a whole: of any of its tasks. */
#ifndef LIB_PROBE_H
#define LIB_PROBE_H

#include <stdbool.h>

#include "lib/problem.h"

struct probe;

/* The plan may be NULL: then there is none, and nobody has to leave it. */
struct probe *probe_new(const struct problem *, const struct plan *);
void probe_free(struct probe *);

/* See solve_fits_alone() and solve_instead(). */
bool probe_fits(const struct probe *, int task, int route);
int probe_instead(struct probe *, int task, int out[2]);

/* Could the task be in a plan with nothing else (but fixed tasks) in it?  For
 * a pair this asks for two workers and a time. */
bool probe_possible(struct probe *, int task);

#endif
