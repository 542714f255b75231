#include "lib/plan/planning.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/elapsed.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/needless.h"
#include "lib/cases/oldrows.h"
#include "lib/io/datafile.h"
#include "lib/io/out.h"
#include "lib/plan/household.h"
#include "lib/plan/itinerary.h"
#include "lib/plan/leg.h"
#include "lib/plan/locate.h"
#include "lib/plan/planstore.h"
#include "lib/plan/replan.h"
#include "lib/plan/warmstart.h"
#include "lib/rule/codes.h"
#include "lib/solver/probe.h"
#include "lib/solver/verify.h"

enum { MAX_ROUNDS = 3 };  /* of solving again, see household_tie() */

/*
 * Files.
 */

void
planning_read_roster(struct planning *p)
{
	const struct planning_options *o = &p->options;

	p->roster = roster_new();
	datafile_holidays(&p->holidays, o->holidays);
	if (o->shifts != NULL) {
		p->rejected += roster_read_shifts(p->roster, o->shifts);
		return;
	}
	if (o->team != NULL)
		p->rejected += roster_read_team(p->roster, o->team);
	if (o->absences != NULL)
		p->rejected += roster_read_absences(p->roster, o->absences);
}

void
planning_read(struct planning *p)
{
	request_read(&p->requests, p->options.people);
	planning_read_roster(p);
}

/*
 * The database.
 */

/* Does a row need its postal code looked up? */
bool
planning_wants_places(const struct planning *p)
{
	if (p->options.travel != NULL)
		return false;
	for (size_t i = 0; i < p->requests.n; i++)
		if (!request_has_place(&p->requests.row[i]) &&
		    p->requests.row[i].postal_code[0] != '\0')
			return true;
	return false;
}

void
planning_load_roster(struct planning *p, struct db *db)
{
	const struct planning_options *o = &p->options;

	if (o->shifts != NULL)
		return;
	if (o->team == NULL)
		roster_load_team(p->roster, db);
	roster_load_absences(p->roster, db);
	p->rejected += roster_settle_absences(p->roster);
}

/* Only visits of known cases can be stored. */
static void
reject_unknown(struct requests *rs, struct db *db)
{
	struct query cases = openvisits_cases(db);
	size_t n = 0;

	for (size_t i = 0; i < rs->n; i++) {
		const struct request *r = &rs->row[i];

		if (openvisits_client(&cases, r->case_id, NULL, NULL, NULL) > 0) {
			rs->row[n++] = *r;
			continue;
		}
		diag_at(r->file, r->line, "case_id",
		    "no such case in the database");
		rs->rejected++;
	}
	rs->n = n;
	db_end(&cases);
}

/* Not one who is away or has left: nobody has ever had this code. */
static void
say_unknown_wanted(const struct requests *rs, const struct roster *roster)
{
	for (size_t i = 0; i < rs->n; i++) {
		const struct request *r = &rs->row[i];

		if (*r->wanted != '\0' && roster_worker(roster, r->wanted) < 0)
			diag_at(r->file, r->line,
			    r->wanted == r->worker ? "worker" : "wanted",
			    "no such worker, so nobody meets the wish");
	}
}

int
planning_days(const struct planning *p, date **day)
{
	const struct planning_options *o = &p->options;
	int n = o->days < 0 ? 5 : o->days;
	date d = o->instance.from;

	if (o->shifts != NULL)
		return roster_shift_days(p->roster, d,
		    o->days < 0 ? 0 : o->days, day);
	if (d == DATE_NONE)
		d = o->as_of + 1;
	*day = xcalloc((size_t)n + 1, sizeof **day);
	for (int i = 0; i < n; i++, d++)
		(*day)[i] = d = holiday_workday_on_or_after(&p->holidays, d);
	return n;
}

static void
set_days(struct planning *p)
{
	date *day;
	int n = planning_days(p, &day);

	roster_days(p->roster, &p->holidays, day, n);
	roster_say_breaks(p->roster);
	free(day);
}

