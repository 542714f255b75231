/* leg.h -- travel to each stop of a plan and back home, for the printed plan and
 * for the stored sheet. */
#ifndef LIB_PLAN_LEG_H
#define LIB_PLAN_LEG_H

#include <limits.h>
#include <stddef.h>

#include "lib/io/db.h"
#include "lib/plan/instance.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"
#include "lib/plan/schedule.h"

struct leg_context {
	const struct schedule *schedule;
	const struct instance *instance;
	const struct instance_options *options;
	const struct roster *roster;
	const struct points *points;
};

enum { LEG_UNKNOWN = INT_MIN };

/* Seconds and metres.  LEG_UNKNOWN: a place is unknown, or, of the way home,
 * another stop follows. */
struct leg {
	long travel, metres;
	long wait;               /* before the visit, the break included */
	long back, back_metres;
};

/* The leg to the i-th assignment. */
struct leg leg_of(const struct leg_context *, size_t i);

/* Replaces the stored legs of all visits that have a visit_id. */
void leg_store(struct db *, const struct leg_context *);

#endif
