#include "lib/solver/pool.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/rng.h"

enum {
	SETS = 2048, WAYS = 4,  /* the pool has SETS * WAYS columns */
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
		    ++n > POOL_LONGEST)
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

bool
pool_note_route(struct pool *pool, const struct route *route, int r)
{
	uint64_t hash = hash_route(pool, route, r);
	struct pool_column *set = pool->column + hash / 2 % SETS * WAYS, *c = set;
	int cost = (int)route->travel + pool->m->problem->wish * route->unmet;

	if (hash == 0)
		return false;
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
		return false;
	c->hash = hash;
	c->cost = cost;
	c->class = pool->class[r];
	fill(pool, c, route);
	return true;
}

void
pool_note(struct pool *pool, const struct solution *b)
{
	for (int i = 0; i < b->n_touched; i++)
		pool_note_route(pool, &b->route[b->touched[i]], b->touched[i]);
}

void
pool_note_all(struct pool *pool, const struct solution *b)
{
	for (int r = 0; r < b->m->n_routes; r++)
		pool_note_route(pool, &b->route[r], r);
}

size_t
pool_columns(const struct pool *pool, const struct pool_column **first)
{
	*first = pool->column;
	return (size_t)SETS * WAYS;
}

int
pool_class(const struct pool *pool, int r)
{
	return pool->class[r];
}
