#include "lib/cases/rawfile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/io/progress.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"
#include "lib/stats/label.h"

const char *const rawfile_first[] = {"record", "table", NULL};
const char *const rawfile_last[] = {"measure", "value", "persons",
	"households", NULL};
const char *const rawfile_record[] = {"version", "from", "to", "as_of",
	"age_groups", "every", "secret", "keys", "table", "key_value",
	"funder", "figure", "days", "end", NULL};

struct rawfile {
	struct table *table;
	struct rawfile_about about;
	int record, keys, column[KEYS], last[RAWFILE_LAST];
	struct row row;        /* the next one */
	long rows;             /* before it */
};

const char *
rawfile_counter(int counter)
{
	return counter == COUNT_WAITED ? "waited" : measure_name[counter];
}

static _Noreturn void
broken(const struct rawfile *f)
{
	die_at(f->row.file, f->row.line,
	    "not as stats-report --raw writes it");
}

static int
counter_of(const char *name)
{
	return strcmp(name, rawfile_counter(COUNT_WAITED)) == 0 ?
	    COUNT_WAITED : codes_find(measure_name, name);
}

static const char *
field(const struct rawfile *f, int last)
{
	return f->row.field[f->last[last]];
}

static long long
number(const struct rawfile *f, int last)
{
	long long n;

	if (!num_int(field(f, last), &n))
		broken(f);
	return n;
}

/* How many; no more than an office can have. */
static int
count(const struct rawfile *f, int last)
{
	long long n = number(f, last);

	if (n < 0 || n > INT_MAX / 2)
		broken(f);
	return (int)n;
}

/* The keys of a list, in its order; returns how many. */
static int
read_keys(const struct rawfile *f, const char *list, int key[KEYS])
{
	const char *tag;
	size_t len;
	unsigned seen = 0;
	int n = 0;

	while ((len = tags_next(&list, &tag)) > 0) {
		int k = 0;

		while (measure_key[k] != NULL &&
		    (strlen(measure_key[k]) != len ||
		    memcmp(measure_key[k], tag, len) != 0))
			k++;
		if (measure_key[k] == NULL || seen & BIT(k))
			broken(f);
		seen |= BIT(k);
		key[n++] = k;
	}
	return n;
}

static unsigned
key_bits(const int *key, int n)
{
	unsigned bits = 0;

	for (int i = 0; i < n; i++)
		bits |= BIT(key[i]);
	return bits;
}

static date
read_day(const struct rawfile *f)
{
	date day = date_parse(field(f, RAWFILE_VALUE));

	if (day == DATE_NONE)
		broken(f);
	return day;
}

/* Two numbers of 16 hexadecimal digits each. */
static struct siphash_key
read_secret(const struct rawfile *f)
{
	const char *text = field(f, RAWFILE_VALUE);
	char half[17] = "";

	if (strlen(text) != 32 || strspn(text, "0123456789abcdef") != 32)
		broken(f);
	memcpy(half, text, 16);
	return (struct siphash_key){strtoull(half, NULL, 16),
	    strtoull(text + 16, NULL, 16)};
}

static void
read_table(struct rawfile *f)
{
	int key[KEYS], n = read_keys(f, f->row.field[f->keys], key);

	if (f->about.n_tables == TALLY_TABLES)
		broken(f);
	f->about.table[f->about.n_tables++] = key_bits(key, n);
}

static void
read_head(struct rawfile *f, int record)
{
	struct rawfile_about *a = &f->about;

	switch (record) {
	case RAW_VERSION:
		if (strcmp(field(f, RAWFILE_VALUE), VERSION) != 0)
			die("%s: made by another version of doorstep",
			    f->row.file);
		break;
	case RAW_FROM: a->from = read_day(f); break;
	case RAW_TO: a->to = read_day(f); break;
	case RAW_AS_OF: a->as_of = read_day(f); break;
	case RAW_AGE_GROUPS:
		if (!measure_ages_parse(&a->ages, field(f, RAWFILE_VALUE)))
			broken(f);
		break;
	case RAW_EVERY: a->every = count(f, RAWFILE_VALUE) != 0; break;
	case RAW_SECRET: a->secret = read_secret(f); break;
	case RAW_KEYS:
		a->n_keys = read_keys(f, f->row.field[f->keys], a->key);
		break;
	default: read_table(f);
	}
}

