#include "lib/solver/anneal.h"

#include <stdlib.h>

#include "lib/base/elapsed.h"
#include "lib/base/mem.h"
#include "lib/solver/insertion.h"
#include "lib/solver/pool.h"
#include "lib/solver/recreate.h"
#include "lib/solver/rng.h"
#include "lib/solver/ruin.h"

/* Temperatures, in seconds of cost; the weight of a point of urgency at the
 * beginning and at the end, relative to what margin() says it is worth; how much
 * a step removes. */
struct regime {
	double hot, cold, light, heavy;
	struct ruin_options ruin;
};

/* Where all units have a place, only travel is left to save, and larger changes
 * pay more. */
static const struct regime some_stay_out = {600, 40, 0.4, 16,
    {6, 5, false}};
static const struct regime all_have_a_place = {1200, 20, 0.4, 16,
    {8, 5, false}};

/* With few routes, whom to visit is nearly all there is to decide. */
static const struct regime few_routes = {600, 40, 0.4, 64, {6, 5, false}};

/* If they are long as well, several strings leave one route, or a step could
 * change hardly anything; and a search that gets colder than this stands still
 * for half of its time. */
static const struct regime few_long_routes = {600, 60, 1, 16, {10, 5, true}};

enum {
	HOPES = 2,        /* so many times those with a place are hopeful */
	ANYWHERE_IN = 8,  /* one seed in so many may be any unit */
	EXCHANGE_IN = 16, /* one step in so many exchanges two routes */
	FEW_ROUTES = 4,
	LONG_ROUTE = 15,  /* units */
	LONG_LESS = 5,    /* with them, one step in so many fewer */
	COOL_EVERY = 64,  /* steps between two changes of the temperature, */
	LOOK_EVERY = 1024 /* and between two words to who is watching */
};

struct chain {
	const struct model *m;
	struct anneal_options o;
	struct pool *pool;     /* NULL: routes are not remembered */
	const struct regime *regime;
	struct solution *board;
	struct insertion *insertion;
	struct recreate recreate;
	struct rng rng;
	double log[RNG_LOG];
	double temperature, weight, margin;
	int64_t steps;
	double done;           /* share of the work */
	double since;          /* when it had come to `from` ... */
	double from, upto;     /* and that it shall come to `upto`, ... */
	double until;          /* at this time; 0: by the steps */
	struct score best;
	struct plan *best_plan;
};

/* The share of the work that is done. */
static double
share_done(const struct chain *c)
{
	double share;

	if (c->until <= 0)
		return (double)c->steps / (double)c->o.iterations;
	if (c->until <= c->since)
		return c->upto;
	share = (elapsed_seconds() - c->since) / (c->until - c->since);
	return c->from + (c->upto - c->from) * (share < 1 ? share : 1);
}

/* Sets what depends on that share. */
static void
cool(struct chain *c)
{
	const struct regime *g = c->regime;
	double cooled;

	c->done = share_done(c);
	cooled = c->o.from + (c->o.to - c->o.from) * c->done;
	c->temperature = g->hot * rng_exp(cooled * rng_ln(g->cold / g->hot));
	c->weight = c->margin * g->light *
	    rng_exp(cooled * rng_ln(g->heavy / g->light));
	if (watch_stops(&c->o.watch))
		c->done = 1;
	if (c->steps % LOOK_EVERY == 0 || c->done >= 1)
		watch_show(&c->o.watch, &(struct watch_state){c->done,
		    c->steps, c->best.urgency, c->best_plan->travel});
}

static bool
accepts(struct chain *c)
{
	const struct score *a = &c->board->score, *b = &c->board->base_score;
	double loss = (double)(a->cost - b->cost) -
	    c->weight * (double)(a->urgency - b->urgency);

	if (a->pinned != b->pinned)
		return a->pinned > b->pinned;
	return loss < c->temperature *
	    c->log[rng_below(&c->rng, RNG_LOG)];
}

static void
keep_best(struct chain *c)
{
	if (solution_compare(&c->board->base_score, &c->best) <= 0)
		return;
	c->best = c->board->base_score;
	problem_plan_free(c->best_plan);
	c->best_plan = solution_plan(c->board);
}

static void
step(struct chain *c)
{
	struct solution *b = c->board;
	int seed = rng_below(&c->rng, rng_once_in(&c->rng, ANYWHERE_IN) ?
	    b->m->n_units : c->recreate.hopeful);

	if (rng_once_in(&c->rng, EXCHANGE_IN))
		ruin_exchange(b, &c->rng, seed);
	ruin_strings(b, &c->rng, &c->regime->ruin, seed);
	recreate_around(&c->recreate, &c->rng, seed);
	solution_weigh(b);
	if (accepts(c)) {
		if (c->pool != NULL)
			pool_note(c->pool, b);
		insertion_forget(c->insertion);
		solution_accept(b);
		keep_best(c);
	} else {
		solution_reject(b);
	}
}

