/* instance.h -- candidates, shifts and places become a problem, as arrays.
 *
 *	struct instance *w = instance_new(roster, points, closed, &options);
 *	instance_add(w, candidate);                   each of them
 *	instance_close(w);                            reasons
 *	household_form(w);                        see household.h
 *	solve_problem(&w->problem, ...);
 *	instance_free(w);
 *
 * Everybody has a point by then (locate.h).  Route r is duty r of the roster. */
#ifndef LIB_PLAN_INSTANCE_H
#define LIB_PLAN_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/plan/candidate.h"
#include "lib/plan/infeasible.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"
#include "lib/solver/problem.h"
#include "lib/solver/verify.h"

struct instance_options {
	int grid, wish, share;  /* seconds */
	int seconds;        /* a visit takes so long if nobody says otherwise */
	int urgency;        /* likewise */
	date from;          /* on this day nothing new begins before from_time, */
	int from_time;      /* if that is not CLOCK_NONE */
	bool check;         /* to be verified, not to be planned: nobody is
	                     * left out */
};

struct instance {
	struct problem problem;
	struct verify_limit *limit;  /* [task] */
	struct candidate **candidate;  /* [task] */
	struct task *task;           /* those of the problem */
	bool *bare;                  /* [route]: no shift at all */
	struct pieces pieces;        /* of shifts with absences within */
	struct candidate gap;        /* stands for all absences within a shift */
	struct instance_room *room;
};

/* `closed` [route] says which routes take no more visits; may be NULL. */
struct instance *instance_new(const struct roster *, struct points *,
    const bool *closed, const struct instance_options *);
void instance_free(struct instance *);

/* Adds a candidate whose fate is FATE_FREE, FATE_FIXED or FATE_PINNED.  Of a
 * stored visit only the routes that are not closed (and no bare duties) are
 * the solver's affair; the rest stays as it is without being in the problem. */
void instance_add(struct instance *, struct candidate *);

/* Finishes the arrays.  Finds out who cannot be planned whatever the others do
 * (fate becomes FATE_DROPPED), unless the week is to be verified. */
void instance_close(struct instance *);

/* Is this task nobody's visit, but an absence within a shift?  Then the worker
 * is at home meanwhile, as after one shift and before another. */
bool instance_is_gap(const struct instance *, int task);

/* The row of problem.allowed for these needs. */
int instance_skill(struct instance *, const char *needs);

/* For verifying: shall the shifts begin as --from has it (true), which counts
 * for what could be planned, or when they really begin? */
void instance_from(struct instance *, bool late);

/* For verifying, when the households are formed: from here on windows are
 * those of the day, not clipped to what else limits a visit. */
void instance_widen(struct instance *);

/* The first shift day: what is due before it is late.  DATE_NONE: no days. */
date instance_first_day(const struct roster *);

#endif
