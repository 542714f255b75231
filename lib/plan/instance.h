/* instance.h -- turns candidates, shifts and places into the solver's arrays.
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
	int seconds;        /* default length of a visit */
	int urgency;        /* default urgency */
	date from;          /* on this day nothing new starts before from_time, */
	int from_time;      /* if that is not CLOCK_NONE */
	bool check;         /* for verifying: keeps infeasible tasks */
};

struct instance {
	struct problem problem;
	struct verify_limit *limit;  /* [task] */
	struct candidate **candidate;  /* [task] */
	struct task *task;           /* problem.task, writable */
	bool *bare;                  /* [route]: no shift at all */
	struct pieces pieces;        /* of shifts that absences split */
	struct candidate gap;        /* the candidate of all absence tasks */
	struct instance_room *room;
};

/* closed[route]: takes no further visits; may be NULL. */
struct instance *instance_new(const struct roster *, struct points *,
    const bool *closed, const struct instance_options *);
void instance_free(struct instance *);

/* Adds a candidate whose fate is FATE_FREE, FATE_FIXED or FATE_PINNED.  Of
 * stored visits only those on open routes with a shift become tasks; the others
 * stay as they are, outside of the problem. */
void instance_add(struct instance *, struct candidate *);

/* Finishes the arrays and drops infeasible candidates (FATE_DROPPED), unless
 * the plan is only to be verified. */
void instance_close(struct instance *);

/* Does this task stand for an absence inside a shift?  The worker spends it at
 * home. */
bool instance_is_gap(const struct instance *, int task);

/* The row of problem.allowed that belongs to these needs. */
int instance_skill(struct instance *, const char *needs);

/* For verifying: let shifts begin at --from (true: what could still be planned)
 * or at their real beginning. */
void instance_from(struct instance *, bool late);

/* For verifying, after the households are formed: sets the windows back to
 * those of the day, no longer clipped to the other limits. */
void instance_widen(struct instance *);

/* The first day with a shift; an earlier visit_by counts as late.  DATE_NONE:
 * there is none. */
date instance_first_day(const struct roster *);

#endif
