/* Random problems with everything in them: whatever the solver does, the
 * checker, which shares no code with it, must find nothing wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/elapsed.h"
#include "lib/base/mem.h"
#include "lib/solver/anneal.h"
#include "lib/solver/decompose.h"
#include "lib/solver/insertion.h"
#include "lib/solver/model.h"
#include "lib/solver/probe.h"
#include "lib/solver/rng.h"
#include "lib/solver/ruin.h"
#include "lib/solver/solution.h"
#include "lib/solver/solve.h"
#include "lib/solver/verify.h"
#include "tests/unit/problem.h"

enum { MINUTE = 60, HOUR = 3600 };

/* What a random problem has; numbers are percentages. */
struct kind {
	int tasks, workers, days;
	int pairs, blocks, windows, fixed, pinned, wishes, grid, capacity;
};

static struct time_window
some_window(struct rng *g, int day, bool whole)
{
	int open = day * DAY_SECONDS + 8 * HOUR + rng_below(g, 4 * HOUR);

	if (whole)
		return (struct time_window){day * DAY_SECONDS,
		    (day + 1) * DAY_SECONDS - 1};
	return (struct time_window){open, open + rng_below(g, 2 * HOUR)};
}

static void
random_shifts(struct rng *g, struct problem *p, const struct kind *k)
{
	struct shift *s = xcalloc((size_t)(k->workers * k->days), sizeof *s);

	for (int i = 0; i < k->workers * k->days; i++) {
		int midnight = i / k->workers * DAY_SECONDS;

		s[i] = (struct shift){.worker = i % k->workers,
		    .day = i / k->workers, .weekday = i / k->workers % 7,
		    .start = midnight + 8 * HOUR + rng_below(g, HOUR),
		    .end = midnight + 15 * HOUR + rng_below(g, HOUR),
		    .home = rng_below(g, p->travel.n), .capacity =
		    rng_below(g, 100) < k->capacity ? 3 : 1000};
		if (rng_once_in(g, 4))
			continue;
		s[i].break_length = 30 * MINUTE;
		s[i].break_opens = midnight + 11 * HOUR;
		s[i].break_closes = midnight + 13 * HOUR;
	}
	p->shift = s;
	p->n_shifts = k->workers * k->days;
}

/* Windows on some days, or on all. */
static void
random_windows(struct rng *g, struct problem *p, const struct kind *k,
    struct task *t, struct time_window *w)
{
	bool whole = rng_below(g, 100) >= k->windows;

	t->windows = (int)(w - p->window);
	for (int d = rng_below(g, k->days); d < k->days; d++) {
		w[t->n_windows++] = some_window(g, d, whole);
		if (!whole && rng_once_in(g, 3)) {
			int open = w[t->n_windows - 1].close + HOUR;

			w[t->n_windows++] = (struct time_window){open,
			    open + HOUR};
		}
	}
}

/* Stored visits: a task at one instant, on one route or on any. */
static void
store(struct rng *g, struct problem *p, struct task *t, bool fixed)
{
	struct time_window *w = (struct time_window *)p->window + t->windows;
	int r = rng_below(g, p->n_shifts);
	int at = p->shift[r].start + 2 * HOUR + rng_below(g, 3 * HOUR);

	*w = (struct time_window){at, at};
	t->n_windows = 1;
	t->fixed = fixed;
	t->pinned = !fixed;
	t->fixed_route = fixed ? r : -1;
	t->pair = fixed ? false : t->pair;
}

static void
random_wishes(struct rng *g, const struct problem *p, struct task *t)
{
	t->wanted = rng_below(g, p->n_workers);
	t->tried = (unsigned)rng_below(g, 1 << 10);
	t->soon = rng_once_in(g, 3);
	t->soon_day = rng_below(g, p->n_days);
	if (rng_once_in(g, 2)) {
		t->old_day = rng_below(g, p->n_days);
		t->old_worker = rng_below(g, p->n_workers);
	}
}

