/* replan.h -- what becomes of the open visits when a plan is made: which stay,
 * which are planned anew, which are dropped, and which routes take no more
 * visits. */
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
	date from;      /* on this day, what starts before from_time stays */
	int from_time;  /* CLOCK_NONE: no such time */
	struct needless *needless;  /* with `replan` */
};

/* Decides about everybody: sets fate and why of the open visits and of the
 * rows, which get what is stored of their case's visit if that is planned
 * anew.  Adds bare duties for stored visits without a shift. */
void replan_decide(struct candidates *, const struct requests *,
    struct roster *, const struct replan_options *);

/* Which routes break a rule with what is stored on them: [route], true if so.
 * Says it on stderr, with the visit_ids.  The caller frees it. */
bool *replan_broken(struct candidates *, const struct roster *, struct points *,
    const struct instance_options *);

#endif
