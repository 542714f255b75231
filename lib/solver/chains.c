#include "lib/solver/chains.h"

#include <pthread.h>
#include <stdlib.h>

#include "lib/base/elapsed.h"
#include "lib/base/mem.h"
#include "lib/base/trace.h"
#include "lib/solver/anneal.h"
#include "lib/solver/packing.h"
#include "lib/solver/pool.h"
#include "lib/solver/rng.h"
#include "lib/solver/roundoff.h"

enum {
	CHAINS = 4,        /* at most */
	FEW_ROUTES = 4,
	PARTS = 8,         /* of the work, between which chains meet */
	FEW_TASKS = 30,    /* with fewer one chain will do */
	ROUNDS = 6,        /* of pricing at a meeting */
	NARROW = 2,        /* its width at first */
	WORK_OF_STEP = 200, /* of pricing, for each step of a chain */
};

/* With many routes a chain takes long to come anywhere: four are worth it only
 * if there is so much to do. */
static const int64_t many_steps = 1000000;
static const double many_seconds = 20;

/* Work of pricing, if time is what counts: in a quarter of it. */
static const double work_per_second = 5e6;

struct chain_search {
	const struct model *m;
	const struct chains_options *o;
	double until;          /* of the chains; see options */
	int n;                 /* chains */
	struct chain *chain[CHAINS];
	struct pool *pool[CHAINS + 1];  /* the last one is for pricing */
	struct pricing *pricing;
	int width;             /* of pricing */
	bool priced;           /* nothing more will be found: a packing of one
	                        * route has no prices */
	int64_t credit;        /* work that may still be spent on it, */
	int64_t last;          /* and what was spent last */
	struct packing *packing;
	struct solution *board;  /* of the best plan, for packing */
	struct rng rng;
	int part;              /* 0 .. PARTS - 1 */
};

/* Some of the chains, run by one thread. */
struct chain_crew {
	struct chain_search *s;
	int first, step;
	pthread_t thread;
};

/* When the chain is to be done with this part, if time is what counts. */
static double
part_until(const struct chain_search *s, int chain, int step)
{
	double now = elapsed_seconds();
	int parts = PARTS - s->part, mine = (s->n - chain + step - 1) / step,
	    all = (s->n + step - 1) / step;

	if (s->until <= 0)
		return 0;
	if (now >= s->until)
		return now;
	return now + (s->until - now) /
	    (mine + (double)(parts - 1) * all);
}

static void *
run_crew(void *arg)
{
	const struct chain_crew *w = arg;
	struct chain_search *s = w->s;

	for (int k = w->first; k < s->n; k += w->step)
		anneal_continue(s->chain[k], (s->part + 1.0) / PARTS,
		    part_until(s, k, w->step));
	return NULL;
}

/* All chains up to the next meeting. */
static void
run_part(struct chain_search *s)
{
	struct chain_crew crew[CHAINS] = {{.s = s}};
	int n = s->o->threads < s->n ? s->o->threads : s->n, started = 1;

	n = n > 1 ? n : 1;
	for (int k = 0; k < n; k++)
		crew[k] = (struct chain_crew){.s = s, .first = k, .step = n};
	while (started < n && pthread_create(&crew[started].thread, NULL,
	    run_crew, &crew[started]) == 0)
		started++;
	run_crew(&crew[0]);
	for (int k = started; k < n; k++)
		run_crew(&crew[k]);
	for (int k = 1; k < started; k++)
		pthread_join(crew[k].thread, NULL);
}

/* What pricing may cost at this meeting: a part of what the chains do. */
static int64_t
credit(const struct chain_search *s)
{
	double left = s->until - elapsed_seconds();

	if (s->until <= 0)
		return WORK_OF_STEP * s->o->iterations / PARTS;
	return left > 0 ? (int64_t)(left * work_per_second) /
	    (PARTS - s->part) : 0;
}

/* One round of widen(); false: there is nothing to be found, or it would cost
 * more than it may. */