static void
random_tasks(struct rng *g, struct problem *p, const struct kind *k)
{
	struct task *task = xcalloc((size_t)k->tasks, sizeof *task);
	struct time_window *w = xcalloc((size_t)(k->tasks * k->days * 2),
	    sizeof *w);

	p->task = task;
	p->window = w;
	p->n_tasks = k->tasks;
	for (int i = 0; i < k->tasks; i++) {
		struct task *t = &task[i];

		*t = (struct task){.urgency = rng_below(g, 100),
		    .point = rng_below(g, p->travel.n), .block = -1,
		    .duration = 10 * MINUTE + rng_below(g, 50 * MINUTE),
		    .skill = rng_below(g, p->n_skills),
		    .pair = rng_below(g, 100) < k->pairs, .wanted = -1,
		    .old_day = -1, .old_worker = -1, .old_with = -1,
		    .fixed_route = -1, .fixed_with = -1};
		random_windows(g, p, k, t, w + i * k->days * 2);
		if (rng_below(g, 100) < k->wishes)
			random_wishes(g, p, t);
		if (i > 0 && rng_below(g, 100) < k->blocks &&
		    t[-1].block < p->n_blocks) {
			if (t[-1].block < 0)
				t[-1].block = p->n_blocks++;
			t->block = t[-1].block;
			t->point = t[-1].point;
			t->skill = t[-1].skill;
			t->pair = t[-1].pair;
		} else if (rng_below(g, 100) < k->fixed) {
			store(g, p, t, true);
		} else if (rng_below(g, 100) < k->pinned) {
			store(g, p, t, false);
		}
	}
	/* Stored visits bind no block. */
	for (int i = 0; i < k->tasks; i++)
		if (task[i].fixed || task[i].pinned)
			task[i].block = -1;
}

static struct problem
random_problem(uint64_t seed, const struct kind *k)
{
	struct problem p = {.n_days = k->days, .n_workers = k->workers,
	    .n_skills = 3, .grid = k->grid ? 5 * MINUTE : 0,
	    .wish = 10 * MINUTE, .share = 5 * MINUTE};
	struct rng g;
	int n = k->tasks + 3, *matrix = xcalloc((size_t)(n * n), sizeof(int));
	int *x = xcalloc((size_t)n, sizeof *x);
	uint64_t *bits;

	rng_seed(&g, seed, 7);
	for (int i = 0; i < n; i++)
		x[i] = rng_below(&g, 1800);
	for (int a = 0; a < n; a++)
		for (int b = 0; b < n; b++)
			matrix[a * n + b] = a == b ? 0 : 180 + abs(x[a] - x[b])
			    + rng_below(&g, 60);
	free(x);
	p.travel = (struct travel){.n = n, .matrix = matrix};
	random_shifts(&g, &p, k);
	random_tasks(&g, &p, k);
	p.allowed_words = (p.n_shifts + 63) / 64;
	bits = xcalloc((size_t)(3 * p.allowed_words), sizeof *bits);
	for (int r = 0; r < p.n_shifts; r++)
		for (int s = 0; s < 3; s++)
			if (s == 0 || (p.shift[r].worker + s) % 2)
				bits[s * p.allowed_words + r / 64] |=
				    (uint64_t)1 << (r % 64);
	p.allowed = bits;
	return p;
}

/* Fixed visits that are impossible close their route; only where the rest is
 * at stake is the checker asked. */
static bool
fixed_are_possible(const struct problem *p)
{
	struct solve_options o = {.seed = 1, .iterations = 1};
	struct problem only = *p;
	struct task *task = xcalloc((size_t)p->n_tasks, sizeof *task);
	struct plan *plan;
	int n = 0, first;
	bool possible;

	for (int i = 0; i < p->n_tasks; i++)
		if (p->task[i].fixed)
			task[n++] = p->task[i];
	only.task = task;
	only.n_tasks = n;
	plan = solve_problem(&only, &o);
	possible = verify_plan(&only, plan, &first) == 0;
	problem_plan_free(plan);
	free(task);
	return possible;
}

static int64_t
urgency_of(const struct problem *p, const struct plan *plan)
{
	bool *seen = xcalloc((size_t)p->n_tasks, sizeof *seen);
	int64_t sum = 0;

	for (int r = 0; r < plan->n_routes; r++)
		for (int i = 0; i < plan->n_stops[r]; i++) {
			int t = plan->route[r][i].task;

			sum += seen[t] ? 0 : p->task[t].urgency;
			seen[t] = true;
		}
	for (int i = 0; i < p->n_tasks; i++)
		assert_true(seen[i] || !p->task[i].fixed);
	free(seen);
	return sum;
}

