/* Ejection chains against trying all short ones, and how a search is rounded off
 * by them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/solver/ejection.h"
#include "lib/solver/model.h"
#include "lib/solver/rng.h"
#include "lib/solver/roundoff.h"
#include "lib/solver/solution.h"
#include "tests/unit/problem.h"

enum { TASKS = 24, ROUTES = 5, HOUR = 3600 };

/* Routes of one day, people along a line; who may go where is random. */
static void
make_problem(struct problem *p, struct rng *g)
{
	struct shift *shift = xcalloc(ROUTES, sizeof *shift);
	struct task *task = xcalloc(TASKS, sizeof *task);
	struct time_window *window = xcalloc(TASKS, sizeof *window);
	uint64_t *allowed = xcalloc(TASKS, sizeof *allowed);
	int *matrix = xcalloc(TASKS * TASKS, sizeof *matrix);

	for (int i = 0; i < TASKS * TASKS; i++)
		matrix[i] = 300 * abs(i / TASKS - i % TASKS);
	for (int r = 0; r < ROUTES; r++)
		shift[r] = (struct shift){.worker = r, .start = 8 * HOUR,
		    .end = (11 + rng_below(g, 3)) * HOUR, .capacity = 1000};
	for (int i = 0; i < TASKS; i++) {
		allowed[i] = (uint64_t)rng_below(g, 1 << ROUTES);
		window[i].close = 10 * HOUR + rng_below(g, 5 * HOUR);
		task[i] = (struct task){.urgency = 1 + rng_below(g, 50),
		    .point = i, .duration = 1200 + rng_below(g, 3600),
		    .windows = i, .n_windows = 1, .skill = i, .block = -1,
		    .fixed_route = -1, .fixed_with = -1, .wanted = -1,
		    .old_day = -1, .old_worker = -1, .old_with = -1};
	}
	*p = (struct problem){.n_days = 1, .n_workers = ROUTES,
	    .n_shifts = ROUTES, .n_tasks = TASKS, .n_skills = TASKS,
	    .shift = shift, .task = task, .window = window,
	    .allowed = allowed, .allowed_words = 1,
	    .travel = {.n = TASKS, .matrix = matrix}};
}

static bool
put(struct solution *b, int unit, int r)
{
	struct place place = {.cost = FAR};

	if (model_allows(b->m, unit, r))
		place = route_place(b->m, r, &b->route[r], unit, 0);
	if (place.cost < FAR)
		solution_put(b, unit, r, place);
	return place.cost < FAR;
}

/* Everybody who has room somewhere, in a random order. */
static void
fill(struct solution *b, struct rng *g)
{
	int first = rng_below(g, TASKS);

	for (int i = 0; i < TASKS; i++) {
		int r = 0, u = (first + 7 * i) % TASKS;

		while (r < ROUTES && !put(b, u, r))
			r++;
	}
	solution_accept(b);
}

static void
take(struct solution *b, int unit)
{
	solution_take(b, unit);
	solution_settle(b);
}

/* Is the plan better if one takes the place of v, and v that of w, who goes
 * elsewhere or is left out?  w -1: v goes elsewhere or is left out. */
static bool
helps(struct solution *b, int unit, int v, int w)
{
	int r = b->where[v], q = w >= 0 ? b->where[w] : -1;
	bool better;

	take(b, v);
	if (w >= 0) {
		take(b, w);
		put(b, v, q);
	}
	put(b, unit, r);
	for (int k = 0; k < ROUTES; k++)
		if (k != r && k != q && put(b, w >= 0 ? w : v, k))
			break;
	better = b->score.urgency > b->base_score.urgency;
	solution_reject(b);
	return better;
}

static void
no_short_chain_helps(struct solution *b)
{
	for (int u = 0; u < TASKS; u++)
		for (int v = 0; v < TASKS && b->where[u] < 0; v++) {
			if (b->where[v] < 0)
				continue;
			assert_false(helps(b, u, v, -1));
			for (int w = 0; w < TASKS; w++)
				if (b->where[w] >= 0 &&
				    b->where[w] != b->where[v])
					assert_false(helps(b, u, v, w));
		}
}

/* A problem, and a plan of it that chains would improve. */
struct unfinished {
	struct problem p;
	struct model *m;
	struct solution *b;
};

static void
leave_unfinished(struct unfinished *w, uint64_t seed)
{
	struct rng g;

	rng_seed(&g, seed, 1);
	make_problem(&w->p, &g);
	w->m = model_new(&w->p, true);
	w->b = solution_new(w->m);
	fill(w->b, &g);
}

static void
throw_away(struct unfinished *w)
{
	solution_free(w->b);
	model_free(w->m);
	free_problem(&w->p);
}

static void
afterwards_no_short_chain_helps(void **state)
{
	int better = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct unfinished w;
		int64_t urgency;

		leave_unfinished(&w, seed);
		urgency = w.b->base_score.urgency;
		if (ejection_improve(w.b, 0, &(struct watch){0})) {
			assert_true(w.b->base_score.urgency > urgency);
			better++;
		} else {
			assert_true(w.b->base_score.urgency == urgency);
		}
		no_short_chain_helps(w.b);
		throw_away(&w);
	}
	assert_true(better > 20);
}

static void
without_time_nothing_is_changed(void **state)
{
	const sig_atomic_t stop = 1;

	(void)state;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		struct unfinished w;
		struct score before;

		leave_unfinished(&w, seed);
		before = w.b->base_score;
		assert_false(ejection_improve(w.b, 1e-9,
		    &(struct watch){0}));
		assert_false(ejection_improve(w.b, 0,
		    &(struct watch){.stop = &stop}));
		assert_int_equal(solution_compare(&w.b->base_score, &before),
		    0);
		throw_away(&w);
	}
}

/* The urgency that a plan gains by being rounded off. */
static int64_t
gain(struct unfinished *w, const struct anneal_options *o)
{
	struct plan *plan = solution_plan(w->b), *rounded;
	int64_t before = plan->urgency, after;

	rounded = roundoff_plan(w->m, plan, o);
	after = rounded->urgency;
	problem_plan_free(rounded);
	return after - before;
}

static void
a_plan_is_rounded_off_to_a_better_one(void **state)
{
	int better = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct unfinished w;
		int64_t gained;

		leave_unfinished(&w, seed);
		gained = gain(&w, &(struct anneal_options){.seed = seed,
		    .iterations = 2000});
		assert_true(gained >= 0);
		better += gained > 0;
		assert_int_equal(gain(&w, &(struct anneal_options){
		    .until = 1e-9}), 0);
		throw_away(&w);
	}
	assert_true(better > 10);
	assert_true(roundoff_reserve(0) == 0);
	assert_true(roundoff_reserve(1e-9) == 1e-9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(afterwards_no_short_chain_helps),
		cmocka_unit_test(without_time_nothing_is_changed),
		cmocka_unit_test(a_plan_is_rounded_off_to_a_better_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
