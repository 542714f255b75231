#include "lib/stats/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"
#include "lib/stats/cube.h"
#include "lib/stats/disclose.h"
#include "lib/stats/label.h"

enum { VALUE_SIZE = 32 };

/* The value of a key that a row's table does not have. */
enum { TOTAL = -2, NOT_KNOWN = -1 };

struct report_row {
	int table, cell;
};

struct key_values {
	int *value;
	size_t n, cap;
	unsigned char *seen;   /* by value, from NOT_KNOWN on */
	size_t n_seen, seen_cap;
};

struct report {
	struct report_options o;
	struct tally *tally;
	struct cube *cube;     /* NULL: nothing is suppressed */
	struct disclosure *disclosure;
	unsigned barred;       /* in all tables, by one of the run's keys */
	struct key_values every[KEYS];
	int *funder;           /* of each worker, for `every` */
	size_t n_funders, funder_cap;
	struct report_row *row;
	int *column[KEYS];     /* each row's value of each key */
	size_t n_rows, row_cap;
	const struct names *words;
	struct labels *labels;
	char text[MEASURES][VALUE_SIZE];
	const char *value[MEASURES];
};

static bool
include(struct tally_options *o, unsigned keys)
{
	for (int i = 0; i < o->n_tables; i++)
		if (o->table[i] == keys)
			return true;
	if (o->n_tables == TALLY_TABLES)
		return false;
	o->table[o->n_tables++] = keys;
	return true;
}

unsigned
report_earlier_keys(const struct report_earlier *e)
{
	unsigned keys = 0;

	for (int k = 0; k < KEYS; k++)
		if (e->label[k] != NULL)
			keys |= BIT(k);
	return keys;
}

/* Tables that were printed earlier, if they have no other keys. */
static bool
add_earlier(struct report_options *o)
{
	unsigned keys = tally_keys(&o->count);

	for (size_t i = 0; i < o->n_earlier; i++) {
		unsigned own = report_earlier_keys(&o->earlier[i]);

		if ((own & ~keys) == 0 && !include(&o->count, own))
			return false;
	}
	return true;
}

/* Every part of the first n tables; and those of keys of which one follows from
 * the other, but only by what was counted. */
static bool
add_parts(struct tally_options *o, int n)
{
	unsigned keys = tally_keys(o);

	for (int i = 0; i < n; i++)
		for (unsigned part = o->table[i]; part > 0; ) {
			part = (part - 1) & o->table[i];
			if (!include(o, part))
				return false;
		}
	if (keys & BIT(KEY_WORKER) && keys & BIT(KEY_FUNDER) &&
	    !include(o, BIT(KEY_WORKER) | BIT(KEY_FUNDER)))
		return false;
	return !(keys & BIT(KEY_WEEK) && keys & BIT(KEY_YEAR)) ||
	    include(o, BIT(KEY_WEEK) | BIT(KEY_YEAR));
}

/* A single table needs no others. */
static bool
add_links(struct tally_options *o, int n_printed)
{
	return n_printed == 1 || add_parts(o, n_printed);
}

bool
report_prepare(struct report_options *o)
{
	o->n_printed = o->count.n_tables;
	if (o->suppress == 0 && !o->raw)
		return true;
	o->count.measures = MEASURES_ALL;
	o->count.households = true;
	if (o->raw) {
		bool fits = add_parts(&o->count, o->n_printed);

		o->n_printed = o->count.n_tables;
		return fits;
	}
	return add_earlier(o) && add_links(&o->count, o->count.n_tables);
}

struct report *
report_new(const struct report_options *o, const struct names *words)
{
	struct report *r = xcalloc(1, sizeof *r);

	r->o = *o;
	r->words = words;
	r->labels = labels_new(words, &o->count.ages);
	r->tally = tally_new(&o->count);
	r->barred = measure_barred(tally_keys(&o->count) &
	    BIT(KEY_CASE_MANAGER));
	for (int i = 0; i < MEASURES; i++)
		r->value[i] = r->text[i];
	return r;
}

void
report_free(struct report *r)
{
	if (r->cube != NULL) {
		disclose_free(r->disclosure);
		cube_free(r->cube);
	}
	tally_free(r->tally);
	labels_free(r->labels);
	for (int k = 0; k < KEYS; k++) {
		free(r->every[k].value);
		free(r->every[k].seen);
		free(r->column[k]);
	}
	free(r->funder);
	free(r->row);
	free(r);
}

