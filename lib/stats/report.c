#include "lib/stats/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rule/codes.h"
#include "lib/base/mem.h"
#include "lib/stats/suppress.h"

enum { VALUE_SIZE = 32 };

/* The value of a key that a row's table does not have. */
enum { TOTAL = -2 };

struct report_row {
	int table, cell;
};

struct key_values {
	int *value;
	size_t n, cap;
};

struct report {
	struct report_options o;
	const struct names *words;
	struct tally *tally;
	unsigned barred;       /* in all tables, by one of the run's keys */
	struct key_values every[KEYS];
	struct report_row *row;
	int *column[KEYS];     /* each row's value of each key */
	size_t n_rows, row_cap;
	char label[MEASURE_LABEL];
	char text[MEASURES][VALUE_SIZE];
	const char *value[MEASURES];
};

struct report *
report_new(const struct report_options *o, const struct names *words)
{
	struct report *r = xcalloc(1, sizeof *r);

	r->o = *o;
	r->words = words;
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
	tally_free(r->tally);
	for (int k = 0; k < KEYS; k++) {
		free(r->every[k].value);
		free(r->column[k]);
	}
	free(r->row);
	free(r);
}

void
report_count(struct report *r, const struct participant *p)
{
	tally_add(r->tally, p);
}

static bool
has_value(const struct key_values *v, int value)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->value[i] == value)
			return true;
	return false;
}

void
report_value(struct report *r, int key, int value)
{
	struct key_values *v = &r->every[key];

	if (has_value(v, value))
		return;
	v->value = mem_grow(v->value, v->n + 1, &v->cap, sizeof *v->value);
	v->value[v->n++] = value;
}

static bool
is_quartile(int measure)
{
	return measure == MEASURE_DAYS_TO_CONTACT ||
	    measure == MEASURE_DAYS_Q1 || measure == MEASURE_DAYS_Q3;
}

/* The counter whose persons stand behind a measure. */
static int
counter_of(int measure)
{
	if (is_quartile(measure))
		return COUNT_WAITED;
	return measure == MEASURE_HOUSEHOLDS_VISITED ?
	    MEASURE_PERSONS_VISITED : measure;
}

static long
persons_behind(const struct crosstab *f, int cell, int measure)
{
	return crosstab_persons(f, cell, counter_of(measure));
}

static bool
anybody(const struct crosstab *f, int cell, unsigned measures)
{
	for (int m = 0; m < MEASURES; m++)
		if (measures & BIT(m) && persons_behind(f, cell, m) > 0)
			return true;
	return false;
}

/* Adds the cells with all values of the keys from the i-th on. */
static bool
add_every(struct report *r, int table, const int *key, int *value, int i, int n)
{
	struct crosstab *f = tally_table(r->tally, table);
	const struct key_values *v;

	if (i == n) {
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

	if (!r->o.every && n > 0)
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
		    anybody(f, c, measure_usual(keys)))
			add_row(r, table, c);
}

