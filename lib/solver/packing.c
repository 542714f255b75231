#include "lib/solver/packing.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/packing_parts.h"

enum { TRIES = 8 };  /* draws of routes, where a plan has too many */

/* What a pinned visit is worth, in points. */
static const double pinned_points = 100000;

/* How many points less than the columns of a packing at its prices a new column
 * may be worth: all of them together may be better. */
static const double generous_points = 20;

struct packing *
packing_new(const struct model *m)
{
	struct packing *p = xcalloc(1, sizeof *p);
	size_t units = (size_t)m->n_units;

	p->m = m;
	p->words = units / 64 + 1;
	p->price = xcalloc(units, sizeof *p->price);
	p->gain = xcalloc(units, sizeof *p->gain);
	p->best_price = xcalloc(units, sizeof *p->best_price);
	p->cover = xcalloc(units, sizeof *p->cover);
	p->units = xcalloc(p->words, sizeof *p->units);
	p->taken = xcalloc((PACKING_AT_ONCE + 1) * p->words, sizeof *p->taken);
	return p;
}

void
packing_free(struct packing *p)
{
	free(p->price);
	free(p->best_price);
	free(p->gain);
	free(p->cover);
	free(p->units);
	free(p->taken);
	free(p->column);
	free(p->pick);
	free(p->mask);
	free(p->list);
	free(p);
}

/*
 * Which routes, and which columns.
 */

static bool
may_pack(const struct solution *b, int r)
{
	const struct route *route = &b->route[r];

	if (b->m->problem->shift[r].closed)
		return false;
	for (int i = 1; i < route->n - 1; i++) {
		const struct unit *u = &b->m->unit[route->stop[i].unit];

		if (u->pair || u->fixed)
			return false;
	}
	return true;
}

static void
add_route(struct packing *p, const struct solution *b, int r)
{
	for (int k = 0; k < p->n_routes; k++)
		if (p->route[k] == r)
			return;
	if (r >= 0 && p->n_routes < PACKING_AT_ONCE && may_pack(b, r))
		p->route[p->n_routes++] = r;
}

/* All routes, or some around a random unit. */
static void
draw_routes(struct packing *p, const struct solution *b, struct rng *g)
{
	const struct model *m = p->m;
	int seed = rng_below(g, m->n_units);

	p->n_routes = 0;
	if (m->n_routes <= PACKING_AT_ONCE)
		for (int r = 0; r < m->n_routes; r++)
			add_route(p, b, r);
	else
		add_route(p, b, b->where[seed]);
	for (int k = 0; k < m->n_near && p->n_routes < PACKING_AT_ONCE; k++)
		add_route(p, b, b->where[m->near[seed * m->n_near + k]]);
}

/* Sorts the routes by class. */
static void
list_slots(struct packing *p, const struct pool *pool)
{
	for (int i = 1; i < p->n_routes; i++)
		for (int k = i; k > 0 && pool_class(pool, p->route[k - 1]) >
		    pool_class(pool, p->route[k]); k--) {
			int r = p->route[k];

			p->route[k] = p->route[k - 1];
			p->route[k - 1] = r;
		}
	p->n_slots = 0;
	for (int i = 0; i < p->n_routes; i++) {
		int class = pool_class(pool, p->route[i]);

		if (i == 0 || p->slots[p->n_slots - 1].class != class)
			p->slots[p->n_slots++] = (struct slots){
			    .class = class, .first_route = i};
		p->slots[p->n_slots - 1].n++;
	}
}

static double
worth_of(int pinned, int64_t urgency, int64_t cost)
{
	return (pinned * pinned_points + (double)urgency) * packing_point -
	    (double)cost;
}

/* Its units may be chosen anew; what the route is worth. */
static double
free_units(struct packing *p, const struct solution *b, int r)
{
	const struct route *route = &b->route[r];
	int64_t urgency = 0;
	int pinned = 0;

	for (int i = 1; i < route->n - 1; i++) {
		int u = route->stop[i].unit;

		if (u == route->stop[i - 1].unit)
			continue;
		p->units[u / 64] |= (uint64_t)1 << (u % 64);
		urgency += p->m->unit[u].urgency;
		pinned += p->m->unit[u].pinned;
	}
	return worth_of(pinned, urgency, route->travel +
	    (int64_t)p->m->problem->wish * route->unmet);
}

static bool
may_choose(const struct packing *p, const struct pool_column *c)
{
	for (int i = 0; i < c->n; i++)
		if (!(p->units[c->unit[i] / 64] >> (c->unit[i] % 64) & 1))
			return false;
	return c->n > 0;
}

int
packing_by_units(const struct pool_column *a, const struct pool_column *b)
{
	if (a->class != b->class)
		return a->class - b->class;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->cost > b->cost) - (a->cost < b->cost);
}

static int
by_units(const void *a, const void *b)
{
	return packing_by_units(*(const struct pool_column *const *)a,
	    *(const struct pool_column *const *)b);
}