/* Visits of route r beyond its even share, straight from the definition. */
static int
beyond_share(const struct problem *p, const struct plan *plan, int r)
{
	int64_t visits = 0, seconds = 0, own, share;

	for (int k = 0; k < p->n_shifts; k++) {
		if (p->shift[k].day != p->shift[r].day)
			continue;
		visits += plan->n_stops[k];
		seconds += p->shift[k].end - p->shift[k].start;
	}
	own = p->shift[r].end - p->shift[r].start;
	share = visits * own / seconds + (visits * own % seconds > 0);
	return plan->n_stops[r] > share ? plan->n_stops[r] - (int)share : 0;
}

static void
check(const struct problem *p, const struct plan *plan)
{
	int first = -1;
	size_t faults = verify_plan(p, plan, &first);

	if (faults > 0)
		print_error("%s\n", verify_rule[first]);
	assert_int_equal(faults, 0);
	assert_int_equal(plan->urgency, urgency_of(p, plan));
}

static void
check_shares(const struct problem *p, const struct plan *plan)
{
	int beyond = 0;

	for (int r = 0; r < p->n_shifts; r++)
		beyond += beyond_share(p, plan, r);
	assert_int_equal(plan->beyond, beyond);
}

static bool
same_plan(const struct plan *a, const struct plan *b)
{
	for (int r = 0; r < a->n_routes; r++) {
		if (a->n_stops[r] != b->n_stops[r])
			return false;
		for (int i = 0; i < a->n_stops[r]; i++)
			if (a->route[r][i].task != b->route[r][i].task ||
			    a->route[r][i].start != b->route[r][i].start)
				return false;
	}
	return a->urgency == b->urgency && a->travel == b->travel;
}

static void
random_plans_keep_all_rules(void **state)
{
	static const struct kind kinds[] = {
		{40, 4, 3, 0, 0, 30, 0, 0, 0, 0, 0},
		{40, 4, 3, 0, 0, 30, 0, 0, 0, 1, 30},
		{40, 4, 3, 25, 0, 30, 0, 0, 0, 1, 30},
		{40, 4, 3, 0, 25, 30, 0, 0, 0, 0, 30},
		{40, 4, 3, 25, 25, 30, 0, 0, 30, 1, 30},
		{40, 4, 3, 15, 15, 40, 5, 5, 50, 1, 10},
	};
	struct solve_options o = {.iterations = 300};

	(void)state;
	for (uint64_t seed = 0; seed < 120; seed++) {
		struct problem p = random_problem(seed, &kinds[seed % 6]);

		o.seed = seed;
		if (fixed_are_possible(&p)) {
			struct plan *plan = solve_problem(&p, &o);

			check(&p, plan);
			check_shares(&p, plan);
			problem_plan_free(plan);
		}
		free_problem(&p);
	}
}

static int
pinned_in(const struct problem *p, const struct plan *plan)
{
	int n = 0;

	for (int r = 0; r < plan->n_routes; r++)
		for (int i = 0; i < plan->n_stops[r]; i++)
			n += p->task[plan->route[r][i].task].pinned *
			    (2 - p->task[plan->route[r][i].task].pair);
	return n;
}

/* Pinned visits come first, then urgency. */
static bool
is_worse(const struct problem *p, const struct plan *a, const struct plan *b)
{
	int more = pinned_in(p, a) - pinned_in(p, b);

	return more < 0 || (more == 0 && a->urgency < b->urgency);
}

static void
solve_in_parts(const struct problem *p, uint64_t seed)
{
	struct model *m = model_new(p, false);
	struct decompose_options o = {.seed = seed, .iterations = 3000,
	    .threads = 1};
	struct plan *one = decompose_solve(m, &o), *other;

	check(p, one);
	for (o.threads = 2; o.threads <= 4; o.threads += 2) {
		other = decompose_solve(m, &o);
		assert_true(same_plan(one, other));
		problem_plan_free(other);
	}
	o.start = one;
	other = decompose_solve(m, &o);
	check(p, other);
	assert_false(is_worse(p, other, one));
	problem_plan_free(other);
	problem_plan_free(one);
	model_free(m);
}

static void
parts_keep_all_rules_on_any_number_of_threads(void **state)
{
	static const struct kind kind = {600, 45, 5, 15, 15, 40, 1, 3, 30, 1,
	    10};
	int solved = 0;

	(void)state;
	for (uint64_t seed = 0; solved < 3; seed++) {
		struct problem p = random_problem(seed, &kind);

		assert_true(seed < 40);
		if (fixed_are_possible(&p)) {
			solve_in_parts(&p, seed);
			solved++;
		}
		free_problem(&p);
	}
}

