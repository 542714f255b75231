/* Packing against trying all choices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/solver/model.h"
#include "lib/solver/packing.h"
#include "lib/solver/pool.h"
#include "lib/solver/rng.h"
#include "lib/solver/solution.h"
#include "tests/unit/problem.h"

enum { TASKS = 14, ROUTES = 4, PLANS = 12, HOUR = 3600, DAY_END = 17 * HOUR };

/* Routes of one day, the last one shorter; people along a line. */
static void
make_problem(struct problem *p, struct rng *g)
{
	struct shift *shift = xcalloc(ROUTES, sizeof *shift);
	struct task *task = xcalloc(TASKS, sizeof *task);
	struct time_window *window = xcalloc(1, sizeof *window);
	uint64_t *allowed = xcalloc(1, sizeof *allowed);
	int *matrix = xcalloc(TASKS * TASKS, sizeof *matrix);

	window->close = DAY_END;
	*allowed = (1 << ROUTES) - 1;
	for (int i = 0; i < TASKS * TASKS; i++)
		matrix[i] = 600 * abs(i / TASKS - i % TASKS);
	for (int r = 0; r < ROUTES; r++)
		shift[r] = (struct shift){.worker = r, .start = 8 * HOUR,
		    .end = r < ROUTES - 1 ? 12 * HOUR : 11 * HOUR,
		    .capacity = 1000};
	for (int i = 0; i < TASKS; i++)
		task[i] = (struct task){.urgency = 1 + rng_below(g, 50),
		    .point = i, .duration = 1200 + rng_below(g, 3600),
		    .n_windows = 1, .block = -1, .fixed_route = -1,
		    .fixed_with = -1, .wanted = -1, .old_day = -1,
		    .old_worker = -1, .old_with = -1};
	*p = (struct problem){.n_days = 1, .n_workers = ROUTES,
	    .n_shifts = ROUTES, .n_tasks = TASKS, .n_skills = 1,
	    .shift = shift, .task = task, .window = window,
	    .allowed = allowed, .allowed_words = 1,
	    .travel = {.n = TASKS, .matrix = matrix}};
}

/* Units at random, each at the end of a random route if it fits. */
static void
fill_at_random(struct solution *b, struct rng *g)
{
	for (int i = 0; i < TASKS; i++) {
		int u = rng_below(g, TASKS), r = rng_below(g, ROUTES);
		struct place place;

		if (b->where[u] >= 0)
			continue;
		place = route_place(b->m, r, &b->route[r], u, 0);
		if (place.cost < FAR)
			solution_put(b, u, r, place);
	}
}

static void
empty(struct solution *b)
{
	for (int u = 0; u < TASKS; u++)
		if (b->where[u] >= 0)
			solution_take(b, u);
	solution_settle(b);
	solution_accept(b);
}

/* What each set of units costs on a route of either kind; FAR: not seen. */
struct seen {
	int cost[2][1 << TASKS];
};

static void
note_seen(struct seen *seen, const struct solution *b)
{
	for (int r = 0; r < ROUTES; r++) {
		int *cost = seen->cost[r == ROUTES - 1], set = 0;

		for (int i = 1; i < b->route[r].n - 1; i++)
			set |= 1 << b->route[r].stop[i].unit;
		if (set != 0 && b->route[r].travel < cost[set])
			cost[set] = (int)b->route[r].travel;
	}
}

/* The best of all choices of one seen set for each route. */
static void
try_all(const struct seen *seen, const struct model *m, int r, int taken,
    struct score sum, struct score *best)
{
	const int *cost = seen->cost[r == ROUTES - 1];

	if (solution_compare(&sum, best) > 0)
		*best = sum;
	for (int set = 1; set < 1 << TASKS && r < ROUTES; set++) {
		struct score more = sum;

		if (cost[set] >= FAR || (set & taken) != 0)
			continue;
		for (int u = 0; u < TASKS; u++)
			more.urgency += set >> u & 1 ? m->unit[u].urgency : 0;
		more.cost += cost[set];
		try_all(seen, m, r + 1, taken | set, more, best);
	}
	if (r < ROUTES)
		try_all(seen, m, r + 1, taken, sum, best);
}

static void
try_problem(uint64_t seed)
{
	struct problem p;
	struct rng g;
	struct model *m;
	struct solution *b;
	struct pool *pool;
	struct packing *packing;
	struct seen *seen = xmalloc(sizeof *seen);
	struct score best = {0, 0, 0};

	rng_seed(&g, seed, 1);
	make_problem(&p, &g);
	m = model_new(&p, true);
	b = solution_new(m);
	pool = pool_new(m);
	packing = packing_new(m);
	for (int i = 0; i < 2 << TASKS; i++)
		seen->cost[i >> TASKS][i & ((1 << TASKS) - 1)] = FAR;
	for (int i = 0; i < PLANS; i++) {
		empty(b);
		fill_at_random(b, &g);
		pool_note(pool, b);
		note_seen(seen, b);
		solution_accept(b);
	}
	packing_improve(packing, &pool, 1, b, &g);
	try_all(seen, m, 0, 0, (struct score){0, 0, 0}, &best);
	assert_int_equal(b->base_score.urgency, best.urgency);
	assert_int_equal(b->base_score.cost, best.cost);
	packing_free(packing);
	pool_free(pool);
	solution_free(b);
	model_free(m);
	free_problem(&p);
	free(seen);
}

static void
no_choice_of_routes_is_better_than_the_packing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++)
		try_problem(seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_choice_of_routes_is_better_than_the_packing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
