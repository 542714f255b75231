#include "lib/solver/packing.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum {
	AT_ONCE = 8,         /* routes that are packed together */
	TRIES = 8,           /* draws of them, where a plan has more */
	ROUNDS = 160,        /* in which prices are looked for */
	DROP_EVERY = 8,      /* rounds */
	PATIENCE = 8,        /* rounds without progress until steps are halved */
	MOST_STEPS = 100000, /* of branch and bound */
};

/* What a point of urgency is worth, in seconds: more than plans that are
 * nearly as good as each other differ in.  And a pinned visit, in points. */
static const double point = 20000, pinned_points = 100000;

/* Worths are whole numbers: more than this is better. */
static const double half = 0.5;

/* A column that may be chosen. */
struct pick {
	const struct pool_column *column;
	double worth, reduced;  /* as it is; less the prices of its units */
	size_t mask;            /* its units, index of the first word */
};

/* The routes of one class, and what they can be filled with. */
struct slots {
	int class, n;
	int first_route;        /* its index in packing.route */
	size_t first, end;      /* picks */
	double best[AT_ONCE];   /* the n best reduced worths, 0 at least */
};

struct packing {
	const struct model *m;
	size_t words;
	double *price, *best_price;  /* [unit] */
	int *cover;             /* [unit]: how many of the best columns have it */
	uint64_t *units;        /* bits: of the routes, or idle */
	uint64_t *taken;        /* [level * words]: bits, in branch and bound */
	int route[AT_ONCE], n_routes;  /* by class */
	struct slots slots[AT_ONCE];
	int n_slots;
	double rest[AT_ONCE + 1];  /* the best of slots from here on */
	const struct pool_column **column;
	size_t n_columns, cap_columns;
	struct pick *pick;
	size_t n, cap;
	uint64_t *mask;
	size_t cap_mask;
	double bound, best_bound;
	double worth;           /* to be exceeded */
	const struct pool_column *chosen[AT_ONCE], *best[AT_ONCE];
	bool found;
	int steps;
};

struct packing *
packing_new(const struct model *m)
{
	struct packing *p = xcalloc(1, sizeof *p);
	size_t units = (size_t)m->n_units;

	p->m = m;
	p->words = units / 64 + 1;
	p->price = xcalloc(units, sizeof *p->price);
	p->best_price = xcalloc(units, sizeof *p->best_price);
	p->cover = xcalloc(units, sizeof *p->cover);
	p->units = xcalloc(p->words, sizeof *p->units);
	p->taken = xcalloc((AT_ONCE + 1) * p->words, sizeof *p->taken);
	return p;
}

void
packing_free(struct packing *p)
{
	free(p->price);
	free(p->best_price);
	free(p->cover);
	free(p->units);
	free(p->taken);
	free(p->column);
	free(p->pick);
	free(p->mask);
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
	if (r >= 0 && p->n_routes < AT_ONCE && may_pack(b, r))
		p->route[p->n_routes++] = r;
}

