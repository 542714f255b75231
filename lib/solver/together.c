#include "lib/solver/together.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/feasible.h"

enum { NEVER = INT_MAX / 2 };

struct gathering {
	const struct problem *p;
	const struct shift *shift[2];
	int n_shifts;
	int *order;  /* of tasks */
	int n;
	int *start;
};

static const struct task *
member(const struct gathering *g, int k)
{
	return &g->p->task[g->order[k]];
}

static int
grid_of(const struct problem *p)
{
	return p->grid > 1 ? p->grid : 1;
}

/* The earliest start of a task from `at` on, on the day of the shifts. */
static int
earliest(const struct gathering *g, const struct task *t, int at)
{
	int last = (g->shift[0]->day + 1) * DAY_SECONDS - 1;
	int grid = grid_of(g->p);

	for (int i = t->windows; i < t->windows + t->n_windows; i++) {
		const struct time_window *w = &g->p->window[i];
		int begin = w->open > at ? w->open : at;

		begin = (begin + grid - 1) / grid * grid;
		if (begin <= w->close && begin <= last)
			return begin;
	}
	return NEVER;
}

/* From one door of the household to the next; nearly always 0. */
static int
step(const struct gathering *g, int k)
{
	return problem_travel_seconds(&g->p->travel, member(g, k - 1)->point,
	    member(g, k)->point);
}

/* The end of a break for all that begins when they are ready at `at`. */
static int
after_break(const struct gathering *g, int at)
{
	int end = at;

	for (int i = 0; i < g->n_shifts; i++) {
		const struct shift *s = g->shift[i];
		int begin = at > s->break_opens ? at : s->break_opens;

		if (s->break_length > 0 && begin + s->break_length > end)
			end = begin + s->break_length;
	}
	return end;
}

static int
break_length(const struct gathering *g)
{
	int a = g->shift[0]->break_length;
	int b = g->n_shifts > 1 ? g->shift[1]->break_length : 0;

	return a > b ? a : b;
}

/* How long those pause who may begin their break at `left`; 0: nobody may. */
static int
pause_at(const struct gathering *g, int left)
{
	int longest = 0;

	for (int i = 0; i < g->n_shifts; i++) {
		const struct shift *s = g->shift[i];

		if (left <= s->break_closes && s->break_length > longest)
			longest = s->break_length;
	}
	return longest;
}

/* Fills in the starts, each as early as can be after the first one, with a
 * break before member `pause` (0: none within).  Returns the seconds of
 * waiting, NEVER: it cannot be so. */
static int
follow(struct gathering *g, int first, int pause)
{
	int wait = 0;

	g->start[0] = first;
	for (int k = 1; k < g->n; k++) {
		int left = g->start[k - 1] + member(g, k - 1)->duration;
		int ready = left + step(g, k);
		int length = k == pause ? pause_at(g, left) : 0;

		g->start[k] = earliest(g, member(g, k),
		    k == pause ? after_break(g, ready) : ready);
		if (g->start[k] >= NEVER || (k == pause && length == 0))
			return NEVER;
		wait += g->start[k] - ready - length;
	}
	return wait;
}

/* Can this worker keep these starts, break included? */
static bool
holds(const struct gathering *g, const struct shift *s)
{
	bool due = s->break_length > 0, taken = !due;
	int left = s->start, at = s->home;

	for (int k = 0; k <= g->n; k++) {
		int to = k < g->n ? member(g, k)->point : s->home;
		int next = k < g->n ? g->start[k] : s->end;
		int arrival = left + problem_travel_seconds(&g->p->travel, at, to);
		int begin = arrival > s->break_opens ? arrival : s->break_opens;
		bool in_time = arrival <= next;

		taken = (taken && in_time) || (due && left <= s->break_closes &&
		    begin + s->break_length <= next);
		due = due && in_time;
		if (!due && !taken)
			return false;
		if (k < g->n)
			left = next + member(g, k)->duration;
		at = to;
	}
	return taken;
}