static void
note_percent(void *arg, const struct watch_state *w)
{
	int *most = arg, percent = (int)(100 * w->share);

	*most = percent > *most ? percent : *most;
}

static void
parts_are_not_drawn_anew_when_the_time_is_over(void **state)
{
	static const struct kind kind = {300, 45, 5, 0, 0, 40, 0, 0, 0, 1, 0};
	struct problem p = random_problem(1, &kind);
	struct model *m = model_new(&p, false);
	int percent = -1;
	struct decompose_options o = {.seed = 1, .threads = 1,
	    .until = elapsed_seconds(), .watch = {note_percent, &percent, NULL}};
	struct plan *plan = decompose_solve(m, &o);

	(void)state;
	check(&p, plan);
	assert_in_range(percent, 1, 10);
	problem_plan_free(plan);
	model_free(m);
	free_problem(&p);
}

/* Threads without a group of their own add no time: with a share for each of
 * four hundred threads, the first round alone would take many times the limit. */
static void
more_threads_than_parts_keep_to_the_time_limit(void **state)
{
	static const struct kind kind = {300, 45, 5, 0, 0, 40, 0, 0, 0, 1, 0};
	struct problem p = random_problem(1, &kind);
	struct model *m = model_new(&p, false);
	double began = elapsed_seconds();
	struct decompose_options o = {.seed = 1, .threads = 400,
	    .until = began + 0.5};
	struct plan *plan = decompose_solve(m, &o);

	(void)state;
	assert_true(elapsed_seconds() - began < 2);
	problem_plan_free(plan);
	model_free(m);
	free_problem(&p);
}

/* A year of days with two windows each: the memory for second windows is what
 * they need, not windows times days. */
static void
many_days_take_no_more_windows_than_there_are(void **state)
{
	static const struct kind kind = {60, 1, 366, 0, 0, 100, 0, 0, 0, 0, 0};
	struct problem p = random_problem(1, &kind);
	struct model *m = model_new(&p, false);
	size_t windows = 0;

	(void)state;
	for (int i = 0; i < p.n_tasks; i++)
		windows += (size_t)p.task[i].n_windows;
	assert_in_range(m->n_more, 1, windows / 2);
	assert_true(m->cap_more < windows);
	model_free(m);
	free_problem(&p);
}

static void
an_empty_route_can_be_copied(void **state)
{
	struct plan *plan = problem_plan_new(2), *copy;

	(void)state;
	plan->route[1] = xcalloc(1, sizeof *plan->route[1]);
	plan->n_stops[1] = 1;
	copy = problem_plan_copy(plan);
	assert_true(same_plan(plan, copy));
	problem_plan_free(copy);
	problem_plan_free(plan);
}

/* Every part needs workers of each kind on each day: were they dealt out
 * badly, many urgent people would have no place. */
static void
parts_are_nearly_as_good_as_the_whole(void **state)
{
	static const struct kind kind = {2000, 40, 5, 0, 0, 30, 0, 0, 0, 0, 0};
	struct problem p = random_problem(1, &kind);
	struct decompose_options parts = {.seed = 1, .iterations = 30000,
	    .threads = 2};
	struct anneal_options whole = {.seed = 1, .iterations = 30000, .to = 1};
	struct model *m;
	struct plan *a, *b;

	(void)state;
	for (int r = 0; r < p.n_shifts; r++)
		((struct shift *)p.shift)[r].home = r % 3 == 0;
	m = model_new(&p, true);
	a = decompose_solve(m, &parts);
	b = anneal_run(m, NULL, &whole);
	check(&p, a);
	assert_true(a->urgency * 100 > b->urgency * 98);
	problem_plan_free(a);
	problem_plan_free(b);
	model_free(m);
	free_problem(&p);
}

/* Where everybody is; and that each is where the board says, and nowhere
 * else. */
static void
note_places(const struct solution *b, int *where)
{
	int *seen = xcalloc((size_t)b->m->n_units, sizeof *seen);

	for (int r = 0; r < b->m->n_routes; r++)
		for (int i = 1; i < b->route[r].n - 1; i++) {
			int unit = b->route[r].stop[i].unit;

			seen[unit]++;
			assert_true(b->where[unit] == r || b->with[unit] == r);
		}
	for (int u = 0; u < b->m->n_units; u++) {
		assert_int_equal(seen[u], b->where[u] < 0 ? 0 :
		    b->m->unit[u].n * (1 + (b->with[u] >= 0)));
		where[u] = b->where[u];
	}
	free(seen);
}

