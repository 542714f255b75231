/* candidate.h -- everybody whom a plan is about, in one array: first the rows
 * of the input, in their order, then the open visits, by number.
 *
 *	struct candidates c = {0};
 *	candidate_make(&c, &requests, &openvisits);
 *	candidate_case(&c, "4711");     the open visit of a case
 *	candidate_free(&c);
 *
 * Each member is set by one module, in the order in which a plan is made. */
#ifndef LIB_PLAN_CANDIDATE_H
#define LIB_PLAN_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cases/needless.h"
#include "lib/plan/openvisits.h"
#include "lib/plan/request.h"

/* Why somebody is not in the plan: the first of these that holds. */
enum why { WHY_CLOSED, WHY_NO_VISITS, WHY_PLANNED, WHY_PLACE, WHY_SKILL,
	WHY_DEADLINE, WHY_WINDOW, WHY_DISTANCE, WHY_CAPACITY, WHY_NO_LONGER, WHY_PINNED,
	WHY_NONE };

extern const char *const candidate_why[];

/* What is to become of a candidate, before the plan is made. */
enum fate {
	FATE_FREE,     /* to be planned */
	FATE_FIXED,    /* a stored visit that stays as it is */
	FATE_PINNED,   /* day and start stay, somebody else has to go */
	FATE_DROPPED,  /* not to be planned; `why` says why, or WHY_NONE: it is
	                * none of this plan's business */
};

struct candidate {
	/* candidate_learn() */
	int64_t client;               /* the case's number; 0: not known */
	bool closed;                  /* the case is */
	date first;                   /* no visits before; DATE_NONE: any day */
	bool own_place;               /* the row says where */
	bool centre;                  /* that is where its postal code is */

	/* replan.h, or plancheck.h.  fate and why: everybody who finds out that
	 * there is no place for it (locate.h, instance.h, schedule.h). */
	struct request ask;           /* the row, completed; or the visit's */
	const struct stored *stored;  /* NULL: no visit that matters */
	enum fate fate;
	enum why why;
	bool renewed;                 /* a row asks anew for a stored visit */
	int64_t visit_id;             /* 0: not stored (also planstore.h) */

	/* locate.h: of points.h; -1: not known. */
	int point;

	/* instance.h */
	int task, half;               /* in the problem; -1: none.  half: the
	                               * second one of a pair of which one worker
	                               * stays and another one is to be found */
	bool late;                    /* visit_by is before the first shift day */
};

struct candidates {
	struct candidate *at;
	size_t n, n_rows;             /* the rows come first */
	const struct openvisits *open;
};

/* The open visits are FATE_FIXED, the rows FATE_FREE. */
void candidate_make(struct candidates *, const struct requests *,
    const struct openvisits *);
void candidate_free(struct candidates *);

/* What the database says: rows get the place of their postal code, and from
 * their case what they have no columns for; it is seen if the case is closed
 * or wants no visits yet, of open visits too if they are to be planned anew
 * (`open`; a case may have very many old visits). */
void candidate_learn(struct candidates *, const struct requests *,
    struct arena *, struct db *, struct needless *, bool open);

/* The open visit of a case or of a number; NULL: none. */
struct candidate *candidate_case(const struct candidates *,
    const char *case_id);
struct candidate *candidate_visit(const struct candidates *, int64_t id);

#endif
