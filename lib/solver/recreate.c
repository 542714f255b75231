#include "lib/solver/recreate.h"

#include <stdlib.h>

#include "lib/base/mem.h"

enum {
	FEW = 2,           /* so many idle units are all tried, see list_idle() */
	AROUND = 15,       /* so many neighbours of a seed are tried if idle */
	THOROUGH_IN = 32,
	RANDOM_IN = 24,
	EIGHTHS = 8,
	BY_WORTH = 3,      /* of the steps if worth_too */
	URGENT_IN = 8,     /* so often of the others by urgency alone */
	WORTH_SCALE = 128,
	NO_DETOUR = 20,    /* seconds: two visits in one house are not for free */
};

enum unit_order { DENSE, URGENT, RANDOM, TIGHT, REMOTE, WORTH };

void
recreate_init(struct recreate *c, struct solution *b, struct insertion *s)
{
	*c = (struct recreate){.board = b, .insertion = s,
	    .hopeful = b->m->n_units};
}

void
recreate_free(struct recreate *c)
{
	free(c->key);
	free(c->spare);
}

/* Urgency per second that a visit takes where it is cheapest now; 0 if there is
 * no place. */
static double
worth(const struct recreate *c, int unit)
{
	const struct unit *u = &c->board->m->unit[unit];
	int cost = insertion_best(c->insertion, unit).cost, takes;

	takes = cost < FAR ? cost + u->seconds + NO_DETOUR : FAR;
	return cost < FAR ? (double)u->urgency / (takes > 1 ? takes : 1) : 0;
}

static uint32_t
by_worth(double worth)
{
	double scaled = worth * WORTH_SCALE;

	return UINT32_MAX - (scaled < UINT32_MAX - 1 ? (uint32_t)scaled :
	    UINT32_MAX - 1);
}

/* The sort key of a unit; the smallest is inserted first.  By urgency per second
 * that it takes at least, or takes now; by urgency per person, by how few hours
 * it can be visited, or by distance from home, each with up to an eighth of
 * noise; or at random. */
static uint32_t
rank(const struct recreate *c, struct rng *g, enum unit_order order, int unit)
{
	const struct unit *u = &c->board->m->unit[unit];
	uint32_t noise = (uint32_t)rng_below(g, 1 << 10);
	uint32_t more = 8 * (1 << 10) + noise;

	if (u->pinned)
		return 0;
	switch (order) {
	case RANDOM:
		return (noise << 10) + 1;
	case TIGHT:
		return (uint32_t)(u->choice * more >> 13) + 1;
	case WORTH:
		return by_worth(worth(c, unit) * more);
	case URGENT:
		return UINT32_MAX - (uint32_t)(u->urgent * more >> 13);
	case REMOTE:
		return UINT32_MAX - (uint32_t)(u->remote * more >> 13);
	default:
		return UINT32_MAX - (uint32_t)(u->dense * more >> 13);
	}
}

/* A random order is good for travel and bad for urgency, but without any the
 * search would never leave what is greedy at every step.  If all have a place,
 * urgency does not matter, and units that are hard to place come first. */
static enum unit_order
draw_order(const struct recreate *c, struct rng *g)
{
	static const enum unit_order if_all[] = {RANDOM, RANDOM, RANDOM, RANDOM,
	    TIGHT, TIGHT, REMOTE, DENSE};

	if (c->board->n_idle == 0)
		return if_all[rng_below(g, 8)];
	if (c->worth_too && rng_below(g, EIGHTHS) < BY_WORTH)
		return WORTH;
	if (c->urgent_too && rng_once_in(g, URGENT_IN))
		return URGENT;
	return rng_once_in(g, RANDOM_IN) ? RANDOM : DENSE;
}

static void
consider(struct recreate *c, struct rng *g, enum unit_order order, int unit)
{
	c->key = mem_grow(c->key, c->n + 1, &c->cap_keys, sizeof *c->key);
	c->key[c->n++] = (uint64_t)rank(c, g, order, unit) << 32 |
	    (uint32_t)unit;
}

/* A random word in which one bit in 2^thin is set. */
static uint64_t
thinned(struct rng *g, int thin)
{
	uint64_t x = UINT64_MAX;

	while (thin-- > 0)
		x &= rng_next(g);
	return x;
}

/* A sample of the accepted plan's idle units: all of the most urgent ones, half
 * of the next ones, then a quarter, and so on.  Most of them have no chance in
 * most steps, and trying them all would be most of a step's time. */