/* One exchange and back; how many it has moved. */
static int
exchange_and_undo(struct solution *b, struct rng *g)
{
	int before[40], after[40], moved = 0;
	struct score score = b->score;

	note_places(b, before);
	ruin_exchange(b, g, rng_below(g, b->m->n_units));
	note_places(b, after);
	for (int u = 0; u < b->m->n_units; u++) {
		const struct unit *unit = &b->m->unit[u];

		if (unit->fixed || unit->pinned || unit->pair)
			assert_int_equal(after[u], before[u]);
		moved += after[u] >= 0 && after[u] != before[u];
	}
	solution_reject(b);
	note_places(b, after);
	assert_memory_equal(after, before,
	    (size_t)b->m->n_units * sizeof *after);
	assert_int_equal(solution_compare(&b->score, &score), 0);
	return moved;
}

static void
exchanged_routes_keep_stored_visits_and_can_be_undone(void **state)
{
	static const struct kind kind = {40, 4, 3, 15, 15, 40, 5, 5, 50, 1,
	    10};
	int moved = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 60; seed++) {
		struct problem p = random_problem(seed, &kind);
		struct solve_options o = {.seed = seed, .iterations = 100};
		struct plan *plan = solve_problem(&p, &o);
		struct model *m = model_new(&p, true);
		struct solution *b = solution_new(m);
		struct rng g;

		rng_seed(&g, seed, 0);
		solution_load(b, plan);
		for (int i = 0; i < 20; i++)
			moved += exchange_and_undo(b, &g);
		solution_free(b);
		model_free(m);
		problem_plan_free(plan);
		free_problem(&p);
	}
	assert_true(moved > 500);
}

/* The most urgency of one worker's day, by trying all orders of all sets. */
static int64_t
exhaustive(const struct problem *p, struct verify_entry *e, int n)
{
	int64_t best = 0, here = 0;

	for (int i = 0; i < n; i++)
		here += p->task[e[i].task].urgency;
	best = here;
	for (int t = 0; t < p->n_tasks; t++) {
		struct verify_faults f = {0};
		const struct time_window *w = p->window + p->task[t].windows;
		bool used = false;
		int64_t x;
		int from = n > 0 ? e[n - 1].start +
		    p->task[e[n - 1].task].duration : p->shift[0].start;

		for (int i = 0; i < n; i++)
			used |= e[i].task == t;
		/* Every start is tried that could be the first possible. */
		for (int at = from; !used && at < p->shift[0].end;
		    at += 5 * MINUTE) {
			at = (at + 299) / 300 * 300;
			if (at < w->open || at > w->close)
				continue;
			e[n] = (struct verify_entry){t, 0, at};
			f.n = 0;
			verify_entries(&f, p, NULL, e, n + 1);
			if (f.n > 0)
				continue;
			x = exhaustive(p, e, n + 1);
			best = x > best ? x : best;
			break;
		}
		free(f.fault);
	}
	return best;
}

static void
small_days_are_as_good_as_they_can_be(void **state)
{
	static const struct kind kind = {7, 1, 1, 0, 0, 60, 0, 0, 0, 1, 0};
	struct solve_options o = {.seed = 3, .iterations = 2000};

	(void)state;
	for (uint64_t seed = 0; seed < 25; seed++) {
		struct problem p = random_problem(seed, &kind);
		struct verify_entry e[8];
		struct plan *plan;

		for (int i = 0; i < p.n_tasks; i++) {
			((struct task *)p.task)[i].skill = 0;
			((struct task *)p.task)[i].duration += 30 * MINUTE;
		}
		plan = solve_problem(&p, &o);
		check(&p, plan);
		/* A start that keeps the later ones possible may be later
		 * than the first that is: the search by hand finds a lower
		 * bound, and in most cases the same. */
		assert_true(plan->urgency >= exhaustive(&p, e, 0));
		problem_plan_free(plan);
		free_problem(&p);
	}
}

/* Everything that could be planned on tiny days, by trying it. */
struct brute {
	const struct problem *p;
	struct verify_entry entry[12];
	int n;
	int64_t urgency, cost;  /* of the best */
};

