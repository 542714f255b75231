#include "lib/solver/feasible.h"

#include <limits.h>
#include <stdlib.h>

#include "lib/base/mem.h"

enum { NEVER = INT_MAX / 2 };

/* The one or two workers who visit together. */
struct visitors {
	const struct problem *p;
	const struct shift *shift[2];
	int n;
};

/* When all visitors are done with a visit, and (bits of `breaks`) who has had
 * the break by then. */
struct moment {
	int left;
	int breaks;
};

/* The earliest arrival of worker k who leaves a for b at `left`, with or without
 * the break on the way. */
static int
arrival(const struct visitors *c, int k, int left, int a, int b, bool pause)
{
	const struct shift *s = c->shift[k];
	int at = left + problem_travel_seconds(&c->p->travel, a, b);

	if (!pause)
		return at;
	if (left > s->break_closes)
		return NEVER;
	return (at > s->break_opens ? at : s->break_opens) + s->break_length;
}

/* The earliest start of a task at or after `at`, on one day, that its windows
 * and the grid allow. */
static int
earliest(const struct problem *p, const struct task *t, int at, int day)
{
	int last = (day + 1) * DAY_SECONDS - 1, grid = p->grid > 1 ? p->grid : 1;

	for (int i = t->windows; i < t->windows + t->n_windows; i++) {
		int begin = p->window[i].open > at ? p->window[i].open : at;

		begin = (begin + grid - 1) / grid * grid;
		if (begin <= p->window[i].close && begin <= last)
			return begin;
	}
	return NEVER;
}

/* When all visitors have arrived at a point; `before` NULL: from home.  Those
 * with a bit in `pause` take their break on the way. */
static int
meet(const struct visitors *c, const struct moment *before, int from, int to,
    int pause)
{
	int latest = 0;

	for (int k = 0; k < c->n; k++) {
		const struct shift *s = c->shift[k];
		int at = arrival(c, k, before != NULL ? before->left : s->start,
		    before != NULL ? from : s->home, to, pause >> k & 1);

		latest = at > latest ? at : latest;
	}
	return latest;
}

/* Are all visitors back in time, taking the breaks that are still due? */
static bool
home_in_time(const struct visitors *c, int left, int breaks, int from)
{
	for (int k = 0; k < c->n; k++)
		if (arrival(c, k, left, from, c->shift[k]->home,
		    !(breaks >> k & 1)) > c->shift[k]->end)
			return false;
	return true;
}

/* Extends by task t, for each choice of who takes a break before it. */
static void
visit_task(const struct visitors *c, const struct moment *before, const struct task *t,
    int had, int left[4])
{
	int all = (1 << c->n) - 1;

	for (int pause = 0; pause <= all; pause++) {
		int at, end;

		if (pause & had)
			continue;
		at = meet(c, before, t->point, t->point, pause);
		at = at >= NEVER ? NEVER :
		    earliest(c->p, t, at, c->shift[0]->day);
		end = at >= NEVER ? NEVER : at + t->duration;
		if (end < left[had | pause])
			left[had | pause] = end;
	}
}

static int
had_already(const struct visitors *c)
{
	int had = 0;

	for (int k = 0; k < c->n; k++)
		had |= (c->shift[k]->break_length == 0) << k;
	return had;
}

static bool
any_home(const struct visitors *c, const int left[4], int point)
{
	for (int breaks = 0; breaks < 1 << c->n; breaks++)
		if (left[breaks] < NEVER &&
		    home_in_time(c, left[breaks], breaks, point))
			return true;
	return false;
}

/* From one set of visited people to all sets with one more. */
static void
extend(const struct visitors *c, const int *task, int n, int set, int (*left)[4])
{
	for (int k = 0; k < n; k++) {
		const struct task *t = &c->p->task[task[k]];

		if (set >> k & 1)
			continue;
		if (set == 0)
			visit_task(c, NULL, t, had_already(c), left[1 << k]);
		else
			for (int b = 0; b < 1 << c->n; b++)
				if (left[set][b] < NEVER)
					visit_task(c, &(struct moment){left[set][b],
					    b}, t, b, left[set | 1 << k]);
	}
}

static bool
fits_exactly(const struct visitors *c, const int *task, int n)
{
	int (*left)[4] = xreallocarray(NULL, (size_t)1 << n, sizeof *left);
	bool fits;

	for (int set = 0; set < 1 << n; set++)
		for (int b = 0; b < 4; b++)
			left[set][b] = NEVER;
	for (int set = 0; set < (1 << n) - 1; set++)
		extend(c, task, n, set, left);
	fits = any_home(c, left[(1 << n) - 1], c->p->task[task[0]].point);
	free(left);
	return fits;
}

static bool
fits_in_order(const struct visitors *c, const int *task, int n)
{
	int left[2][4];

	for (int b = 0; b < 4; b++)
		left[0][b] = NEVER;
	visit_task(c, NULL, &c->p->task[task[0]], had_already(c), left[0]);
	for (int k = 1; k < n; k++) {
		for (int b = 0; b < 4; b++)
			left[k % 2][b] = NEVER;
		for (int b = 0; b < 1 << c->n; b++)
			if (left[1 - k % 2][b] < NEVER)
				visit_task(c, &(struct moment){left[1 - k % 2][b],
				    b}, &c->p->task[task[k]], b, left[k % 2]);
	}
	return any_home(c, left[1 - n % 2], c->p->task[task[0]].point);
}

/* Insertion sort by the end of the last window. */
void
feasible_by_closing(const struct problem *p, const int *task, int n, int *sorted)
{
	for (int i = 0; i < n; i++) {
		const struct task *t = &p->task[task[i]];
		int close = p->window[t->windows + t->n_windows - 1].close, k;

		for (k = i; k > 0; k--) {
			const struct task *u = &p->task[sorted[k - 1]];

			if (p->window[u->windows + u->n_windows - 1].close <=
			    close)
				break;
			sorted[k] = sorted[k - 1];
		}
		sorted[k] = task[i];
	}
}

bool
feasible_alone(const struct problem *p, const int *task, int n, int route,
    int with)
{
	struct visitors c = {p, {&p->shift[route]}, 1};
	int *sorted;
	bool fits;

	if (with >= 0) {
		c.shift[1] = &p->shift[with];
		c.n = 2;
	}
	for (int k = 0; k < c.n && n > 1; k++)
		if (c.shift[k]->capacity < n)
			return false;
	for (int i = 0; i < n; i++)
		if (p->task[task[i]].n_windows == 0)
			return false;
	if (n <= FEASIBLE_EXACT)
		return fits_exactly(&c, task, n);
	sorted = xreallocarray(NULL, (size_t)n, sizeof *sorted);
	feasible_by_closing(p, task, n, sorted);
	fits = fits_in_order(&c, sorted, n);
	free(sorted);
	return fits;
}
