#include "lib/recreate.h"

#include <stdlib.h>

#include "lib/mem.h"

enum { BLINK = 128, SAMPLE = 24 };

enum order { RANDOM, URGENT, DENSE, TIGHT, CHEAP, N_ORDERS };

void
recreate_init(struct recreate *c, struct board *b, struct insertion *s)
{
	*c = (struct recreate){.board = b, .insertion = s, .cap = 400};
}

void
recreate_free(struct recreate *c)
{
	free(c->key);
}

/* How long the unit's first person can be begun with, all days together. */
static uint32_t
freedom(const struct model *m, int unit)
{
	const struct span *s = &m->span[m->unit[unit].first * m->n_days];
	int64_t sum = 0;

	for (int d = 0; d < m->n_days; d++)
		if (s[d].open < FAR)
			sum += s[d].close - s[d].open + 1;
	return sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX;
}

/* What sorts a unit: the smaller, the earlier it is put. */
static uint32_t
rank(const struct recreate *c, struct rng *g, enum order order, int unit)
{
	const struct model *m = c->board->m;
	const struct unit *u = &m->unit[unit];
	uint32_t noise = (uint32_t)rng_below(g, 1 << 20);
	uint64_t worth = (uint64_t)u->urgency * ((1 << 20) + noise) / (uint64_t)u->n;

	if (u->pinned)
		return 0;
	switch (order) {
	case URGENT:
	case DENSE:
		worth >>= 20 - 12;
		return worth < UINT32_MAX - 1 ? UINT32_MAX - (uint32_t)worth : 1;
	case TIGHT:
		return freedom(m, unit) / 2 + noise / 64;
	default:
		return noise + 1;
	}
}

/* Puts candidate `unit` on the list if there is a place for it. */
static void
consider(struct recreate *c, struct rng *g, enum order order, int unit)
{
	if (!insertion_any(c->insertion, unit))
		return;
	c->key = mem_grow(c->key, c->n + 1, &c->cap_keys, sizeof *c->key);
	c->key[c->n++] = (uint64_t)rank(c, g, order, unit) << 32 |
	    (uint32_t)unit;
}

static void
list_idle(struct recreate *c, struct rng *g, enum order order)
{
	const struct board *b = c->board;
	int words = b->m->n_units / 64 + 1, seen = 0;

	for (int w = 0; w < words && seen < c->cap; w++)
		for (uint64_t x = b->idle[w]; x != 0; x &= x - 1) {
			consider(c, g, order, w * 64 + __builtin_ctzll(x));
			seen++;
		}
}

static int
by_key(const void *pa, const void *pb)
{
	const uint64_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

void
recreate_all(struct recreate *c, struct rng *g, bool plain)
{
	struct board *b = c->board;
	enum order order = plain ? URGENT : (enum order)rng_below(g, N_ORDERS);

	c->n = 0;
	for (size_t i = 0; i < b->n_moves; i++)
		consider(c, g, order, board_moved(b, i));
	list_idle(c, g, order);
	qsort(c->key, c->n, sizeof *c->key, by_key);
	for (size_t i = 0; i < c->n; i++) {
		int unit = (int)(uint32_t)c->key[i];
		struct spot spot = insertion_best(c->insertion, unit, g,
		    plain ? 0 : BLINK);

		if (spot.cost < FAR)
			insertion_put(b, unit, &spot);
	}
}