const struct names *
report_words(const struct report *r)
{
	return r->words;
}

struct tally *
report_tally(struct report *r)
{
	return r->tally;
}

void
report_count(struct report *r, const struct participant *p)
{
	tally_add(r->tally, p);
}

void
report_funder(struct report *r, int worker, int funder)
{
	r->funder = mem_grow(r->funder, (size_t)worker + 1, &r->funder_cap,
	    sizeof *r->funder);
	while (r->n_funders <= (size_t)worker)
		r->funder[r->n_funders++] = -1;
	r->funder[worker] = funder;
}

/* Is it new? */
static bool
see_value(struct key_values *v, int value)
{
	size_t at = (size_t)(value - NOT_KNOWN);

	v->seen = mem_grow(v->seen, at + 1, &v->seen_cap, sizeof *v->seen);
	while (v->n_seen <= at)
		v->seen[v->n_seen++] = 0;
	if (v->seen[at])
		return false;
	v->seen[at] = 1;
	return true;
}

void
report_value(struct report *r, int key, int value)
{
	struct key_values *v = &r->every[key];

	if (!see_value(v, value))
		return;
	v->value = mem_grow(v->value, v->n + 1, &v->cap, sizeof *v->value);
	v->value[v->n++] = value;
}

size_t
report_every(const struct report *r, int key, const int **value)
{
	*value = r->every[key].value;
	return r->every[key].n;
}

int
report_funder_of(const struct report *r, int worker)
{
	return (size_t)worker < r->n_funders ? r->funder[worker] : -1;
}

static bool
anybody(const struct crosstab *f, int cell, unsigned measures)
{
	for (int m = 0; m < MEASURES; m++)
		if (measures & BIT(m) && tally_persons(f, cell, m) > 0)
			return true;
	return false;
}

/* Can these values go together: a month with its quarter, a worker with the
 * one who pays? */
static bool
fit_together(const struct report *r, const int *key, const int *value, int n)
{
	int at[KEYS];

	for (int k = 0; k < KEYS; k++)
		at[k] = -1;
	for (int i = 0; i < n; i++)
		at[key[i]] = i;
#define HAS(a, b) (at[KEY_ ## a] >= 0 && at[KEY_ ## b] >= 0)
#define OF(a) value[at[KEY_ ## a]]
	return !(HAS(MONTH, QUARTER) && OF(MONTH) / 3 != OF(QUARTER)) &&
	    !(HAS(MONTH, YEAR) && OF(MONTH) / 12 != OF(YEAR)) &&
	    !(HAS(QUARTER, YEAR) && OF(QUARTER) / 4 != OF(YEAR)) &&
	    !(HAS(WEEK, YEAR) && OF(WEEK) / 64 != OF(YEAR)) &&
	    !(HAS(WORKER, FUNDER) &&
	    ((size_t)OF(WORKER) >= r->n_funders ||
	    r->funder[OF(WORKER)] != OF(FUNDER)));
#undef HAS
#undef OF
}

/* Adds the cells with all values of the keys from the i-th on. */
static bool
add_every(struct report *r, int table, const int *key, int *value, int i, int n)
{
	struct crosstab *f = tally_table(r->tally, table);
	const struct key_values *v;

	if (i == n) {
		if (fit_together(r, key, value, n))
			crosstab_cell(f, value);
		return crosstab_cells(f) <= REPORT_ROWS;
	}
	v = &r->every[key[i]];
	for (size_t k = 0; k < v->n; k++) {
		value[i] = v->value[k];
		if (!add_every(r, table, key, value, i + 1, n))
			return false;
	}
	return true;
}

static int
keys_of(unsigned keys, int key[KEYS])
{
	int n = 0;

	for (int k = 0; k < KEYS; k++)
		if (keys & BIT(k))
			key[n++] = k;
	return n;
}

/* What was counted under a key is one of its values, too. */
static void
collect_values(struct report *r, int table, const int *key, int n)
{
	struct crosstab *f = tally_table(r->tally, table);

	for (int i = 0; i < n; i++) {
		int last = -3;

		for (int c = 0; c < crosstab_cells(f); c++) {
			int value = crosstab_key(f, c)[i];

			if (value != last)
				report_value(r, key[i], value);
			last = value;
		}
	}
}