static void
decide(struct planning *p, struct db *db)
{
	struct replan_options o = {
		.as_of = p->options.as_of, .replan = p->options.replan,
		.from = p->options.instance.from,
		.from_time = p->options.instance.from_time,
		.needless = needless_open(db, &p->options.rules,
		    p->options.as_of)};

	candidate_learn(&p->candidates, &p->requests, &p->requests.text, db,
	    o.needless, o.replan);
	replan_decide(&p->candidates, &p->requests, p->roster, &o);
	needless_close(o.needless);
}

void
planning_load(struct planning *p)
{
	const struct planning_options *o = &p->options;
	struct db *db;

	p->database = o->shifts == NULL || o->commit || o->replan ||
	    planning_wants_places(p);
	if (!p->database) {
		set_days(p);
		candidate_make(&p->candidates, &p->requests, &p->open_visits);
		return;
	}
	db = db_open(&o->db, DB_READ);
	db_begin_read(db);
	p->state = openvisits_state(db);
	planning_load_roster(p, db);
	set_days(p);
	if (o->team == NULL && o->shifts == NULL)
		say_unknown_wanted(&p->requests, p->roster);
	if (o->commit)
		reject_unknown(&p->requests, db);
	openvisits_load(&p->open_visits, db);
	candidate_make(&p->candidates, &p->requests, &p->open_visits);
	decide(p, db);
	db_end_read(db);
	db_close(db);
}

/*
 * The plan.
 */

void
planning_find_points(struct planning *p)
{
	const struct planning_options *o = &p->options;

	p->points = o->travel != NULL ? points_table() :
	    points_straight(o->speed, o->detour, o->handling);
	locate_homes(p->points, p->roster);
	locate_candidates(p->points, &p->candidates);
	if (o->travel != NULL)
		p->rejected += points_read(p->points, o->travel);
	else
		locate_say_unused(p->roster, &p->candidates);
}

/* Solves within the rest of --time-limit, but at least a tenth of it. */
static struct plan *
solve_from(struct planning *p, const struct plan *start, double began)
{
	struct solve_options o = p->options.solve;
	double left = o.time_limit - (elapsed_seconds() - began);

	if (p->instance->problem.n_tasks == 0)
		return problem_plan_new(p->instance->problem.n_shifts);
	if (o.time_limit > 0)
		o.time_limit = left > o.time_limit / 10 ? left :
		    o.time_limit / 10;
	o.start = start;
	o.proof = &p->proof;
	return solve_problem(&p->instance->problem, &o);
}

/* Starts from the stored visits; if that leaves a pinned task out, solves once
 * more from scratch. */
static void
solve_once(struct planning *p, double began)
{
	struct plan *start = p->options.replan ? warmstart_plan(p->instance) : NULL;
	struct plan *other;

	problem_plan_free(p->plan);
	p->plan = solve_from(p, start, began);
	if (start != NULL && warmstart_missing(p->instance, p->plan) > 0) {
		other = solve_from(p, NULL, began);
		if (warmstart_missing(p->instance, other) <
		    warmstart_missing(p->instance, p->plan)) {
			struct plan *worse = p->plan;

			p->plan = other;
			other = worse;
		}
		problem_plan_free(other);
	}
	problem_plan_free(start);
}

static void
solve_week(struct planning *p)
{
	double began = elapsed_seconds();
	int rule = 0, rounds = 0;

	do
		solve_once(p, began);
	while (rounds++ < MAX_ROUNDS && household_tie(p->instance, p->plan));
	if (verify_plan(&p->instance->problem, p->plan, &rule) > 0)
		die("the plan that was found breaks a rule (%s); this is a"
		    " mistake in the program, and nothing was done",
		    verify_rule[rule]);
}

void
planning_make(struct planning *p)
{
	planning_find_points(p);
	p->closed = replan_broken(&p->candidates, p->roster, p->points,
	    &p->options.instance);
	p->instance = instance_new(p->roster, p->points, p->closed, &p->options.instance);
	for (size_t i = 0; i < p->candidates.n; i++)
		instance_add(p->instance, &p->candidates.at[i]);
	instance_close(p->instance);
	household_form(p->instance);
	solve_week(p);
	schedule_make(&p->schedule, p->instance, p->roster, p->plan, &p->candidates);
}