static int64_t
brute_cost(const struct brute *b)
{
	const struct problem *p = b->p;
	struct plan plan = {.n_routes = p->n_shifts};
	int n_stops[8] = {0}, at[8];
	int64_t cost = 0;

	for (int r = 0; r < p->n_shifts; r++)
		at[r] = p->shift[r].home;
	for (int i = 0; i < b->n; i++) {
		int r = b->entry[i].route;
		int to = p->task[b->entry[i].task].point;

		cost += problem_travel_seconds(&p->travel, at[r], to);
		at[r] = to;
		n_stops[r]++;
	}
	plan.n_stops = n_stops;
	for (int r = 0; r < p->n_shifts; r++)
		cost += problem_travel_seconds(&p->travel, at[r], p->shift[r].home) +
		    (int64_t)p->share * beyond_share(p, &plan, r);
	return cost;
}

/* May this become a plan?  What is not complete yet does not count. */
static bool
brute_allowed(const struct brute *b, bool complete)
{
	struct verify_faults f = {0};
	bool allowed = true;

	verify_entries(&f, b->p, NULL, b->entry, b->n);
	for (size_t i = 0; i < f.n; i++)
		allowed &= !complete && f.fault[i].rule == VERIFY_HOUSEHOLD;
	free(f.fault);
	return allowed;
}

static bool
brute_has(const struct brute *b, int task)
{
	for (int i = 0; i < b->n; i++)
		if (b->entry[i].task == task)
			return true;
	return false;
}

static void brute_add(struct brute *);

static void
brute_try(struct brute *b, int task, int a, int with, int start)
{
	int n = b->n;

	b->entry[b->n++] = (struct verify_entry){task, a, start};
	if (with >= 0)
		b->entry[b->n++] = (struct verify_entry){task, with, start};
	if (brute_allowed(b, false))
		brute_add(b);
	b->n = n;
}

/* Adds one more visit in all ways, none earlier than the last one. */
static void
brute_add(struct brute *b)
{
	const struct problem *p = b->p;
	int last = b->n > 0 ? b->entry[b->n - 1].start : 0;
	int64_t urgency = 0, cost;

	for (int t = 0; t < p->n_tasks; t++)
		urgency += brute_has(b, t) ? p->task[t].urgency : 0;
	cost = brute_cost(b);
	if ((urgency > b->urgency || (urgency == b->urgency &&
	    cost < b->cost)) && brute_allowed(b, true)) {
		b->urgency = urgency;
		b->cost = cost;
	}
	for (int t = 0; t < p->n_tasks; t++)
		for (int a = 0; a < p->n_shifts && !brute_has(b, t); a++)
			for (int at = p->shift[a].start / p->grid * p->grid;
			    at < p->shift[a].end; at += p->grid) {
				if (at < last)
					continue;
				if (!p->task[t].pair)
					brute_try(b, t, a, -1, at);
				for (int w = a + 1; w < p->n_shifts &&
				    p->task[t].pair; w++)
					brute_try(b, t, a, w, at);
			}
}

static struct problem
tiny_problem(uint64_t seed)
{
	static const struct kind kinds[] = {
		{4, 1, 1, 0, 0, 30, 0, 0, 0, 1, 20},
		{4, 2, 1, 0, 30, 30, 0, 0, 0, 1, 20},
		{4, 2, 1, 50, 0, 20, 0, 0, 0, 1, 20},
		{4, 1, 2, 0, 0, 30, 0, 0, 0, 1, 0},
	};
	struct problem p = random_problem(seed, &kinds[seed % 4]);

	p.grid = 30 * MINUTE;
	for (int r = 0; r < p.n_shifts; r++)
		((struct shift *)p.shift)[r].end -= 2 * HOUR;
	for (int t = 0; t < p.n_tasks; t++)
		((struct task *)p.task)[t].urgency++;
	return p;
}

static void
tiny_problems_are_solved_and_proved(void **state)
{
	int proved = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 16; seed++) {
		struct problem p = tiny_problem(seed);
		struct solve_proof proof = {0};
		struct solve_options o = {.seed = 1, .effort = 1,
		    .proof = &proof};
		struct plan *plan = solve_problem(&p, &o);
		struct brute b = {.p = &p, .cost = INT64_MAX};

		check(&p, plan);
		check_shares(&p, plan);
		brute_add(&b);
		assert_int_equal(plan->urgency, b.urgency);
		assert_int_equal(plan->travel + p.share * plan->beyond,
		    b.cost);
		assert_true(proof.urgency >= b.urgency);
		proved += proof.best;
		problem_plan_free(plan);
		free_problem(&p);
	}
	assert_int_equal(proved, 16);
}