static bool
fill_table(struct report *r, int table)
{
	int key[KEYS], value[KEYS], n = keys_of(r->o.count.table[table], key);

	if (r->o.raw || (!r->o.every && n > 0))
		return true;
	return add_every(r, table, key, value, 0, n);
}

static void
add_row(struct report *r, int table, int cell)
{
	int key[KEYS], n = keys_of(r->o.count.table[table], key);
	const int *value = crosstab_key(tally_table(r->tally, table), cell);
	size_t cap = r->row_cap;

	r->row = mem_grow(r->row, r->n_rows + 1, &r->row_cap, sizeof *r->row);
	r->row[r->n_rows] = (struct report_row){table, cell};
	for (int k = 0; k < r->o.n_keys; k++) {
		int *column = r->column[k];

		if (cap != r->row_cap)
			column = xreallocarray(column, r->row_cap,
			    sizeof *column);
		column[r->n_rows] = TOTAL;
		for (int i = 0; i < n; i++)
			if (key[i] == r->o.key[k])
				column[r->n_rows] = value[i];
		r->column[k] = column;
	}
	r->n_rows++;
}

/* A table without keys has its row even if nobody was counted. */
static void
add_rows(struct report *r, int table)
{
	const struct crosstab *f = tally_table(r->tally, table);
	unsigned keys = r->o.count.table[table];
	int n = crosstab_cells(f);

	for (int c = 0; c < n; c++)
		if (keys == 0 || r->o.every ||
		    anybody(f, c, measure_usual(keys)) ||
		    (r->o.raw && anybody(f, c, MEASURES_ALL)))
			add_row(r, table, c);
}

static const char *
label(struct report *r, int key, int value)
{
	return value == TOTAL ? LABEL_TOTAL :
	    labels_printed(r->labels, key, value);
}

struct ranked {
	const char *text;
	int number;
};

static int
by_bytes(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return strcmp(x->text, y->text);
}

/* rank[number of a name]: its place among all names, by bytes. */
static int *
rank_names(const struct names *names)
{
	int n = names_count(names);
	struct ranked *l = xcalloc((size_t)n, sizeof *l);
	int *rank = xcalloc((size_t)n, sizeof *rank);

	for (int i = 0; i < n; i++)
		l[i] = (struct ranked){names_text(names, i), i};
	if (n > 0)
		qsort(l, (size_t)n, sizeof *l, by_bytes);
	for (int i = 0; i < n; i++)
		rank[l[i].number] = i;
	free(l);
	return rank;
}

/* Stable: the order among equal ranks stays (counting sort). */
static void
sort_by_rank(int *order, int *scratch, int n, const int *rank, int n_ranks)
{
	int *at = xcalloc((size_t)n_ranks + 1, sizeof *at);

	for (int i = 0; i < n; i++)
		at[rank[i] + 1]++;
	for (int i = 0; i < n_ranks; i++)
		at[i + 1] += at[i];
	for (int i = 0; i < n; i++)
		scratch[at[rank[order[i]]]++] = order[i];
	memcpy(order, scratch, (size_t)n * sizeof *order);
	free(at);
}

static void
sort_by_column(struct report *r, int k, int *order, int *scratch)
{
	struct names *names = names_new();
	int n = (int)r->n_rows, *ranks;
	int *rank = xcalloc((size_t)n, sizeof *rank);

	for (int i = 0; i < n; i++)
		rank[i] = names_add(names, label(r, r->o.key[k],
		    r->column[k][i]));
	ranks = rank_names(names);
	for (int i = 0; i < n; i++)
		rank[i] = ranks[rank[i]];
	sort_by_rank(order, scratch, n, rank, names_count(names));
	free(ranks);
	free(rank);
	names_free(names);
}

static void
reorder(int *values, const int *order, int *scratch, size_t n)
{
	for (size_t i = 0; i < n; i++)
		scratch[i] = values[order[i]];
	memcpy(values, scratch, n * sizeof *values);
}

static void
sort_rows(struct report *r)
{
	size_t n = r->n_rows;
	int *order = xcalloc(n, sizeof *order);
	int *scratch = xcalloc(n, sizeof *scratch);
	struct report_row *row = xcalloc(n, sizeof *row);

	for (size_t i = 0; i < n; i++)
		order[i] = (int)i;
	for (int k = r->o.n_keys; k-- > 0; )
		sort_by_column(r, k, order, scratch);
	for (size_t i = 0; i < n; i++)
		row[i] = r->row[order[i]];
	for (int k = 0; k < r->o.n_keys; k++)
		reorder(r->column[k], order, scratch, n);
	free(r->row);
	r->row = row;
	free(order);
	free(scratch);
}

