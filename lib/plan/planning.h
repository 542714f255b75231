/* planning.h -- a plan from beginning to end: what visits-plan does without
 * --check.
 *
 *	planning_read(&p);      the files
 *	planning_load(&p);      the database, if it is needed
 *	planning_open(&p);      what is written, before anything is stored
 *	planning_make(&p);      the plan
 *	planning_store(&p);     with --commit
 *	status = planning_print(&p);
 */
#ifndef LIB_PLAN_PLANNING_H
#define LIB_PLAN_PLANNING_H

#include <stdbool.h>

#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/plan/candidate.h"
#include "lib/plan/instance.h"
#include "lib/plan/openvisits.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"
#include "lib/plan/schedule.h"
#include "lib/rule/holiday.h"
#include "lib/solver/problem.h"
#include "lib/solver/solve.h"

/* What was asked for. */
struct planning_options {
	const char *people, *team, *absences, *shifts, *travel, *unplanned;
	const char *holidays;  /* NULL: Hesse's */
	date as_of;
	struct db_options db;
	struct out_options out;
	double speed, detour;  /* km/h */
	int handling;          /* seconds */
	int days;              /* -1: not given */
	bool commit, replan;
	struct instance_options instance;
	struct solve_options solve;
};

struct planning {
	struct planning_options options;
	struct holidays holidays;
	struct requests requests;
	struct openvisits open_visits;
	struct roster *roster;
	struct points *points;
	struct instance *instance;
	struct plan *plan;
	struct solve_proof proof;
	struct schedule schedule;
	bool *closed;          /* [route] */
	struct candidates candidates;
	bool database;         /* was it read? */
	int64_t state;         /* of the database when it was read */
	long rejected;         /* rows of other files than the people's */
	struct out *out;
	struct out *unplanned; /* NULL: nobody asks for them */
};

void planning_read(struct planning *);
void planning_load(struct planning *);
void planning_open(struct planning *);
void planning_make(struct planning *);
void planning_store(struct planning *);

/* Prints the plan, the people without a place and the account; returns the
 * status of the program. */
int planning_print(struct planning *);
void planning_free(struct planning *);

/* Pieces that a check needs too: the roster, the days of the plan (the caller
 * frees *day), nobody's point yet. */
void planning_read_roster(struct planning *);
void planning_load_roster(struct planning *, struct db *);
int planning_days(const struct planning *, date **day);
struct points *planning_points(const struct planning_options *);

/* Is there a postal code to be looked up? */
bool planning_wants_places(const struct planning *);

#endif
