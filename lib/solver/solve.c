#include "lib/solver/solve.h"

#include <stdlib.h>

#include "lib/base/elapsed.h"
#include "lib/solver/bound.h"
#include "lib/solver/chains.h"
#include "lib/solver/decompose.h"
#include "lib/solver/exact.h"
#include "lib/solver/leftshift.h"
#include "lib/solver/model.h"
#include "lib/solver/solution.h"

/* Which share of the cooling is skipped if a plan is given to begin with. */
static const double FROM_START = 0.3;

enum {
	LARGE_TASKS = 5000,    /* a problem is split if it has more, */
	LARGE_CELLS = 300000,  /* or more pairs of a task and a route */
	USUAL_ROUTES = 200,
	USUAL_TASKS = 200,
	FEW_TASKS = 30,
	MANY_TASKS = 100,      /* for few routes */
	FEW_ROUTES = 4,
	SHORT = 8000,          /* steps of a search that is to meet a bound */
	BOUND_CELLS = 1000000, /* with more of them no bound is worked out */
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
 * the cube root of their number; for few people it falls faster.  With few
 * routes that does not matter beyond a hundred: a step takes longer the longer
 * the routes are, and pricing.h finds what else there is.  With very many
 * routes there are more in proportion, or each would be looked at only now and
 * then. */
static int64_t
iterations(const struct problem *p, const struct solve_options *o)
{
	static const int64_t by_effort[] = {80000, 115000, 160000, 220000,
	    300000, 1100000, 3800000, 13000000, 46000000};
	bool few = p->n_shifts <= FEW_ROUTES;
	int64_t n, tasks = few && p->n_tasks > MANY_TASKS ? MANY_TASKS :
	    p->n_tasks;
	int e = o->effort < 1 ? 1 : o->effort > 9 ? 9 : o->effort;

	if (o->iterations > 0)
		return o->iterations;
	n = by_effort[e - 1] * cube_root(tasks * 1000 / USUAL_TASKS) / 10;
	if (few)
		n += n / 4;
	if (p->n_shifts > USUAL_ROUTES)
		n = n / USUAL_ROUTES * p->n_shifts;
	return p->n_tasks < FEW_TASKS ? n * p->n_tasks / FEW_TASKS : n;
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
	problem_plan_free(plan);
	return tidy;
}

static struct plan *
solve_small(const struct model *m, const struct solve_options *o,
    int64_t n, double until)
{
	return chains_run(m, o->start, &(struct chains_options){
	    .seed = o->seed, .iterations = n, .until = until,
	    .from = o->start != NULL ? FROM_START : 0,
	    .threads = o->threads, .watch = o->watch});
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

static struct score
score_of(const struct model *m, const struct plan *plan)
{
	struct solution *b = solution_new(m);
	struct score score;

	solution_load(b, plan);
	score = b->base_score;
	solution_free(b);
	return score;
}

/* The plan of a tiny problem if it can be proved that none is better, else
 * NULL: the plan to begin with, if that is as good; else by dynamic
 * programming, or where that gives no more than a bound by a short search that
 * finds a plan as good. */
static struct plan *
solve_tiny(const struct model *m, const struct solve_options *o,
    struct score *bound)
{
	struct solution *b = solution_new(m);
	struct plan *plan;
	struct score score;

	*bound = exact_solve(m, b);
	if (o->start != NULL) {
		score = score_of(m, o->start);
		if (solution_compare(&score, bound) >= 0)
			solution_load(b, o->start);
	}
	plan = tidied(m, solution_plan(b));
	solution_free(b);
	for (int64_t n = 500; n <= SHORT; n *= 4) {
		score = score_of(m, plan);
		if (solution_compare(&score, bound) == 0)
			return plan;
		problem_plan_free(plan);
		plan = tidied(m, solve_small(m, o, n, 0));
	}
	problem_plan_free(plan);
	return NULL;
}

static int64_t
upper_bound(const struct model *m)
{
	if ((int64_t)m->n_units * m->n_routes > BOUND_CELLS)
		return -1;
	return bound_urgency(m);
}

static struct plan *
search(const struct model *m, const struct solve_options *o, bool large)
{
	double until = o->time_limit > 0 ? elapsed_seconds() + o->time_limit :
	    0;
	int64_t n = iterations(m->problem, o);

	return tidied(m, large ? solve_large(m, o, n, until) :
	    solve_small(m, o, n, until));
}

struct plan *
solve_problem(const struct problem *p, const struct solve_options *o)
{
	bool large = p->n_tasks > LARGE_TASKS ||
	    (int64_t)p->n_tasks * p->n_shifts > LARGE_CELLS;
	struct model *m = model_new(p, !large);
	bool tiny = exact_can(m);
	struct score bound = {0, 0, FAR};
	struct plan *plan = tiny ? solve_tiny(m, o, &bound) : NULL;
	bool best = plan != NULL;

	if (plan == NULL)
		plan = search(m, o, large);
	if (o->proof != NULL) {
		struct score score = score_of(m, plan);

		best |= tiny && solution_compare(&score, &bound) == 0;
		*o->proof = (struct solve_proof){best, best ? plan->urgency :
		    tiny && bound.cost < FAR ? bound.urgency :
		    upper_bound(m)};
	}
	model_free(m);
	return plan;
}