bool
report_finish(struct report *r)
{
	for (int t = 0; r->o.every && t < r->o.count.n_tables; t++) {
		int key[KEYS], n = keys_of(r->o.count.table[t], key);

		collect_values(r, t, key, n);
	}
	for (int t = 0; t < r->o.count.n_tables; t++)
		if (!fill_table(r, t))
			return false;
	tally_finish(r->tally);
	for (int t = 0; t < r->o.n_printed; t++)
		add_rows(r, t);
	if (r->n_rows > 0)
		sort_rows(r);
	return r->n_rows <= REPORT_ROWS;
}

/* A hash of the labels of some keys; not of their numbers, which depend on the
 * order in which things came into the database. */
static uint64_t
hash_label(const struct report *r, uint64_t hash, int key, const char *text)
{
	struct siphash_key k = {r->o.secret.k0 ^ hash,
	    r->o.secret.k1 + (uint64_t)key};

	return siphash_of(&k, text, strlen(text));
}

static uint64_t
hash_keys(const struct report *r, uint64_t hash, unsigned keys)
{
	return hash ^ siphash_of(&r->o.secret, &keys, sizeof keys);
}

static uint64_t
node_name(struct report *r, int node)
{
	const struct cube_table *t = cube_table(r->cube,
	    cube_table_of(r->cube, node));
	const int *key = cube_key(r->cube, node);
	uint64_t hash = 0;

	for (int i = 0; i < t->n_keys; i++)
		hash = hash_label(r, hash, t->key[i],
		    label(r, t->key[i], key[i]));
	return hash_keys(r, hash, t->keys);
}

static uint64_t
earlier_name(const struct report *r, const struct report_earlier *e)
{
	uint64_t hash = 0;

	for (int k = 0; k < KEYS; k++)
		if (e->label[k] != NULL)
			hash = hash_label(r, hash, k, e->label[k]);
	return hash_keys(r, hash, report_earlier_keys(e));
}

/* Is a period over that the figure belongs to? */
static bool
is_closed(const struct report *r, const struct report_earlier *e)
{
	for (int k = KEY_YEAR; k <= KEY_WEEK; k++) {
		char next[MEASURE_LABEL];

		if (e->label[k] == NULL)
			continue;
		measure_period_label(k, measure_period(k,
		    r->o.count.to + 1), next);
		if (strcmp(e->label[k], next) < 0)
			return true;
	}
	return false;
}

struct named_node {
	uint64_t name;
	int node;
};

