#include "lib/stats/cube.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"

/* A table and a finer one, with none in between: the cells of the child under
 * each cell of the parent. */
struct relation {
	int parent, child;
	unsigned keys;         /* that the child has beyond the parent's */
	int *up;               /* the parent of each cell of the child */
	int *first, *list;     /* the children of each cell of the parent */
};

struct cube {
	struct cube_table *table;
	struct cube_axis axis[KEYS];
	struct relation *relation;
	int n_tables, n_axes, n_relations, n_nodes;
	int threshold;
	int *table_of;
	bool *somebody;        /* was anybody contacted there? */
	bool *health;          /* is this number of an area health? */
	int n_areas;
	long long *value, *delta;
	struct shift {
		size_t figure;
		long long amount;
	} *shift;                  /* what value[] was changed by */
	size_t n_shift, shift_cap;
	unsigned char *touched;    /* the figure is in change[] */
	size_t *change, n_change, change_cap;
	int *stamp, now;           /* nodes looked at in this check */
	int *funder;               /* of each worker; -1: not known */
	int n_funder;
	bool several;              /* a worker has more than one: of merged
	                            * offices, in which names are the same */
};

#define TIMES (BIT(KEY_YEAR) | BIT(KEY_QUARTER) | BIT(KEY_MONTH))
#define STAFF (BIT(KEY_WORKER) | BIT(KEY_FUNDER))
#define PERSONS_OVERLAP (TIMES | BIT(KEY_WEEK) | BIT(KEY_AGE_GROUP) | \
    BIT(KEY_OUTCOME) | BIT(KEY_CAUSE) | STAFF)

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

/* Came back after the first contact in the cell: a later one may come back
 * where the first did not, so a part may be more than the whole. */
static bool
no_more_than_whole(int measure)
{
	return measure != MEASURE_CAME_BACK &&
	    measure != MEASURE_CAME_BACK_NEXT;
}

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
	long long *value = &c->value[cube_figure(t->first + cell, 0)];

	for (int m = 0; m < MEASURES; m++)
		value[m] = !(t->measures & BIT(m)) ? 0 :
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
	c->value = xcalloc(n * MEASURES, sizeof *c->value);
	c->delta = xcalloc(n * MEASURES, sizeof *c->delta);
	c->touched = xcalloc(n * MEASURES, sizeof *c->touched);
	for (int i = 0; i < c->n_tables; i++)
		for (int k = 0; k < c->table[i].n; k++) {
			c->table_of[c->table[i].first + k] = i;
			fill_node(c, &c->table[i], k);
		}
}

/* A worker has one, so a worker's cells are part of the funder's. */
static void
set_funder(struct cube *c, int worker, int funder)
{
	if (c->funder[worker] >= 0 && c->funder[worker] != funder)
		c->several = true;
	c->funder[worker] = funder;
}

