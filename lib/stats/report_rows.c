#include "lib/stats/report.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/label.h"
#include "lib/stats/report_parts.h"

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
		    report_anybody(f, c, measure_usual(keys)) ||
		    (r->o.raw && report_anybody(f, c, MEASURES_ALL)))
			add_row(r, table, c);
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
		rank[i] = names_add(names, report_word(r, r->o.key[k],
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