static int
by_name(const void *a, const void *b)
{
	const struct named_node *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

static void
compare(struct report *r, const struct report_earlier *e, int node)
{
	size_t figure = cube_figure(node, e->measure);
	long long value;
	char *end;

	if (strcmp(e->value, "*") == 0) {
		if (is_closed(r, e))
			disclose_keep_hidden(r->disclosure, figure);
		return;
	}
	value = strtoll(e->value, &end, 10);
	if (end != e->value && *end == '\0' &&
	    tally_quartile(e->measure) == 0)
		disclose_compare(r->disclosure, figure, value);
}

static void
compare_earlier(struct report *r, struct named_node *named, size_t n)
{
	qsort(named, n, sizeof *named, by_name);
	for (size_t i = 0; i < r->o.n_earlier; i++) {
		struct named_node key = {earlier_name(r, &r->o.earlier[i]), 0};
		const struct named_node *found = bsearch(&key, named, n,
		    sizeof *named, by_name);

		if (found != NULL)
			compare(r, &r->o.earlier[i], found->node);
	}
}

/* The values of an axis by a hash, too: what is tried first must not depend on
 * what came first into the database. */
static void
order_axis(struct report *r, int axis)
{
	const struct cube_axis *a = cube_axis(r->cube, axis);
	struct named_node *named = xcalloc((size_t)a->n + 1, sizeof *named);
	int *order = xcalloc((size_t)a->n + 1, sizeof *order);

	for (int i = 0; i < a->n; i++) {
		named[i].node = i;
		for (int k = 0; k < a->n_keys; k++)
			named[i].name = hash_label(r, named[i].name,
			    a->key[k], label(r, a->key[k],
			    a->value[i * a->n_keys + k]));
	}
	qsort(named, (size_t)a->n, sizeof *named, by_name);
	for (int i = 0; i < a->n; i++)
		order[i] = named[i].node;
	cube_order(r->cube, axis, order);
	free(named);
	free(order);
}

static void
prepare_disclosure(struct report *r)
{
	struct named_node *named;
	size_t n;

	r->cube = cube_new(r->tally, &r->o.count, r->o.n_printed,
	    r->o.suppress);
	n = (size_t)cube_nodes(r->cube);
	named = xcalloc(n + 1, sizeof *named);
	r->disclosure = disclose_new(r->cube, r->o.suppress);
	for (size_t i = 0; i < n; i++) {
		named[i] = (struct named_node){node_name(r, (int)i), (int)i};
		disclose_name(r->disclosure, (int)i, named[i].name);
	}
	for (int i = 0; i < cube_axes(r->cube); i++)
		order_axis(r, i);
	compare_earlier(r, named, n);
	free(named);
}

void
report_secret(struct report *r, struct siphash_key secret)
{
	r->o.secret = secret;
}

bool
report_suppress(struct report *r)
{
	if (r->o.suppress == 0)
		return false;
	if (r->cube == NULL)
		prepare_disclosure(r);
	return disclose_step(r->disclosure);
}

int
report_percent(const struct report *r)
{
	return r->cube == NULL ? 0 : disclose_percent(r->disclosure);
}

struct disclosure_counts
report_hidden(const struct report *r)
{
	return disclose_counts(r->disclosure);
}

int
report_rows(const struct report *r)
{
	return (int)r->n_rows;
}

unsigned
report_measures(const struct report *r, int row)
{
	return tally_measures(r->tally, r->row[row].table) & ~r->barred;
}

struct crosstab *
report_cell(const struct report *r, int row, int *table, int *cell)
{
	*table = r->row[row].table;
	*cell = r->row[row].cell;
	return tally_table(r->tally, *table);
}

bool
report_renamed(struct report *r, int k)
{
	for (size_t i = 0; i < r->n_rows; i++)
		if (r->column[k][i] != TOTAL &&
		    labels_differ(r->labels, r->o.key[k], r->column[k][i]))
			return true;
	return false;
}

const char *
report_text(struct report *r, int row, int k)
{
	int value = r->column[k][row];

	return value == TOTAL ? "" :
	    labels_text(r->labels, r->o.key[k], value);
}

bool
report_lost(const struct report *r, int measure)
{
	for (int t = 0; !r->o.every && t < r->o.n_printed; t++) {
		const struct crosstab *f = tally_table(r->tally, t);
		unsigned keys = r->o.count.table[t];

		for (int c = 0; keys != 0 && c < crosstab_cells(f); c++)
			if (tally_persons(f, c, measure) > 0 &&
			    !anybody(f, c, measure_usual(keys)))
				return true;
	}
	return false;
}

const char *
report_label(struct report *r, int row, int k)
{
	return label(r, r->o.key[k], r->column[k][row]);
}

static void
put_quartile(char *buf, const struct crosstab *f, int cell, int quartile)
{
	long long twice;

	buf[0] = '\0';
	if (crosstab_quartile(f, cell, quartile, &twice))
		snprintf(buf, VALUE_SIZE, "%lld%s", twice / 2,
		    twice % 2 ? ".5" : "");
}

static void
put_value(char *buf, const struct crosstab *f, int cell, int measure)
{
	int quartile = tally_quartile(measure);

	if (quartile > 0)
		put_quartile(buf, f, cell, quartile);
	else
		snprintf(buf, VALUE_SIZE, "%lld",
		    tally_value(f, cell, measure));
}

static bool
is_hidden(const struct report *r, int table, int cell, int measure)
{
	return r->disclosure != NULL && disclose_hidden(r->disclosure,
	    cube_figure(cube_table(r->cube, table)->first + cell, measure));
}

const char *const *
report_values(struct report *r, int row)
{
	const struct crosstab *f = tally_table(r->tally, r->row[row].table);
	int cell = r->row[row].cell;

	for (int m = 0; m < MEASURES; m++)
		if (is_hidden(r, r->row[row].table, cell, m))
			strcpy(r->text[m], "*");
		else
			put_value(r->text[m], f, cell, m);
	return r->value;
}
