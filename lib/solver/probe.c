#include "lib/solver/probe.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/insertion.h"
#include "lib/solver/model.h"
#include "lib/solver/solution.h"

/* One or two units on one route that might leave; `second` -1: one. */
struct leaver {
	int64_t urgency;
	int tasks, first, second;
};

struct probe {
	struct model *m;
	struct solution *board;       /* the plan */
	struct insertion *insertion;
	struct leaver *leaver;        /* in the order they are to be tried */
	size_t n_leavers, cap_leavers;
};

static bool
may_leave(const struct probe *p, int unit)
{
	return unit >= 0 && !p->m->unit[unit].fixed &&
	    !p->m->unit[unit].pinned;
}

static void
add_leaver(struct probe *p, int first, int second)
{
	const struct unit *u = &p->m->unit[first];
	struct leaver v = {u->urgency, u->n, first, second};

	if (second >= 0) {
		v.urgency += p->m->unit[second].urgency;
		v.tasks += p->m->unit[second].n;
	}
	if (v.tasks > 2)
		return;
	p->leaver = mem_grow(p->leaver, p->n_leavers + 1, &p->cap_leavers,
	    sizeof *p->leaver);
	p->leaver[p->n_leavers++] = v;
}

/* One person before two, the least urgent first. */
static int
by_urgency(const void *pa, const void *pb)
{
	const struct leaver *a = pa, *b = pb;

	if (a->tasks != b->tasks)
		return a->tasks - b->tasks;
	if (a->urgency != b->urgency)
		return a->urgency < b->urgency ? -1 : 1;
	if (a->first != b->first)
		return a->first - b->first;
	return a->second - b->second;
}

static void
list_leavers(struct probe *p)
{
	for (int r = 0; r < p->m->n_routes; r++) {
		const struct route *route = &p->board->route[r];

		for (int i = 1; i < route->n - 1; i++) {
			int a = route->stop[i].unit;

			if (!may_leave(p, a) || a == route->stop[i - 1].unit)
				continue;
			if (p->board->where[a] == r)
				add_leaver(p, a, -1);
			for (int k = i + 1; k < route->n - 1; k++)
				if (route->stop[k].unit != a &&
				    may_leave(p, route->stop[k].unit))
					add_leaver(p, a, route->stop[k].unit);
		}
	}
	if (p->n_leavers > 0)
		qsort(p->leaver, p->n_leavers, sizeof *p->leaver, by_urgency);
}

struct probe *
probe_new(const struct problem *problem, const struct plan *plan)
{
	struct probe *p = xcalloc(1, sizeof *p);

	p->m = model_new(problem, false);
	p->board = solution_new(p->m);
	solution_load(p->board, plan);
	p->insertion = insertion_new(p->board, false);
	list_leavers(p);
	return p;
}

void
probe_free(struct probe *p)
{
	insertion_free(p->insertion);
	solution_free(p->board);
	free(p->leaver);
	model_free(p->m);
	free(p);
}

static bool
has_place(const struct solution *b, int unit, int r)
{
	return model_allows(b->m, unit, r) &&
	    route_place(b->m, r, &b->route[r], unit, 0).cost < FAR;
}

/* Does the unit fit into one of the routes that somebody has just left? */
static bool
fits_now(struct probe *p, int unit)
{
	const struct solution *b = p->board;
	bool fits = false;

	if (p->m->unit[unit].pair && b->n_touched > 0)
		return insertion_best(p->insertion, unit).cost < FAR;
	for (int i = 0; i < b->n_touched && !fits; i++)
		fits = has_place(b, unit, b->touched[i]);
	return fits;
}

/* Is it worth a try: could the unit be on any of the leavers' routes? */
static bool
is_near(const struct probe *p, const struct leaver *v, int unit)
{
	int r = p->board->where[v->first], with = p->board->with[v->first];

	return model_allows(p->m, unit, r) ||
	    (with >= 0 && model_allows(p->m, unit, with)) || v->second >= 0;
}

static void
least_urgent_first(const struct probe *p, int out[2])
{
	int a = out[0], b = out[1];
	int x = p->m->problem->task[a].urgency,
	    y = p->m->problem->task[b].urgency;

	if (x > y || (x == y && a > b)) {
		out[0] = b;
		out[1] = a;
	}
}

int
probe_instead(struct probe *p, int task, int out[2])
{
	int unit = p->m->unit_of_task[task], n = 0;

	for (size_t i = 0; i < p->n_leavers && n == 0; i++) {
		const struct leaver *v = &p->leaver[i];
		const struct unit *first = &p->m->unit[v->first];

		if (!is_near(p, v, unit))
			continue;
		solution_take(p->board, v->first);
		if (v->second >= 0)
			solution_take(p->board, v->second);
		solution_settle(p->board);
		if (fits_now(p, unit)) {
			out[n++] = p->m->task[first->first];
			if (first->n == 2)
				out[n++] = p->m->task[first->first + 1];
			if (v->second >= 0)
				out[n++] = p->m->task[
				    p->m->unit[v->second].first];
		}
		solution_reject(p->board);
	}
	if (n == 2)
		least_urgent_first(p, out);
	return n;
}