static bool
next(struct rawfile *f)
{
	bool more = table_next(f->table, &f->row);

	f->rows += more;
	progress_row(f->table);
	return more;
}

/* Every kind of row that has to be there once, in this order, and at least one
 * table. */
static void
read_about(struct rawfile *f)
{
	for (int record = 0; record < RAW_TABLE; record++) {
		if (!next(f))
			die("%s: not all of it is there", table_file(f->table));
		if (strcmp(f->row.field[f->record],
		    rawfile_record[record]) != 0)
			broken(f);
		read_head(f, record);
	}
	while (next(f) && strcmp(f->row.field[f->record],
	    rawfile_record[RAW_TABLE]) == 0)
		read_head(f, RAW_TABLE);
	if (f->about.n_tables == 0)
		broken(f);
}

static void
find_columns(struct rawfile *f)
{
	bool all;

	f->record = table_column(f->table, rawfile_first[RAWFILE_RECORD]);
	f->keys = table_column(f->table, rawfile_first[RAWFILE_TABLE]);
	all = f->record >= 0 && f->keys >= 0;
	for (int i = 0; i < RAWFILE_LAST; i++) {
		f->last[i] = table_column(f->table, rawfile_last[i]);
		all = all && f->last[i] >= 0;
	}
	for (int k = 0; k < KEYS; k++)
		f->column[k] = table_column(f->table, measure_key[k]);
	if (!all)
		die("%s: not made by stats-report --raw",
		    table_file(f->table));
}

struct rawfile *
rawfile_open(const char *path)
{
	struct rawfile *f = xcalloc(1, sizeof *f);

	f->table = table_open(path);
	find_columns(f);
	read_about(f);
	for (int i = 0; i < f->about.n_keys; i++)
		if (f->column[f->about.key[i]] < 0)
			broken(f);
	return f;
}

void
rawfile_close(struct rawfile *f)
{
	table_close(f->table);
	free(f);
}

const char *
rawfile_name(const struct rawfile *f)
{
	return table_file(f->table);
}

const struct rawfile_about *
rawfile_about(const struct rawfile *f)
{
	return &f->about;
}

/* The cell that the row is about, or NULL: the report has no such table. */
struct raw_cell {
	char *list;            /* the keys of the row before */
	int key[KEYS], n_keys;
	int table;
	struct crosstab *cells;
	int cell;
};

static void
find_table(struct rawfile *f, struct raw_cell *p, struct report *r,
    const struct tally_options *o)
{
	const char *list = f->row.field[f->keys];

	if (p->list != NULL && strcmp(p->list, list) == 0)
		return;
	free(p->list);
	p->list = xstrdup(list);
	p->n_keys = read_keys(f, list, p->key);
	p->table = 0;
	while (p->table < o->n_tables &&
	    o->table[p->table] != key_bits(p->key, p->n_keys))
		p->table++;
	p->cells = p->table < o->n_tables ?
	    tally_table(report_tally(r), p->table) : NULL;
}

static void
find_cell(struct rawfile *f, struct raw_cell *p, const struct tally_options *o,
    struct names *words)
{
	int value[KEYS];

	for (int i = 0, n = 0; i < KEYS; i++)
		for (int k = 0; k < p->n_keys; k++) {
			if (p->key[k] != i)
				continue;
			if (f->column[i] < 0 || !label_parse(i,
			    f->row.field[f->column[i]], &o->ages, words,
			    &value[n++]))
				broken(f);
		}
	p->cell = crosstab_cell(p->cells, value);
}

