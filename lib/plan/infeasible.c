#include "lib/plan/infeasible.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/feasible.h"
#include "lib/solver/together.h"

/* The problem with each piece of a shift as a route of its own. */
static struct problem
in_pieces(const struct problem *p, const struct pieces *c)
{
	struct problem q = *p;

	q.shift = c->shift;
	return q;
}

static bool
counts(const struct pieces *c, int route)
{
	return c->first[route] < c->first[route + 1];
}

/* Can a piece of this route (for a pair, and one of the other; -1: none) take
 * these tasks? */
static bool
takes(const struct problem *p, const struct pieces *c, const int *task, int n,
    int a, int b, bool (*can)(const struct problem *, const int *, int, int,
    int))
{
	struct problem q = in_pieces(p, c);

	for (int i = c->first[a]; i < c->first[a + 1]; i++) {
		if (b < 0 && can(&q, task, n, i, -1))
			return true;
		for (int j = b < 0 ? 0 : c->first[b];
		    j < (b < 0 ? 0 : c->first[b + 1]); j++)
			if (can(&q, task, n, i, j))
				return true;
	}
	return false;
}

static bool
in_time(const struct problem *p, const struct verify_limit *l, int route)
{
	int day = p->shift[route].day;

	return (day + 1) * DAY_SECONDS - 1 >= l->first &&
	    day * DAY_SECONDS <= l->last;
}

static bool
meets(const struct problem *p, const struct task *t, const struct shift *s)
{
	for (int i = t->windows; i < t->windows + t->n_windows; i++)
		if (p->window[i].open <= s->end &&
		    p->window[i].close >= s->start)
			return true;
	return false;
}

static bool
in_window(const struct problem *p, const struct pieces *c,
    const struct task *t, int route)
{
	for (int i = c->first[route]; i < c->first[route + 1]; i++)
		if (meets(p, t, &c->shift[i]))
			return true;
	return false;
}

/* Why the worker of this route cannot serve the task, skills aside. */
static enum why
obstacle(const struct problem *p, const struct pieces *c,
    const struct verify_limit *l, int task, int route)
{
	if (!in_time(p, &l[task], route))
		return WHY_DEADLINE;
	if (!in_window(p, c, &p->task[task], route))
		return WHY_WINDOW;
	return takes(p, c, &task, 1, route, -1, feasible_alone) ? WHY_NONE :
	    WHY_DISTANCE;
}

static bool
partners(const struct problem *p, const struct pieces *c, int a, int b)
{
	return counts(c, b) && p->shift[a].day == p->shift[b].day &&
	    p->shift[a].worker != p->shift[b].worker;
}

/* Why these two cannot serve the task together.  `known` caches the reason of
 * each route; WHY_SKILL: not computed yet. */
static enum why
pair_obstacle(const struct problem *p, const struct pieces *c,
    const struct verify_limit *l, int task, int a, int b, enum why *known)
{
	enum why least;

	if (!problem_skilled(p, p->task[task].skill, a) &&
	    !problem_skilled(p, p->task[task].skill, b))
		return WHY_SKILL;
	if (known[a] == WHY_SKILL)
		known[a] = obstacle(p, c, l, task, a);
	if (known[b] == WHY_SKILL)
		known[b] = obstacle(p, c, l, task, b);
	least = known[a] < known[b] ? known[a] : known[b];
	if (least != WHY_NONE)
		return least;
	return takes(p, c, &task, 1, a, b, feasible_alone) ? WHY_NONE :
	    WHY_DISTANCE;
}

static enum why
why_not_pair(const struct problem *p, const struct pieces *c,
    const struct verify_limit *l, int task)
{
	enum why *known = xcalloc((size_t)p->n_shifts + 1, sizeof *known);
	enum why why = WHY_SKILL;

	for (int r = 0; r < p->n_shifts; r++)
		known[r] = WHY_SKILL;
	for (int r = 0; r < p->n_shifts && why != WHY_NONE; r++)
		for (int s = r + 1; s < p->n_shifts && why != WHY_NONE; s++) {
			enum why here;

			if (!counts(c, r) || !partners(p, c, r, s))
				continue;
			here = pair_obstacle(p, c, l, task, r, s, known);
			why = here > why ? here : why;
		}
	free(known);
	return why;
}

enum why
infeasible_why(const struct problem *p, const struct pieces *c,
    const struct verify_limit *l, int task)
{
	enum why why = WHY_SKILL;

	if (p->task[task].pair)
		return why_not_pair(p, c, l, task);
	for (int r = 0; r < p->n_shifts && why != WHY_NONE; r++) {
		enum why here;

		if (!counts(c, r) ||
		    !problem_skilled(p, p->task[task].skill, r))
			continue;
		here = obstacle(p, c, l, task, r);
		why = here > why ? here : why;
	}
	return why;
}

static bool
pair_fits(const struct problem *p, const struct pieces *c, const int *task,
    int n, int skill)
{
	int *route = xcalloc((size_t)p->n_shifts + 1, sizeof *route), k = 0;
	bool fits = false;

	/* Infeasible alone is infeasible in a pair, too. */
	for (int r = 0; r < p->n_shifts; r++)
		if (takes(p, c, task, n, r, -1, feasible_alone))
			route[k++] = r;
	for (int i = 0; i < k && !fits; i++)
		for (int j = i + 1; j < k && !fits; j++)
			fits = partners(p, c, route[i], route[j]) &&
			    (problem_skilled(p, skill, route[i]) ||
			    problem_skilled(p, skill, route[j])) &&
			    takes(p, c, task, n, route[i], route[j],
			    together_fits);
	free(route);
	return fits;
}

bool
infeasible_alone(const struct problem *p, const struct pieces *c,
    const int *task, int n, int skill, bool pair)
{
	if (pair)
		return pair_fits(p, c, task, n, skill);
	for (int r = 0; r < p->n_shifts; r++)
		if (problem_skilled(p, skill, r) &&
		    takes(p, c, task, n, r, -1, together_fits))
			return true;
	return false;
}
