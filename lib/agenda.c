#include "lib/agenda.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

int
agenda_seconds(const struct person *p, const struct week_options *o)
{
	return p->seconds < 0 ? o->seconds : p->seconds;
}

static void
add(struct agenda *a, struct person *p, int route, int start)
{
	a->errand = mem_grow(a->errand, a->n + 1, &a->cap, sizeof *a->errand);
	a->errand[a->n] = (struct errand){p, route, start, -1, (int)a->n};
	a->n++;
}

/* Which tasks have a place. */
static bool *
find_placed(const struct week *w, const struct plan *plan)
{
	bool *placed = xcalloc((size_t)w->problem.n_tasks + 1, sizeof *placed);

	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++)
			placed[plan->route[r][k].task] = true;
	return placed;
}

static void
settle(struct person *p, const bool *placed)
{
	bool whole = (p->task < 0 || placed[p->task]) &&
	    (p->half < 0 || placed[p->half]);

	if (p->task < 0 && p->half < 0)
		return;
	if (whole || p->hold == HOLD_STORED)
		return;
	p->why = p->hold == HOLD_PINNED ? WHY_PINNED : WHY_CAPACITY;
	p->hold = HOLD_OUT;
}

static void
add_stops(struct agenda *a, const struct week *w, const struct plan *plan)
{
	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++) {
			const struct stop *s = &plan->route[r][k];
			struct person *p = w->person[s->task];

			if (p->hold != HOLD_OUT)
				add(a, p, r, s->start);
		}
}

/* A stored visit on a route that the solver did not see. */
static void
add_unseen(struct agenda *a, const struct week *w, const struct roster *r,
    struct person *p, const char *code)
{
	int worker = code[0] != '\0' ? roster_worker(r, code) : -1;
	int route = worker < 0 ? -1 : roster_duty(r, worker, p->stored->day);
	int day = roster_day(r, p->stored->day);

	if (route < 0 || day < 0)
		return;
	if (p->point >= 0 && !w->problem.shift[route].closed)
		return;
	if (p->hold == HOLD_PINNED && r->duty[route].bare)
		return;  /* it is this one who is away */
	add(a, p, route, day * DAY_SECONDS + p->stored->start);
}

static int
by_person(const void *x, const void *y)
{
	const struct errand *a = x, *b = y;
	uintptr_t p = (uintptr_t)a->person, q = (uintptr_t)b->person;

	if (p != q)
		return p < q ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void
find_pairs(struct agenda *a)
{
	if (a->n > 0)
		qsort(a->errand, a->n, sizeof *a->errand, by_person);
	for (size_t i = 1; i < a->n; i++) {
		struct errand *e = &a->errand[i], *f = e - 1;

		if (e->person != f->person)
			continue;
		e->other = f->route;
		f->other = e->route;
	}
}

/* What sorting has to know of an errand. */
struct place {
	struct errand errand;
	date day;
	const char *worker;
};

static int
by_place(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	int d = a->day != b->day ? (a->day < b->day ? -1 : 1) :
	    strcmp(a->worker, b->worker);

	if (d == 0)
		d = (a->errand.start > b->errand.start) -
		    (a->errand.start < b->errand.start);
	return d != 0 ? d : (a->errand.order > b->errand.order) -
	    (a->errand.order < b->errand.order);
}

static void
sort(struct agenda *a, const struct roster *r)
{
	struct place *p = xcalloc(a->n + 1, sizeof *p);

	for (size_t i = 0; i < a->n; i++) {
		const struct duty *d = &r->duty[a->errand[i].route];

		p[i] = (struct place){a->errand[i], d->day,
		    r->worker[d->worker].worker};
	}
	qsort(p, a->n, sizeof *p, by_place);
	for (size_t i = 0; i < a->n; i++)
		a->errand[i] = p[i].errand;
	free(p);
}

void
agenda_make(struct agenda *a, const struct week *w, const struct roster *r,
    const struct plan *plan, struct person *const *person, size_t n)
{
	bool *placed = find_placed(w, plan);

	for (size_t i = 0; i < n; i++)
		settle(person[i], placed);
	free(placed);
	add_stops(a, w, plan);
	for (size_t i = 0; i < n; i++) {
		struct person *p = person[i];

		if (p->hold != HOLD_STORED && p->hold != HOLD_PINNED)
			continue;
		add_unseen(a, w, r, p, p->stored->worker);
		add_unseen(a, w, r, p, p->stored->with);
	}
	find_pairs(a);
	sort(a, r);
}

void
agenda_free(struct agenda *a)
{
	free(a->errand);
	*a = (struct agenda){0};
}
