/* schedule.h -- the plan as assignments of workers to visits: the solver's stops
 * plus the stored visits outside of the problem. */
#ifndef LIB_PLAN_SCHEDULE_H
#define LIB_PLAN_SCHEDULE_H

#include <stddef.h>

#include "lib/plan/candidate.h"
#include "lib/plan/instance.h"
#include "lib/plan/roster.h"
#include "lib/solver/problem.h"

/* One worker at one visit; a pair visit has two. */
struct assignment {
	struct candidate *candidate;
	int route;     /* index of the duty */
	int start;     /* seconds since midnight before the first day */
	int other;     /* route of the pair's other worker; -1: none */
	int order;     /* of insertion, which decides between equal starts */
};

struct schedule {
	struct assignment *assignment;  /* by date, worker, start */
	size_t n, cap;
};

/* Free and pinned candidates that the solver did not place become FATE_DROPPED
 * with WHY_CAPACITY or WHY_PINNED. */
void schedule_make(struct schedule *, const struct instance *, const struct roster *,
    const struct plan *, struct candidates *);
void schedule_free(struct schedule *);

/* Length of a visit to this candidate, in seconds. */
int schedule_seconds(const struct candidate *, const struct instance_options *);

#endif
