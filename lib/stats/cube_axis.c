#include "lib/stats/cube.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

static void
collect(const struct cube *c, struct cube_axis *a)
{
	struct crosstab *seen = crosstab_new(a->n_keys, 1);
	size_t cap = 0;

	for (int i = 0; i < c->n_tables; i++) {
		const struct cube_table *t = &c->table[i];

		if ((t->implied & a->keys) != a->keys)
			continue;
		for (int k = 0; k < t->n; k++) {
			int key[KEYS] = {0}, part[KEYS];

			if (!c->somebody[t->first + k] && cube_value(c,
			    cube_figure(t->first + k,
			    MEASURE_PERSONS_REFERRED)) == 0)
				continue;  /* a row of --every */
			cube_spread(c, t, crosstab_key(t->cells, k), key);
			for (int j = 0; j < a->n_keys; j++)
				part[j] = key[a->key[j]];
			crosstab_cell(seen, part);
		}
	}
	a->n = crosstab_cells(seen);
	a->value = mem_grow(NULL, (size_t)(a->n * a->n_keys) + 1, &cap,
	    sizeof *a->value);
	for (int i = 0; i < a->n; i++)
		memcpy(&a->value[i * a->n_keys], crosstab_key(seen, i),
		    (size_t)a->n_keys * sizeof *a->value);
	crosstab_free(seen);
}

static void
add_axis(struct cube *c, unsigned keys)
{
	struct cube_axis *a = &c->axis[c->n_axes];

	if (keys == 0)
		return;
	a->keys = keys;
	for (int k = 0; k < KEYS; k++)
		if (keys & BIT(k))
			a->key[a->n_keys++] = k;
	collect(c, a);
	c->n_axes++;
}

void
cube_find_axes(struct cube *c, unsigned keys)
{
	unsigned times = keys & (TIMES | BIT(KEY_WEEK)), one;

	add_axis(c, times);
	add_axis(c, keys & STAFF);
	for (int k = 0; k < KEYS; k++) {
		one = keys & BIT(k) & ~(TIMES | BIT(KEY_WEEK) | STAFF |
		    BIT(KEY_OUTCOME));
		add_axis(c, one);
	}
}

void
cube_order(struct cube *c, int axis, const int *order)
{
	struct cube_axis *a = &c->axis[axis];
	size_t keys = (size_t)a->n_keys;
	int *value = xcalloc((size_t)a->n * keys + 1, sizeof *value);

	cube_lines_free(c);
	for (int i = 0; i < a->n; i++)
		memcpy(value + (size_t)i * keys,
		    a->value + (size_t)order[i] * keys, keys * sizeof *value);
	free(a->value);
	a->value = value;
}
