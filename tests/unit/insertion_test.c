/* The quick insertion test against trying everything: on random days with
 * breaks, windows and a grid, both must name the same cheapest detour.  And
 * routes that change stop by stop against routes that are made at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/solver/model.h"
#include "lib/solver/rng.h"
#include "lib/solver/route.h"

enum { TASKS = 14, POINTS = TASKS + 1, MINUTE = 60, HOUR = 3600, DAYS = 400,
	CHANGES = 20 };

/* One worker's day and whom it could be spent with. */
struct day {
	struct problem problem;
	struct shift shift;
	struct task task[TASKS];
	struct time_window window[2 * TASKS];
	uint64_t allowed;
	int way[POINTS * POINTS];
};

static void
random_task(struct rng *g, struct day *d, int i)
{
	struct time_window *w = &d->window[2 * i];
	int open = 7 * HOUR + rng_below(g, 8 * HOUR);

	d->task[i] = (struct task){.urgency = 1 + rng_below(g, 100),
	    .point = 1 + i, .duration = rng_below(g, 40 * MINUTE),
	    .windows = 2 * i, .n_windows = 1, .block = -1, .wanted = -1,
	    .old_day = -1, .old_worker = -1, .old_with = -1,
	    .fixed_route = -1, .fixed_with = -1};
	w[0] = (struct time_window){0, DAY_SECONDS - 1};
	if (rng_once_in(g, 2))
		return;
	w[0] = (struct time_window){open, open + rng_below(g, 2 * HOUR)};
	if (rng_once_in(g, 2))
		return;
	open = w[0].close + 1 + rng_below(g, 2 * HOUR);
	w[1] = (struct time_window){open, open + rng_below(g, HOUR)};
	d->task[i].n_windows = 2;
}

static void
random_day(struct day *d, uint64_t seed)
{
	struct rng g;

	rng_seed(&g, seed, 0);
	memset(d, 0, sizeof *d);
	d->shift = (struct shift){.start = 8 * HOUR + rng_below(&g, HOUR),
	    .end = 15 * HOUR + rng_below(&g, HOUR), .capacity = TASKS};
	if (!rng_once_in(&g, 4)) {
		d->shift.break_length = 1 + rng_below(&g, HOUR);
		d->shift.break_opens = 10 * HOUR + rng_below(&g, 2 * HOUR);
		d->shift.break_closes = d->shift.break_opens +
		    rng_below(&g, 2 * HOUR);
	}
	for (int i = 0; i < TASKS; i++)
		random_task(&g, d, i);
	for (int i = 0; i < POINTS * POINTS; i++)
		d->way[i] = i % (POINTS + 1) == 0 ? 0 :
		    rng_below(&g, 40 * MINUTE);
	d->allowed = 1;
	d->problem = (struct problem){.n_days = 1, .n_workers = 1,
	    .n_shifts = 1, .n_tasks = TASKS, .n_skills = 1,
	    .shift = &d->shift, .task = d->task, .window = d->window,
	    .allowed = &d->allowed, .allowed_words = 1,
	    .travel = {.n = POINTS, .matrix = d->way},
	    .grid = rng_once_in(&g, 2) ? 5 * MINUTE : 1};
}

/* The first allowed start at t or later, -1: none. */
static int
start_at(const struct day *d, const struct task *t, int at)
{
	int grid = d->problem.grid;

	for (int k = 0; k < t->n_windows; k++) {
		const struct time_window *w = &d->window[t->windows + k];
		int start = at > w->open ? at : w->open;

		start = (start + grid - 1) / grid * grid;
		if (start <= w->close)
			return start;
	}
	return -1;
}

/* Can these be visited in this order, with the break on that leg? */
static bool
possible_with(const struct day *d, const int *task, int n, int break_leg)
{
	const struct shift *s = &d->shift;
	int t = s->start, here = 0;

	for (int leg = 0; leg <= n; leg++) {
		int there = leg < n ? d->task[task[leg]].point : 0;

		if (leg == break_leg && t > s->break_closes)
			return false;
		t += d->way[here * POINTS + there];
		if (leg == break_leg)
			t = (t > s->break_opens ? t : s->break_opens) +
			    s->break_length;
		if (leg < n) {
			t = start_at(d, &d->task[task[leg]], t);
			if (t < 0)
				return false;
			t += d->task[task[leg]].duration;
		}
		here = there;
	}
	return t <= s->end;
}

static bool
possible(const struct day *d, const int *task, int n)
{
	if (d->shift.break_length == 0)
		return possible_with(d, task, n, -1);
	for (int leg = 0; leg <= n; leg++)
		if (possible_with(d, task, n, leg))
			return true;
	return false;
}

