#include "lib/plan/warmstart.h"

#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/solver/verify.h"

struct stops {
	struct verify_entry *entry;
	size_t n, cap;
};

static void
add(struct stops *e, int task, int route, int start)
{
	e->entry = mem_grow(e->entry, e->n + 1, &e->cap, sizeof *e->entry);
	e->entry[e->n++] = (struct verify_entry){task, route, start};
}

/* The open route of a worker on a day; -1: none. */
static int
route_of(const struct problem *p, int worker, int day)
{
	for (int r = 0; r < p->n_shifts && worker >= 0; r++)
		if (p->shift[r].worker == worker && p->shift[r].day == day &&
		    !p->shift[r].closed)
			return r;
	return -1;
}

static void
add_fixed(struct stops *e, const struct problem *p, int task)
{
	const struct task *t = &p->task[task];
	int start = p->window[t->windows].open;

	add(e, task, t->fixed_route, start);
	if (t->fixed_with >= 0)
		add(e, task, t->fixed_with, start);
}

static void
add_stored(struct stops *e, const struct instance *w, int task)
{
	const struct problem *p = &w->problem;
	const struct task *t = &p->task[task];
	const struct stored *s = w->candidate[task]->stored;
	int a = route_of(p, t->old_worker, t->old_day);
	int b = route_of(p, t->old_with, t->old_day);
	int start;

	if (s == NULL || s->start == CLOCK_NONE || a < 0 ||
	    t->pair != (b >= 0))
		return;
	start = t->old_day * DAY_SECONDS + s->start;
	if (p->grid > 1 && start % p->grid != 0)
		return;
	add(e, task, a, start);
	if (b >= 0)
		add(e, task, b, start);
}

static bool
collect(struct stops *e, const struct instance *w)
{
	bool any = false;

	for (int t = 0; t < w->problem.n_tasks; t++) {
		size_t before = e->n;

		if (w->task[t].pinned)
			continue;
		if (w->task[t].fixed) {
			add_fixed(e, &w->problem, t);
			continue;
		}
		add_stored(e, w, t);
		any = any || e->n > before;
	}
	return any;
}

/* Removes the tasks at which a rule is broken and returns whether there were
 * any; *stuck: one of them is fixed. */
static bool
drop_broken(struct stops *e, const struct instance *w, bool *stuck)
{
	struct verify_faults f = {0};
	bool *out = xcalloc((size_t)w->problem.n_tasks + 1, sizeof *out);
	size_t n = 0;

	verify_entries(&f, &w->problem, NULL, e->entry, (int)e->n);
	for (size_t i = 0; i < f.n; i++) {
		int task = e->entry[f.fault[i].entry].task;

		out[task] = true;
		*stuck = *stuck || w->task[task].fixed;
	}
	for (size_t i = 0; i < e->n; i++)
		if (!out[e->entry[i].task])
			e->entry[n++] = e->entry[i];
	e->n = n;
	free(out);
	free(f.fault);
	return f.n > 0;
}

/* Orders by route and start; tasks without a duration first. */
struct old_place {
	struct verify_entry entry;
	int end;
};

static int
by_place(const void *x, const void *y)
{
	const struct old_place *a = x, *b = y;

	if (a->entry.route != b->entry.route)
		return a->entry.route < b->entry.route ? -1 : 1;
	if (a->entry.start != b->entry.start)
		return a->entry.start < b->entry.start ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return (a->entry.task > b->entry.task) -
	    (a->entry.task < b->entry.task);
}

static struct plan *
plan_of(const struct stops *e, const struct problem *p)
{
	struct old_place *at = xcalloc(e->n + 1, sizeof *at);
	struct plan *plan = problem_plan_new(p->n_shifts);

	for (size_t i = 0; i < e->n; i++)
		at[i] = (struct old_place){e->entry[i], e->entry[i].start +
		    p->task[e->entry[i].task].duration};
	qsort(at, e->n, sizeof *at, by_place);
	for (size_t i = 0; i < e->n; i++) {
		const struct verify_entry *s = &at[i].entry;
		int *n = &plan->n_stops[s->route];

		plan->route[s->route] = xreallocarray(plan->route[s->route],
		    (size_t)*n + 1, sizeof **plan->route);
		plan->route[s->route][(*n)++] =
		    (struct stop){s->task, s->start};
	}
	free(at);
	return plan;
}

struct plan *
warmstart_plan(const struct instance *w)
{
	struct stops e = {0};
	struct plan *plan = NULL;
	bool stuck = false;

	if (collect(&e, w)) {
		while (!stuck && drop_broken(&e, w, &stuck))
			;
		if (!stuck)
			plan = plan_of(&e, &w->problem);
	}
	free(e.entry);
	return plan;
}

int
warmstart_missing(const struct instance *w, const struct plan *plan)
{
	int missing = 0;

	for (int t = 0; t < w->problem.n_tasks; t++)
		missing += w->task[t].pinned ? 1 + w->task[t].pair : 0;
	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++)
			missing -= w->task[plan->route[r][k].task].pinned;
	return missing;
}
