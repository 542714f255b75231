#include "lib/plan/schedule.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

int
schedule_seconds(const struct candidate *p, const struct instance_options *o)
{
	return p->ask.seconds < 0 ? o->seconds : p->ask.seconds;
}

static void
add(struct schedule *a, struct candidate *p, int route, int start)
{
	a->assignment = mem_grow(a->assignment, a->n + 1, &a->cap, sizeof *a->assignment);
	a->assignment[a->n] = (struct assignment){p, route, start, -1, (int)a->n};
	a->n++;
}

/* Marks the tasks that the plan has placed. */
static bool *
find_placed(const struct instance *w, const struct plan *plan)
{
	bool *placed = xcalloc((size_t)w->problem.n_tasks + 1, sizeof *placed);

	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++)
			placed[plan->route[r][k].task] = true;
	return placed;
}

static void
settle(struct candidate *p, const bool *placed)
{
	bool whole = (p->task < 0 || placed[p->task]) &&
	    (p->half < 0 || placed[p->half]);

	if (p->task < 0 && p->half < 0)
		return;
	if (whole || p->fate == FATE_FIXED)
		return;
	p->why = p->fate == FATE_PINNED ? WHY_PINNED : WHY_CAPACITY;
	p->fate = FATE_DROPPED;
}

static void
add_stops(struct schedule *a, const struct instance *w, const struct plan *plan)
{
	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++) {
			const struct stop *s = &plan->route[r][k];
			struct candidate *p = w->candidate[s->task];

			if (p->fate != FATE_DROPPED &&
			    !instance_is_gap(w, s->task))
				add(a, p, r, s->start);
		}
}

/* A stored visit on a route outside of the problem. */
static void
add_unseen(struct schedule *a, const struct instance *w, const struct roster *r,
    struct candidate *p, const char *code)
{
	int worker = code[0] != '\0' ? roster_worker(r, code) : -1;
	int route = worker < 0 ? -1 : roster_duty(r, worker, p->stored->day);
	int day = roster_day(r, p->stored->day);

	if (route < 0 || day < 0)
		return;
	if (p->point >= 0 && !w->problem.shift[route].closed)
		return;
	if (p->fate == FATE_PINNED && roster_away(r, worker, p->stored->day,
	    p->stored->start, openvisits_end(p->stored)))
		return;
	add(a, p, route, day * DAY_SECONDS + p->stored->start);
}

static int
by_candidate(const void *x, const void *y)
{
	const struct assignment *a = x, *b = y;
	uintptr_t p = (uintptr_t)a->candidate, q = (uintptr_t)b->candidate;

	if (p != q)
		return p < q ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void
find_pairs(struct schedule *a)
{
	if (a->n > 0)
		qsort(a->assignment, a->n, sizeof *a->assignment, by_candidate);
	for (size_t i = 1; i < a->n; i++) {
		struct assignment *e = &a->assignment[i], *f = e - 1;

		if (e->candidate != f->candidate)
			continue;
		e->other = f->route;
		f->other = e->route;
	}
}

/* Sort keys of an assignment. */
struct visit_place {
	struct assignment assignment;
	date day;
	const char *worker;
};

static int
by_place(const void *x, const void *y)
{
	const struct visit_place *a = x, *b = y;
	int d = a->day != b->day ? (a->day < b->day ? -1 : 1) :
	    strcmp(a->worker, b->worker);

	if (d == 0)
		d = (a->assignment.start > b->assignment.start) -
		    (a->assignment.start < b->assignment.start);
	return d != 0 ? d : (a->assignment.order > b->assignment.order) -
	    (a->assignment.order < b->assignment.order);
}

static void
sort(struct schedule *a, const struct roster *r)
{
	struct visit_place *p = xcalloc(a->n + 1, sizeof *p);

	for (size_t i = 0; i < a->n; i++) {
		const struct duty *d = &r->duty[a->assignment[i].route];

		p[i] = (struct visit_place){a->assignment[i], d->day,
		    r->worker[d->worker].worker};
	}
	qsort(p, a->n, sizeof *p, by_place);
	for (size_t i = 0; i < a->n; i++)
		a->assignment[i] = p[i].assignment;
	free(p);
}

void
schedule_make(struct schedule *a, const struct instance *w, const struct roster *r,
    const struct plan *plan, struct candidates *c)
{
	bool *placed = find_placed(w, plan);

	for (size_t i = 0; i < c->n; i++)
		settle(&c->at[i], placed);
	free(placed);
	add_stops(a, w, plan);
	for (size_t i = 0; i < c->n; i++) {
		struct candidate *p = &c->at[i];

		if (p->fate != FATE_FIXED && p->fate != FATE_PINNED)
			continue;
		add_unseen(a, w, r, p, p->stored->worker);
		add_unseen(a, w, r, p, p->stored->with);
	}
	find_pairs(a);
	sort(a, r);
}

void
schedule_free(struct schedule *a)
{
	free(a->assignment);
	*a = (struct schedule){0};
}
