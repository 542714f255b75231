#include <stdlib.h>
#include <string.h>

#include "lib/solver/packing_parts.h"

enum { MOST_STEPS = 100000 };

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
		    (s->n - j - 1) + p->rest[k + 1] <= p->worth + packing_half)
			break;
		if (!packing_is_free(p, a, taken))
			continue;
		packing_take(p, mine, taken, a);
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
	if (p->steps < 0 || sum + p->rest[k] <= p->worth + packing_half)
		return;
	if (k == p->n_slots)
		packing_keep(p, worth);
	else
		choose(p, k, 0, p->slots[k].first, worth, sum, taken);
}

void
packing_choose(struct packing *p)
{
	if (p->bound <= p->worth + packing_half)
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
