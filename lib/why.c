#include "lib/why.h"

#include "lib/alone.h"

static bool
able(const struct problem *p, int skill, int route)
{
	return p->allowed[(size_t)skill * (size_t)p->allowed_words +
	    (size_t)route / 64] >> (route % 64) & 1;
}

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

/* What stands in the way on this route, or these two. */
static enum why
obstacle(const struct problem *p, const struct verify_limit *l, int task,
    int route, int with)
{
	const struct task *t = &p->task[task];

	if (!able(p, t->skill, route) && (with < 0 || !able(p, t->skill, with)))
		return WHY_SKILL;
	if (!in_time(p, &l[task], route))
		return WHY_DEADLINE;
	if (!in_window(p, t, route) || (with >= 0 && !in_window(p, t, with)))
		return WHY_WINDOW;
	return alone_fits(p, &task, 1, route, with) ? WHY_NONE : WHY_DISTANCE;
}

static bool
partners(const struct problem *p, const bool *bare, int a, int b)
{
	return (bare == NULL || !bare[b]) &&
	    p->shift[a].day == p->shift[b].day &&
	    p->shift[a].worker != p->shift[b].worker;
}

enum why
why_not(const struct problem *p, const struct verify_limit *l,
    const bool *bare, int task)
{
	bool pair = p->task[task].pair;
	enum why why = WHY_SKILL;

	for (int r = 0; r < p->n_shifts && why != WHY_NONE; r++) {
		if (bare != NULL && bare[r])
			continue;
		for (int s = pair ? r + 1 : r; s < p->n_shifts; s++) {
			enum why here;

			if (pair && !partners(p, bare, r, s))
				continue;
			here = obstacle(p, l, task, r, pair ? s : -1);
			why = here > why ? here : why;
			if (!pair || why == WHY_NONE)
				break;
		}
	}
	return why;
}

bool
why_fits(const struct problem *p, const bool *bare, const int *task, int n,
    int skill, bool pair)
{
	for (int r = 0; r < p->n_shifts; r++) {
		if (bare != NULL && bare[r])
			continue;
		if (!pair) {
			if (able(p, skill, r) && alone_fits(p, task, n, r, -1))
				return true;
			continue;
		}
		for (int s = r + 1; s < p->n_shifts; s++)
			if (partners(p, bare, r, s) &&
			    (able(p, skill, r) || able(p, skill, s)) &&
			    alone_fits(p, task, n, r, s))
				return true;
	}
	return false;
}
