#include "lib/stats/cube.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stats/cube_parts.h"

/* Of a cell's key, what belongs to the axis, or all the rest. */
static int
part(const struct cube_table *t, const struct cube_axis *a, bool of_axis,
    const int key[KEYS], int to[KEYS])
{
	int n = 0;

	for (int i = 0; i < t->n_keys; i++)
		if (((a->keys & BIT(t->key[i])) != 0) == of_axis)
			to[n++] = key[t->key[i]];
	return n;
}

static void
find_values(const struct cube_table *t, const struct cube_axis *a,
    struct cube_lines *l)
{
	int key[KEYS] = {0}, to[KEYS];

	l->as = crosstab_new(part(t, a, true, key, to), 1);
	l->head = xcalloc((size_t)a->n + 1, sizeof *l->head);
	l->next = xcalloc((size_t)a->n + 1, sizeof *l->next);
	for (int i = 0; i < a->n; i++)
		l->head[i] = -1;
	for (int i = a->n - 1; i >= 0; i--) {
		int as;

		for (int k = 0; k < a->n_keys; k++)
			key[a->key[k]] = a->value[i * a->n_keys + k];
		part(t, a, true, key, to);
		as = crosstab_cell(l->as, to);
		l->next[i] = l->head[as];
		l->head[as] = i;
	}
}

struct placed {
	int line;
	struct cube_spot spot;
};

static int
by_line(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) :
	    (x->spot.value > y->spot.value) - (x->spot.value < y->spot.value);
}

static struct placed *
place(const struct cube *c, const struct cube_table *t,
    const struct cube_axis *a, struct cube_lines *l, size_t *n)
{
	size_t cap = 1;
	struct placed *placed = xcalloc(cap, sizeof *placed);

	for (int i = 0; i < t->n; i++) {
		int key[KEYS] = {0}, to[KEYS], line, as;

		cube_spread(c, t, crosstab_key(t->cells, i), key);
		part(t, a, false, key, to);
		line = crosstab_cell(l->key, to);
		part(t, a, true, key, to);
		as = crosstab_find(l->as, to);
		for (int k = as < 0 ? -1 : l->head[as]; k >= 0; k = l->next[k]) {
			placed = mem_grow(placed, *n + 1, &cap, sizeof *placed);
			placed[(*n)++] = (struct placed){line, {k, t->first + i}};
		}
	}
	return placed;
}

static void
find_lines(const struct cube *c, const struct cube_table *t,
    const struct cube_axis *a, struct cube_lines *l)
{
	int key[KEYS] = {0}, to[KEYS], last = 0;
	struct placed *placed;
	size_t n = 0;

	l->key = crosstab_new(part(t, a, false, key, to), 1);
	find_values(t, a, l);
	placed = place(c, t, a, l, &n);
	qsort(placed, n, sizeof *placed, by_line);
	l->spot = xcalloc(n + 1, sizeof *l->spot);
	l->first = xcalloc((size_t)crosstab_cells(l->key) + 1, sizeof *l->first);
	for (size_t i = 0; i < n; i++) {
		l->spot[i] = placed[i].spot;
		while (last < placed[i].line)
			l->first[++last] = (int)i;
	}
	while (last < crosstab_cells(l->key))
		l->first[++last] = (int)n;
	free(placed);
}

static const struct cube_lines *
lines(struct cube *c, int table, int axis)
{
	struct cube_lines *l;

	if (c->lines == NULL)
		c->lines = xcalloc((size_t)c->n_tables * KEYS, sizeof *c->lines);
	l = &c->lines[table * KEYS + axis];
	if (l->key == NULL)
		find_lines(c, &c->table[table], &c->axis[axis], l);
	return l;
}

int
cube_values(struct cube *c, int table, int axis, const int key[KEYS],
    int *value, int most)
{
	const struct cube_lines *l = lines(c, table, axis);
	int to[KEYS], as, n = 0;

	part(&c->table[table], &c->axis[axis], true, key, to);
	as = crosstab_find(l->as, to);
	for (int i = as < 0 ? -1 : l->head[as]; i >= 0 && n < most; i = l->next[i])
		value[n++] = i;
	return n;
}

struct cube_line
cube_line(struct cube *c, int table, int axis, const int key[KEYS])
{
	const struct cube_lines *l = lines(c, table, axis);
	int to[KEYS], line;

	part(&c->table[table], &c->axis[axis], false, key, to);
	line = crosstab_find(l->key, to);
	if (line < 0)
		return (struct cube_line){NULL, 0};
	return (struct cube_line){l->spot + l->first[line],
	    l->first[line + 1] - l->first[line]};
}

void
cube_lines_free(struct cube *c)
{
	for (int i = 0; c->lines != NULL && i < c->n_tables * KEYS; i++) {
		if (c->lines[i].key != NULL) {
			crosstab_free(c->lines[i].key);
			crosstab_free(c->lines[i].as);
		}
		free(c->lines[i].head);
		free(c->lines[i].next);
		free(c->lines[i].spot);
		free(c->lines[i].first);
	}
	free(c->lines);
	c->lines = NULL;
}
