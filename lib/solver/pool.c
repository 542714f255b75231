#include "lib/solver/pool.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum {
	SETS = 2048, WAYS = 4,  /* the pool has SETS * WAYS columns */
	LONGEST = 32,      /* units of a route that is kept */
	AT_ONCE = 4,       /* routes that are packed together */
	TRIES = 24,        /* draws of them, where a plan has more */
	MOST_STEPS = 400000,
};

/* A route as a set of units with an order. */
struct pool_column {
	uint64_t hash;     /* of class and units; 0: empty */
	uint64_t seen;     /* when it was last noted */
	int64_t urgency;
	int cost, pinned;  /* cost: travel and unmet wishes */
	int class, n;
	uint16_t unit[LONGEST];
	uint8_t order[LONGEST];
};

struct pool {
	const struct model *m;
	uint64_t *key;     /* [unit]: random */
	int *class;        /* [route]: the first route that is like it */
	struct pool_column *column;
	uint64_t now;
};

static bool
same_skills(const struct problem *p, int a, int b)
{
	for (int k = 0; k < p->n_skills; k++)
		if (problem_skilled(p, k, a) != problem_skilled(p, k, b))
			return false;
	return true;
}

/* May a route of one worker be driven by the other? */
static bool
are_alike(const struct model *m, int i, int j)
{
	const struct problem *p = m->problem;
	const struct shift *a = &p->shift[i], *b = &p->shift[j];

	return a->day == b->day && a->start == b->start && a->end == b->end &&
	    a->break_length == b->break_length &&
	    a->break_opens == b->break_opens &&
	    a->break_closes == b->break_closes && a->home == b->home &&
	    a->capacity == b->capacity && a->closed == b->closed &&
	    (!m->wishes || a->worker == b->worker) && same_skills(p, i, j);
}

struct pool *
pool_new(const struct model *m)
{
	struct pool *pool = xcalloc(1, sizeof *pool);
	struct rng g;

	pool->m = m;
	pool->key = xcalloc((size_t)m->n_units, sizeof *pool->key);
	pool->class = xcalloc((size_t)m->n_routes, sizeof *pool->class);
	pool->column = xcalloc((size_t)SETS * WAYS, sizeof *pool->column);
	rng_seed(&g, 1, 0);
	for (int u = 0; u < m->n_units; u++)
		pool->key[u] = rng_next(&g);
	for (int r = 0; r < m->n_routes; r++) {
		pool->class[r] = 0;
		while (pool->class[r] < r &&
		    !are_alike(m, pool->class[r], r))
			pool->class[r]++;
	}
	return pool;
}

void
pool_free(struct pool *pool)
{
	free(pool->key);
	free(pool->class);
	free(pool->column);
	free(pool);
}

/*
 * Noting.
 */

static uint64_t
mixed(uint64_t x)
{
	x = (x ^ x >> 32) * 0x9e3779b97f4a7c15u;
	return x ^ x >> 29;
}

/* 0 if the route is not one to be kept. */
static uint64_t
hash_route(const struct pool *pool, const struct route *route, int r)
{
	uint64_t hash = 0;
	int n = 0;

	for (int i = 1; i < route->n - 1; i++) {
		int u = route->stop[i].unit;

		if (u == route->stop[i - 1].unit)
			continue;
		if (pool->m->unit[u].pair || pool->m->unit[u].fixed ||
		    ++n > LONGEST)
			return 0;
		hash ^= pool->key[u];
	}
	return n > 0 ? mixed(hash + (uint64_t)pool->class[r]) | 1 : 0;
}

static void
fill(const struct pool *pool, struct pool_column *c, const struct route *route)
{
	const struct model *m = pool->m;

	c->n = 0;
	c->urgency = 0;
	c->pinned = 0;
	for (int i = 1; i < route->n - 1; i++) {
		int u = route->stop[i].unit;

		if (u == route->stop[i - 1].unit)
			continue;
		c->unit[c->n] = (uint16_t)u;
		c->order[c->n++] = (uint8_t)route_order(m, route, i);
		c->urgency += m->unit[u].urgency;
		c->pinned += m->unit[u].pinned;
	}
}

static void
note(struct pool *pool, const struct route *route, int r)
{
	uint64_t hash = hash_route(pool, route, r);
	struct pool_column *set = pool->column + hash / 2 % SETS * WAYS, *c = set;
	int cost = (int)route->travel + pool->m->problem->wish * route->unmet;

	if (hash == 0)
		return;
	for (int k = 0; k < WAYS; k++) {
		if (set[k].hash == hash) {
			c = &set[k];
			break;
		}
		if (set[k].seen < c->seen)
			c = &set[k];
	}
	c->seen = ++pool->now;
	if (c->hash == hash && c->cost <= cost)
		return;
	c->hash = hash;
	c->cost = cost;
	c->class = pool->class[r];
	fill(pool, c, route);
}

void
pool_note(struct pool *pool, const struct solution *b)
{
	for (int i = 0; i < b->n_touched; i++)
		note(pool, &b->route[b->touched[i]], b->touched[i]);
}

/*
 * Packing.
 */