static int
length(const struct day *d, const int *task, int n)
{
	int sum = 0, here = 0;

	for (int i = 0; i < n; i++) {
		sum += d->way[here * POINTS + d->task[task[i]].point];
		here = d->task[task[i]].point;
	}
	return sum + d->way[here * POINTS];
}

/* The shortest detour for one more, everything tried; FAR: there is none. */
static int
cheapest(const struct day *d, const int *task, int n, int more)
{
	int best = FAR, with[TASKS];

	for (int pos = 0; pos <= n; pos++) {
		int cost;

		memcpy(with, task, (size_t)pos * sizeof *with);
		with[pos] = more;
		memcpy(with + pos + 1, task + pos,
		    (size_t)(n - pos) * sizeof *with);
		cost = length(d, with, n + 1) - length(d, task, n);
		if (cost < best && possible(d, with, n + 1))
			best = cost;
	}
	return best;
}

/* A day while it is filled. */
struct filling {
	const struct day *day;
	const struct model *m;
	struct route route;
	bool in[TASKS];        /* [unit] */
	int task[TASKS], n;    /* on the route */
};

static void
put(struct filling *f, int unit, struct place place)
{
	f->in[unit] = true;
	route_insert(f->m, &f->route, unit, place.pos, place.order, NULL);
	route_refresh(f->m, 0, &f->route);
	f->n = f->route.n - 2;
	for (int i = 0; i < f->n; i++)
		f->task[i] = f->m->task[f->route.stop[i + 1].node];
	assert_true(possible(f->day, f->task, f->n));
}

/* Asks about everybody, and puts the first one that has a place. */
static bool
fill(struct filling *f)
{
	struct place first = {FAR, 0, 0};
	int next = -1;

	for (int u = 0; u < f->m->n_units; u++) {
		struct place p;

		if (f->in[u])
			continue;
		p = route_place(f->m, 0, &f->route, u, 0);
		assert_int_equal(p.cost, cheapest(f->day, f->task, f->n,
		    f->m->task[f->m->unit[u].first]));
		if (p.cost < FAR && next < 0) {
			next = u;
			first = p;
		}
	}
	if (next >= 0)
		put(f, next, first);
	return next >= 0;
}

static void
compare(const struct day *d, bool dense)
{
	struct model *m = model_new(&d->problem, dense);
	struct filling f = {.day = d, .m = m};

	route_init(m, 0, &f.route);
	while (fill(&f))
		;
	route_free(&f.route);
	model_free(m);
}

static void
the_quick_test_finds_what_trying_everything_finds(void **state)
{
	struct day d;

	(void)state;
	for (uint64_t seed = 0; seed < DAYS; seed++) {
		random_day(&d, seed);
		compare(&d, true);
		compare(&d, false);
	}
}

/* Takes a visit out or puts one in; what does not fit, too. */
static void
change(struct filling *f, struct rng *g)
{
	int u = rng_below(g, f->m->n_units);

	if (f->in[u])
		route_remove(f->m, &f->route, u);
	else
		route_insert(f->m, &f->route, u,
		    1 + rng_below(g, f->route.n - 1), 0, NULL);
	f->in[u] = !f->in[u];
}

static void
assert_same(const struct route *a, const struct route *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->travel, b->travel);
	assert_int_equal(a->room, b->room);
	assert_int_equal(a->n_gaps, b->n_gaps);
	assert_memory_equal(a->stop, b->stop, (size_t)a->n * sizeof *a->stop);
	assert_memory_equal(a->gap, b->gap, (size_t)a->n_gaps * sizeof *a->gap);
}

static void
what_is_known_of_a_route_does_not_depend_on_how_it_was_made(void **state)
{
	struct day d;
	struct rng g;

	(void)state;
	rng_seed(&g, 1, 0);
	for (uint64_t seed = 0; seed < DAYS; seed++) {
		struct model *m;
		struct filling f = {.day = &d};
		struct route fresh;

		random_day(&d, seed);
		f.m = m = model_new(&d.problem, true);
		route_init(f.m, 0, &f.route);
		for (int i = 0; i < CHANGES; i++) {
			for (int k = rng_below(&g, 5); k >= 0; k--)
				change(&f, &g);
			route_refresh(f.m, 0, &f.route);
			route_init(f.m, 0, &fresh);
			for (int k = 1; k < f.route.n - 1; k++)
				route_insert(f.m, &fresh, f.route.stop[k].unit,
				    k, 0, NULL);
			route_refresh(f.m, 0, &fresh);
			assert_same(&f.route, &fresh);
			route_free(&fresh);
		}
		route_free(&f.route);
		model_free(m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_quick_test_finds_what_trying_everything_finds),
		cmocka_unit_test(
		    what_is_known_of_a_route_does_not_depend_on_how_it_was_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
