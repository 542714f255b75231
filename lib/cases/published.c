#include "lib/cases/published.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

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

static void
add(struct published *p, const struct published_columns *c, const struct row *row,
    int measure, const char *value)
{
	struct report_earlier e = {.measure = measure};

	if (*value == '\0')
		return;  /* no median, or a measure the table does not have */
	e.value = arena_strdup(&p->text, value);
	for (int k = 0; k < KEYS; k++)
		if (c->key[k] >= 0 && strcmp(row->field[c->key[k]], "total") != 0)
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
	while (table_next(t, &row)) {
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