static void
find_funders(struct cube *c)
{
	size_t cap = 0;

	for (int i = 0; i < c->n_tables; i++) {
		const struct cube_table *t = &c->table[i];

		if ((t->keys & STAFF) != STAFF)
			continue;
		for (int k = 0; k < t->n; k++) {
			const int *key = crosstab_key(t->cells, k);
			int w = 0;

			if (!anybody(t, k))
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

/* All keys of a cell, also those that follow from others. */
static void
spread(const struct cube *c, const struct cube_table *t, const int *cell,
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

int
cube_find(const struct cube *c, int table, const int key[KEYS])
{
	const struct cube_table *t = &c->table[table];
	int part[KEYS], cell;

	for (int i = 0; i < t->n_keys; i++)
		part[i] = key[t->key[i]];
	cell = crosstab_find(t->cells, part);
	return cell < 0 ? -1 : t->first + cell;
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

		spread(c, t, crosstab_key(t->cells, i), key);
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

static void
relate(struct cube *c)
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
				c->n_relations++;
				continue;
			}
			free(r->up);
			free(r->first);
			free(r->list);
		}
}

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

			if (!c->somebody[t->first + k] && c->value[cube_figure(
			    t->first + k, MEASURE_PERSONS_REFERRED)] == 0)
				continue;  /* a row of --every */
			spread(c, t, crosstab_key(t->cells, k), key);
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

static void
find_axes(struct cube *c, unsigned keys)
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
	find_funders(c);
	find_health(c);
	relate(c);
	find_axes(c, tally_keys(o));
	return c;
}

void
cube_free(struct cube *c)
{
	for (int i = 0; i < c->n_relations; i++) {
		free(c->relation[i].up);
		free(c->relation[i].first);
		free(c->relation[i].list);
	}
	for (int i = 0; i < c->n_axes; i++)
		free(c->axis[i].value);
	free(c->relation);
	free(c->table);
	free(c->table_of);
	free(c->somebody);
	free(c->health);
	free(c->stamp);
	free(c->value);
	free(c->delta);
	free(c->shift);
	free(c->touched);
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

void
cube_order(struct cube *c, int axis, const int *order)
{
	struct cube_axis *a = &c->axis[axis];
	size_t keys = (size_t)a->n_keys;
	int *value = xcalloc((size_t)a->n * keys + 1, sizeof *value);

	for (int i = 0; i < a->n; i++)
		memcpy(value + (size_t)i * keys,
		    a->value + (size_t)order[i] * keys, keys * sizeof *value);
	free(a->value);
	a->value = value;
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
	return c->value[figure];
}

void
cube_add(struct cube *c, size_t figure, long long amount)
{
	if (!c->touched[figure]) {
		c->change = mem_grow(c->change, c->n_change + 1,
		    &c->change_cap, sizeof *c->change);
		c->change[c->n_change++] = figure;
		c->touched[figure] = 1;
	}
	c->delta[figure] += amount;
}

size_t
cube_changes(const struct cube *c, const size_t **figure)
{
	*figure = c->change;
	return c->n_change;
}

long long
cube_change(const struct cube *c, size_t figure)
{
	return c->delta[figure];
}

void
cube_clear(struct cube *c)
{
	for (size_t i = 0; i < c->n_change; i++) {
		c->touched[c->change[i]] = 0;
		c->delta[c->change[i]] = 0;
	}
	c->n_change = 0;
}

void
cube_shift(struct cube *c)
{
	for (size_t i = 0; i < c->n_change; i++) {
		size_t figure = c->change[i];

		c->shift = mem_grow(c->shift, c->n_shift + 1, &c->shift_cap,
		    sizeof *c->shift);
		c->shift[c->n_shift++] = (struct shift){figure,
		    c->delta[figure]};
		c->value[figure] += c->delta[figure];
	}
}

void
cube_unshift(struct cube *c)
{
	while (c->n_shift > 0) {
		c->n_shift--;
		c->value[c->shift[c->n_shift].figure] -=
		    c->shift[c->n_shift].amount;
	}
}

/* What a figure would be. */
static long long
would_be(const struct cube *c, int node, int measure)
{
	size_t f = cube_figure(node, measure);

	return c->value[f] + c->delta[f];
}

static long long
sum_of(const struct cube *c, int node, int measure, int n)
{
	long long sum = 0;

	for (int i = 0; i < n; i++)
		sum += would_be(c, node, measure + i);
	return sum;
}

/* Measures that can be no more than others, with those that must be there if
 * the others are (x > 0 only if y > 0 is `x <= y`, too, where y is persons). */
static bool
persons_hold(const struct cube *c, int node)
{
	long long visits = would_be(c, node, MEASURE_VISITS);
	long long met = would_be(c, node, MEASURE_OUTCOME + OUTCOME_MET);
	long long word = would_be(c, node,
	    MEASURE_OUTCOME + OUTCOME_SELF_REPORTED);
	long long cancelled = would_be(c, node,
	    MEASURE_OUTCOME + OUTCOME_CANCELLED);
	long long visited = would_be(c, node, MEASURE_PERSONS_VISITED);
	long long reached = would_be(c, node, MEASURE_PERSONS_REACHED);
	long long homes = would_be(c, node, MEASURE_HOUSEHOLDS_VISITED);
	long long waited = would_be(c, node, MEASURE_DAYS_TO_CONTACT);
	long long first = would_be(c, node, MEASURE_FIRST_CONTACTS);

	if (waited > c->threshold)
		waited = c->threshold;
	return visited <= visits && (visited > 0 || visits == 0) &&
	    homes <= visited && (homes > 0 || visited == 0) &&
	    reached <= met + word && (reached > 0 || met + word == 0) &&
	    reached <= visited + word && waited <= first &&
	    first <= reached &&
	    would_be(c, node, MEASURE_CAME_BACK) <= reached &&
	    would_be(c, node, MEASURE_CAME_BACK_NEXT) <= reached &&
	    would_be(c, node, MEASURE_PERSONS_WITH_CAUSE) <=
	    visited + word + cancelled;
}

static bool
contacts_hold(const struct cube *c, int node)
{
	long long visits = would_be(c, node, MEASURE_VISITS);
	long long contacts = sum_of(c, node, MEASURE_OUTCOME,
	    OUTCOME_CANCELLED + 1);

	return sum_of(c, node, MEASURE_OUTCOME, OUTCOME_ABORTED + 1) ==
	    visits && sum_of(c, node, MEASURE_REACTION, 3) <= contacts &&
	    (contacts > 0 || (would_be(c, node, MEASURE_MINUTES) == 0 &&
	    would_be(c, node, MEASURE_OFFERS_MADE) == 0 &&
	    would_be(c, node, MEASURE_CUTS_THREATENED) == 0));
}

static bool
parts_hold(const struct cube *c, int node)
{
	return would_be(c, node, MEASURE_HEALTH_ACCEPTED) <=
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) &&
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) <=
	    would_be(c, node, MEASURE_OFFERS_MADE) &&
	    would_be(c, node, MEASURE_CUTS_AVERTED) <=
	    would_be(c, node, MEASURE_CUTS_THREATENED);
}