static void
no_plan_has_more_urgency_than_the_bound(void **state)
{
	static const struct kind kind = {60, 3, 2, 20, 20, 30, 5, 5, 0, 1, 20};

	(void)state;
	for (uint64_t seed = 0; seed < 40; seed++) {
		struct problem p = random_problem(seed, &kind);
		struct solve_proof proof = {0};
		struct solve_options o = {.seed = 1, .iterations = 2000,
		    .proof = &proof};
		struct plan *plan = solve_problem(&p, &o);

		assert_true(proof.urgency >= plan->urgency);
		problem_plan_free(plan);
		free_problem(&p);
	}
}

static void
the_same_seed_gives_the_same_plan(void **state)
{
	static const struct kind kind = {60, 4, 3, 10, 10, 30, 0, 0, 20, 1, 0};
	struct problem p = random_problem(5, &kind);
	struct solve_options o = {.seed = 9, .iterations = 1000};
	struct plan *a = solve_problem(&p, &o), *b;

	(void)state;
	o.threads = 4;
	b = solve_problem(&p, &o);
	assert_true(same_plan(a, b));
	problem_plan_free(a);
	problem_plan_free(b);
	free_problem(&p);
}

static int
unit_of(const struct model *m, int task)
{
	int node = 0;

	while (m->task[node] != task)
		node++;
	return m->unit_of[node];
}

/* Is there a place in the plan when these are gone? */
static bool
fits_without(const struct problem *p, const struct plan *plan, int task,
    const int *gone, int n)
{
	struct model *m = model_new(p, true);
	struct solution *b = solution_new(m);
	struct insertion *s = insertion_new(b, false);
	bool fits;

	solution_load(b, plan);
	for (int i = 0; i < n; i++)
		solution_take(b, unit_of(m, gone[i]));
	solution_settle(b);
	fits = insertion_best(s, unit_of(m, task)).cost < FAR;
	insertion_free(s);
	solution_free(b);
	model_free(m);
	return fits;
}

static bool
is_planned(const struct plan *plan, int task)
{
	for (int r = 0; r < plan->n_routes; r++)
		for (int i = 0; i < plan->n_stops[r]; i++)
			if (plan->route[r][i].task == task)
				return true;
	return false;
}

static void
who_would_have_to_leave_makes_room(void **state)
{
	static const struct kind kind = {60, 3, 2, 0, 0, 30, 0, 0, 0, 0, 0};
	int answers = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 10; seed++) {
		struct problem p = random_problem(seed, &kind);
		struct solve_options o = {.seed = 1, .iterations = 50};
		struct plan *plan = solve_problem(&p, &o);
		struct probe *probe = probe_new(&p, plan);
		int out[2];

		for (int t = 0; t < p.n_tasks; t++) {
			int n = is_planned(plan, t) ? 0 :
			    probe_instead(probe, t, out);

			assert_true(n >= 0 && n <= 2);
			assert_true(n == 0 || fits_without(&p, plan, t, out,
			    n));
			for (int i = 0; i < n; i++)
				assert_false(p.task[out[i]].fixed ||
				    p.task[out[i]].pinned);
			answers += n > 0;
		}
		probe_free(probe);
		problem_plan_free(plan);
		free_problem(&p);
	}
	assert_true(answers > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_plans_keep_all_rules),
		cmocka_unit_test(parts_keep_all_rules_on_any_number_of_threads),
		cmocka_unit_test(
		    parts_are_not_drawn_anew_when_the_time_is_over),
		cmocka_unit_test(
		    more_threads_than_parts_keep_to_the_time_limit),
		cmocka_unit_test(
		    many_days_take_no_more_windows_than_there_are),
		cmocka_unit_test(an_empty_route_can_be_copied),
		cmocka_unit_test(parts_are_nearly_as_good_as_the_whole),
		cmocka_unit_test(
		    exchanged_routes_keep_stored_visits_and_can_be_undone),
		cmocka_unit_test(small_days_are_as_good_as_they_can_be),
		cmocka_unit_test(tiny_problems_are_solved_and_proved),
		cmocka_unit_test(no_plan_has_more_urgency_than_the_bound),
		cmocka_unit_test(the_same_seed_gives_the_same_plan),
		cmocka_unit_test(who_would_have_to_leave_makes_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