/* A choice of columns for some routes. */
struct packing {
	const struct model *m;
	const struct pool_column **column;  /* candidates, slot by slot, the best first */
	uint64_t *mask;                /* [candidate * words]: its units */
	size_t n, cap, cap_mask;
	int words;
	int slots, route[AT_ONCE];
	size_t first[AT_ONCE], end[AT_ONCE];  /* candidates of each slot */
	bool like_last[AT_ONCE];       /* the slot has those of the one before */
	struct score rest[AT_ONCE + 1];  /* the most that slots from here on
	                                  * can have */
	size_t chosen[AT_ONCE], best[AT_ONCE];
	struct score best_score;
	bool found;
	long steps;
};

static int
by_worth(const void *pa, const void *pb)
{
	const struct pool_column *a = *(const struct pool_column *const *)pa,
	    *b = *(const struct pool_column *const *)pb;

	if (a->pinned != b->pinned)
		return a->pinned > b->pinned ? -1 : 1;
	if (a->urgency != b->urgency)
		return a->urgency > b->urgency ? -1 : 1;
	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return (a->hash > b->hash) - (a->hash < b->hash);
}

static struct score
plus(struct score s, const struct pool_column *c, int times)
{
	s.pinned += c->pinned * times;
	s.urgency += c->urgency * times;
	s.cost += (int64_t)c->cost * times;
	return s;
}

static bool
meets(const uint64_t *a, const uint64_t *b, int words)
{
	uint64_t both = 0;

	for (int w = 0; w < words; w++)
		both |= a[w] & b[w];
	return both != 0;
}

/* Chooses a column for each slot from k on, given the units taken so far. */
static void
choose(struct packing *p, int k, size_t from, struct score sum,
    const uint64_t *taken)
{
	uint64_t mine[80];

	if (k == p->slots) {
		if (solution_compare(&sum, &p->best_score) > 0) {
			p->best_score = sum;
			p->found = true;
			memcpy(p->best, p->chosen, sizeof p->best);
		}
		return;
	}
	for (size_t i = from; i < p->end[k]; i++) {
		struct score s = plus(sum, p->column[i], 1), most = s;
		int same = 1;

		while (k + same < p->slots && p->like_last[k + same])
			same++;
		/* Alike slots take columns in ascending order: none of the
		 * following is better than this one. */
		most = plus(most, p->column[i], same - 1);
		most.pinned += p->rest[k + same].pinned;
		most.urgency += p->rest[k + same].urgency;
		most.cost += p->rest[k + same].cost;
		if (p->steps++ > MOST_STEPS || most.pinned <
		    p->best_score.pinned || (most.pinned ==
		    p->best_score.pinned && most.urgency <
		    p->best_score.urgency))
			return;
		if (meets(&p->mask[i * (size_t)p->words], taken, p->words))
			continue;
		for (int w = 0; w < p->words; w++)
			mine[w] = taken[w] |
			    p->mask[i * (size_t)p->words + (size_t)w];
		p->chosen[k] = i;
		choose(p, k + 1, k + 1 < p->slots && p->like_last[k + 1] ?
		    i + 1 : k + 1 < p->slots ? p->first[k + 1] : 0, s, mine);
	}
}

/* The units of a route, and what it is worth. */
static struct score
route_score(const struct solution *b, int r, uint64_t *units)
{
	const struct model *m = b->m;
	const struct route *route = &b->route[r];
	struct score s = {.cost = route->travel +
	    (int64_t)m->problem->wish * route->unmet};

	for (int i = 1; i < route->n - 1; i++) {
		int u = route->stop[i].unit;

		if (u == route->stop[i - 1].unit)
			continue;
		units[u / 64] |= (uint64_t)1 << (u % 64);
		s.urgency += m->unit[u].urgency;
		s.pinned += m->unit[u].pinned;
	}
	return s;
}

static void
add_candidate(struct packing *p, const struct pool_column *c)
{
	p->column = mem_grow(p->column, p->n + 1, &p->cap, sizeof *p->column);
	p->column[p->n++] = c;
}

/* The columns of one class all of whose units are free. */
static void
list_class(struct packing *p, struct pool *const *pools, int n_pools,
    int class, const uint64_t *free_units)
{
	for (int k = 0; k < n_pools; k++)
		for (int i = 0; i < SETS * WAYS; i++) {
			const struct pool_column *c = &pools[k]->column[i];
			bool fits = c->hash != 0 && c->class == class;

			for (int j = 0; fits && j < c->n; j++)
				fits = free_units[c->unit[j] / 64] >>
				    (c->unit[j] % 64) & 1;
			if (fits)
				add_candidate(p, c);
		}
}

static const struct pool_column nothing;

/* Candidates for slot k: sorted, without doubles, and then no visits at all,
 * once for each slot. */
