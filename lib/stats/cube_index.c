#include "lib/stats/cube.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

/* An array may have so many times as many places as there are cells. */
enum { SPARSE = 16, SMALL = 1024 };

enum { CACHE_LINE = 64 };

/* From the least to the greatest value of each key. */
static void
measure_keys(struct cube_index *x, const struct cube_table *t)
{
	for (int i = 0; i < t->n; i++) {
		const int *key = crosstab_key(t->cells, i);

		for (int k = 0; k < t->n_keys; k++) {
			if (i == 0 || key[k] < x->low[k])
				x->low[k] = key[k];
			if (i == 0 || key[k] > x->high[k])
				x->high[k] = key[k];
		}
	}
}

/* How many places all combinations of values need; 0: too many. */
static size_t
lay_out(struct cube_index *x, const struct cube_table *t)
{
	size_t most = (size_t)t->n * SPARSE + SMALL, n = 1;

	for (int k = 0; k < t->n_keys; k++) {
		size_t values = (size_t)((long long)x->high[k] - x->low[k]) + 1;

		x->stride[k] = n;
		if (values > most / n)
			return 0;
		n *= values;
	}
	return n;
}

static void
index_table(struct cube_index *x, const struct cube_table *t)
{
	size_t n;

	measure_keys(x, t);
	n = lay_out(x, t);
	if (n == 0)
		return;
	x->node = xreallocarray(NULL, n, sizeof *x->node);
	for (size_t i = 0; i < n; i++)
		x->node[i] = -1;
	for (int i = 0; i < t->n; i++) {
		const int *key = crosstab_key(t->cells, i);
		size_t at = 0;

		for (int k = 0; k < t->n_keys; k++)
			at += (size_t)(key[k] - x->low[k]) * x->stride[k];
		x->node[at] = t->first + i;
	}
}

void
cube_index(struct cube *c)
{
	c->index = xcalloc((size_t)c->n_tables, sizeof *c->index);
	for (int i = 0; i < c->n_tables; i++)
		index_table(&c->index[i], &c->table[i]);
}

void
cube_index_free(struct cube *c)
{
	for (int i = 0; i < c->n_tables; i++)
		free(c->index[i].node);
	free(c->index);
}

static int
look_up(const struct cube_table *t, const int key[KEYS])
{
	int part[KEYS], cell;

	for (int k = 0; k < t->n_keys; k++)
		part[k] = key[t->key[k]];
	cell = crosstab_find(t->cells, part);
	return cell < 0 ? -1 : t->first + cell;
}

/* Most figures of what is found are looked at next, and lie anywhere in memory:
 * all are requested at once. */
static int
expect(const struct cube *c, int node)
{
	const char *first = (const char *)&c->figure[cube_figure(node, 0)];

	for (size_t at = 0; at < MEASURES * sizeof *c->figure; at += CACHE_LINE)
		__builtin_prefetch(first + at);
	return node;
}

/* A search for witnesses asks for nothing as often as for this. */
int
cube_find(const struct cube *c, int table, const int key[KEYS])
{
	const struct cube_table *t = &c->table[table];
	const struct cube_index *x = &c->index[table];
	size_t at = 0;

	if (x->node == NULL)
		return look_up(t, key);
	for (int k = 0; k < t->n_keys; k++) {
		int value = key[t->key[k]];

		if (value < x->low[k] || value > x->high[k])
			return -1;
		at += (size_t)(value - x->low[k]) * x->stride[k];
	}
	return x->node[at] < 0 ? -1 : expect(c, x->node[at]);
}