static const char *
label(struct report *r, int key, int value)
{
	if (value == TOTAL)
		return "total";
	switch (key) {
	case KEY_YEAR: case KEY_QUARTER: case KEY_MONTH: case KEY_WEEK:
		return measure_period_label(key, value, r->label);
	case KEY_AGE_GROUP:
		return age_group_label(&r->o.count.ages, value, r->label);
	case KEY_OUTCOME:
		return code_outcome[value];
	case KEY_CAUSE:
		return code_cause[value];
	default:
		return names_text(r->words, value);
	}
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
	for (int t = 0; t < r->o.count.n_tables; t++)
		add_rows(r, t);
	if (r->n_rows > 0)
		sort_rows(r);
	return r->n_rows <= REPORT_ROWS;
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

bool
report_lost(const struct report *r, int measure)
{
	for (int t = 0; !r->o.every && t < r->o.count.n_tables; t++) {
		const struct crosstab *f = tally_table(r->tally, t);
		unsigned keys = r->o.count.table[t];

		for (int c = 0; keys != 0 && c < crosstab_cells(f); c++)
			if (persons_behind(f, c, measure) > 0 &&
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

/* What must be hidden among the outcomes, and are visits? */
static unsigned
hide_outcomes(const struct report *r, const struct crosstab *f, int cell)
{
	struct suppress_sum s = {.n = OUTCOME_ABORTED + 1};
	struct suppressed h;

	for (int i = 0; i < s.n; i++) {
		s.value[i] = crosstab_value(f, cell, MEASURE_OUTCOME + i);
		if (r->barred & BIT(MEASURE_OUTCOME + i))
			s.unprinted |= 1U << i;
	}
	crosstab_who(f, cell, s.who);
	h = suppress_parts(&s, r->o.suppress);
	return h.parts << MEASURE_OUTCOME | (unsigned)h.sum << MEASURE_VISITS;
}

/* A sum of which one part is printed, the other one not. */
static unsigned
hide_part(const struct report *r, const struct crosstab *f, int cell, int sum,
    int part, int rest)
{
	struct suppress_sum s = {.n = 2, .unprinted = 2};
	long a = crosstab_persons(f, cell, part);
	long b = crosstab_persons(f, cell, rest);
	struct suppressed h;

	s.value[0] = crosstab_value(f, cell, part);
	s.value[1] = crosstab_value(f, cell, rest);
	s.who[3] = a + b - crosstab_persons(f, cell, sum);
	s.who[1] = a - s.who[3];
	s.who[2] = b - s.who[3];
	h = suppress_parts(&s, r->o.suppress);
	return (h.parts & 1) << part | (unsigned)h.sum << sum;
}

/* Whatever is printed of them: what is hidden must not depend on it, or two
 * reports would tell what one does not. */
static unsigned
hidden(const struct report *r, const struct crosstab *f, int cell)
{
	unsigned bits = hide_outcomes(r, f, cell) |
	    hide_part(r, f, cell, MEASURE_OFFERS_ACCEPTED,
	    MEASURE_HEALTH_ACCEPTED, COUNT_OTHER_ACCEPTED) |
	    hide_part(r, f, cell, MEASURE_CUTS_THREATENED,
	    MEASURE_CUTS_AVERTED, COUNT_NOT_AVERTED);

	for (int m = 0; m < MEASURES; m++) {
		long n = m == MEASURE_DAYS_Q1 || m == MEASURE_DAYS_Q3 ?
		    2L * r->o.suppress : r->o.suppress;

		if (suppress_few(persons_behind(f, cell, m), n))
			bits |= BIT(m);
	}
	return bits;
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

static long long
number(const struct crosstab *f, int cell, int measure)
{
	switch (measure) {
	case MEASURE_PERSONS_VISITED: case MEASURE_PERSONS_REACHED:
	case MEASURE_PERSONS_REFERRED: case MEASURE_PERSONS_WITH_CAUSE:
		return crosstab_persons(f, cell, measure);
	case MEASURE_HOUSEHOLDS_VISITED:
		return crosstab_households(f, cell, MEASURE_PERSONS_VISITED);
	default:
		return crosstab_value(f, cell, measure);
	}
}

static void
put_value(char *buf, const struct crosstab *f, int cell, int measure)
{
	switch (measure) {
	case MEASURE_DAYS_TO_CONTACT: put_quartile(buf, f, cell, 2); break;
	case MEASURE_DAYS_Q1: put_quartile(buf, f, cell, 1); break;
	case MEASURE_DAYS_Q3: put_quartile(buf, f, cell, 3); break;
	default:
		snprintf(buf, VALUE_SIZE, "%lld", number(f, cell, measure));
	}
}

const char *const *
report_values(struct report *r, int row)
{
	const struct crosstab *f = tally_table(r->tally, r->row[row].table);
	int cell = r->row[row].cell;
	unsigned hide = hidden(r, f, cell);

	for (int m = 0; m < MEASURES; m++)
		if (hide & BIT(m))
			strcpy(r->text[m], "*");
		else
			put_value(r->text[m], f, cell, m);
	return r->value;
}
