/* replan.h -- what becomes of the open visits when a plan is made: which stay,
 * which are planned anew, which are dropped, and which routes take no more
 * visits. */
#ifndef LIB_PLAN_REPLAN_H
#define LIB_PLAN_REPLAN_H

#include <stdbool.h>

#include "lib/plan/openvisits.h"
#include "lib/plan/people.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"
#include "lib/plan/instance.h"

struct replan_options {
	date as_of;
	bool replan;
	date from;      /* on this day, what starts before from_time stays */
	int from_time;  /* CLOCK_NONE: no such time */
	/* Is this open visit no longer needed? */
	bool (*needless)(void *, const struct stored *);
	void *arg;
};

/* Decides about everybody: sets hold and why of the open visits and of the
 * people of the input, who get what is stored of them if they are planned
 * anew.  Adds bare duties for stored visits without a shift. */
void replan_decide(struct people *, struct openvisits *, struct roster *,
    const struct replan_options *);

/* Which routes break a rule with what is stored on them: [route], true if so.
 * Says it on stderr, with the visit_ids.  The caller frees it. */
bool *replan_broken(struct openvisits *, const struct roster *, struct points *,
    const struct instance_options *);

#endif
