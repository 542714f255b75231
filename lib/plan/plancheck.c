#include "lib/plan/plancheck.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/io/out.h"
#include "lib/plan/faults.h"
#include "lib/plan/household.h"
#include "lib/plan/locate.h"
#include "lib/rule/codes.h"
#include "lib/solver/verify.h"

/* Entries to verify, each with its candidate. */
struct plan_stops {
	struct verify_entry *entry;
	struct candidate **candidate;
	const char **worker;
	size_t n, cap, candidate_cap, worker_cap;
};

struct plan_check {
	struct planning *plan;
	struct plan_stops entries;
	struct faults faults;
	long moved;  /* announced visits with a new date or start */
};

static void
add_fault(struct plan_check *c, const struct candidate *p, int rule,
    const char *detail)
{
	faults_add(&c->faults, p, p->ask.worker, rule, detail);
}

/*
 * Rows, and what is stored.
 */

static int
by_value(const void *x, const void *y)
{
	const date *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* The days of the plan, plus those from --from on. */
static void
set_days(struct planning *p)
{
	date *day = NULL;
	int named = p->options.instance.from != DATE_NONE ?
	    planning_days(p, &day) : 0;
	size_t n = 0, all = (size_t)named + p->requests.n;

	day = xreallocarray(day, all + 1, sizeof *day);
	for (size_t i = 0; i < p->requests.n; i++)
		day[(size_t)named + i] = p->requests.row[i].day;
	qsort(day, all, sizeof *day, by_value);
	for (size_t i = 0; i < all; i++)
		if (n == 0 || day[n - 1] != day[i])
			day[n++] = day[i];
	roster_days(p->roster, &p->holidays, day, (int)n);
	free(day);
}

static void
unknown(struct plan_check *c, struct candidate *p, const char *what)
{
	add_fault(c, p, VERIFY_UNKNOWN, what);
	p->fate = FATE_DROPPED;
}

/* A row with a visit_id replaces that open visit of its case. */
static void
join_visit(struct plan_check *c, struct candidate *p)
{
	struct candidate *open = candidate_visit(&c->plan->candidates,
	    p->visit_id);

	if (open == NULL || strcmp(open->ask.case_id, p->ask.case_id) != 0) {
		unknown(c, p, "visit");
		return;
	}
	p->stored = open->stored;
	if (!p->own_place)
		p->ask.lat = p->ask.lon = NAN;
	request_complete(&c->plan->requests, &p->ask, &open->ask);
	open->fate = FATE_DROPPED;  /* the row replaces it */
}

static bool
same_visit(const struct request *a, const struct request *b)
{
	return a->day == b->day && a->start == b->start &&
	    strcmp(a->worker, b->worker) != 0;
}

/* Is there a row of the same visit_id whose second worker is this row's? */
static bool
is_other_one(const struct requests *rs, const struct candidate *open,
    const struct candidate *p)
{
	for (size_t i = 0; i < rs->n; i++)
		if (rs->row[i].visit_id == open->stored->id)
			return same_visit(&rs->row[i], &p->ask);
	return false;
}

static void
join_case(struct plan_check *c, struct candidate *p)
{
	const struct candidate *open = candidate_case(&c->plan->candidates,
	    p->ask.case_id);
	char visit[64], day[DATE_SIZE];

	if (open != NULL && is_other_one(&c->plan->requests, open, p)) {
		p->visit_id = open->stored->id;
		join_visit(c, p);
		return;
	}
	if (p->client == 0) {
		unknown(c, p, "case");
		return;
	}
	if (open == NULL || open->fate == FATE_DROPPED)
		return;
	snprintf(visit, sizeof visit, "visit %lld on %s",
	    (long long)open->visit_id, date_format(open->stored->day, day));
	add_fault(c, p, VERIFY_PLANNED, visit);
}

/* Visits of past days are ignored. */
static void
drop_past(struct candidates *c, date as_of)
{
	for (size_t i = c->n_rows; i < c->n; i++)
		if (c->at[i].stored->day < as_of)
			c->at[i].fate = FATE_DROPPED;
}

/* Is this row equal to what is stored? */
static bool
is_unmoved(const struct candidate *p)
{
	return p->stored != NULL && p->stored->day == p->ask.day &&
	    p->stored->start == p->ask.start;
}

/* Checks that the case may be visited on that day. */
static void
check_case(struct plan_check *c, const struct candidate *p)
{
	char text[32], day[DATE_SIZE];

	if (p->closed)
		add_fault(c, p, VERIFY_CLOSED, "");
	snprintf(text, sizeof text, "from %s", date_format(p->first, day));
	if (p->first > p->ask.day)
		add_fault(c, p, VERIFY_NO_VISITS, text);
	if (p->ask.day < c->plan->options.as_of && !is_unmoved(p))
		add_fault(c, p, VERIFY_PAST, "");
}

static void
join_stored(struct plan_check *c)
{
	struct candidates *all = &c->plan->candidates;

	drop_past(all, c->plan->options.as_of);
	for (size_t i = 0; i < all->n_rows; i++)
		if (all->at[i].visit_id > 0)
			join_visit(c, &all->at[i]);
	for (size_t i = 0; i < all->n_rows; i++)
		if (all->at[i].visit_id == 0)
			join_case(c, &all->at[i]);
	for (size_t i = 0; i < all->n_rows; i++)
		check_case(c, &all->at[i]);
}

static void
load_database(struct plan_check *c)
{
	struct planning *p = c->plan;
	struct db *db = db_open(&p->options.db, DB_READ);
	struct needless *needless;

	db_begin_read(db);
	p->state = openvisits_state(db);
	planning_load_roster(p, db);
	openvisits_load(&p->open_visits, db);
	candidate_make(&p->candidates, &p->requests, &p->open_visits);
	needless = needless_open(db, &p->options.rules, p->options.as_of);
	candidate_learn(&p->candidates, &p->requests, &p->requests.text, db,
	    needless, false);
	needless_close(needless);
	join_stored(c);
	db_end_read(db);
	db_close(db);
}

/* Who takes a row out of a plan may think that this calls the visit off. */
static void
say_left(const struct plan_check *c)
{
	const struct candidates *all = &c->plan->candidates;
	bool stored_plan = false;
	long n = 0;

	for (size_t i = 0; i < all->n_rows; i++)
		stored_plan |= all->at[i].visit_id > 0;
	for (size_t i = all->n_rows; i < all->n && stored_plan; i++)
		n += all->at[i].fate != FATE_DROPPED &&
		    roster_day(c->plan->roster, all->at[i].stored->day) >= 0;
	if (n > 0)
		diag_note(language_count(n,
		    "%ld stored visit of these days is not in the plan, and stays",
		    "%ld stored visits of these days are not in the plan, and"
		    " stay"), n);
}

static void
load(struct plan_check *c)
{
	struct planning *p = c->plan;

	p->database = p->options.shifts == NULL || p->options.commit ||
	    planning_wants_places(p);
	if (p->database)
		load_database(c);
	else
		candidate_make(&p->candidates, &p->requests, &p->open_visits);
	set_days(p);
	say_left(c);
}

/* Checks for unknown workers and places. */
static void
find_unknown(struct plan_check *c)
{
	struct candidates *all = &c->plan->candidates;

	for (size_t i = 0; i < all->n_rows; i++) {
		struct candidate *p = &all->at[i];

		if (p->fate == FATE_DROPPED && p->why == WHY_NONE)
			continue;  /* reported already */
		if (roster_worker(c->plan->roster, p->ask.worker) < 0)
			unknown(c, p, "worker");
		else if (p->fate == FATE_DROPPED)
			unknown(c, p, "place");
	}
}

static void
find_points(struct plan_check *c)
{
	planning_find_points(c->plan);
	find_unknown(c);
}

/*
 * The problem, and who is where.
 */

static void
add_entry(struct plan_check *c, struct candidate *p, int task, const char *worker,
    date day, int start)
{
	const struct roster *r = c->plan->roster;
	struct plan_stops *e = &c->entries;
	int w = worker[0] != '\0' ? roster_worker(r, worker) : -1;

	e->entry = mem_grow(e->entry, e->n + 1, &e->cap, sizeof *e->entry);
	e->candidate = mem_grow(e->candidate, e->n + 1, &e->candidate_cap,
	    sizeof *e->candidate);
	e->worker = mem_grow(e->worker, e->n + 1, &e->worker_cap,
	    sizeof *e->worker);
	e->entry[e->n] = (struct verify_entry){task,
		w < 0 ? -1 : roster_duty(r, w, day),
		roster_day(r, day) * DAY_SECONDS + start};
	e->candidate[e->n] = p;
	e->worker[e->n++] = worker;
}

/* Two rows of one case at the same time are a pair visit, with or without
 * `with`; the first of them gets the task.  Returns for each row the first row
 * of its case; the caller frees it. */
static struct candidate **
first_rows(struct candidates *all)
{
	struct candidate **first = xcalloc(all->n_rows + 1, sizeof *first);
	struct candidate **of_case = xcalloc(all->n_rows + 1, sizeof *of_case);
	struct names *cases = names_new();

	for (size_t i = 0; i < all->n_rows; i++) {
		struct candidate *p = &all->at[i];
		int n;

		if (p->fate == FATE_DROPPED)
			continue;
		n = names_add(cases, p->ask.case_id);
		if (of_case[n] == NULL)
			of_case[n] = p;
		else if (same_visit(&of_case[n]->ask, &p->ask))
			of_case[n]->ask.with = p->ask.worker;
		first[i] = of_case[n];
	}
	names_free(cases);
	free(of_case);
	return first;
}

static void
add_rows(struct plan_check *c)
{
	struct candidates *all = &c->plan->candidates;
	struct candidate **first = first_rows(all);

	for (size_t i = 0; i < all->n_rows; i++) {
		struct candidate *p = &all->at[i];

		if (first[i] == NULL)
			continue;
		if (first[i] == p)
			instance_add(c->plan->instance, p);
		p->task = first[i]->task;
		add_entry(c, p, p->task, p->ask.worker, p->ask.day,
		    p->ask.start);
	}
	free(first);
}

static void
add_stored(struct plan_check *c)
{
	struct candidates *all = &c->plan->candidates;

	for (size_t i = all->n_rows; i < all->n; i++) {
		struct candidate *p = &all->at[i];
		const struct stored *s = p->stored;

		if (p->fate != FATE_FIXED || p->point < 0 ||
		    s->start == CLOCK_NONE ||
		    roster_day(c->plan->roster, s->day) < 0)
			continue;
		instance_add(c->plan->instance, p);
		add_entry(c, p, p->task, s->worker, s->day, s->start);
		if (s->with[0] != '\0')
			add_entry(c, p, p->task, s->with, s->day, s->start);
	}
}

/* Adds the absences inside shifts. */
static void
add_gaps(struct plan_check *c)
{
	struct instance *w = c->plan->instance;

	for (int t = 0; t < w->problem.n_tasks; t++) {
		const struct task *task = &w->task[t];
		const struct duty *d;
		int start;

		if (!instance_is_gap(w, t))
			continue;
		d = &c->plan->roster->duty[task->fixed_route];
		start = w->problem.window[task->windows].open;
		add_entry(c, &w->gap, t, c->plan->roster->worker[d->worker].worker,
		    d->day, start - w->problem.shift[task->fixed_route].day *
		    DAY_SECONDS);
	}
}

/*
 * Details of faults, for people.
 */

enum { DETAIL = 512 };

static int
minutes_of(int seconds)
{
	return (seconds + 59) / 60;
}

static void
detail_travel(const struct plan_check *c, const struct verify_fault *f,
    char *text)
{
	snprintf(text, DETAIL, "%d min after %s", minutes_of(f->missing),
	    f->after < 0 ||
	    c->entries.candidate[f->after] == &c->plan->instance->gap ?
	    "the start of the shift" :
	    c->entries.candidate[f->after]->ask.case_id);
}

static void
detail_shift(const struct verify_fault *f, char *text)
{
	if (f->missing == 0)
		snprintf(text, DETAIL, "no shift");
	else
		snprintf(text, DETAIL, "%d min %s of the shift",
		    minutes_of(f->missing), f->after < 0 ?
		    "before the start" : "after the end");
}

/* Distance to the nearest window of the day. */
static void
detail_window(const struct candidate *p, char *text)
{
	struct fields_hours h[REQUEST_HOURS];
	int n = request_hours(&p->ask, date_weekday(p->ask.day), h);
	int best = -1;

	snprintf(text, DETAIL, "none on this day");
	for (int i = 0; i < n; i++) {
		bool early = p->ask.start < h[i].from;
		int seconds = early ? h[i].from - p->ask.start :
		    p->ask.start - h[i].to;
		char at[CLOCK_SIZE];

		if (best >= 0 && seconds >= best)
			continue;
		best = seconds;
		snprintf(text, DETAIL, "%d min %s %s", minutes_of(seconds),
		    early ? "before" : "after",
		    clock_format(early ? h[i].from : h[i].to, at));
	}
}

static void
detail_break(const struct plan_check *c, const struct verify_fault *f,
    char *text)
{
	const struct duty *d =
	    &c->plan->roster->duty[c->entries.entry[f->entry].route];
	char from[CLOCK_SIZE], to[CLOCK_SIZE];

	snprintf(text, DETAIL, "%d min between %s and %s",
	    minutes_of(d->break_length), clock_format(d->break_from, from),
	    clock_format(d->break_to, to));
}

static void
detail_day(const char *word, date day, char *text)
{
	char buf[DATE_SIZE];

	snprintf(text, DETAIL, "%s %s", word, date_format(day, buf));
}

/* The other members of the household. */
static void
detail_household(const struct plan_check *c, int task, char *text)
{
	const struct instance *w = c->plan->instance;
	size_t n = 0;

	text[0] = '\0';
	for (int t = 0; t < w->problem.n_tasks && n < DETAIL; t++)
		if (t != task && w->task[t].block == w->task[task].block)
			n += (size_t)snprintf(text + n, DETAIL - n, "%s%s",
			    n > 0 ? "," : "", w->candidate[t]->ask.case_id);
}

static const char *
detail(const struct plan_check *c, const struct verify_fault *f, char *text)
{
	const struct verify_entry *e = &c->entries.entry[f->entry];
	const struct candidate *p = c->entries.candidate[f->entry];

	text[0] = '\0';
	switch (f->rule) {
	case VERIFY_SHIFT:
		detail_shift(f, text);
		break;
	case VERIFY_WINDOW:
		detail_window(p, text);
		break;
	case VERIFY_BREAK:
		detail_break(c, f, text);
		break;
	case VERIFY_TRAVEL:
		detail_travel(c, f, text);
		break;
	case VERIFY_NOT_BEFORE:
		detail_day("not before", p->ask.not_before, text);
		break;
	case VERIFY_VISIT_BY:
		detail_day("by", p->ask.visit_by, text);
		break;
	case VERIFY_SKILL:
		snprintf(text, DETAIL, "%s", p->ask.needs);
		break;
	case VERIFY_VISITS_PER_DAY:
		snprintf(text, DETAIL, "%d at most",
		    c->plan->roster->duty[e->route].visits_per_day);
		break;
	case VERIFY_PAIR:
		snprintf(text, DETAIL, "two workers at one time");
		break;
	case VERIFY_HOUSEHOLD:
		detail_household(c, e->task, text);
		break;
	}
	return text;
}

/* A worker who is not home in time for an absence: the fault is reported at the
 * last visit before it, and not at all if there is none. */
static void
add_gap_fault(struct plan_check *c, const struct verify_fault *f)
{
	struct verify_fault last = *f;
	char text[DETAIL];

	if (f->after < 0 || c->entries.candidate[f->after]->ask.file == NULL)
		return;
	last.entry = last.after;
	last.rule = f->rule == VERIFY_TRAVEL ? VERIFY_SHIFT : f->rule;
	faults_add(&c->faults, c->entries.candidate[last.entry],
	    c->entries.worker[last.entry], last.rule, detail(c, &last, text));
}

static void
add_entry_fault(struct plan_check *c, const struct verify_fault *f)
{
	struct candidate *p = c->entries.candidate[f->entry];
	char text[DETAIL];

	if (p == &c->plan->instance->gap)
		add_gap_fault(c, f);
	else
		faults_add(&c->faults, p, c->entries.worker[f->entry], f->rule,
		    detail(c, f, text));
}

static void
verify_all(struct plan_check *c)
{
	struct planning *p = c->plan;
	struct verify_faults f = {0};

	p->options.instance.check = true;
	p->instance = instance_new(p->roster, p->points, NULL, &p->options.instance);
	add_rows(c);
	add_stored(c);
	instance_close(p->instance);
	add_gaps(c);
	instance_from(p->instance, true);
	household_form(p->instance);
	instance_from(p->instance, false);
	instance_widen(p->instance);
	if (c->entries.n == 0)
		return;
	verify_entries(&f, &p->instance->problem, p->instance->limit, c->entries.entry,
	    (int)c->entries.n);
	for (size_t i = 0; i < f.n; i++)
		add_entry_fault(c, &f.fault[i]);
	free(f.fault);
}

/*
 * --commit
 */

/* Turns the rows into assignments, to be stored unchanged. */
static void
make_schedule(struct plan_check *c)
{
	struct schedule *a = &c->plan->schedule;
	struct instance *w = c->plan->instance;
	int *at = xcalloc((size_t)w->problem.n_tasks + 1, sizeof *at);

	for (size_t i = 0; i < c->entries.n; i++) {
		const struct verify_entry *e = &c->entries.entry[i];
		struct assignment *other;

		if (c->entries.candidate[i]->ask.file == NULL)
			continue;
		a->assignment = mem_grow(a->assignment, a->n + 1, &a->cap,
		    sizeof *a->assignment);
		a->assignment[a->n] = (struct assignment){w->candidate[e->task],
			e->route, e->start, -1, (int)i};
		if (at[e->task] > 0) {
			other = &a->assignment[at[e->task] - 1];
			a->assignment[a->n].other = other->route;
			other->other = e->route;
		}
		at[e->task] = (int)++a->n;
	}
	free(at);
}

/* An announced visit that was moved: the person has to be told. */
static void
say_moved(struct plan_check *c)
{
	const struct candidates *all = &c->plan->candidates;
	struct instance *w = c->plan->instance;

	for (size_t i = 0; i < all->n_rows; i++) {
		const struct candidate *p = &all->at[i];

		if (p->stored == NULL || p->stored->state != VISIT_ANNOUNCED ||
		    is_unmoved(p) || w->candidate[p->task] != p)
			continue;
		c->moved++;
		diag_warn("visit %lld: announced, and moved: it is only planned"
		    " now, and somebody has to call", (long long)p->visit_id);
	}
}

static int
status_of(const struct plan_check *c)
{
	const struct planning *p = c->plan;
	bool clean = c->faults.n == 0 && p->requests.rejected == 0 &&
	    p->rejected == 0;

	if (clean)
		return EXIT_DONE;
	return p->options.commit ? EXIT_NONE : EXIT_SOME;
}

static void
say_account(const struct plan_check *c)
{
	const struct requests *rs = &c->plan->requests;
	long broken = faults_lines(&c->faults);

	diag_more();
	diag_account("read %ld = right %ld + broken %ld + rejected %ld",
	    rs->read, rs->read - rs->rejected - broken, broken, rs->rejected);
}

static void
check_free(struct plan_check *c)
{
	free(c->entries.entry);
	free(c->entries.candidate);
	free(c->entries.worker);
	faults_free(&c->faults);
	planning_free(c->plan);
}

int
plancheck_run(struct planning *p)
{
	struct plan_check c = {.plan = p};
	struct out *o;
	bool stored;
	int status;

	request_read_plan(&p->requests, p->options.people);
	planning_read_roster(p);
	load(&c);
	find_points(&c);
	verify_all(&c);
	o = faults_print(&c.faults, &p->options.out);
	status = status_of(&c);
	stored = p->options.commit && status == EXIT_DONE;
	if (stored) {
		make_schedule(&c);
		planning_store(p);
		say_moved(&c);
		status = c.moved > 0 ? EXIT_SOME : EXIT_DONE;
	}
	say_account(&c);
	if (p->options.commit && !stored)
		diag_warn("nothing was stored");
	status = out_finish(o, status);
	check_free(&c);
	return status;
}
