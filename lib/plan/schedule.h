/* schedule.h -- a plan, visit by visit again: who is at whose door, and when.
 * The solver's stops and the stored visits that were none of its business. */
#ifndef LIB_PLAN_SCHEDULE_H
#define LIB_PLAN_SCHEDULE_H

#include <stddef.h>

#include "lib/plan/candidate.h"
#include "lib/plan/instance.h"
#include "lib/plan/roster.h"
#include "lib/solver/problem.h"

/* One worker at one door.  A pair visit is two assignments. */
struct assignment {
	struct candidate *candidate;
	int route;     /* a duty of the roster */
	int start;     /* seconds since midnight before the first day */
	int other;     /* the route of the other worker; -1: goes alone */
	int order;     /* as it was added: for equal starts */
};

struct schedule {
	struct assignment *assignment;  /* by date, worker, start */
	size_t n, cap;
};

/* Candidates who were to be planned and have no place become FATE_DROPPED with
 * WHY_CAPACITY or WHY_PINNED. */
void schedule_make(struct schedule *, const struct instance *, const struct roster *,
    const struct plan *, struct candidates *);
void schedule_free(struct schedule *);

/* How long a visit to this candidate takes. */
int schedule_seconds(const struct candidate *, const struct instance_options *);

#endif