/*
 * --commit
 */

/* A replanned visit that found no place. */
static bool
left_over(const struct candidate *p)
{
	return p->fate == FATE_DROPPED && p->why != WHY_NONE &&
	    p->stored != NULL;
}

void
planning_store(struct planning *p)
{
	struct counts c = {.read = p->requests.read,
		.rejected = p->requests.rejected};
	struct db *db = db_open(&p->options.db, DB_WRITE);
	int64_t run = db_begin_write(db, p->requests.file);
	struct planstore *b;

	if (openvisits_state(db) != p->state)
		die_with(EXIT_BUSY, "visits, roster or absences have changed"
		    " meanwhile; nothing was stored");
	oldrows_keep(db, run);
	b = planstore_open(db, run, p->roster, &p->options.instance,
	    p->options.as_of);
	planstore_store(b, &p->schedule);
	for (size_t i = 0; i < p->candidates.n; i++)
		if (left_over(&p->candidates.at[i]))
			planstore_call_off(b, p->candidates.at[i].visit_id);
	planstore_close(b, &c);
	leg_store(db, &(struct leg_context){&p->schedule, p->instance,
	    &p->options.instance, p->roster, p->points});
	db_commit(db, &c);
	db_close(db);
}

/*
 * Output.
 */

void
planning_open(struct planning *p)
{
	struct out_options to = p->options.out;

	to.spill_near = p->database ? db_path(&p->options.db) : NULL;
	p->out = itinerary_open(&p->requests, &to);
	if (p->options.unplanned != NULL)
		p->unplanned = itinerary_open_unplanned(p->options.unplanned,
		    &p->requests);
}

/* The case_ids of planned visits that this candidate could replace. */
static char *
instead_of(const struct planning *p, struct probe *probe,
    const struct candidate *who)
{
	int task[2], n = 0;

	if (who->why == WHY_CAPACITY && who->task >= 0)
		n = probe_instead(probe, who->task, task);
	if (n == 0)
		return xstrdup("");
	return xasprintf("%s%s%s", p->instance->candidate[task[0]]->ask.case_id,
	    n > 1 ? "," : "",
	    n > 1 ? p->instance->candidate[task[1]]->ask.case_id : "");
}

static void
print_unplanned(struct planning *p)
{
	struct probe *probe = p->instance->problem.n_tasks > 0 ?
	    probe_new(&p->instance->problem, p->plan) : NULL;

	for (size_t i = 0; i < p->candidates.n; i++) {
		const struct candidate *who = &p->candidates.at[i];
		char *instead;

		if (who->fate != FATE_DROPPED || who->why == WHY_NONE)
			continue;
		instead = instead_of(p, probe, who);
		itinerary_print_unplanned(p->unplanned, &p->requests, who,
		    instead);
		free(instead);
	}
	if (probe != NULL)
		probe_free(probe);
}

