/* week.h -- people, shifts and places become a problem, as arrays.
 *
 *	struct week *w = week_new(roster, points, closed, &options);
 *	week_add(w, person);                      each of them
 *	week_close(w);                            reasons
 *	household_form(w);                        see household.h
 *	solve(&w->problem, ...);
 *	week_free(w);
 *
 * Everybody has a point by then (locate.h).  Route r is duty r of the roster. */
#ifndef LIB_WEEK_H
#define LIB_WEEK_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/people.h"
#include "lib/points.h"
#include "lib/problem.h"
#include "lib/roster.h"
#include "lib/verify.h"

struct week_options {
	int grid, wish;     /* seconds */
	int seconds;        /* a visit takes so long if nobody says otherwise */
	int urgency;        /* likewise */
	date from;          /* on this day nothing new begins before from_time, */
	int from_time;      /* if that is not CLOCK_NONE */
	bool check;         /* to be verified, not to be planned: nobody is
	                     * left out */
};

struct week {
	struct problem problem;
	struct verify_limit *limit;  /* [task] */
	struct person **person;      /* [task] */
	struct task *task;           /* those of the problem */
	bool *bare;                  /* [route]: no shift at all */
	struct week_room *room;
};

/* `closed` [route] says which routes take no more visits; may be NULL. */
struct week *week_new(const struct roster *, struct points *,
    const bool *closed, const struct week_options *);
void week_free(struct week *);

/* Adds a person whose hold is HOLD_FREE, HOLD_STORED or HOLD_PINNED.  Of a
 * stored visit only the routes that are not closed (and no bare duties) are
 * the solver's affair; the rest stays as it is without being in the problem. */
void week_add(struct week *, struct person *);

/* Finishes the arrays.  Finds out who cannot be planned whatever the others do
 * (hold becomes HOLD_OUT), unless the week is to be verified. */
void week_close(struct week *);

/* The row of problem.allowed for these needs. */
int week_skill(struct week *, const char *needs);

/* For verifying, when the households are formed: from here on windows are
 * those of the day, not clipped to what else limits a visit. */
void week_widen(struct week *);

/* The first shift day: what is due before it is late.  DATE_NONE: no days. */
date week_first_day(const struct roster *);

#endif
