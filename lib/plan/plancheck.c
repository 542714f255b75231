#include "lib/plan/plancheck.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/plan/household.h"
#include "lib/plan/locate.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/io/out.h"
#include "lib/solver/verify.h"

/* Somebody at a door, with the row that says so; NULL: a stored visit. */
struct plan_stops {
	struct verify_entry *entry;
	struct candidate **candidate;
	const char **worker;
	size_t n, cap, candidate_cap, worker_cap;
};

struct fault {
	const struct candidate *candidate;
	const char *worker;
	int rule;
};

struct plan_check {
	struct planning *plan;
	struct plan_stops entries;
	struct fault *fault;
	size_t n_faults, fault_cap;
};

static void
add_fault(struct plan_check *c, const struct candidate *p, const char *worker,
    int rule)
{
	c->fault = mem_grow(c->fault, c->n_faults + 1, &c->fault_cap,
	    sizeof *c->fault);
	c->fault[c->n_faults++] = (struct fault){p, worker, rule};
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

/* The days of the plan, and those that --from names. */
static void
set_days(struct planning *p)
{
	date *day = NULL;
	int named = p->options.week.from != DATE_NONE ?
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
unknown(struct plan_check *c, struct candidate *p)
{
	add_fault(c, p, p->ask.worker, VERIFY_UNKNOWN);
	p->fate = FATE_DROPPED;
}

/* A row with a visit_id speaks of that open visit of its case. */
static void
join_visit(struct plan_check *c, struct candidate *p)
{
	struct candidate *open = candidates_visit(&c->plan->candidates,
	    p->visit_id);

	if (open == NULL || strcmp(open->ask.case_id, p->ask.case_id) != 0) {
		unknown(c, p);
		return;
	}
	p->stored = open->stored;
	request_complete(&c->plan->requests, &p->ask, &open->ask);
	open->fate = FATE_DROPPED;  /* the row stands for it */
}

static bool
same_visit(const struct request *a, const struct request *b)
{
	return a->day == b->day && a->start == b->start &&
	    strcmp(a->worker, b->worker) != 0;
}

/* Is there a row with this visit's number whose other worker this row is? */
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
join_case(struct plan_check *c, struct candidate *p, struct db *db)
{
	struct request known = request_empty();
	const struct candidate *open = candidates_case(&c->plan->candidates,
	    p->ask.case_id);

	if (open != NULL && is_other_one(&c->plan->requests, open, p)) {
		p->visit_id = open->stored->id;
		join_visit(c, p);
		return;
	}
	if (openvisits_client(db, p->ask.case_id, &known,
	    &c->plan->requests.text) == 0) {
		unknown(c, p);
		return;
	}
	request_complete(&c->plan->requests, &p->ask, &known);
	if (open != NULL && open->fate != FATE_DROPPED)
		add_fault(c, p, p->ask.worker, VERIFY_PLANNED);
}

/* Visits of days gone by are in nobody's way. */
static void
drop_past(struct candidates *c, date as_of)
{
	for (size_t i = c->n_rows; i < c->n; i++)
		if (c->at[i].stored->day < as_of)
			c->at[i].fate = FATE_DROPPED;
}

static void
join_stored(struct plan_check *c, struct db *db)
{
	struct candidates *all = &c->plan->candidates;

	drop_past(all, c->plan->options.as_of);
	for (size_t i = 0; i < all->n_rows; i++)
		if (all->at[i].visit_id > 0)
			join_visit(c, &all->at[i]);
	for (size_t i = 0; i < all->n_rows; i++)
		if (all->at[i].visit_id == 0)
			join_case(c, &all->at[i], db);
	candidates_locate(all, db);
}

static void
load_database(struct plan_check *c)
{
	struct planning *p = c->plan;
	struct db *db = db_open(&p->options.db, DB_READ);

	db_begin_read(db);
	p->state = openvisits_state(db);
	planning_load_roster(p, db);
	openvisits_load(&p->booked, db);
	candidates_make(&p->candidates, &p->requests, &p->booked);
	join_stored(c, db);
	db_end_read(db);
	db_close(db);
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
		candidates_make(&p->candidates, &p->requests, &p->booked);
	set_days(p);
}

/* Whose worker or place is not known. */
static void
find_unknown(struct plan_check *c)
{
	struct candidates *all = &c->plan->candidates;

	for (size_t i = 0; i < all->n_rows; i++) {
		struct candidate *p = &all->at[i];

		if (p->fate == FATE_DROPPED && p->why == WHY_NONE)
			continue;  /* said already */
		if (p->fate == FATE_DROPPED ||
		    roster_worker(c->plan->roster, p->ask.worker) < 0)
			unknown(c, p);
	}
}

static void
locate(struct plan_check *c)
{
	struct planning *p = c->plan;

	p->points = planning_points(&p->options);
	locate_homes(p->points, p->roster);
	locate_candidates(p->points, &p->candidates);
	if (p->options.travel != NULL)
		p->rejected += points_read(p->points, p->options.travel);
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

/* Two rows of a case at one time are a pair visit, whatever `with` says; the
 * first row of a case stands for both.  Returns the first row of each row's
 * case, the caller frees it. */
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
			instance_add(c->plan->week, p);
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
		instance_add(c->plan->week, p);
		add_entry(c, p, p->task, s->worker, s->day, s->start);
		if (s->with[0] != '\0')
			add_entry(c, p, p->task, s->with, s->day, s->start);
	}
}

static void
verify_all(struct plan_check *c)
{
	struct planning *p = c->plan;
	struct verify_faults f = {0};

	p->options.week.check = true;
	p->week = instance_new(p->roster, p->points, NULL, &p->options.week);
	add_rows(c);
	add_stored(c);
	instance_close(p->week);
	household_form(p->week);
	instance_widen(p->week);
	verify_entries(&f, &p->week->problem, p->week->limit, c->entries.entry,
	    (int)c->entries.n);
	for (size_t i = 0; i < f.n; i++)
		add_fault(c, c->entries.candidate[f.fault[i].entry],
		    c->entries.worker[f.fault[i].entry], f.fault[i].rule);
	free(f.fault);
}

/*
 * What comes out.
 */

static int
by_line(const void *x, const void *y)
{
	const struct fault *a = x, *b = y;
	bool stored = a->candidate->ask.file == NULL;

	if (stored != (b->candidate->ask.file == NULL))
		return stored ? 1 : -1;
	if (!stored && a->candidate->ask.line != b->candidate->ask.line)
		return a->candidate->ask.line < b->candidate->ask.line ? -1 : 1;
	if (stored && a->candidate->visit_id != b->candidate->visit_id)
		return a->candidate->visit_id < b->candidate->visit_id ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return strcmp(a->worker, b->worker);
}

enum { LINE, CASE_ID, DATE, WORKER, RULE };

static struct out *
print_faults(struct plan_check *c)
{
	static const struct out_column columns[] = {
		{"line", true}, {"case_id", true}, {"date", true},
		{"worker", true}, {"rule", true}, {0}};
	struct out *o = out_open(columns, &c->plan->options.out);

	if (c->n_faults > 0)
		qsort(c->fault, c->n_faults, sizeof *c->fault, by_line);
	for (size_t i = 0; i < c->n_faults; i++) {
		const struct fault *f = &c->fault[i];

		if (i > 0 && by_line(f - 1, f) == 0)
			continue;
		if (f->candidate->ask.file != NULL)
			out_int(o, LINE, f->candidate->ask.line);
		out_text(o, CASE_ID, f->candidate->ask.case_id);
		out_date(o, DATE, f->candidate->ask.day);
		out_text(o, WORKER, f->worker);
		out_text(o, RULE, verify_rule[f->rule]);
		out_row(o);
	}
	return o;
}

static long
broken_rows(const struct plan_check *c)
{
	long n = 0;

	for (size_t i = 0; i < c->n_faults; i++) {
		const struct candidate *p = c->fault[i].candidate;

		n += p->ask.file != NULL &&
		    (i == 0 || c->fault[i - 1].candidate != p);
	}
	return n;
}

/*
 * --commit
 */

/* The rows as assignments, to be stored as they stand. */
static void
make_agenda(struct plan_check *c)
{
	struct schedule *a = &c->plan->agenda;
	struct instance *w = c->plan->week;
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

static int
status_of(const struct plan_check *c)
{
	const struct planning *p = c->plan;
	bool clean = c->n_faults == 0 && p->requests.rejected == 0 &&
	    p->rejected == 0;

	if (clean)
		return EXIT_DONE;
	return p->options.commit ? EXIT_NONE : EXIT_SOME;
}

static void
account(const struct plan_check *c, int status)
{
	const struct requests *rs = &c->plan->requests;
	long broken = broken_rows(c);

	diag_more();
	diag_account("read %ld = right %ld + broken %ld + rejected %ld%s",
	    rs->read, (long)rs->n - broken, broken, rs->rejected,
	    status == EXIT_DONE ? "" : "; nothing was stored");
}

static void
check_free(struct plan_check *c)
{
	free(c->entries.entry);
	free(c->entries.candidate);
	free(c->entries.worker);
	free(c->fault);
	planning_free(c->plan);
}

int
plancheck_run(struct planning *p)
{
	struct plan_check c = {.plan = p};
	struct out *o;
	int status;

	requests_read_plan(&p->requests, p->options.people);
	planning_read_roster(p);
	load(&c);
	locate(&c);
	verify_all(&c);
	o = print_faults(&c);
	status = status_of(&c);
	if (p->options.commit && status == EXIT_DONE) {
		make_agenda(&c);
		planning_store(p);
	}
	if (p->options.commit)
		account(&c, status);
	status = out_finish(o, status);
	check_free(&c);
	return status;
}