/* All routes, or some around a random unit. */
static void
draw_routes(struct packing *p, const struct solution *b, struct rng *g)
{
	const struct model *m = p->m;
	int seed = rng_below(g, m->n_units);

	p->n_routes = 0;
	if (m->n_routes <= AT_ONCE)
		for (int r = 0; r < m->n_routes; r++)
			add_route(p, b, r);
	else
		add_route(p, b, b->where[seed]);
	for (int k = 0; k < m->n_near && p->n_routes < AT_ONCE; k++)
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
	return (pinned * pinned_points + (double)urgency) * point -
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

static int
by_units(const void *pa, const void *pb)
{
	const struct pool_column *a = *(const struct pool_column *const *)pa,
	    *b = *(const struct pool_column *const *)pb;

	if (a->class != b->class)
		return a->class - b->class;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->cost > b->cost) - (a->cost < b->cost);
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
 * Prices.
 */

/* The n best of a class, and the sum of what they are worth at these prices. */
static double
price_class(struct packing *p, struct slots *s)
{
	size_t best[AT_ONCE];
	double sum = 0;
	int n = 0;

	for (size_t i = s->first; i < s->end; i++) {
		struct pick *a = &p->pick[i];
		int k;

		a->reduced = a->worth;
		for (k = 0; k < a->column->n; k++)
			a->reduced -= p->price[a->column->unit[k]];
		if (a->reduced <= 0 || (n == s->n &&
		    a->reduced <= s->best[n - 1]))
			continue;
		for (k = n < s->n ? n++ : n - 1; k > 0 &&
		    s->best[k - 1] < a->reduced; k--) {
			s->best[k] = s->best[k - 1];
			best[k] = best[k - 1];
		}
		s->best[k] = a->reduced;
		best[k] = i;
	}
	for (int k = 0; k < n; k++) {
		const struct pool_column *c = p->pick[best[k]].column;

		sum += s->best[k];
		for (int i = 0; i < c->n; i++)
			p->cover[c->unit[i]]++;
	}
	for (int k = n; k < s->n; k++)
		s->best[k] = 0;
	return sum;
}

/* Sets the bound at these prices, and how often each unit would be taken. */
static void
price_all(struct packing *p)
{
	p->bound = 0;
	for (int u = 0; u < p->m->n_units; u++) {
		p->cover[u] = 0;
		if (p->units[u / 64] >> (u % 64) & 1)
			p->bound += p->price[u];
	}
	p->rest[p->n_slots] = 0;
	for (int k = p->n_slots - 1; k >= 0; k--)
		p->rest[k] = p->rest[k + 1] + price_class(p, &p->slots[k]);
	p->bound += p->rest[0];
}

/* Units that nobody takes become cheaper, and those that several do dearer. */
static void
change_prices(struct packing *p, double step)
{
	int norm = 0;

	for (int u = 0; u < p->m->n_units; u++)
		if (p->cover[u] > 1 || (p->cover[u] == 0 && p->price[u] > 0 &&
		    (p->units[u / 64] >> (u % 64) & 1)))
			norm += (p->cover[u] - 1) * (p->cover[u] - 1);
	step *= (p->bound - p->worth + point) / (norm > 0 ? norm : 1);
	for (int u = 0; u < p->m->n_units; u++)
		if (p->units[u / 64] >> (u % 64) & 1) {
			p->price[u] += step * (p->cover[u] - 1);
			p->price[u] = p->price[u] < 0 ? 0 : p->price[u];
		}
}

static bool
meets(const uint64_t *a, const uint64_t *b, size_t words)
{
	uint64_t both = 0;

	for (size_t w = 0; w < words; w++)
		both |= a[w] & b[w];
	return both != 0;
}

static void
take(struct packing *p, uint64_t *to, const uint64_t *taken,
    const struct pick *a)
{
	for (size_t w = 0; w < p->words; w++)
		to[w] = taken[w] | p->mask[a->mask + w];
}

static void
keep_best(struct packing *p, double worth)
{
	if (worth <= p->worth + half)
		return;
	p->worth = worth;
	p->found = true;
	memcpy(p->best, p->chosen, sizeof p->best);
}

/* The pick of highest reduced worth that meets nothing taken; NULL. */
static const struct pick *
best_left(const struct packing *p, const struct slots *s,
    const uint64_t *taken)
{
	const struct pick *best = NULL;

	for (size_t i = s->first; i < s->end; i++) {
		const struct pick *a = &p->pick[i];

		if ((best == NULL || a->reduced > best->reduced) &&
		    !meets(&p->mask[a->mask], taken, p->words))
			best = a;
	}
	return best;
}

/* Fills the classes one after the other, beginning with the k-th, with what is
 * best at these prices. */
static void
pack_greedily(struct packing *p, int k)
{
	double worth = 0;

	memset(p->taken, 0, p->words * sizeof *p->taken);
	for (int i = 0; i < p->n_slots; i++) {
		const struct slots *s = &p->slots[(k + i) % p->n_slots];

		for (int j = 0; j < s->n; j++) {
			const struct pick *a = best_left(p, s, p->taken);

			p->chosen[s->first_route + j] = a ? a->column : NULL;
			if (a == NULL)
				continue;
			worth += a->worth;
			take(p, p->taken, p->taken, a);
		}
	}
	keep_best(p, worth);
}

/* Drops what would take the bound down to what is known: a column costs the
 * last of the best of its class. */
static void
drop_picks(struct packing *p)
{
	for (int k = 0; k < p->n_slots; k++) {
		struct slots *s = &p->slots[k];
		size_t n = s->first;

		for (size_t i = s->first; i < s->end; i++)
			if (p->bound - s->best[s->n - 1] +
			    p->pick[i].reduced > p->worth + half)
				p->pick[n++] = p->pick[i];
		s->end = n;
	}
}

/* Looks for prices that make the bound small, from those of last time. */
static void
find_prices(struct packing *p)
{
	size_t units = (size_t)p->m->n_units;
	double step = 1;
	int worse = 0;

	for (int i = 0; i < ROUNDS; i++) {
		price_all(p);
		if (i == 0 || p->bound < p->best_bound) {
			p->best_bound = p->bound;
			memcpy(p->best_price, p->price, units * sizeof(double));
			worse = 0;
		} else if (++worse == PATIENCE) {
			step /= 2;
			worse = 0;
		}
		if (p->best_bound <= p->worth + half)
			break;
		if (i % DROP_EVERY == 0) {
			pack_greedily(p, i / DROP_EVERY);
			drop_picks(p);
		}
		change_prices(p, step);
	}
	memcpy(p->price, p->best_price, units * sizeof(double));
	price_all(p);
	drop_picks(p);
}

/*
 * Branch and bound.
 */

static int
by_reduced(const void *pa, const void *pb)
{
	const struct pick *a = pa, *b = pb;

	if (a->reduced != b->reduced)
		return a->reduced > b->reduced ? -1 : 1;
	return by_units(&a->column, &b->column);
}

static void choose_next(struct packing *, int, double, double,
    const uint64_t *);

/* Chooses picks from the i-th on for the j-th route of a class and what
 * follows.  `sum` is the sum of all prices and of the reduced worths of what
 * has been chosen. */
static void
choose(struct packing *p, int k, int j, size_t i, double worth, double sum,
    const uint64_t *taken)
{
	const struct slots *s = &p->slots[k];
	uint64_t *mine = p->taken + (size_t)(s->first_route + j + 1) * p->words;

	for (; i < s->end && j < s->n; i++) {
		const struct pick *a = &p->pick[i];
		double later = a->reduced > 0 ? a->reduced : 0;

		/* Alike routes take columns in falling order. */
		if (--p->steps < 0 || sum + a->reduced + later *
		    (s->n - j - 1) + p->rest[k + 1] <= p->worth + half)
			break;
		if (meets(&p->mask[a->mask], taken, p->words))
			continue;
		take(p, mine, taken, a);
		p->chosen[s->first_route + j] = a->column;
		choose(p, k, j + 1, i + 1, worth + a->worth,
		    sum + a->reduced, mine);
	}
	for (; j < s->n; j++)
		p->chosen[s->first_route + j] = NULL;
	choose_next(p, k + 1, worth, sum, taken);
}

static void
choose_next(struct packing *p, int k, double worth, double sum,
    const uint64_t *taken)
{
	if (p->steps < 0 || sum + p->rest[k] <= p->worth + half)
		return;
	if (k == p->n_slots)
		keep_best(p, worth);
	else
		choose(p, k, 0, p->slots[k].first, worth, sum, taken);
}

static void
search(struct packing *p)
{
	if (p->bound <= p->worth + half)
		return;
	for (int k = 0; k < p->n_slots; k++) {
		struct slots *s = &p->slots[k];

		if (s->end > s->first)
			qsort(p->pick + s->first, s->end - s->first,
			    sizeof *p->pick, by_reduced);
	}
	p->steps = MOST_STEPS;
	memset(p->taken, 0, p->words * sizeof *p->taken);
	choose_next(p, 0, 0, p->bound - p->rest[0], p->taken);
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
	find_prices(p);
	search(p);
	return p->found && apply(p, b);
}

bool
packing_improve(struct packing *p, struct pool *const *pools, int n_pools,
    struct solution *b, struct rng *g)
{
	int tries = p->m->n_routes <= AT_ONCE ? 1 : TRIES;
	bool better = false;

	list_columns(p, pools, n_pools);
	for (int i = 0; i < tries && p->m->n_units > 0; i++) {
		draw_routes(p, b, g);
		if (p->n_routes > 0)
			better |= pack_routes(p, pools[0], b);
	}
	return better;
}
