#include "lib/stats/cube.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"
#include "lib/stats/cube_parts.h"

const unsigned cube_loose[MEASURES] = {
	[MEASURE_VISITS] = STAFF,
	[MEASURE_OUTCOME] = STAFF, STAFF, STAFF, STAFF, STAFF, STAFF, STAFF,
	STAFF,
	[MEASURE_PERSONS_VISITED] = PERSONS_OVERLAP,
	[MEASURE_PERSONS_REACHED] = PERSONS_OVERLAP,
	[MEASURE_FIRST_CONTACTS] = STAFF,
	[MEASURE_REACTION] = STAFF, STAFF, STAFF,
	[MEASURE_OFFERS_MADE] = STAFF,
	[MEASURE_OFFERS_ACCEPTED] = STAFF,
	[MEASURE_HEALTH_ACCEPTED] = STAFF,
	[MEASURE_CUTS_THREATENED] = STAFF,
	[MEASURE_CUTS_AVERTED] = STAFF,
	[MEASURE_CAME_BACK] = PERSONS_OVERLAP,
	[MEASURE_PERSONS_REFERRED] = PERSONS_OVERLAP,
	[MEASURE_HOUSEHOLDS_VISITED] = BIT(KEYS) - 1,
	[MEASURE_CAME_BACK_NEXT] = PERSONS_OVERLAP,
	[MEASURE_PERSONS_WITH_CAUSE] = PERSONS_OVERLAP,
};

bool
cube_measure_of_outcome(int measure, int outcome)
{
	bool visit = outcome <= OUTCOME_ABORTED;
	bool reached = outcome == OUTCOME_MET ||
	    outcome == OUTCOME_SELF_REPORTED;

	if (measure >= MEASURE_OUTCOME &&
	    measure <= MEASURE_OUTCOME + OUTCOME_CANCELLED)
		return measure == MEASURE_OUTCOME + outcome;
	switch (measure) {
	case MEASURE_VISITS: case MEASURE_PERSONS_VISITED:
	case MEASURE_HOUSEHOLDS_VISITED:
		return visit;
	case MEASURE_PERSONS_REACHED: case MEASURE_FIRST_CONTACTS:
	case MEASURE_CAME_BACK: case MEASURE_CAME_BACK_NEXT:
		return reached;
	case MEASURE_CUTS_THREATENED: case MEASURE_CUTS_AVERTED:
		return outcome != OUTCOME_CANCELLED;
	default:
		return true;
	}
}

unsigned
cube_measures_of_outcome(int outcome)
{
	unsigned bits = 0;

	for (int m = 0; m < MEASURES; m++)
		if (cube_measure_of_outcome(m, outcome))
			bits |= BIT(m);
	return bits;
}

static unsigned
implied_by(unsigned keys)
{
	if (keys & BIT(KEY_MONTH))
		keys |= BIT(KEY_QUARTER);
	if (keys & BIT(KEY_QUARTER))
		keys |= BIT(KEY_YEAR);
	if (keys & BIT(KEY_WORKER))
		keys |= BIT(KEY_FUNDER);
	return keys;
}

static void
add_table(struct cube *c, const struct tally *t, const struct tally_options *o,
    int i, bool printed)
{
	struct cube_table *table = &c->table[i];

	*table = (struct cube_table){.cells = tally_table(t, i),
	    .keys = o->table[i], .implied = implied_by(o->table[i]),
	    .measures = tally_measures(t, i), .printed = printed,
	    .first = c->n_nodes};
	for (int k = 0; k < KEYS; k++)
		if (o->table[i] & BIT(k))
			table->key[table->n_keys++] = k;
	table->n = crosstab_cells(table->cells);
	c->n_nodes += table->n;
}

static bool
anybody(const struct cube_table *t, int cell)
{
	unsigned usual = measure_usual(t->keys);

	for (int m = 0; m < MEASURES; m++)
		if (usual & BIT(m) && tally_persons(t->cells, cell, m) > 0)
			return true;
	return false;
}

