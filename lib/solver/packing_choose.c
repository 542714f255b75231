#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/packing_parts.h"

/* A plan with many routes is packed in many places, so each has less time. */
enum {
	MOST_STEPS = 4000000,
	FEWER_STEPS = 100000,
	STEPS_OF_WORK = 16, /* see packing_work() */
	FIRST_SHARE = 64, SHARES = 8,  /* see packing_choose() */
};

static int
by_reduced(const void *pa, const void *pb)
{
	const struct pick *a = pa, *b = pb;

	if (a->reduced != b->reduced)
		return a->reduced > b->reduced ? -1 : 1;
	return packing_by_units(a->column, b->column);
}

static void choose_next(struct packing *, int, double, double,
    const uint64_t *);

/* The picks of a list that meet nothing taken. */
static size_t
list_free(struct packing *p, size_t *to, const size_t *list, size_t n,
    const uint64_t *taken)
{
	size_t left = 0;

	p->steps -= (int)n;
	for (size_t i = 0; i < n; i++) {
		to[left] = list[i];
		left += packing_is_free(p, &p->pick[list[i]], taken);
	}
	return left;
}

/* What the next n picks of a list are worth at most. */
static double
best_of(const struct packing *p, const size_t *list, size_t n, int most)
{
	double sum = 0;

	for (size_t i = 0; i < n && i < (size_t)most; i++) {
		double reduced = p->pick[list[i]].reduced;

		sum += reduced > 0 ? reduced : 0;
	}
	return sum;
}

/* The prices of units that nothing in the list has, and nothing taken: paid for
 * nothing. */
static double
lost(const struct packing *p, const size_t *list, size_t n,
    const uint64_t *taken, uint64_t *covered)
{
	double sum = 0;

	memcpy(covered, taken, p->words * sizeof *covered);
	for (size_t i = 0; i < n; i++)
		packing_take(p, covered, covered, &p->pick[list[i]]);
	for (size_t w = 0; w < p->words; w++)
		for (uint64_t x = p->units[w] & ~covered[w]; x != 0; x &= x - 1)
			sum += p->price[w * 64 + (size_t)__builtin_ctzll(x)];
	return sum;
}

/* Chooses picks of the list for the j-th route of a class and what follows.
 * `sum` is the sum of all prices and of the reduced worths of what has been
 * chosen.  Alike routes take columns in the order of the list. */
static void
choose(struct packing *p, int k, int j, const size_t *list, size_t n,
    double worth, double sum, const uint64_t *taken)
{
	const struct slots *s = &p->slots[k];
	int left = s->n - j;
	size_t level = (size_t)(s->first_route + j + 1);
	uint64_t *mine = p->taken + level * p->words;
	size_t *next = p->list + level * p->n;
	double less = k + 1 == p->n_slots && left > 1 ?
	    lost(p, list, n, taken, mine) : 0;

	for (size_t i = 0; i < n && left > 0; i++) {
		const struct pick *a = &p->pick[list[i]];

		if (--p->steps < 0 || sum - less + p->rest[k + 1] +
		    best_of(p, list + i, n - i, left) <=
		    p->worth + packing_half)
			break;
		if (!packing_is_free(p, a, taken))
			continue;
		packing_take(p, mine, taken, a);
		p->chosen[s->first_route + j] = a->column;
		choose(p, k, j + 1, next, left > 1 ? list_free(p, next,
		    list + i + 1, n - i - 1, mine) : 0, worth + a->worth,
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
	const struct slots *s = &p->slots[k];

	if (p->steps < 0 || sum + p->rest[k] <= p->worth + packing_half)
		return;
	if (k == p->n_slots)
		packing_keep(p, worth);
	else
		choose(p, k, 0, p->all + s->first, s->end - s->first, worth,
		    sum, taken);
}

static void
sort_picks(struct packing *p)
{
	for (int k = 0; k < p->n_slots; k++) {
		struct slots *s = &p->slots[k];

		if (s->end > s->first)
			qsort(p->pick + s->first, s->end - s->first,
			    sizeof *p->pick, by_reduced);
	}
	p->list = mem_grow(p->list, (PACKING_AT_ONCE + 2) * p->n, &p->cap_list,
	    sizeof *p->list);
	p->all = p->list + (PACKING_AT_ONCE + 1) * p->n;
	for (size_t i = 0; i < p->n; i++)
		p->all[i] = i;
}

/* The best choice that is worth more than this. */
static void
choose_above(struct packing *p, double worth, int most)
{
	p->worth = worth;
	p->steps = most;
	memset(p->taken, 0, p->words * sizeof *p->taken);
	choose_next(p, 0, 0, p->bound - p->rest[0], p->taken);
	p->work += (most - p->steps) / STEPS_OF_WORK;
}

/* With few routes, first looks for what is nearly as good as the bound, which
 * takes few steps: hardly any columns can be a part of that. */
void
packing_choose(struct packing *p)
{
	double known = p->worth;
	bool found = p->found, few = p->m->n_routes <= PACKING_AT_ONCE;

	if (p->bound <= p->worth + packing_half)
		return;
	sort_picks(p);
	p->found = false;
	for (int share = few ? FIRST_SHARE : 1; share > 0 && !p->found;
	    share /= SHARES)
		choose_above(p, share == 1 ? known : p->bound -
		    (p->bound - known) / share,
		    few ? MOST_STEPS : FEWER_STEPS);
	if (!p->found)
		p->worth = known;
	p->found |= found;
}
