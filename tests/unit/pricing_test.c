/* Pricing against trying all routes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/solver/model.h"
#include "lib/solver/pool.h"
#include "lib/solver/pricing.h"
#include "lib/solver/rng.h"
#include "lib/solver/route.h"
#include "tests/unit/problem.h"

enum { TASKS = 8, HOUR = 3600 };

/* One route of six hours with a break, people in a plane, the first two of one
 * household, half of them at home for two hours only. */
static void
make_problem(struct problem *p, struct rng *g)
{
	struct shift *shift = xcalloc(1, sizeof *shift);
	struct task *task = xcalloc(TASKS, sizeof *task);
	struct time_window *window = xcalloc(TASKS, sizeof *window);
	uint64_t *allowed = xcalloc(1, sizeof *allowed);
	int *matrix = xcalloc(TASKS * TASKS, sizeof *matrix);
	int x[TASKS], y[TASKS];

	*allowed = 1;
	*shift = (struct shift){.start = 8 * HOUR, .end = 14 * HOUR,
	    .break_length = HOUR / 2, .break_opens = 11 * HOUR,
	    .break_closes = 27 * HOUR / 2, .capacity = 5};
	for (int i = 0; i < TASKS; i++) {
		int opens = rng_below(g, 2) ? 8 + rng_below(g, 5) : 0;

		x[i] = i == 1 ? x[0] : rng_below(g, HOUR);
		y[i] = i == 1 ? y[0] : rng_below(g, HOUR);
		window[i].open = opens * HOUR;
		window[i].close = opens > 0 ? (opens + 2) * HOUR : 17 * HOUR;
		task[i] = (struct task){.urgency = 1 + rng_below(g, 50),
		    .point = i, .duration = 1200 + rng_below(g, HOUR / 2),
		    .windows = i, .n_windows = 1,
		    .block = i < 2 ? 0 : -1, .fixed_route = -1,
		    .fixed_with = -1, .wanted = -1, .old_day = -1,
		    .old_worker = -1, .old_with = -1};
	}
	for (int i = 0; i < TASKS * TASKS; i++)
		matrix[i] = abs(x[i / TASKS] - x[i % TASKS]) +
		    abs(y[i / TASKS] - y[i % TASKS]);
	*p = (struct problem){.n_days = 1, .n_workers = 1, .n_shifts = 1,
	    .n_tasks = TASKS, .n_skills = 1, .n_blocks = 1, .shift = shift,
	    .task = task, .window = window, .allowed = allowed,
	    .allowed_words = 1, .travel = {.n = TASKS, .matrix = matrix}};
}

/* The rest of a route that has been at those units and ends at a node, tried in
 * all ways: what the best is worth. */
static double
try_all(const struct model *m, const double *gain, int been, int load, int node,
    struct departure p, double worth)
{
	struct gap home = {.due_by = -FAR, .taken_by =
	    m->problem->shift[0].end};
	int back = model_leg(m, node, m->home[0]);
	double best = 0;

	if (load > m->problem->shift[0].capacity)
		return 0;
	if (route_reaches(m, 0, p, back, &home))
		best = worth - back;
	for (int u = 0; u < m->n_units; u++)
		for (int o = 0; !(been >> u & 1) && o < m->unit[u].n_orders;
		    o++) {
			const int *next = model_order(m, u, o);
			struct departure q = p;
			double sum = worth + gain[u], more;
			int from = node;

			for (int k = 0; k < m->unit[u].n; k++) {
				int leg = model_leg(m, from, next[k]);

				q = route_step(m, 0, q, leg, next[k], -1);
				sum -= leg;
				from = next[k];
			}
			if (q.due >= FAR && q.taken >= FAR)
				continue;
			more = try_all(m, gain, been | 1 << u,
			    load + m->unit[u].n, from, q, sum);
			best = more > best ? more : best;
		}
	return best;
}

/* What the best column of the pool is worth. */
static double
best_noted(const struct pool *pool, const double *gain)
{
	const struct pool_column *c;
	double best = 0;

	for (size_t n = pool_columns(pool, &c); n > 0; n--, c++) {
		double worth = -c->cost;

		for (int i = 0; i < c->n && c->hash != 0; i++)
			worth += gain[c->unit[i]];
		if (c->hash != 0 && worth > best)
			best = worth;
	}
	return best;
}

static void
try_problem(uint64_t seed)
{
	const uint64_t all = UINT64_MAX;
	struct departure start = {8 * HOUR, FAR};
	struct problem p;
	struct rng g;
	struct model *m;
	struct pool *pool;
	struct pricing *pricing;
	double gain[TASKS], best;

	rng_seed(&g, seed, 1);
	make_problem(&p, &g);
	m = model_new(&p, true);
	pool = pool_new(m);
	pricing = pricing_new(m);
	for (int u = 0; u < m->n_units; u++)
		gain[u] = rng_unit(&g) * (double)m->unit[u].urgency * 1000;
	best = try_all(m, gain, 0, 0, m->home[0], start, 0);
	pricing_find(pricing, &(struct pricing_query){.units = &all,
	    .gain = gain, .width = PRICING_WIDEST}, pool);
	assert_true(best > 0);
	assert_true(best - best_noted(pool, gain) < 0.001);
	assert_true(best_noted(pool, gain) - best < 0.001);
	assert_true(pricing_work(pricing) > 0);
	assert_int_equal(pricing_work(pricing), 0);
	pricing_free(pricing);
	pool_free(pool);
	model_free(m);
	free_problem(&p);
}

static void
of_few_people_the_best_route_is_found(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++)
		try_problem(seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_few_people_the_best_route_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
