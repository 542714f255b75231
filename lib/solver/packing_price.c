#include "lib/solver/packing_parts.h"

#include <string.h>

enum {
	ROUNDS = 160,        /* in which prices are looked for */
	DROP_EVERY = 8,      /* rounds */
	PATIENCE = 8,        /* rounds without progress until steps are halved */
};

/* The n best of a class, and the sum of what they are worth at these prices. */
static double
price_class(struct packing *p, struct slots *s)
{
	size_t best[PACKING_AT_ONCE];
	double sum = 0;
	int n = 0;

	for (size_t i = s->first; i < s->end; i++) {
		struct pick *a = &p->pick[i];
		int k;

		p->work += 1 + a->column->n / 8;
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
	step *= (p->bound - p->worth + packing_point) / (norm > 0 ? norm : 1);
	for (int u = 0; u < p->m->n_units; u++)
		if (p->units[u / 64] >> (u % 64) & 1) {
			p->price[u] += step * (p->cover[u] - 1);
			p->price[u] = p->price[u] < 0 ? 0 : p->price[u];
		}
}

void
packing_keep(struct packing *p, double worth)
{
	if (worth <= p->worth + packing_half)
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
		    packing_is_free(p, a, taken))
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
			packing_take(p, p->taken, p->taken, a);
		}
	}
	packing_keep(p, worth);
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
			    p->pick[i].reduced > p->worth + packing_half)
				p->pick[n++] = p->pick[i];
		s->end = n;
	}
}

void
packing_price_find(struct packing *p)
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
		if (p->best_bound <= p->worth + packing_half)
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