/* Seconds of work for each unit that has a place. */
static double
per_visit(const struct solution *b)
{
	int served = b->m->n_units - b->n_idle;
	double work = 0;

	for (int r = 0; r < b->m->n_routes; r++)
		if (b->route[r].n > 2)
			work += b->m->problem->shift[r].end -
			    b->m->problem->shift[r].start;
	return served > 0 ? work / served : 1;
}

/* Seconds of work that a point of urgency is worth if units are left out: the
 * time of a visit, divided by the urgency of the last visit that a plan of the
 * most urgent ones would have.  If all can be visited, divided by one. */
static double
margin(const struct solution *b)
{
	int served = b->m->n_units - b->n_idle;
	const struct unit *last = &b->m->unit[served > 0 ? served - 1 : 0];
	double urgency = (double)last->urgency / last->n;

	if (b->n_idle == 0 || urgency < 1)
		urgency = 1;
	return per_visit(b) / urgency;
}

/* How many units have a chance to get a place: twice as many as have one now,
 * and all that are as urgent as the last of these. */
static int
hopeful(const struct solution *b)
{
	const struct unit *u = b->m->unit;
	int n = b->m->n_units, k = HOPES * (n - b->n_idle);

	if (k == 0 || k >= n)
		return n;
	while (k < n && u[k].urgency * u[k - 1].n >=
	    u[k - 1].urgency * u[k].n)
		k++;
	return k;
}

static const struct regime *
regime_of(const struct solution *b)
{
	int routes = b->m->n_routes, served = b->m->n_units - b->n_idle;

	if (b->n_idle == 0)
		return &all_have_a_place;
	if (routes > FEW_ROUTES)
		return &some_stay_out;
	return served < LONG_ROUTE * routes ? &few_routes : &few_long_routes;
}

static void
begin(struct chain *c, const struct plan *start)
{
	c->board = solution_new(c->m);
	if (start != NULL)
		solution_load(c->board, start);
	c->insertion = insertion_new(c->board, true);
	recreate_init(&c->recreate, c->board, c->insertion);
	recreate_all(&c->recreate, &c->rng);
	insertion_forget(c->insertion);
	solution_accept(c->board);
	c->regime = regime_of(c->board);
	c->recreate.urgent_too = c->regime == &few_routes ||
	    c->regime == &few_long_routes;
	c->recreate.worth_too = c->regime == &few_long_routes;
	if (c->regime == &few_long_routes)
		c->o.iterations -= c->o.iterations / LONG_LESS;
	if (c->m->n_units > 0) {
		c->margin = margin(c->board);
		c->recreate.hopeful = hopeful(c->board);
		c->recreate.per_visit = (int)per_visit(c->board);
	}
	c->best = (struct score){-1, 0, 0};
	keep_best(c);
}

struct chain *
anneal_new(const struct model *m, const struct plan *start,
    const struct anneal_options *o, struct pool *pool)
{
	struct chain *c = xcalloc(1, sizeof *c);

	c->m = m;
	c->o = *o;
	c->pool = pool;
	rng_seed(&c->rng, o->seed, o->stream);
	rng_log_table(c->log);
	begin(c, start);
	return c;
}

void
anneal_free(struct chain *c)
{
	problem_plan_free(c->best_plan);
	recreate_free(&c->recreate);
	insertion_free(c->insertion);
	solution_free(c->board);
	free(c);
}

void
anneal_continue(struct chain *c, double upto, double until)
{
	c->from = c->done;
	c->upto = upto;
	c->until = until;
	c->since = until > 0 ? elapsed_seconds() : 0;
	for (; c->m->n_units > 0; c->steps++) {
		if (c->steps % COOL_EVERY == 0)
			cool(c);
		if (c->done >= upto)
			break;
		step(c);
	}
}

const struct plan *
anneal_best(const struct chain *c)
{
	return c->best_plan;
}

void
anneal_adopt(struct chain *c, const struct plan *plan)
{
	solution_load(c->board, plan);
	insertion_forget_all(c->insertion);
	keep_best(c);
}

struct plan *
anneal_run(const struct model *m, const struct plan *start,
    const struct anneal_options *o)
{
	struct chain *c = anneal_new(m, start, o, NULL);
	struct plan *plan;

	anneal_continue(c, 1, o->until);
	plan = o->to < 1 && !watch_stops(&o->watch) ?
	    solution_plan(c->board) : problem_plan_copy(c->best_plan);
	anneal_free(c);
	return plan;
}
