/* hold.h -- what becomes of the open visits when a plan is made: which stay,
 * which are planned anew, which are dropped, and which routes take no more
 * visits. */
#ifndef LIB_HOLD_H
#define LIB_HOLD_H

#include <stdbool.h>

#include "lib/booked.h"
#include "lib/people.h"
#include "lib/points.h"
#include "lib/roster.h"
#include "lib/week.h"

struct hold_options {
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
void hold_decide(struct people *, struct booked *, struct roster *,
    const struct hold_options *);

/* Which routes break a rule with what is stored on them: [route], true if so.
 * Says it on stderr, with the visit_ids.  The caller frees it. */
bool *hold_broken(struct booked *, const struct roster *, struct points *,
    const struct week_options *);

#endif