static void
read_figure(struct rawfile *f, const struct raw_cell *p)
{
	int counter = counter_of(field(f, RAWFILE_MEASURE));

	if (counter < 0)
		broken(f);
	crosstab_merge(p->cells, p->cell, counter, (struct crosstab_sum){
	    number(f, RAWFILE_VALUE), count(f, RAWFILE_PERSONS),
	    count(f, RAWFILE_HOUSEHOLDS)});
}

static void
read_days(struct rawfile *f, const struct raw_cell *p)
{
	int days = count(f, RAWFILE_VALUE);

	for (int n = count(f, RAWFILE_PERSONS); n > 0; n--)
		crosstab_sample(p->cells, p->cell, days);
}

static void
read_key_value(struct rawfile *f, struct report *r, const struct tally_options *o,
    struct names *words)
{
	int key = codes_find(measure_key, field(f, RAWFILE_MEASURE)), value;

	if (key < 0 || !label_parse(key, field(f, RAWFILE_VALUE), &o->ages,
	    words, &value))
		broken(f);
	report_value(r, key, value);
}

static void
read_funder(struct rawfile *f, struct report *r, struct names *words)
{
	report_funder(r, names_add(words, field(f, RAWFILE_MEASURE)),
	    names_add(words, field(f, RAWFILE_VALUE)));
}

static void
read_row(struct rawfile *f, struct raw_cell *p, struct report *r,
    const struct tally_options *o, struct names *words)
{
	switch (codes_find(rawfile_record, f->row.field[f->record])) {
	case RAW_KEY_VALUE:
		read_key_value(f, r, o, words);
		break;
	case RAW_FUNDER:
		read_funder(f, r, words);
		break;
	case RAW_FIGURE: case RAW_DAYS:
		find_table(f, p, r, o);
		if (p->cells == NULL)
			break;
		find_cell(f, p, o, words);
		if (strcmp(f->row.field[f->record],
		    rawfile_record[RAW_FIGURE]) == 0)
			read_figure(f, p);
		else
			read_days(f, p);
		break;
	default:
		broken(f);
	}
}

static bool
is_end(const struct rawfile *f)
{
	return strcmp(f->row.field[f->record], rawfile_record[RAW_END]) == 0;
}

void
rawfile_read(struct rawfile *f, struct report *r, const struct tally_options *o,
    struct names *words)
{
	struct raw_cell p = {.list = NULL};
	bool more = true;

	while (more && !is_end(f)) {
		read_row(f, &p, r, o, words);
		more = next(f);
	}
	if (!more || number(f, RAWFILE_VALUE) != f->rows - 1 ||
	    table_rejected(f->table) > 0)
		die("%s: not all of it is there", table_file(f->table));
	if (next(f))
		broken(f);
	free(p.list);
}

static bool
same_tables(const struct rawfile_about *a, const struct rawfile_about *b)
{
	if (a->n_keys != b->n_keys || a->n_tables != b->n_tables)
		return false;
	for (int i = 0; i < a->n_keys; i++)
		if (a->key[i] != b->key[i])
			return false;
	for (int i = 0; i < a->n_tables; i++)
		if (a->table[i] != b->table[i])
			return false;
	return true;
}

static bool
same_ages(const struct age_groups *a, const struct age_groups *b)
{
	if (a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->from[i] != b->from[i])
			return false;
	return true;
}

const char *
rawfile_difference(const struct rawfile_about *a, const struct rawfile_about *b)
{
	if (a->from != b->from || a->to != b->to)
		return "their period";
	if (a->as_of != b->as_of)
		return "their day (--as-of)";
	if (!same_ages(&a->ages, &b->ages))
		return "their age groups";
	if (!same_tables(a, b))
		return "their keys (--by, --totals)";
	return a->every != b->every ? "--every" : NULL;
}
