/* replan.h -- decides which open visits stay, which are replanned and which are
 * dropped, and which routes are closed to further visits. */
#ifndef LIB_PLAN_REPLAN_H
#define LIB_PLAN_REPLAN_H

#include <stdbool.h>

#include "lib/cases/needless.h"
#include "lib/plan/candidate.h"
#include "lib/plan/instance.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"

struct replan_options {
	date as_of;
	bool replan;
	date from;      /* what starts before from_time on this day stays */
	int from_time;  /* CLOCK_NONE: no limit */
	struct needless *needless;  /* with `replan` */
};

/* Sets fate and why of all candidates.  A row whose case has a visit that is
 * replanned takes it over.  Adds bare duties for stored visits without a
 * shift. */
void replan_decide(struct candidates *, const struct requests *,
    struct roster *, const struct replan_options *);

/* closed[route]: the visits stored on it break a rule.  Names those visits on
 * stderr.  The caller frees the result. */
bool *replan_broken(struct candidates *, const struct roster *, struct points *,
    const struct instance_options *);

#endif