/* Everybody can see that a row is there, so somebody has to stay in it. */
static bool
row_holds(const struct cube *c, const struct cube_table *t, int node)
{
	unsigned usual = measure_usual(t->keys);

	if (!t->printed || t->keys == 0 || !c->somebody[node])
		return true;
	for (int m = 0; m < MEASURES; m++)
		if (usual & BIT(m) && would_be(c, node, m) > 0)
			return true;
	return false;
}

/* Of health everything accepted is health, of other areas nothing. */
static bool
area_holds(const struct cube *c, int node, int area)
{
	return would_be(c, node, MEASURE_HEALTH_ACCEPTED) ==
	    (cube_is_health(c, area) ?
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) : 0);
}

static bool
outcome_holds(const struct cube *c, int node, int outcome)
{
	for (int m = 0; m < MEASURES; m++)
		if (would_be(c, node, m) > 0 &&
		    !cube_measure_of_outcome(m, outcome))
			return false;
	return true;
}

static bool
place_holds(const struct cube *c, const struct cube_table *t, int node)
{
	const int *key = cube_key(c, node);

	for (int k = 0; k < t->n_keys; k++)
		if ((t->key[k] == KEY_OUTCOME &&
		    !outcome_holds(c, node, key[k])) ||
		    (t->key[k] == KEY_AREA && !area_holds(c, node, key[k])))
			return false;
	return true;
}

static bool
node_holds(const struct cube *c, int node)
{
	const struct cube_table *t = &c->table[c->table_of[node]];

	if (!parts_hold(c, node) || !row_holds(c, t, node) ||
	    !place_holds(c, t, node))
		return false;
	if (t->keys & (BIT(KEY_AREA) | BIT(KEY_CAUSE)))
		return true;
	return persons_hold(c, node) && contacts_hold(c, node);
}

/* Between a cell and the cells it is made of. */
static bool
relation_holds(const struct cube *c, const struct relation *r, int parent,
    int m)
{
	int i = parent - c->table[r->parent].first;
	long long whole = would_be(c, parent, m), sum = 0, most = 0;

	for (int k = r->first[i]; k < r->first[i + 1]; k++) {
		long long part = would_be(c, r->list[k], m);

		sum += part;
		if (part > most)
			most = part;
	}
	if (!(cube_loose[m] & r->keys))
		return sum == whole;
	if (whole > sum || (no_more_than_whole(m) && most > whole))
		return false;
	return (cube_loose[m] != STAFF) || sum <= 2 * whole;
}

static bool
figure_holds(const struct cube *c, size_t figure)
{
	int node = (int)(figure / MEASURES), m = (int)(figure % MEASURES);
	int table = c->table_of[node];

	for (int i = 0; i < c->n_relations; i++) {
		const struct relation *r = &c->relation[i];

		if (!(c->table[r->parent].measures & BIT(m)) ||
		    !(c->table[r->child].measures & BIT(m)))
			continue;
		if (r->parent == table && !relation_holds(c, r, node, m))
			return false;
		if (r->child == table && !relation_holds(c, r,
		    r->up[node - c->table[table].first], m))
			return false;
	}
	return true;
}

bool
cube_holds(struct cube *c)
{
	c->now++;
	for (size_t i = 0; i < c->n_change; i++) {
		int node = (int)(c->change[i] / MEASURES);

		if (c->value[c->change[i]] + c->delta[c->change[i]] < 0)
			return false;
		if (c->stamp[node] == c->now)
			continue;
		c->stamp[node] = c->now;
		if (!node_holds(c, node))
			return false;
	}
	for (size_t i = 0; i < c->n_change; i++)
		if (c->delta[c->change[i]] != 0 &&
		    !figure_holds(c, c->change[i]))
			return false;
	return true;
}