/* The fullest and the emptiest open route. */
static const char *
fullest_and_emptiest(const struct planning *p)
{
	static char text[64];
	const struct shift *shift = p->instance->problem.shift;
	int routes = 0, least = INT_MAX, most = 0;

	for (int r = 0; r < p->plan->n_routes; r++) {
		int n = p->plan->n_stops[r] - p->roster->duty[r].n_gaps;

		if (shift[r].closed || shift[r].capacity == 0)
			continue;
		routes++;
		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	text[0] = '\0';
	if (routes > 1 && most > 0)
		snprintf(text, sizeof text,
		    language_text("; %d routes of %d to %d visits"), routes, least, most);
	return text;
}

/* With -v: how far the plan is from an upper bound. */
static void
account_proof(const struct planning *p)
{
	if (p->proof.best)
		diag_detail("proved: no plan is better than this one");
	else if (p->instance->problem.n_tasks > 0 && p->proof.urgency >= 0)
		diag_detail("urgency %lld; no plan has more than %lld, which"
		    " is what the hours of all shifts could hold",
		    (long long)p->plan->urgency,
		    (long long)p->proof.urgency);
}

/* Was this candidate promised a visit on one of the plan's days? */
static bool
is_agreed(const struct planning *p, const struct candidate *c)
{
	const struct roster *r = p->roster;

	return r->n_days > 0 && c->ask.not_before >= r->day[0] &&
	    c->ask.not_before <= r->day[r->n_days - 1] &&
	    c->why != WHY_PLANNED && c->why != WHY_NO_LONGER;
}

/* Reports each broken promise of a visit; returns how many. */
static long
say_promised(const struct planning *p)
{
	long n = 0;

	for (size_t i = 0; i < p->candidates.n; i++) {
		const struct candidate *c = &p->candidates.at[i];
		bool announced = c->stored != NULL &&
		    c->stored->state == VISIT_ANNOUNCED;

		if (c->fate != FATE_DROPPED || c->why == WHY_NONE ||
		    (!announced && !is_agreed(p, c)))
			continue;
		n++;
		if (announced)
			diag_warn("visit %lld: announced, but it has no place"
			    " (%s): somebody has to call",
			    (long long)c->visit_id, candidate_why[c->why]);
		else if (c->ask.file != NULL)
			diag_warn("%s:%ld: not_before: an agreed day, but no"
			    " place (%s): somebody has to call", c->ask.file,
			    c->ask.line, candidate_why[c->why]);
		else
			diag_warn("visit %lld: an agreed day, but no place"
			    " (%s): somebody has to call",
			    (long long)c->visit_id, candidate_why[c->why]);
	}
	return n;
}

/* Whoever forgot the roster sees a plan of nobody. */
static void
say_nobody(const struct planning *p)
{
	for (size_t i = 0; i < p->roster->n_duties; i++)
		if (!p->roster->duty[i].bare)
			return;
	diag_note(p->roster->n_workers == 0 ?
	    "no worker is known: nobody is on shift" :
	    "nobody is on shift on the days of the plan");
}

/* Households that are visited, but not as one. */
static void
say_parted(const struct planning *p)
{
	for (size_t i = 0; i < p->candidates.n; i++) {
		const struct candidate *c = &p->candidates.at[i];

		if (c->parted == 0)
			continue;
		if (c->ask.file != NULL)
			diag_at(c->ask.file, c->ask.line, "household_id",
			    "no shift can take the %d of this household"
			    " together; they are planned one by one", c->parted);
		else
			diag_note("visit %lld: no shift can take the %d of this"
			    " household together; they are planned one by one",
			    (long long)c->visit_id, c->parted);
	}
}

/* Nobody drives to a person who came in yesterday; who asks for it may know why. */
static void
say_outdated(const struct planning *p)
{
	for (size_t i = 0; i < p->candidates.n_rows; i++) {
		const struct candidate *c = &p->candidates.at[i];

		if (c->outdated && c->fate != FATE_DROPPED)
			diag_at(c->ask.file, c->ask.line, "last_sign",
			    "older than the last sign of life that is stored: is"
			    " the visit still needed?");
	}
}

/* The day of each candidate's visit, in their order. */
static date *
days_of_visits(const struct planning *p)
{
	date *day = xcalloc(p->candidates.n + 1, sizeof *day);

	for (size_t i = 0; i < p->candidates.n; i++)
		day[i] = DATE_NONE;
	for (size_t i = 0; i < p->schedule.n; i++) {
		const struct assignment *e = &p->schedule.assignment[i];

		day[e->candidate - p->candidates.at] =
		    p->roster->duty[e->route].day;
	}
	return day;
}

/* Who waits on the agreed day, and is visited later, wants to know. */
static void
say_later(const struct planning *p)
{
	date *day = days_of_visits(p);

	for (size_t i = 0; i < p->candidates.n; i++) {
		const struct candidate *c = &p->candidates.at[i];

		if (c->ask.not_before < p->options.as_of ||
		    day[i] <= c->ask.not_before)
			continue;
		if (c->ask.file != NULL)
			diag_at(c->ask.file, c->ask.line, "not_before",
			    "the visit is on a later day than was agreed");
		else if (day[i] != c->stored->day)
			diag_warn("visit %lld: on a later day than was agreed",
			    (long long)c->visit_id);
	}
	free(day);
}

/* Remarks on the input. */
static void
say_doubts(const struct planning *p)
{
	long late = 0, centre = 0, by_rules = 0;

	if (p->requests.n > 0)
		say_nobody(p);
	for (size_t i = 0; i < p->candidates.n_rows; i++) {
		const struct candidate *c = &p->candidates.at[i];

		late += c->late && c->why > WHY_PLANNED;
		centre += c->centre && c->why > WHY_PLANNED;
	}
	for (size_t i = 0; i < p->candidates.n; i++)
		by_rules += p->candidates.at[i].by_rules &&
		    p->candidates.at[i].why == WHY_NO_LONGER;
	needless_say_by_rules(&p->options.rules, by_rules);
	if (p->requests.left_out > 0)
		diag_note("rows that are empty or the header again: left out %ld",
		    p->requests.left_out);
	if (late > 0)
		diag_note("%ld with a visit_by before the first day, which no"
		    " longer binds", late);
	if (centre > 0 && p->options.travel == NULL)
		diag_note("%ld at the centre of a postal code, not at the"
		    " door", centre);
}

static void
say_account(const struct planning *p)
{
	long planned = 0;

	for (size_t i = 0; i < p->candidates.n_rows; i++)
		planned += p->candidates.at[i].fate != FATE_DROPPED;
	account_proof(p);
	diag_account("read %ld = planned %ld + unplanned %ld + rejected %ld%s",
	    p->requests.read, planned, (long)p->requests.n - planned,
	    p->requests.rejected, fullest_and_emptiest(p));
}

static void
account_replan(const struct planning *p)
{
	long n[3] = {0}, dropped = 0;

	for (size_t i = 0; i < p->schedule.n; i++) {
		const struct assignment *e = &p->schedule.assignment[i];

		if (e->other >= 0 && e->route > e->other)
			continue;
		n[itinerary_change(e, p->roster)]++;
	}
	for (size_t i = 0; i < p->candidates.n; i++)
		dropped += left_over(&p->candidates.at[i]);
	diag_account("stored %ld = kept %ld + moved %ld + dropped %ld; added %ld",
	    n[CHANGE_KEPT] + n[CHANGE_MOVED] + dropped, n[CHANGE_KEPT],
	    n[CHANGE_MOVED], dropped, n[CHANGE_ADDED]);
}

int
planning_print(struct planning *p)
{
	int status = p->requests.rejected + p->rejected > 0 ? EXIT_SOME :
	    EXIT_DONE;

	itinerary_print(p->out, &p->schedule, p->instance, &p->options.instance, p->roster,
	    p->points, &p->requests);
	if (p->unplanned != NULL)
		print_unplanned(p);
	say_parted(p);
	say_outdated(p);
	say_later(p);
	diag_more();
	say_doubts(p);
	if (say_promised(p) > 0)
		status = EXIT_SOME;
	say_account(p);
	if (p->options.replan)
		account_replan(p);
	if (p->unplanned != NULL)
		status = out_finish(p->unplanned, status);
	if (status != EXIT_NONE)
		return out_finish(p->out, status);
	out_drop(p->out);  /* a plan alone would look complete */
	return status;
}

void
planning_free(struct planning *p)
{
	schedule_free(&p->schedule);
	problem_plan_free(p->plan);
	instance_free(p->instance);
	free(p->closed);
	candidate_free(&p->candidates);
	points_free(p->points);
	roster_free(p->roster);
	openvisits_free(&p->open_visits);
	request_free(&p->requests);
	holiday_free(&p->holidays);
}
