#include "lib/plan/replan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/needless.h"
#include "lib/rule/codes.h"
#include "lib/solver/verify.h"

/* The duty of a worker on the day of a stored visit; -1: none. */
static int
duty_of(const struct roster *r, const struct stored *s, const char *code)
{
	int worker = code[0] != '\0' ? roster_worker(r, code) : -1;

	return worker < 0 ? -1 : roster_duty(r, worker, s->day);
}

/* Is this worker there for a visit that was announced? */
static bool
is_there(const struct roster *r, const struct stored *s, const char *code)
{
	int worker = roster_worker(r, code);

	return worker >= 0 && !roster_away(r, worker, s->day, s->start,
	    openvisits_end(s));
}

static bool
all_there(const struct roster *r, const struct stored *s)
{
	return is_there(r, s, s->worker) &&
	    (s->with[0] == '\0' || is_there(r, s, s->with));
}

/* Without start and worker a stored visit cannot be planned around. */
static bool
is_whole(const struct stored *s)
{
	return s->start != CLOCK_NONE && s->worker[0] != '\0';
}

/* Starts before --from, so it stays. */
static bool
has_begun(const struct stored *s, const struct replan_options *o)
{
	return o->from_time != CLOCK_NONE && s->day == o->from &&
	    s->start != CLOCK_NONE && s->start < o->from_time;
}

static void
drop(struct candidate *p, enum why why)
{
	p->fate = FATE_DROPPED;
	p->why = why;
}

/* Replans a visit if it is still needed.  An announced one stays even if the
 * person has come in meanwhile: somebody expects it. */
static void
replan_open(struct candidate *p, const struct roster *r,
    const struct replan_options *o)
{
	const struct stored *s = p->stored;
	unsigned why = needless_why(o->needless, s->client, s->day,
	    s->sign_then);
	bool announced = s->state == VISIT_ANNOUNCED && is_whole(s);

	p->fate = FATE_FREE;
	p->by_rules = (why & NEEDLESS_BY_RULES) != 0;
	if (announced)
		p->fate = all_there(r, s) ? FATE_FIXED : FATE_PINNED;
	if (why & NEEDLESS_CLOSED)
		drop(p, WHY_CLOSED);
	else if (why & NEEDLESS_NO_VISITS)
		drop(p, WHY_NO_VISITS);
	else if ((why & NEEDLESS_CAME_IN) && !announced)
		drop(p, WHY_NO_LONGER);
	else if (why & NEEDLESS_CAME_IN)
		diag_warn("visit %lld: announced, but no longer needed: it"
		    " stays in the plan", (long long)p->visit_id);
}

static void
decide(struct candidate *p, const struct roster *r, const struct replan_options *o)
{
	const struct stored *s = p->stored;

	drop(p, WHY_NONE);
	if (s->day < o->as_of || roster_day(r, s->day) < 0)
		return;
	if (o->replan && !has_begun(s, o))
		replan_open(p, r, o);
	else if (is_whole(s))
		p->fate = FATE_FIXED;
}

/* May the case be visited on any day of the plan? */
static void
decide_case(struct candidate *row, const struct roster *r)
{
	if (row->closed)
		drop(row, WHY_CLOSED);
	else if (r->n_days > 0 && row->first > r->day[r->n_days - 1])
		drop(row, WHY_NO_VISITS);
}

/* A row of a case with an open visit takes the visit over if that is replanned;
 * otherwise there is nothing to plan. */
static void
decide_row(const struct requests *rs, struct candidate *row,
    struct candidate *open, const struct replan_options *o)
{
	bool anew = open->fate == FATE_FREE ||
	    (open->fate == FATE_DROPPED && open->why != WHY_NONE);

