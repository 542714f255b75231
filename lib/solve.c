#include "lib/solve.h"

#include <stdlib.h>

#include "lib/anneal.h"
#include "lib/board.h"
#include "lib/model.h"
#include "lib/probe.h"
#include "lib/tidy.h"

/* Steps of the search by effort, for a problem of middling size. */
static int64_t
iterations(const struct problem *p, const struct solve_options *o)
{
	static const int64_t by_effort[] = {25000, 60000, 120000, 250000,
	    500000, 1200000, 2500000, 5000000, 12000000};
	int e = o->effort < 1 ? 1 : o->effort > 9 ? 9 : o->effort;

	if (o->iterations > 0)
		return o->iterations;
	(void)p;
	return by_effort[e - 1];
}

/* The search's plan with its meetings pulled together. */
static struct plan *
tidied(const struct model *m, struct plan *plan)
{
	struct board *b = board_new(m);
	struct plan *tidy;

	board_load(b, plan);
	tidy_meetings(b);
	tidy = board_plan(b);
	board_free(b);
	plan_free(plan);
	return tidy;
}

struct plan *
solve(const struct problem *p, const struct solve_options *o)
{
	struct model *m = model_new(p, true);
	struct plan *plan;
	struct anneal_options a = {.seed = o->seed,
	    .iterations = iterations(p, o), .progress = o->progress,
	    .progress_arg = o->progress_arg};

	if (o->time_limit > 0)
		a.until = anneal_clock() + o->time_limit;
	plan = tidied(m, anneal(m, NULL, &a));
	model_free(m);
	return plan;
}

bool
solve_fits_alone(const struct problem *p, int task, int route)
{
	struct probe *probe = probe_new(p, NULL);
	bool fits = probe_fits(probe, task, route);

	probe_free(probe);
	return fits;
}

int
solve_instead(const struct problem *p, const struct plan *plan, int task,
    int out[2])
{
	struct probe *probe = probe_new(p, plan);
	int n = probe_instead(probe, task, out);

	probe_free(probe);
	return n;
}
