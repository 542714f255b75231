#include "lib/plan/infeasible.h"

#include <stdlib.h>

#include "lib/solver/feasible.h"
#include "lib/solver/together.h"
#include "lib/base/mem.h"

static bool
in_time(const struct problem *p, const struct verify_limit *l, int route)
{
	int day = p->shift[route].day;

	return (day + 1) * DAY_SECONDS - 1 >= l->first &&
	    day * DAY_SECONDS <= l->last;
}

static bool
in_window(const struct problem *p, const struct task *t, int route)
{
	const struct shift *s = &p->shift[route];

	for (int i = t->windows; i < t->windows + t->n_windows; i++)
		if (p->window[i].open <= s->end &&
		    p->window[i].close >= s->start)
			return true;
	return false;
}

/* What stands in the way of one worker on this route, skills apart. */
static enum why
obstacle(const struct problem *p, const struct verify_limit *l, int task,
    int route)
{
	if (!in_time(p, &l[task], route))
		return WHY_DEADLINE;
	if (!in_window(p, &p->task[task], route))
		return WHY_WINDOW;
	return feasible_alone(p, &task, 1, route, -1) ? WHY_NONE : WHY_DISTANCE;
}

static bool
counts(const bool *bare, int route)
{
	return bare == NULL || !bare[route];
}

static bool
partners(const struct problem *p, const bool *bare, int a, int b)
{
	return counts(bare, b) && p->shift[a].day == p->shift[b].day &&
	    p->shift[a].worker != p->shift[b].worker;
}

/* What stands in the way of these two.  `known` remembers what is in the way
 * of each of them; WHY_SKILL: not asked yet. */
static enum why
pair_obstacle(const struct problem *p, const struct verify_limit *l, int task,
    int a, int b, enum why *known)
{
	enum why least;

	if (!problem_skilled(p, p->task[task].skill, a) &&
	    !problem_skilled(p, p->task[task].skill, b))
		return WHY_SKILL;
	if (known[a] == WHY_SKILL)
		known[a] = obstacle(p, l, task, a);
	if (known[b] == WHY_SKILL)
		known[b] = obstacle(p, l, task, b);
	least = known[a] < known[b] ? known[a] : known[b];
	if (least != WHY_NONE)
		return least;
	return feasible_alone(p, &task, 1, a, b) ? WHY_NONE : WHY_DISTANCE;
}

static enum why
why_not_pair(const struct problem *p, const struct verify_limit *l,
    const bool *bare, int task)
{
	enum why *known = xcalloc((size_t)p->n_shifts + 1, sizeof *known);
	enum why why = WHY_SKILL;

	for (int r = 0; r < p->n_shifts; r++)
		known[r] = WHY_SKILL;
	for (int r = 0; r < p->n_shifts && why != WHY_NONE; r++)
		for (int s = r + 1; s < p->n_shifts && why != WHY_NONE; s++) {
			enum why here;

			if (!counts(bare, r) || !partners(p, bare, r, s))
				continue;
			here = pair_obstacle(p, l, task, r, s, known);
			why = here > why ? here : why;
		}
	free(known);
	return why;
}

enum why
infeasible_why(const struct problem *p, const struct verify_limit *l,
    const bool *bare, int task)
{
	enum why why = WHY_SKILL;

	if (p->task[task].pair)
		return why_not_pair(p, l, bare, task);
	for (int r = 0; r < p->n_shifts && why != WHY_NONE; r++) {
		enum why here;

		if (!counts(bare, r) || !problem_skilled(p, p->task[task].skill, r))
			continue;
		here = obstacle(p, l, task, r);
		why = here > why ? here : why;
	}
	return why;
}

static bool
pair_fits(const struct problem *p, const bool *bare, const int *task, int n,
    int skill)
{
	int *route = xcalloc((size_t)p->n_shifts + 1, sizeof *route), k = 0;
	bool fits = false;

	/* Who cannot do it alone cannot do it with somebody. */
	for (int r = 0; r < p->n_shifts; r++)
		if (counts(bare, r) && feasible_alone(p, task, n, r, -1))
			route[k++] = r;
	for (int i = 0; i < k && !fits; i++)
		for (int j = i + 1; j < k && !fits; j++)
			fits = partners(p, bare, route[i], route[j]) &&
			    (problem_skilled(p, skill, route[i]) ||
			    problem_skilled(p, skill, route[j])) &&
			    together_fits(p, task, n, route[i], route[j]);
	free(route);
	return fits;
}

bool
infeasible_alone(const struct problem *p, const bool *bare, const int *task, int n,
    int skill, bool pair)
{
	if (pair)
		return pair_fits(p, bare, task, n, skill);
	for (int r = 0; r < p->n_shifts; r++)
		if (counts(bare, r) && problem_skilled(p, skill, r) &&
		    together_fits(p, task, n, r, -1))
			return true;
	return false;
}
