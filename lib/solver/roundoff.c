#include "lib/solver/roundoff.h"

#include "lib/base/elapsed.h"
#include "lib/solver/ejection.h"
#include "lib/solver/solution.h"

enum { LAST = 20 };  /* one step in so many, or as much of the time */

/* How far these steps are cooled to begin with. */
static const double COLD = 0.9;

double
roundoff_reserve(double until)
{
	double now = elapsed_seconds();

	return until > now ? until - (until - now) / (LAST + 1) : until;
}

/* The plan with somebody more, if ejections find room; NULL: they do not. */
static struct plan *
ejected(const struct model *m, const struct plan *plan,
    const struct anneal_options *o)
{
	struct solution *b = solution_new(m);
	struct plan *better = NULL;

	solution_load(b, plan);
	if (ejection_improve(b, o->until, &o->watch))
		better = solution_plan(b);
	solution_free(b);
	return better;
}

struct plan *
roundoff_plan(const struct model *m, struct plan *plan,
    const struct anneal_options *o)
{
	struct plan *better = ejected(m, plan, o), *cooled;

	if (better == NULL)
		return plan;
	problem_plan_free(plan);
	cooled = anneal_run(m, better, &(struct anneal_options){
	    .seed = o->seed, .stream = o->stream,
	    .iterations = 1 + o->iterations / LAST, .until = o->until,
	    .from = COLD, .to = 1, .watch = {.stop = o->watch.stop}});
	problem_plan_free(better);
	return cooled;
}