	if (open->stored->day < o->as_of)
		return;
	row->visit_id = open->visit_id;
	if (!anew) {
		if (row->fate != FATE_DROPPED)
			drop(row, WHY_PLANNED);
		return;
	}
	row->stored = open->stored;
	row->renewed = true;
	if (!row->own_place)
		row->ask.lat = row->ask.lon = NAN;
	request_complete(rs, &row->ask, &open->ask);
	drop(open, WHY_NONE);
}

static void
add_bare(struct roster *r, const struct stored *s, const char *code)
{
	if (code[0] != '\0' && duty_of(r, s, code) < 0)
		roster_add_bare(r, code, s->day);
}

void
replan_decide(struct candidates *c, const struct requests *rs,
    struct roster *r, const struct replan_options *o)
{
	for (size_t i = c->n_rows; i < c->n; i++)
		decide(&c->at[i], r, o);
	for (size_t i = 0; i < c->n_rows; i++) {
		struct candidate *open =
		    candidate_case(c, c->at[i].ask.case_id);

		decide_case(&c->at[i], r);
		if (open != NULL)
			decide_row(rs, &c->at[i], open, o);
	}
	for (size_t i = c->n_rows; i < c->n; i++) {
		const struct stored *s = c->at[i].stored;

		if (c->at[i].fate != FATE_FIXED)
			continue;
		add_bare(r, s, s->worker);
		add_bare(r, s, s->with);
	}
}

/*
 * Routes that break a rule.
 */

struct stored_stops {
	struct verify_entry *entry;
	size_t n, cap;
};

static void
add_entry(struct stored_stops *e, const struct roster *r, const struct candidate *p,
    const char *code)
{
	int route = duty_of(r, p->stored, code);
	int day = roster_day(r, p->stored->day);

	if (code[0] == '\0')
		return;
	e->entry = mem_grow(e->entry, e->n + 1, &e->cap, sizeof *e->entry);
	e->entry[e->n++] = (struct verify_entry){p->task,
		route >= 0 && !r->duty[route].bare ? route : -1,
		day * DAY_SECONDS + p->stored->start};
}

static bool
is_staying(const struct roster *r, const struct candidate *p, const char *code)
{
	return p->fate == FATE_FIXED ||
	    (p->fate == FATE_PINNED && is_there(r, p->stored, code));
}

/* A stored visit, or one half of a pair whose other worker is absent. */
static void
add_candidate(struct stored_stops *e, struct instance *w, const struct roster *r,
    struct candidate *p)
{
	bool a, b;

	if (p->point < 0 || p->stored->start == CLOCK_NONE)
		return;
	a = is_staying(r, p, p->stored->worker);
	b = p->stored->with[0] != '\0' && is_staying(r, p, p->stored->with);
	if (!a && !b)
		return;
	instance_add(w, p);
	if (a)
		add_entry(e, r, p, p->stored->worker);
	if (b)
		add_entry(e, r, p, p->stored->with);
}

/* Adds the absences inside shifts. */
static void
add_gaps(struct stored_stops *e, const struct instance *w)
{
	for (int t = 0; t < w->problem.n_tasks; t++) {
		const struct task *task = &w->task[t];

		if (!instance_is_gap(w, t))
			continue;
		e->entry = mem_grow(e->entry, e->n + 1, &e->cap,
		    sizeof *e->entry);
		e->entry[e->n++] = (struct verify_entry){t, task->fixed_route,
			w->problem.window[task->windows].open};
	}
}

/* Notes the first broken rule of each route. */
static void
mark(int *broken, int route, int rule)
{
	if (route >= 0 && broken[route] < 0)
		broken[route] = rule;
}

/* Visits without a known place: their routes cannot be verified. */
static void
mark_nowhere(int *broken, const struct candidates *c, const struct roster *r)
{
	for (size_t i = c->n_rows; i < c->n; i++) {
		const struct candidate *p = &c->at[i];

		if (p->fate != FATE_FIXED || p->point >= 0)
			continue;
		mark(broken, duty_of(r, p->stored, p->stored->worker),
		    VERIFY_UNKNOWN);
		mark(broken, duty_of(r, p->stored, p->stored->with),
		    VERIFY_UNKNOWN);
	}
}