static void
list_idle(struct recreate *c, struct rng *g, enum unit_order order, bool all)
{
	const struct solution *b = c->board;
	int words = b->m->n_units / 64 + 1, seen = 0, thin = 0;

	for (int w = 0; w < words; w++) {
		uint64_t x = b->idle[w];

		if (x == 0)
			continue;
		while (!all && seen >= FEW << thin)
			thin++;
		seen += __builtin_popcountll(x);
		for (x &= thinned(g, thin); x != 0; x &= x - 1)
			consider(c, g, order, w * 64 + __builtin_ctzll(x));
	}
}

/* Bucket sort, then insertion sort: the keys are many, evenly spread, and sorted
 * in every step. */
static void
sort_keys(struct recreate *c)
{
	enum { BUCKETS = 32 };
	unsigned end[BUCKETS] = {0};
	uint64_t lo = UINT64_MAX, hi = 0, *a = c->key, *b;
	unsigned sum = 0;
	double scale;

	c->spare = mem_grow(c->spare, c->n, &c->cap_spare, sizeof *c->spare);
	b = c->spare;
	for (size_t i = 0; i < c->n; i++) {
		lo = a[i] < lo ? a[i] : lo;
		hi = a[i] > hi ? a[i] : hi;
	}
	scale = (BUCKETS - 1) / ((double)(hi - lo) + 1);
	for (size_t i = 0; i < c->n; i++)
		end[(unsigned)((double)(a[i] - lo) * scale)]++;
	for (unsigned k = 0; k < BUCKETS; k++) {
		unsigned n = end[k];

		end[k] = sum;
		sum += n;
	}
	for (size_t i = 0; i < c->n; i++)
		b[end[(unsigned)((double)(a[i] - lo) * scale)]++] = a[i];
	for (size_t i = 0; i < c->n; i++) {
		size_t j = i;

		for (; j > 0 && a[j - 1] > b[i]; j--)
			a[j] = a[j - 1];
		a[j] = b[i];
	}
}

/* Hopeful idle units near the seed: they have the best chances in the gaps just
 * made. */
static void
list_near(struct recreate *c, struct rng *g, enum unit_order order, int seed)
{
	const struct solution *b = c->board;
	const struct model *m = b->m;

	for (int k = -1; k < AROUND && k < m->n_near; k++) {
		int u = k < 0 ? seed : m->near[seed * m->n_near + k];

		if (u < c->hopeful && (b->idle[u / 64] >> (u % 64) & 1))
			consider(c, g, order, u);
	}
}

/* The longest detour that is accepted in this step: any, or between 1/12 and
 * 7/12 of what a visit takes.  The fewer units are idle, the less often there
 * is a limit. */
static int
limit(const struct recreate *c, struct rng *g)
{
	int idle = c->board->n_idle, visited = c->board->m->n_units - idle;

	if (idle == 0 || rng_once_in(g, 2) ||
	    (idle < visited && rng_below(g, visited) >= idle))
		return FAR;
	return c->per_visit / 12 + rng_below(g, c->per_visit / 2 + 1);
}

/* Inserts the listed units, best first; a unit may be listed twice. */
static void
put_listed(struct recreate *c, int most)
{
	struct solution *b = c->board;

	if (c->n > 1)
		sort_keys(c);
	for (size_t i = 0; i < c->n; i++) {
		int unit = (int)(uint32_t)c->key[i];
		struct spot spot;

		if (b->where[unit] >= 0)
			continue;
		spot = insertion_best(c->insertion, unit);
		if (spot.cost < (b->m->unit[unit].pinned ? FAR : most))
			insertion_put(b, unit, &spot);
	}
	c->n = 0;
}

void
recreate_around(struct recreate *c, struct rng *g, int seed)
{
	struct solution *b = c->board;
	enum unit_order order = draw_order(c, g);

	c->insertion->blinks = g;
	c->insertion->thorough = rng_once_in(g, THOROUGH_IN);
	if (b->m->problem->share > 0)
		c->insertion->share = b->m->problem->share * rng_below(g, 4);
	for (size_t i = 0; i < b->n_moves; i++)
		consider(c, g, order, solution_moved(b, i));
	list_idle(c, g, order, false);
	list_near(c, g, order, seed);
	put_listed(c, limit(c, g));
}

void
recreate_all(struct recreate *c, struct rng *g)
{
	c->insertion->blinks = NULL;
	c->insertion->share = c->board->m->problem->share;
	c->insertion->thorough = true;
	list_idle(c, g, DENSE, true);
	put_listed(c, FAR);
}