static void
fill_node(struct cube *c, const struct cube_table *t, int cell)
{
	struct figure *f = &c->figure[cube_figure(t->first + cell, 0)];

	for (int m = 0; m < MEASURES; m++)
		f[m].value = !(t->measures & BIT(m)) ? 0 :
		    tally_quartile(m) > 0 ? tally_persons(t->cells, cell, m) :
		    tally_value(t->cells, cell, m);
	c->somebody[t->first + cell] = anybody(t, cell);
}

static void
fill_nodes(struct cube *c)
{
	size_t n = (size_t)c->n_nodes;

	c->table_of = xcalloc(n, sizeof *c->table_of);
	c->somebody = xcalloc(n, sizeof *c->somebody);
	c->stamp = xcalloc(n, sizeof *c->stamp);
	c->figure = xcalloc(n * MEASURES, sizeof *c->figure);
	for (int i = 0; i < c->n_tables; i++)
		for (int k = 0; k < c->table[i].n; k++) {
			c->table_of[c->table[i].first + k] = i;
			fill_node(c, &c->table[i], k);
		}
}

/* The area of which something was accepted that counts as health. */
static void
find_health(struct cube *c)
{
	size_t cap = 0;

	for (int i = 0; i < c->n_tables; i++) {
		const struct cube_table *t = &c->table[i];
		int at = 0;

		if (!(t->keys & BIT(KEY_AREA)))
			continue;
		while (t->key[at] != KEY_AREA)
			at++;
		for (int k = 0; k < t->n; k++) {
			int area = crosstab_key(t->cells, k)[at];

			c->health = mem_grow(c->health, (size_t)area + 1, &cap,
			    sizeof *c->health);
			while (c->n_areas <= area)
				c->health[c->n_areas++] = false;
			if (tally_value(t->cells, k,
			    MEASURE_HEALTH_ACCEPTED) > 0)
				c->health[area] = true;
		}
	}
}

bool
cube_somebody(const struct cube *c, int node)
{
	return c->somebody[node];
}

bool
cube_is_health(const struct cube *c, int area)
{
	return area < c->n_areas && c->health[area];
}

struct cube *
cube_new(const struct tally *t, const struct tally_options *o, int n_printed,
    int threshold)
{
	struct cube *c = xcalloc(1, sizeof *c);

	c->n_tables = o->n_tables;
	c->threshold = threshold;
	c->table = xcalloc((size_t)o->n_tables, sizeof *c->table);
	for (int i = 0; i < o->n_tables; i++)
		add_table(c, t, o, i, i < n_printed);
	fill_nodes(c);
	cube_index(c);
	cube_find_funders(c);
	find_health(c);
	cube_relate(c);
	cube_find_axes(c, tally_keys(o));
	return c;
}

void
cube_free(struct cube *c)
{
	cube_relate_free(c);
	cube_lines_free(c);
	cube_index_free(c);
	for (int i = 0; i < c->n_axes; i++)
		free(c->axis[i].value);
	free(c->table);
	free(c->table_of);
	free(c->somebody);
	free(c->health);
	free(c->stamp);
	free(c->figure);
	free(c->shift);
	free(c->change);
	free(c->funder);
	free(c);
}

int
cube_tables(const struct cube *c)
{
	return c->n_tables;
}

const struct cube_table *
cube_table(const struct cube *c, int i)
{
	return &c->table[i];
}

int
cube_axes(const struct cube *c)
{
	return c->n_axes;
}

const struct cube_axis *
cube_axis(const struct cube *c, int i)
{
	return &c->axis[i];
}

int
cube_nodes(const struct cube *c)
{
	return c->n_nodes;
}

int
cube_table_of(const struct cube *c, int node)
{
	return c->table_of[node];
}

const int *
cube_key(const struct cube *c, int node)
{
	const struct cube_table *t = &c->table[c->table_of[node]];

	return crosstab_key(t->cells, node - t->first);
}

size_t
cube_figures(const struct cube *c)
{
	return (size_t)c->n_nodes * MEASURES;
}

bool
cube_has(const struct cube *c, size_t figure)
{
	return (c->table[c->table_of[figure / MEASURES]].measures &
	    BIT(figure % MEASURES)) != 0;
}

long long
cube_value(const struct cube *c, size_t figure)
{
	return c->figure[figure].value;
}
