/* visits-plan -- who visits whom, when, in what order. */
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/io/interrupt.h"
#include "lib/io/noclobber.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/io/progress.h"
#include "lib/io/sandbox.h"
#include "lib/plan/itinerary.h"
#include "lib/plan/plancheck.h"
#include "lib/plan/planning.h"

static struct planning plan = {
	.options = {.speed = 45, .detour = 1.3, .days = -1,
	    .instance = {.urgency = 50},
	    .solve = {.effort = 5}},
};
static double handling = 3, visit_minutes = 45, wish_minutes = 10,
    share_minutes = 5;
static int grid = -1, seed = 1, threads;
static bool check;

static struct opt_moment from = {.day = DATE_NONE, .time = CLOCK_NONE};

static const struct command command = {
	.name = "visits-plan",
	.operands = "[FILE]",
	.summary = "plan who visits whom, when, in what order",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_HOLIDAYS |
	    OPT_DRY_RUN | OPT_RULES,
	.column_names = (const char *const *const[]){itinerary_columns, NULL},
	.opts = (const struct opt[]){
		{0, "from", "DATE[THH:MM]",
		    "first day (the next working day); what starts earlier stays",
		    .moment = &from},
		{0, "days", "N", "so many working days (5)",
		    .count = &plan.options.days},
		{0, "team", "FILE", "the workers, instead of the database's",
		    .text = &plan.options.team},
		{0, "absences", "FILE", "who is away as well",
		    .text = &plan.options.absences},
		{0, "shifts", "FILE", "the shifts, instead of a roster",
		    .text = &plan.options.shifts},
		{0, "travel", "FILE", "travel times, instead of straight lines",
		    .text = &plan.options.travel},
		{0, "speed", "KMH", "along a straight line (45)",
		    .real = &plan.options.speed},
		{0, "detour", "F", "road by straight line (1.3)",
		    .real = &plan.options.detour},
		{0, "handling", "MIN", "for parking and finding the door (3)",
		    .real = &handling},
		{0, "visit-minutes", "MIN", "a visit takes so long (45)",
		    .real = &visit_minutes},
		{0, "grid", "MIN", "starts are multiples of that (5; 0: no)",
		    .count = &grid},
		{0, "wish-minutes", "MIN",
		    "travel that a wish is worth (10)", .real = &wish_minutes},
		{0, "share-minutes", "MIN",
		    "travel that a visit beyond an even share is worth (5)",
		    .real = &share_minutes},
		{0, "unplanned", "FILE", "write who has no place, and why",
		    .text = &plan.options.unplanned},
		{0, "commit", NULL, "store the plan",
		    .flag = &plan.options.commit},
		{0, "replan", NULL, "plan what is stored as planned anew",
		    .flag = &plan.options.replan},
		{0, "seed", "N", "another plan of the same kind (1)",
		    .count = &seed},
		{0, "effort", "N", "1 (quick) to 9 (thorough) (5)",
		    .count = &plan.options.solve.effort},
		{0, "time-limit", "SEC", "stop after that",
		    .real = &plan.options.solve.time_limit},
		{0, "threads", "N", "search with so many (one a core)",
		    .count = &threads},
		{0, "check", NULL, "read a plan and say which rules it breaks",
		    .flag = &check},
		{0},
	},
};

static void
check_minutes(const char *option, double minutes)
{
	if (minutes > 24 * 60)
		die_usage("--%s: more minutes than a day has", option);
}

/* What the table of options cannot see. */
static void
settle_options(void)
{
	struct planning_options *o = &plan.options;

	if (o->solve.effort < 1 || o->solve.effort > 9)
		die_usage("--effort: 1 to 9");
	if (o->speed <= 0 || o->detour <= 0)
		die_usage("--speed and --detour: more than 0");
	if (o->days == 0 || o->days > 366)
		die_usage("--days: 1 to 366");
	check_minutes("grid", grid);
	check_minutes("visit-minutes", visit_minutes);
	check_minutes("handling", handling);
	check_minutes("wish-minutes", wish_minutes);
	check_minutes("share-minutes", share_minutes);
	if (check && o->replan)
		die_usage("--check and --replan do not go together");
	if (o->shifts != NULL && (o->team != NULL || o->absences != NULL))
		die_usage("--shifts excludes --team and --absences");
	if (o->commit && from.day != DATE_NONE && from.day < common.as_of)
		die_usage("--from: before today, which --commit cannot store");
	if (grid < 0)
		grid = o->shifts != NULL ? 0 : 5;
	o->db = common.db;
	o->out = common.out;
	o->as_of = common.as_of;
	o->holidays = common.holidays;
	o->rules = common.rules;
	o->instance.from = from.day;
	o->instance.from_time = from.time;
	o->handling = (int)(handling * 60 + 0.5);
	o->instance.grid = grid * 60;
	o->instance.seconds = (int)(visit_minutes * 60 + 0.5);
	o->instance.wish = (int)(wish_minutes * 60 + 0.5);
	o->instance.share = (int)(share_minutes * 60 + 0.5);
	o->solve.seed = (uint64_t)seed;
	o->solve.threads = threads > 0 ? threads :
	    (int)sysconf(_SC_NPROCESSORS_ONLN);
}

static int
make_plan(void)
{
	int status;

	planning_read(&plan);
	planning_load(&plan);
	planning_open(&plan);
	plan.options.solve.watch = progress_watch();
	plan.options.solve.watch.stop = interrupt_catch();
	planning_make(&plan);
	progress_end();
	if (interrupt_release())
		diag_warn("interrupted: this is the best plan so far");
	if (plan.options.commit)
		planning_store(&plan);
	status = planning_print(&plan);
	planning_free(&plan);
	return status;
}

int
main(int argc, char *argv[])
{
	int i = opt_parse(&command, argc, argv);

	plan.options.people = opt_operand(&command, i, argc, argv);
	settle_options();
	if (plan.options.unplanned != NULL) {
		noclobber_output(plan.options.unplanned);
		sandbox_write(plan.options.unplanned);
	}
	return check ? plancheck_run(&plan) : make_plan();
}
