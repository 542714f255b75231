#include "lib/cases/published.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"
#include "lib/stats/label.h"
#include "lib/stats/tally.h"

/* Which column is what; -1: there is none. */
struct published_columns {
	int key[KEYS], measure[MEASURES];
	int name, value;
};

static void
find_columns(struct table *t, struct published_columns *c)
{
	int n = 0;

	for (int k = 0; k < KEYS; k++)
		c->key[k] = table_column(t, measure_key[k]);
	c->name = table_column(t, "measure");
	c->value = table_column(t, "value");
	for (int m = 0; m < MEASURES; m++) {
		c->measure[m] = table_column(t, measure_name[m]);
		n += c->measure[m] >= 0;
	}
	if (n == 0 && (c->name < 0 || c->value < 0))
		die("%s: not a table of stats-report", table_file(t));
}

/* A key that has another heading now would make its rows those of a total. */
static void
check_columns(const struct table *t, const struct published_columns *c)
{
	for (int i = 0; i < (int)table_columns(t); i++) {
		bool known = i == c->name || i == c->value;

		for (int k = 0; k < KEYS && !known; k++)
			known = i == c->key[k];
		for (int m = 0; m < MEASURES && !known; m++)
			known = i == c->measure[m];
		if (!known)
			die_at(table_file(t), table_header_line(t), "column %d is"
			    " none of stats-report's", i + 1);
	}
}

/* A spreadsheet makes Nov 26 of 2026-11, which is no month of any report, so
 * that nothing would be held against it. */
static void
check_periods(const struct published_columns *c, const struct row *row)
{
	static const struct age_groups none;  /* of periods they do not matter */
	int value;

	for (int k = KEY_YEAR; k <= KEY_WEEK; k++)
		if (c->key[k] >= 0 &&
		    strcmp(row->field[c->key[k]], LABEL_TOTAL) != 0 &&
		    !label_parse(k, row->field[c->key[k]], &none, NULL,
		    &value))
			die_at(row->file, row->line, "%s: not one as stats-report"
			    " writes it", measure_key[k]);
}

/* A star, a number, or a median between two. */
static bool
is_figure(int measure, const char *value)
{
	size_t n = strspn(value, "0123456789");

	if (strcmp(value, "*") == 0)
		return true;
	return n > 0 && (value[n] == '\0' ||
	    (tally_quartile(measure) != 0 && value[n] == '.'));
}

static void
add(struct published *p, const struct published_columns *c, const struct row *row,
    int measure, const char *value)
{
	struct report_earlier e = {.measure = measure};

	if (*value == '\0')
		return;  /* no median, or a measure the table does not have */
	if (!is_figure(measure, value))
		die_at(row->file, row->line, "%s: neither a figure of"
		    " stats-report nor a star", measure_name[measure]);
	e.value = arena_strdup(&p->text, value);
	for (int k = 0; k < KEYS; k++)
		if (c->key[k] >= 0 &&
		    strcmp(row->field[c->key[k]], LABEL_TOTAL) != 0)
			e.label[k] = arena_strdup(&p->text,
			    row->field[c->key[k]]);
	p->figure = mem_grow(p->figure, p->n + 1, &p->cap, sizeof *p->figure);
	p->figure[p->n++] = e;
}

void
published_read(struct published *p, const char *path)
{
	struct table *t = table_open(path);
	struct published_columns c;
	struct row row;

	find_columns(t, &c);
	check_columns(t, &c);
	while (table_next(t, &row)) {
		check_periods(&c, &row);
		for (int m = 0; m < MEASURES; m++)
			if (c.measure[m] >= 0)
				add(p, &c, &row, m, row.field[c.measure[m]]);
		if (c.name >= 0 && c.value >= 0) {
			int m = codes_find(measure_name, row.field[c.name]);

			if (m < 0)
				die_at(row.file, row.line,
				    "measure: not one of stats-report");
			add(p, &c, &row, m, row.field[c.value]);
		}
	}
	if (table_rejected(t) > 0)
		die("%s: not a table of stats-report", table_file(t));
	table_close(t);
}

void
published_free(struct published *p)
{
	free(p->figure);
	arena_free(&p->text);
}
