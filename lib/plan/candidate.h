/* candidate.h -- everything a plan has to place, in one array: the input rows
 * in their order, then the open visits by number.
 *
 *	struct candidates c = {0};
 *	candidate_make(&c, &requests, &openvisits);
 *	candidate_case(&c, "4711");     the open visit of a case
 *	candidate_free(&c);
 *
 * The members are grouped by the module that sets them, in the order in which a
 * plan is made. */
#ifndef LIB_PLAN_CANDIDATE_H
#define LIB_PLAN_CANDIDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cases/needless.h"
#include "lib/plan/openvisits.h"
#include "lib/plan/request.h"

/* Why a candidate is not in the plan: the first reason that applies. */
enum why { WHY_CLOSED, WHY_NO_VISITS, WHY_PLANNED, WHY_PLACE, WHY_SKILL,
	WHY_DEADLINE, WHY_WINDOW, WHY_DISTANCE, WHY_CAPACITY, WHY_NO_LONGER, WHY_PINNED,
	WHY_NONE };

extern const char *const candidate_why[];

/* How the planner treats a candidate. */
enum fate {
	FATE_FREE,     /* may go anywhere */
	FATE_FIXED,    /* a stored visit that stays as it is */
	FATE_PINNED,   /* day and start stay, another worker has to go */
	FATE_DROPPED,  /* not planned: `why` has the reason; WHY_NONE: it does
	                * not concern this plan */
};

struct candidate {
	/* candidate_learn() */
	int64_t client;               /* row id of the case; 0: unknown */
	bool closed;                  /* the case is closed */
	date first;                   /* first possible day; DATE_NONE: any */
	bool own_place;               /* the row has coordinates */
	bool centre;                  /* only its postal code's centre is known */
	bool outdated;                /* a sign of life is newer than the row */

	/* replan.h, or plancheck.h.  fate and why are also set by the modules
	 * that find that it cannot be placed (locate.h, instance.h,
	 * schedule.h). */
	struct request ask;           /* the completed row, or the stored visit */
	const struct stored *stored;  /* NULL: none that concerns this plan */
	enum fate fate;
	enum why why;
	bool renewed;                 /* a row replaces what the visit asked for */
	bool by_rules;                /* NEEDLESS_BY_RULES */
	int64_t visit_id;             /* 0: not stored (also planstore.h) */

	/* locate.h: index into points; -1: unknown. */
	int point;

	/* instance.h */
	int task, half;               /* indices into problem.task; -1: none.
	                               * `half` is the second task of a pair of
	                               * which one worker stays and the other has
	                               * to be replaced */
	bool late;                    /* visit_by is before the first shift day */

	/* household.h: the first of so many whom no shift can take together; 0:
	 * none. */
	int parted;
};

struct candidates {
	struct candidate *at;
	size_t n, n_rows;             /* the rows come first */
	const struct openvisits *open;
};

/* Rows become FATE_FREE, open visits FATE_FIXED. */
void candidate_make(struct candidates *, const struct requests *,
    const struct openvisits *);
void candidate_free(struct candidates *);

/* Completes the rows from the database: columns that are missing come from the
 * case, a missing place from the postal code.  Also notes whether the case is
 * closed and its first possible day; for open visits only with `open`, since
 * there may be many. */
void candidate_learn(struct candidates *, const struct requests *,
    struct arena *, struct db *, struct needless *, bool open);

/* The open visit of a case, or with this number; NULL: none. */
struct candidate *candidate_case(const struct candidates *,
    const char *case_id);
struct candidate *candidate_visit(const struct candidates *, int64_t id);

#endif