/* The columns of all pools, class by class, each set of units once. */
static void
list_columns(struct packing *p, struct pool *const *pools, int n_pools)
{
	size_t n = 0;

	p->n_columns = 0;
	for (int k = 0; k < n_pools; k++) {
		const struct pool_column *c;
		size_t left = pool_columns(pools[k], &c);

		for (; left > 0; left--, c++) {
			if (c->hash == 0)
				continue;
			p->column = mem_grow(p->column, p->n_columns + 1,
			    &p->cap_columns, sizeof *p->column);
			p->column[p->n_columns++] = c;
		}
	}
	if (p->n_columns > 0)
		qsort(p->column, p->n_columns, sizeof *p->column, by_units);
	for (size_t i = 0; i < p->n_columns; i++)
		if (n == 0 || p->column[n - 1]->hash != p->column[i]->hash ||
		    p->column[n - 1]->class != p->column[i]->class)
			p->column[n++] = p->column[i];
	p->n_columns = n;
}

/* The first column of a class. */
static size_t
first_of(const struct packing *p, int class)
{
	size_t low = 0, high = p->n_columns;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->column[middle]->class < class)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
list_class(struct packing *p, struct slots *s)
{
	s->first = p->n;
	for (size_t i = first_of(p, s->class); i < p->n_columns &&
	    p->column[i]->class == s->class; i++) {
		const struct pool_column *c = p->column[i];

		if (!may_choose(p, c))
			continue;
		p->pick = mem_grow(p->pick, p->n + 1, &p->cap,
		    sizeof *p->pick);
		p->pick[p->n++] = (struct pick){c, worth_of(c->pinned,
		    c->urgency, c->cost), 0, 0};
	}
	s->end = p->n;
}

static void
fill_masks(struct packing *p)
{
	p->mask = mem_grow(p->mask, p->n * p->words, &p->cap_mask,
	    sizeof *p->mask);
	memset(p->mask, 0, p->n * p->words * sizeof *p->mask);
	for (size_t i = 0; i < p->n; i++) {
		const struct pool_column *c = p->pick[i].column;
		uint64_t *mask = p->mask + i * p->words;

		p->pick[i].mask = i * p->words;
		for (int k = 0; k < c->n; k++)
			mask[c->unit[k] / 64] |= (uint64_t)1 <<
			    (c->unit[k] % 64);
	}
}

/*
 * All of it.
 */

/* The chosen columns replace what is on the routes; false, and everything as
 * it was, if that is no better after all. */
static bool
apply(const struct packing *p, struct solution *b)
{
	for (int k = 0; k < p->n_routes; k++)
		for (int i = b->route[p->route[k]].n - 2; i > 0; i--) {
			int u = b->route[p->route[k]].stop[i].unit;

			if (u != b->route[p->route[k]].stop[i - 1].unit)
				solution_take(b, u);
		}
	solution_settle(b);
	for (int k = 0; k < p->n_routes; k++) {
		const struct pool_column *c = p->best[k];
		int r = p->route[k];

		for (int i = 0; c != NULL && i < c->n; i++)
			solution_put(b, c->unit[i], r, (struct place){0,
			    (uint16_t)(b->route[r].n - 1), c->order[i]});
	}
	solution_weigh(b);
	if (solution_compare(&b->score, &b->base_score) <= 0) {
		solution_reject(b);
		return false;
	}
	solution_accept(b);
	return true;
}

/* Packs the routes of p->route. */
static bool
pack_routes(struct packing *p, const struct pool *pool, struct solution *b)
{
	memcpy(p->units, b->idle, p->words * sizeof *p->units);
	list_slots(p, pool);
	p->worth = 0;
	for (int k = 0; k < p->n_routes; k++)
		p->worth += free_units(p, b, p->route[k]);
	p->n = 0;
	for (int k = 0; k < p->n_slots; k++)
		list_class(p, &p->slots[k]);
	fill_masks(p);
	p->found = false;
	packing_price_find(p);
	packing_choose(p);
	return p->found && apply(p, b);
}

bool
packing_improve(struct packing *p, struct pool *const *pools, int n_pools,
    struct solution *b, struct rng *g)
{
	int tries = p->m->n_routes <= PACKING_AT_ONCE ? 1 : TRIES;
	bool better = false;

	list_columns(p, pools, n_pools);
	for (int i = 0; i < tries && p->m->n_units > 0; i++) {
		draw_routes(p, b, g);
		if (p->n_routes > 0)
			better |= pack_routes(p, pools[0], b);
	}
	return better;
}

int
packing_generate(struct packing *p, struct pricing *g, int width,
    struct pool *pool)
{
	int n = 0;

	if (p->n_routes == 0)
		return 0;
	for (int u = 0; u < p->m->n_units; u++) {
		const struct unit *v = &p->m->unit[u];

		p->gain[u] = worth_of(v->pinned, v->urgency, 0) - p->price[u];
	}
	for (int k = 0; k < p->n_slots; k++) {
		const struct slots *s = &p->slots[k];
		double least = s->best[s->n - 1] -
		    generous_points * packing_point;

		n += pricing_find(g, &(struct pricing_query){
		    p->route[s->first_route], p->units, p->gain,
		    least > 0 ? least : 0, width}, pool);
	}
	return n;
}

int64_t
packing_work(struct packing *p)
{
	int64_t work = p->work;

	p->work = 0;
	return work;
}
