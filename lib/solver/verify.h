/* verify.h -- is this plan allowed?  A checker that knows nothing of how the
 * plan came about: it shares no code with the solver but the distances.
 *
 * It takes every start as given.  Along a route it keeps two facts: whether one
 * can be here with the break still due, and with the break taken.  For each leg
 * it asks whether one of these still leads to the next stop in time.  At the
 * end, at home, the break must have been possible.
 *
 *	struct verify_faults f = {0};
 *	verify_entries(&f, problem, limit, entry, n);
 *	for (size_t i = 0; i < f.n; i++)
 *		say(entry[f.fault[i].entry], verify_rule[f.fault[i].rule]);
 *	free(f.fault);
 */
#ifndef LIB_SOLVER_VERIFY_H
#define LIB_SOLVER_VERIFY_H

#include <stddef.h>

#include "lib/solver/problem.h"

/* The rules by the names that the contract gives them. */
enum {
	VERIFY_SHIFT,    /* no such shift; leaves before it or is back after it */
	VERIFY_WINDOW,   /* does not begin within a window */
	VERIFY_BREAK,    /* no time for the break, this being the first place
	                * where that is certain */
	VERIFY_TRAVEL,   /* cannot be there in time from the stop before */
	VERIFY_NOT_BEFORE,
	VERIFY_VISIT_BY,
	VERIFY_SKILL,    /* no worker at this door has the needs */
	VERIFY_VISITS_PER_DAY,
	VERIFY_PAIR,     /* not two workers at one time */
	VERIFY_HOUSEHOLD,/* not all on one day, by the same, one after the other */
	VERIFY_PLANNED,  /* somebody is planned for this person already */

	/* Never said by verify_entries(): */
	VERIFY_CLOSED,   /* the case is closed */
	VERIFY_NO_VISITS,/* no visits are wanted on that day */
	VERIFY_PAST,     /* would be stored on a day before today */
	VERIFY_UNKNOWN,  /* no such case, worker, visit or place */
	VERIFY_RULES
};

extern const char *const verify_rule[VERIFY_RULES];

/* The first and the last second at which a task may begin, as not_before and
 * visit_by say it.  (The windows of a task need not be clipped to that: then
 * one can tell the three rules apart.) */
struct verify_limit {
	int first, last;
};

/* Somebody at somebody's door.  A pair visit has two entries. */
struct verify_entry {
	int task, route;  /* route -1: there is no such shift */
	int start;
};

/* For VERIFY_TRAVEL and VERIFY_SHIFT `missing` says how many seconds too early
 * it is after the entry `after` (-1: after the shift begins), or how many
 * seconds too late for the end of the shift (`after` is the entry itself). */
struct verify_fault {
	int entry, rule;
	int missing, after;
};

struct verify_faults {
	struct verify_fault *fault;
	size_t n, cap;
};

/* Adds what is wrong, ordered by entry, then by rule; each pair of these
 * once.  `limit` has an element for each task, or is NULL. */
void verify_entries(struct verify_faults *, const struct problem *,
    const struct verify_limit *limit, const struct verify_entry *, int n);

/* The same for a plan; returns the number of faults.  `first` is the first
 * rule broken, if there is one. */
size_t verify_plan(const struct problem *, const struct plan *, int *first);

#endif
