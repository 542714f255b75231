/* leg.h -- how a worker gets to each door of a plan, and home again: what the
 * plan prints, and what is stored for the sheet. */
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

/* Seconds and metres; LEG_UNKNOWN where a place is not known, or the way home
 * where another stop comes first. */
struct leg {
	long travel, metres;
	long wait;               /* at the door, the break included */
	long back, back_metres;
};

/* Of the i-th assignment. */
struct leg leg_of(const struct leg_context *, size_t i);

/* Stores those of all visits that have a number, in place of older ones. */
void leg_store(struct db *, const struct leg_context *);

#endif
