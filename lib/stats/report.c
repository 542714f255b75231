#include "lib/stats/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/cube.h"
#include "lib/stats/label.h"
#include "lib/stats/report_parts.h"

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

const char *
report_word(struct report *r, int key, int value)
{
	return value == TOTAL ? LABEL_TOTAL :
	    labels_printed(r->labels, key, value);
}

bool
report_anybody(const struct crosstab *f, int cell, unsigned measures)
{
	for (int m = 0; m < MEASURES; m++)
		if (measures & BIT(m) && tally_persons(f, cell, m) > 0)
			return true;
	return false;
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
			    !report_anybody(f, c, measure_usual(keys)))
				return true;
	}
	return false;
}

const char *
report_label(struct report *r, int row, int k)
{
	return report_word(r, r->o.key[k], r->column[k][row]);
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
