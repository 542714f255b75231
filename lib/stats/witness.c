#include "lib/stats/witness.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/witness_parts.h"

enum { STEPS = 20 };

void
witness_free(struct witness *w)
{
	free(w->change);
	*w = (struct witness){NULL, 0, 0};
}

long long
witness_amount(const struct witness *w, size_t figure)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->change[i].figure == figure)
			return w->change[i].amount;
	return 0;
}

void
witness_change(struct witness *w, size_t figure, long long amount)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->change[i].figure == figure) {
			w->change[i].amount += amount;
			return;
		}
	w->change = mem_grow(w->change, w->n + 1, &w->cap, sizeof *w->change);
	w->change[w->n++] = (struct witness_change){figure, amount};
}

static void
try_bundles(struct witness_search *s, const struct bundle *b)
{
	s->offered[0] = s->offered[1] = false;
	for (; (b->measures != 0 || b->contact) && s->best > 0; b++)
		for (int alone = 0; alone < 2 && s->best > 0; alone++) {
			s->bundle = b;
			s->alone = alone;
			witness_search(s);
		}
}

/* Where the target is, and what the run has. */
static void
look_around(struct witness_search *s)
{
	const struct cube_table *t = cube_table(s->cube, s->table);
	const int *cell = cube_key(s->cube, (int)(s->target / MEASURES));

	for (int i = 0; i < t->n_keys; i++)
		s->key[t->key[i]] = cell[i];
	for (int i = 0; i < cube_tables(s->cube); i++) {
		unsigned keys = cube_table(s->cube, i)->keys;

		s->by_area |= (keys & BIT(KEY_AREA)) != 0;
		s->by_outcome |= (keys & BIT(KEY_OUTCOME)) != 0;
	}
	for (int i = 0; i <= OUTCOME_CANCELLED; i++)
		s->of_outcome[i] = cube_measures_of_outcome(i);
}

/* Adds what was found; what it needs costs nothing more. */
static void
take(struct witness_search *s, struct witness *w, int *cost)
{
	for (size_t i = 0; i < s->found->n; i++) {
		witness_change(w, s->found->change[i].figure,
		    s->found->change[i].amount);
		cost[s->found->change[i].figure] = 0;
		cube_add(s->cube, s->found->change[i].figure,
		    s->found->change[i].amount);
	}
	cube_shift(s->cube);
	cube_clear(s->cube);
}

/* The costs as they were; NULL: nothing has changed. */
static void
put_back(const struct witness *w, const int *before, int *cost)
{
	for (size_t i = 0; before != NULL && i < w->n; i++)
		cost[w->change[i].figure] = before[i];
}

/* Several changes of one each, one after the other. */
static long
find_in_steps(struct witness_search *s, long long amount, int *cost, long limit,
    struct witness *w)
{
	long sum = 0;
	int *before = NULL;
	size_t cap = 0;

	s->amount = 1;
	for (long long i = 0; i < amount && sum < limit; i++) {
		s->best = limit - sum;
		try_bundles(s, bundle_for(s->measure));
		if (s->best >= limit - sum) {
			sum = limit;
			break;
		}
		sum += s->best;
		for (size_t k = 0; k < s->found->n; k++)
			if (witness_amount(w, s->found->change[k].figure) == 0) {
				size_t n = w->n;

				witness_change(w, s->found->change[k].figure, 0);
				if (w->n == n)
					continue;
				before = mem_grow(before, w->n, &cap,
				    sizeof *before);
				before[n] = cost[s->found->change[k].figure];
			}
		take(s, w, cost);
	}
	cube_unshift(s->cube);
	put_back(w, before, cost);
	free(before);
	return sum;
}

long
witness_find(struct cube *c, const struct witness_wish *wish, int *cost,
    long limit, struct witness *w)
{
	struct witness_offers offers;  /* each is made before it is looked at */
	struct witness found = {NULL, 0, 0};
	struct witness_search s = {.cube = c, .offers = &offers,
	    .cost = cost, .target = wish->figure,
	    .seed = wish->seed, .effort = wish->effort,
	    .measure = (int)(wish->figure % MEASURES),
	    .amount = wish->amount, .least = wish->no_zeros,
	    .table = cube_table_of(c, (int)(wish->figure / MEASURES)),
	    .best = limit, .found = &found};
	long best;

	w->n = 0;
	look_around(&s);
	try_bundles(&s, bundle_for(s.measure));
	best = s.best;
	for (size_t i = 0; i < found.n && best < limit; i++)
		witness_change(w, found.change[i].figure, found.change[i].amount);
	if (best > 0 && wish->amount > 1 && wish->amount <= STEPS) {
		struct witness steps = {NULL, 0, 0};
		long cheaper = find_in_steps(&s, wish->amount, cost, best,
		    &steps);

		if (cheaper < best) {
			witness_free(w);
			*w = steps;
			best = cheaper;
		} else {
			witness_free(&steps);
		}
	}
	witness_free(&found);
	return best;
}