static void
mark_faults(int *broken, const struct instance *w, const struct stored_stops *e)
{
	struct verify_faults f = {0};

	if (e->n == 0)
		return;
	verify_entries(&f, &w->problem, w->limit, e->entry, (int)e->n);
	for (size_t i = 0; i < f.n; i++)
		mark(broken, e->entry[f.fault[i].entry].route,
		    f.fault[i].rule);
	free(f.fault);
}

/* A stored visit on a route with a broken rule. */
struct broken_visit {
	int worker, rule, route;
	int64_t id;
};

static int
by_worker(const void *x, const void *y)
{
	const struct broken_visit *a = x, *b = y;

	if (a->worker != b->worker)
		return a->worker < b->worker ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static void
add_broken(struct broken_visit *v, size_t *n, const struct roster *r,
    const int *broken, const struct stored *s, const char *code)
{
	int route = code[0] != '\0' ? duty_of(r, s, code) : -1;

	if (route >= 0 && broken[route] >= 0)
		v[(*n)++] = (struct broken_visit){r->duty[route].worker,
			broken[route], route, s->id};
}

/* Visits of one worker on routes that break the same rule. */
static void
say_routes(const struct broken_visit *v, size_t n)
{
	char *ids = xstrdup("");
	bool several = false;

	for (size_t i = 0; i < n; i++) {
		char *longer = xasprintf("%s%s%lld", ids, i > 0 ? "," : "",
		    (long long)v[i].id);

		free(ids);
		ids = longer;
		several = several || v[i].route != v[0].route;
	}
	diag_warn(language_count(several ? 2 : 1,
	    "the stored route with the visits %s breaks a rule (%s) and takes"
	    " no more visits",
	    "the stored routes with the visits %s break a rule (%s) and take"
	    " no more visits"), ids, verify_rule[v[0].rule]);
	free(ids);
}

static void
say_broken(const struct candidates *c, const struct roster *r,
    const int *broken)
{
	struct broken_visit *v = xcalloc(2 * c->n + 1, sizeof *v);
	size_t n = 0, first = 0;

	for (size_t i = c->n_rows; i < c->n; i++) {
		const struct candidate *p = &c->at[i];

		if (p->fate != FATE_FIXED && p->fate != FATE_PINNED)
			continue;
		add_broken(v, &n, r, broken, p->stored, p->stored->worker);
		add_broken(v, &n, r, broken, p->stored, p->stored->with);
	}
	qsort(v, n, sizeof *v, by_worker);
	for (size_t i = 1; i <= n; i++)
		if (i == n || v[i].worker != v[first].worker ||
		    v[i].rule != v[first].rule) {
			say_routes(&v[first], i - first);
			first = i;
		}
	free(v);
}

bool *
replan_broken(struct candidates *c, const struct roster *r,
    struct points *points, const struct instance_options *options)
{
	struct instance_options whole = *options;
	bool *closed = xcalloc(r->n_duties + 1, sizeof *closed);
	int *broken = xcalloc(r->n_duties + 1, sizeof *broken);
	struct stored_stops e = {0};
	struct instance *w;

	whole.check = true;
	for (size_t i = 0; i < r->n_duties; i++)
		broken[i] = r->duty[i].bare ? VERIFY_SHIFT : -1;
	w = instance_new(r, points, NULL, &whole);
	for (size_t i = c->n_rows; i < c->n; i++)
		add_candidate(&e, w, r, &c->at[i]);
	instance_close(w);
	add_gaps(&e, w);
	instance_widen(w);
	mark_nowhere(broken, c, r);
	mark_faults(broken, w, &e);
	for (size_t i = 0; i < r->n_duties; i++)
		closed[i] = broken[i] >= 0;
	say_broken(c, r, broken);
	instance_free(w);
	free(e.entry);
	free(broken);
	return closed;
}
