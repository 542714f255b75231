/* planning.h -- visits-plan without --check: from input to output.
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

/* From the command line. */
struct planning_options {
	const char *people, *team, *absences, *shifts, *travel, *unplanned;
	const char *holidays;  /* NULL: Hesse's */
	struct overdue_options rules;  /* by which --replan finds no reason left */
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
	bool database;         /* the database was read */
	int64_t state;         /* openvisits_state() at that time */
	long rejected;         /* rows of all files but the input's */
	struct out *out;
	struct out *unplanned; /* NULL: no --unplanned */
};

void planning_read(struct planning *);
void planning_load(struct planning *);
void planning_open(struct planning *);
void planning_make(struct planning *);
void planning_store(struct planning *);

/* Prints the plan, the unplanned and the account; returns the program's
 * status. */
int planning_print(struct planning *);
void planning_free(struct planning *);

/* Shared with plancheck: the roster, the days of the plan (the caller frees
 * *day), and where everybody is. */
void planning_read_roster(struct planning *);
void planning_load_roster(struct planning *, struct db *);
int planning_days(const struct planning *, date **day);
void planning_find_points(struct planning *);

/* Does a row need its postal code looked up? */
bool planning_wants_places(const struct planning *);

#endif