static void
list_slot(struct packing *p, struct pool *const *pools, int n_pools, int k,
    const uint64_t *free_units)
{
	size_t first = p->n, n;

	list_class(p, pools, n_pools, pools[0]->class[p->route[k]],
	    free_units);
	if (p->n > first)
		qsort(p->column + first, p->n - first, sizeof *p->column,
		    by_worth);
	n = first;
	for (size_t i = first; i < p->n; i++)
		if (n == first || by_worth(&p->column[i],
		    &p->column[n - 1]) != 0)
			p->column[n++] = p->column[i];
	p->n = n;
	for (int i = 0; i < AT_ONCE; i++)
		add_candidate(p, &nothing);
	p->first[k] = first;
	p->end[k] = p->n;
}

static void
list_candidates(struct packing *p, struct pool *const *pools, int n_pools,
    const uint64_t *free_units)
{
	const int *class = pools[0]->class;

	p->n = 0;
	for (int k = 0; k < p->slots; k++) {
		p->like_last[k] = k > 0 &&
		    class[p->route[k]] == class[p->route[k - 1]];
		if (p->like_last[k]) {
			p->first[k] = p->first[k - 1];
			p->end[k] = p->end[k - 1];
		} else {
			list_slot(p, pools, n_pools, k, free_units);
		}
	}
	p->mask = mem_grow(p->mask, p->n * (size_t)p->words, &p->cap_mask,
	    sizeof *p->mask);
	memset(p->mask, 0, p->n * (size_t)p->words * sizeof *p->mask);
	for (size_t i = 0; i < p->n; i++)
		for (int j = 0; j < p->column[i]->n; j++) {
			int u = p->column[i]->unit[j];

			p->mask[i * (size_t)p->words + (size_t)u / 64] |=
			    (uint64_t)1 << (u % 64);
		}
	p->rest[p->slots] = (struct score){0, 0, 0};
	for (int k = p->slots - 1; k >= 0; k--)
		p->rest[k] = plus(p->rest[k + 1], p->column[p->first[k]], 1);
}

/* The chosen columns replace what is on the routes; false, and everything as
 * it was, if that is no better after all. */
static bool
apply(const struct packing *p, struct solution *b)
{
	for (int k = 0; k < p->slots; k++)
		for (int i = b->route[p->route[k]].n - 2; i > 0; i--) {
			int u = b->route[p->route[k]].stop[i].unit;

			if (u != b->route[p->route[k]].stop[i - 1].unit)
				solution_take(b, u);
		}
	solution_settle(b);
	for (int k = 0; k < p->slots; k++) {
		const struct pool_column *c = p->column[p->best[k]];
		int r = p->route[k];

		for (int i = 0; i < c->n; i++)
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

static int
by_class(const struct pool *pool, int a, int b)
{
	return pool->class[a] != pool->class[b] ?
	    pool->class[a] - pool->class[b] : a - b;
}

/* Packs the routes of p->route. */
static bool
pack_routes(struct packing *p, struct pool *const *pools, int n_pools,
    struct solution *b)
{
	uint64_t free_units[80] = {0}, none[80] = {0};

	for (int w = 0; w < p->words; w++)
		free_units[w] = b->idle[w];
	for (int i = 1; i < p->slots; i++)
		for (int k = i; k > 0 && by_class(pools[0], p->route[k - 1],
		    p->route[k]) > 0; k--) {
			int r = p->route[k];

			p->route[k] = p->route[k - 1];
			p->route[k - 1] = r;
		}
	p->best_score = (struct score){0, 0, 0};
	for (int k = 0; k < p->slots; k++) {
		struct score s = route_score(b, p->route[k], free_units);

		p->best_score.pinned += s.pinned;
		p->best_score.urgency += s.urgency;
		p->best_score.cost += s.cost;
	}
	list_candidates(p, pools, n_pools, free_units);
	p->found = false;
	p->steps = 0;
	choose(p, 0, p->first[0], (struct score){0, 0, 0}, none);
	return p->found && apply(p, b);
}

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
add_slot(struct packing *p, const struct solution *b, int r)
{
	for (int k = 0; k < p->slots; k++)
		if (p->route[k] == r)
			return;
	if (r >= 0 && p->slots < AT_ONCE && may_pack(b, r))
		p->route[p->slots++] = r;
}

/* All routes, or some around a unit. */
static void
draw_slots(struct packing *p, const struct solution *b, struct rng *g)
{
	const struct model *m = b->m;
	int seed = rng_below(g, m->n_units);

	p->slots = 0;
	if (m->n_routes <= AT_ONCE)
		for (int r = 0; r < m->n_routes; r++)
			add_slot(p, b, r);
	else
		add_slot(p, b, b->where[seed]);
	for (int k = 0; k < m->n_near && p->slots < AT_ONCE; k++)
		add_slot(p, b, b->where[m->near[seed * m->n_near + k]]);
}

bool
pool_pack(struct pool *const *pools, int n_pools, struct solution *b,
    struct rng *g)
{
	struct packing p = {.m = b->m, .words = b->m->n_units / 64 + 1};
	int tries = b->m->n_routes <= AT_ONCE ? 1 : TRIES;
	bool better = false;

	for (int i = 0; i < tries && b->m->n_units > 0; i++) {
		draw_slots(&p, b, g);
		if (p.slots > 0)
			better |= pack_routes(&p, pools, n_pools, b);
	}
	free(p.column);
	free(p.mask);
	return better;
}
