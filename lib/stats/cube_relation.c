#include "lib/stats/cube.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

/* A worker has one, so a worker's cells are part of the funder's. */
static void
set_funder(struct cube *c, int worker, int funder)
{
	if (c->funder[worker] >= 0 && c->funder[worker] != funder)
		c->several = true;
	c->funder[worker] = funder;
}

void
cube_find_funders(struct cube *c)
{
	size_t cap = 0;

	for (int i = 0; i < c->n_tables; i++) {
		const struct cube_table *t = &c->table[i];

		if ((t->keys & STAFF) != STAFF)
			continue;
		for (int k = 0; k < t->n; k++) {
			const int *key = crosstab_key(t->cells, k);
			int w = 0;

			if (!c->somebody[t->first + k])
				continue;  /* it may be another's funder */
			while (t->key[w] != KEY_WORKER)
				w++;
			c->funder = mem_grow(c->funder, (size_t)key[w] + 1,
			    &cap, sizeof *c->funder);
			while (c->n_funder <= key[w])
				c->funder[c->n_funder++] = -1;
			set_funder(c, key[w], key[w + 1]);
		}
	}
	for (int i = 0; i < c->n_tables && c->several; i++)
		if (!(c->table[i].keys & BIT(KEY_FUNDER)))
			c->table[i].implied &= ~BIT(KEY_FUNDER);
}

void
cube_spread(const struct cube *c, const struct cube_table *t, const int *cell,
    int key[KEYS])
{
	for (int i = 0; i < t->n_keys; i++)
		key[t->key[i]] = cell[i];
	if (t->keys & BIT(KEY_MONTH))
		key[KEY_QUARTER] = key[KEY_MONTH] / 3;
	if (t->implied & BIT(KEY_QUARTER))
		key[KEY_YEAR] = key[KEY_QUARTER] / 4;
	if (t->implied & BIT(KEY_FUNDER) && !(t->keys & BIT(KEY_FUNDER)) &&
	    key[KEY_WORKER] < c->n_funder &&
	    c->funder[key[KEY_WORKER]] >= 0)
		key[KEY_FUNDER] = c->funder[key[KEY_WORKER]];
}

/* false: a cell of the child has none above it (nobody was counted there). */
static bool
link_cells(const struct cube *c, struct relation *r)
{
	const struct cube_table *p = &c->table[r->parent];
	const struct cube_table *t = &c->table[r->child];

	r->up = xcalloc((size_t)t->n + 1, sizeof *r->up);
	r->first = xcalloc((size_t)p->n + 2, sizeof *r->first);
	r->list = xcalloc((size_t)t->n + 1, sizeof *r->list);
	for (int i = 0; i < t->n; i++) {
		int key[KEYS] = {0};

		cube_spread(c, t, crosstab_key(t->cells, i), key);
		r->up[i] = cube_find(c, r->parent, key);
		if (r->up[i] < 0)
			return false;
		r->first[r->up[i] - p->first + 2]++;
	}
	for (int i = 0; i < p->n; i++)
		r->first[i + 2] += r->first[i + 1];
	for (int i = 0; i < t->n; i++)
		r->list[r->first[r->up[i] - p->first + 1]++] = t->first + i;
	return true;
}

static void
add_children(const struct cube *c, const struct relation *r, int parent,
    struct relation_sum *s)
{
	for (int k = r->first[parent]; k < r->first[parent + 1]; k++)
		for (int m = 0; m < MEASURES; m++) {
			long long value = c->figure[cube_figure(r->list[k], m)].value;

			s->sum[m] += value;
			if (s->most[m] < value)
				s->most[m] = value;
		}
}

static void
sum_children(const struct cube *c, struct relation *r)
{
	int n = c->table[r->parent].n;
	size_t cap = 0;

	r->big = xcalloc((size_t)n + 1, sizeof *r->big);
	for (int i = 0; i < n; i++) {
		r->big[i] = -1;
		if (r->first[i + 1] - r->first[i] <= RELATION_FEW)
			continue;
		r->sums = mem_grow(r->sums, (size_t)r->n_sums + 1, &cap,
		    sizeof *r->sums);
		r->sums[r->n_sums] = (struct relation_sum){{0}, {0}};
		add_children(c, r, i, &r->sums[r->n_sums]);
		r->big[i] = r->n_sums++;
	}
}

void
cube_relate_change(struct cube *c, size_t figure, long long amount)
{
	int node = (int)(figure / MEASURES), m = (int)(figure % MEASURES);
	int table = c->table_of[node];

	for (int i = 0; i < c->n_relations; i++) {
		struct relation *r = &c->relation[i];
		int big;

		if (r->child != table)
			continue;
		big = r->big[r->up[node - c->table[table].first] -
		    c->table[r->parent].first];
		if (big < 0)
			continue;
		r->sums[big].sum[m] += amount;
		if (r->sums[big].most[m] < c->figure[figure].value)
			r->sums[big].most[m] = c->figure[figure].value;
	}
}

static void
relation_free(struct relation *r)
{
	free(r->up);
	free(r->first);
	free(r->list);
	free(r->big);
	free(r->sums);
}

void
cube_relate_free(struct cube *c)
{
	for (int i = 0; i < c->n_relations; i++)
		relation_free(&c->relation[i]);
	free(c->relation);
}

/* Of tables with the same cells the one with fewer keys is the parent. */
static bool
finer(const struct cube *c, int parent, int child)
{
	const struct cube_table *p = &c->table[parent];
	const struct cube_table *t = &c->table[child];

	if ((p->implied & t->implied) != p->implied)
		return false;
	if (p->implied != t->implied)
		return true;
	return p->n_keys != t->n_keys ? p->n_keys < t->n_keys : p < t;
}

static bool
one_between(const struct cube *c, int parent, int child)
{
	for (int i = 0; i < c->n_tables; i++)
		if (i != parent && i != child && finer(c, parent, i) &&
		    finer(c, i, child) &&
		    c->table[i].implied != c->table[parent].implied &&
		    c->table[i].implied != c->table[child].implied)
			return true;
	return false;
}

void
cube_relate(struct cube *c)
{
	size_t cap = 0;

	for (int p = 0; p < c->n_tables; p++)
		for (int t = 0; t < c->n_tables; t++) {
			struct relation *r;

			if (p == t || !finer(c, p, t) || one_between(c, p, t))
				continue;
			c->relation = mem_grow(c->relation,
			    (size_t)c->n_relations + 1, &cap,
			    sizeof *c->relation);
			r = &c->relation[c->n_relations];
			*r = (struct relation){.parent = p, .child = t,
			    .keys = c->table[t].implied &
			    ~c->table[p].implied};
			if (link_cells(c, r)) {
				sum_children(c, r);
				c->n_relations++;
			} else {
				relation_free(r);
			}
		}
}
