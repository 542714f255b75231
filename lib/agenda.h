/* agenda.h -- a plan, person by person again: who is at whose door, and when.
 * The solver's stops and the stored visits that were none of its business. */
#ifndef LIB_AGENDA_H
#define LIB_AGENDA_H

#include <stddef.h>

#include "lib/people.h"
#include "lib/problem.h"
#include "lib/roster.h"
#include "lib/week.h"

/* One worker at one door.  A pair visit is two errands. */
struct errand {
	struct person *person;
	int route;     /* a duty of the roster */
	int start;     /* seconds since midnight before the first day */
	int other;     /* the route of the other worker; -1: goes alone */
	int order;     /* as it was added: for equal starts */
};

struct agenda {
	struct errand *errand;  /* by date, worker, start */
	size_t n, cap;
};

/* People who were to be planned and have no place become HOLD_OUT with
 * WHY_CAPACITY or WHY_PINNED. */
void agenda_make(struct agenda *, const struct week *, const struct roster *,
    const struct plan *, struct person *const *, size_t n);
void agenda_free(struct agenda *);

/* How long a visit to this person takes. */
int agenda_seconds(const struct person *, const struct week_options *);

#endif