static bool
try_first(struct gathering *g, int first)
{
	if (first < g->shift[0]->start)
		return false;
	for (int pause = 0; pause < g->n; pause++) {
		bool all = follow(g, first, pause) <= TOGETHER_WAIT;

		for (int i = 0; i < g->n_shifts; i++)
			all = all && holds(g, g->shift[i]);
		if (all)
			return true;
		if (break_length(g) == 0)
			break;
	}
	return false;
}

/* The first start at or after `at`, and the last one on the grid before. */
static bool
try_around(struct gathering *g, int at)
{
	int grid = grid_of(g->p), first = earliest(g, member(g, 0), at);

	if (first < NEVER && try_first(g, first))
		return true;
	if (at < 0)
		return false;
	return earliest(g, member(g, 0), at / grid * grid) == at / grid * grid &&
	    try_first(g, at / grid * grid);
}

/* As early as anybody can be there, before or after a break. */
static bool
try_arrival(struct gathering *g)
{
	int at = 0, rested = 0;

	for (int i = 0; i < g->n_shifts; i++) {
		const struct shift *s = g->shift[i];
		int here = s->start + problem_travel_seconds(&g->p->travel, s->home,
		    member(g, 0)->point);

		at = here > at ? here : at;
	}
	rested = after_break(g, at);
	return try_around(g, at) || (rested > at && try_around(g, rested));
}

/* The first starts at which member k is reached at `at`, without a break and
 * right after one. */
static bool
try_reaching(struct gathering *g, int at, int before)
{
	return try_around(g, at - before) ||
	    (break_length(g) > 0 &&
	    try_around(g, at - before - break_length(g)));
}

static bool
order_fits(struct gathering *g)
{
	int midnight = g->shift[0]->day * DAY_SECONDS, before = 0;

	if (try_arrival(g))
		return true;
	for (int k = 0; k < g->n; k++) {
		const struct task *t = member(g, k);

		if (k > 0)
			before += member(g, k - 1)->duration + step(g, k);
		for (int i = t->windows; i < t->windows + t->n_windows; i++) {
			const struct time_window *w = &g->p->window[i];

			if (w->close < midnight ||
			    w->open >= midnight + DAY_SECONDS)
				continue;
			if (try_reaching(g, w->open, before) ||
			    try_reaching(g, w->close, before))
				return true;
		}
		for (int i = 0; i < g->n_shifts; i++)
			if (try_around(g, g->shift[i]->break_opens - before) ||
			    try_around(g, g->shift[i]->break_closes - before))
				return true;
	}
	return false;
}

static void
exchange(int *a, int *b)
{
	int c = *a;

	*a = *b;
	*b = c;
}

/* All orders of the members from k on. */
static bool
any_order_fits(struct gathering *g, int k)
{
	bool fits = false;

	if (k == g->n)
		return order_fits(g);
	for (int i = k; i < g->n && !fits; i++) {
		exchange(&g->order[k], &g->order[i]);
		fits = any_order_fits(g, k + 1);
		exchange(&g->order[k], &g->order[i]);
	}
	return fits;
}

bool
together_fits(const struct problem *p, const int *task, int n, int route,
    int with)
{
	struct gathering g = {.p = p, .shift = {&p->shift[route]},
	    .n_shifts = 1, .n = n};
	bool fits;

	if (!feasible_alone(p, task, n, route, with))
		return false;
	if (with >= 0) {
		g.shift[1] = &p->shift[with];
		g.n_shifts = 2;
	}
	g.order = xcalloc((size_t)n + 1, sizeof *g.order);
	g.start = xcalloc((size_t)n + 1, sizeof *g.start);
	memcpy(g.order, task, (size_t)n * sizeof *task);
	if (n <= TOGETHER_ORDERS) {
		fits = any_order_fits(&g, 0);
	} else {
		feasible_by_closing(p, task, n, g.order);
		fits = order_fits(&g);
	}
	free(g.order);
	free(g.start);
	return fits;
}
