#include "lib/solver/solve.h"

#include <stdlib.h>

#include "lib/base/elapsed.h"
#include "lib/solver/anneal.h"
#include "lib/solver/solution.h"
#include "lib/solver/model.h"
#include "lib/solver/decompose.h"
#include "lib/solver/leftshift.h"

/* Which share of the cooling is skipped if a plan is given to begin with. */
static const double FROM_START = 0.3;

enum {
	LARGE_TASKS = 5000,    /* a problem is split if it has more, */
	LARGE_CELLS = 300000,  /* or more pairs of a task and a route */
	USUAL_TASKS = 200,
};

/* The largest x with x * x * x <= n. */
static int64_t
cube_root(int64_t n)
{
	int64_t x = 1;

	while ((x + 1) * (x + 1) * (x + 1) <= n)
		x++;
	return x;
}

/* The number of steps: `by_effort` is for two hundred people, and it grows with
 * the cube root of their number. */
static int64_t
iterations(const struct problem *p, const struct solve_options *o)
{
	static const int64_t by_effort[] = {80000, 115000, 160000, 220000,
	    300000, 1100000, 3800000, 13000000, 46000000};
	int e = o->effort < 1 ? 1 : o->effort > 9 ? 9 : o->effort;

	if (o->iterations > 0)
		return o->iterations;
	return by_effort[e - 1] * cube_root((int64_t)p->n_tasks * 1000 /
	    USUAL_TASKS) / 10;
}

/* The search's plan with its meetings as early as possible. */
static struct plan *
tidied(const struct model *m, struct plan *plan)
{
	struct solution *b = solution_new(m);
	struct plan *tidy;

	solution_load(b, plan);
	leftshift_meetings(b);
	tidy = solution_plan(b);
	solution_free(b);
	plan_free(plan);
	return tidy;
}

static struct plan *
solve_small(const struct model *m, const struct solve_options *o,
    int64_t n, double until)
{
	return anneal_run(m, o->start, &(struct anneal_options){.seed = o->seed,
	    .iterations = n, .until = until,
	    .from = o->start != NULL ? FROM_START : 0,
	    .watch = o->watch});
}

static struct plan *
solve_large(const struct model *m, const struct solve_options *o,
    int64_t n, double until)
{
	return decompose_solve(m, &(struct decompose_options){.seed = o->seed,
	    .start = o->start, .iterations = n, .until = until,
	    .threads = o->threads > 1 ? o->threads : 1,
	    .watch = o->watch});
}

struct plan *
solve_problem(const struct problem *p, const struct solve_options *o)
{
	double until = o->time_limit > 0 ? elapsed_seconds() + o->time_limit : 0;
	bool large = p->n_tasks > LARGE_TASKS ||
	    (int64_t)p->n_tasks * p->n_shifts > LARGE_CELLS;
	struct model *m = model_new(p, !large);
	int64_t n = iterations(p, o);
	struct plan *plan = large ? solve_large(m, o, n, until) :
	    solve_small(m, o, n, until);

	plan = tidied(m, plan);
	model_free(m);
	return plan;
}