static bool
price_and_pack(struct chain_search *s, bool *better)
{
	int new;

	if (s->priced || s->credit < s->last || watch_stops(&s->o->watch))
		return false;
	new = packing_generate(s->packing, s->pricing, s->width,
	    s->pool[s->n]);
	s->last = pricing_work(s->pricing);
	if (new > 0) {
		*better |= packing_improve(s->packing, s->pool, s->n + 1,
		    s->board, &s->rng);
		s->last += packing_work(s->packing);
	}
	s->credit -= s->last;
	if (trace_on("solver"))
		trace_say("solver", "pricing of width %d: %d new routes",
		    s->width, new);
	if (new == 0 && s->width == PRICING_WIDEST)
		s->priced = s->m->n_routes == 1;
	if (new > 0 || s->width >= PRICING_WIDEST)
		return new > 0;
	s->width *= 2;
	s->last *= 2;
	return true;
}

/* With few routes, improves the packing by routes that no chain has seen. */
static bool
widen(struct chain_search *s)
{
	bool better = false;

	if (s->m->n_routes > FEW_ROUTES || s->board->n_idle == 0)
		return false;
	s->credit += credit(s) - packing_work(s->packing);
	for (int i = 0; i < ROUNDS && price_and_pack(s, &better); i++)
		continue;
	return better;
}

/* The best plan of all, packed, and who is to go on from it. */
static struct plan *
meet(struct chain_search *s)
{
	struct score score, best = {-1, 0, 0}, worst = {0, 0, 0};
	int of_best = 0, of_worst = 0;
	bool packed;
	struct plan *plan;

	for (int k = 0; k < s->n; k++) {
		solution_load(s->board, anneal_best(s->chain[k]));
		score = s->board->base_score;
		if (solution_compare(&score, &best) > 0) {
			best = score;
			of_best = k;
		}
		if (k == 0 || solution_compare(&score, &worst) <= 0) {
			worst = score;
			of_worst = k;
		}
	}
	solution_load(s->board, anneal_best(s->chain[of_best]));
	pool_note_all(s->pool[of_best], s->board);
	packed = packing_improve(s->packing, s->pool, s->n + 1, s->board,
	    &s->rng);
	packed |= widen(s);
	if (trace_on("solver"))
		trace_say("solver", "part %d of %d: chain %d of %d is best:"
		    " urgency %lld, cost %lld%s", s->part + 1, PARTS,
		    of_best + 1, s->n,
		    (long long)s->board->base_score.urgency,
		    (long long)s->board->base_score.cost,
		    packed ? ", packed" : "");
	plan = solution_plan(s->board);
	if (s->part + 1 < PARTS && solution_compare(&s->board->base_score,
	    &worst) > 0)
		anneal_adopt(s->chain[of_worst], plan);
	return plan;
}

/* Whatever the number of threads. */
static int
how_many(const struct model *m, const struct chains_options *o)
{
	bool long_run = o->until > 0 ?
	    o->until - elapsed_seconds() >= many_seconds :
	    o->iterations >= many_steps;

	if (m->n_tasks < FEW_TASKS)
		return 1;
	return m->n_routes <= FEW_ROUTES || long_run ? CHAINS : 2;
}

struct plan *
chains_run(const struct model *m, const struct plan *start,
    const struct chains_options *o)
{
	struct chain_search s = {.m = m, .o = o,
	    .until = roundoff_reserve(o->until), .n = how_many(m, o)};
	struct plan *plan = NULL;

	s.board = solution_new(m);
	s.packing = packing_new(m);
	s.pricing = pricing_new(m);
	s.width = NARROW;
	s.pool[s.n] = pool_new(m);
	rng_seed(&s.rng, o->seed, UINT64_MAX);
	for (int k = 0; k < s.n; k++) {
		s.pool[k] = pool_new(m);
		s.chain[k] = anneal_new(m, start, &(struct anneal_options){
		    .seed = o->seed, .stream = (uint64_t)k,
		    .iterations = 1 + o->iterations / s.n,
		    .from = o->from, .to = 1,
		    .watch = {k == 0 ? o->watch.show : NULL, o->watch.arg,
		    o->watch.stop}}, s.pool[k]);
	}
	for (s.part = 0; s.part < PARTS; s.part++) {
		problem_plan_free(plan);
		run_part(&s);
		plan = meet(&s);
	}
	for (int k = 0; k < s.n; k++) {
		anneal_free(s.chain[k]);
		pool_free(s.pool[k]);
	}
	packing_free(s.packing);
	pricing_free(s.pricing);
	pool_free(s.pool[s.n]);
	solution_free(s.board);
	return roundoff_plan(m, plan, &(struct anneal_options){
	    .seed = o->seed, .stream = CHAINS, .iterations = o->iterations,
	    .until = o->until, .watch = o->watch});
}
