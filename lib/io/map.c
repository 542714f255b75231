#include "lib/io/map.h"

#include <stdlib.h>
#include <string.h>

#include "lib/rule/codes.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/table.h"
#include "lib/io/utf8.h"

/* A row of the file; strings live in the arena, source is folded. */
struct map_source {
	const char *source, *column;
	enum field_order order;
};

struct pair {
	const char *column, *from, *to;  /* `from` is folded */
};

struct map {
	const struct schema *schema;
	struct arena strings;
	struct map_source *source;
	size_t n, cap;
	struct pair *pair, *constant;
	size_t pairs, pair_cap, constants, constant_cap;
};

static const char *
folded(struct map *m, const char *s)
{
	char *copy = arena_strdup(&m->strings, s);

	utf8_fold(copy, copy);
	return copy;
}

static enum field_order
order_of(const struct row *row, const char *format)
{
	static const char *const names[] = {"", "dmy", "ymd", "mdy", NULL};
	int order = codes_find(names, format);

	if (order < 0)
		die_at(row->file, row->line,
		    "format: neither dmy nor ymd nor mdy");
	return (enum field_order)order;
}

/* A value that no cell can have would reject every row: say so at once. */
static const char *
meaning(struct map *m, const struct row *row, const struct column *c,
    const char *to)
{
	const struct field_type tags = {.kind = FIELD_TAGS};
	struct arena scratch = {0};
	struct value v;

	if (c->words != NULL) {
		to = folded(m, to);
		if (*to != '\0' && codes_find(c->words, to) < 0)
			die_at(row->file, row->line,
			    "values: not a code of %s", c->name);
	} else if (c->kind == FIELD_TAGS &&
	    field_read(&tags, to, &scratch, &v) != NULL) {
		die_at(row->file, row->line, "values: not a list of tags");
	}
	arena_free(&scratch);
	return to;
}

static void
add_pair(struct map *m, const struct row *row, const struct column *c,
    bool constant, char *item)
{
	char *equals = strchr(item, '=');
	struct pair p = {.column = c->name};

	if (equals == NULL)
		die_at(row->file, row->line, "values: not a list of a=b");
	*equals = '\0';
	p.from = folded(m, item);
	p.to = equals + 1 + strspn(equals + 1, " ");
	for (char *end = equals + 1 + strlen(equals + 1);
	    end > p.to && end[-1] == ' ';)
		*--end = '\0';
	p.to = meaning(m, row, c, p.to);
	if (constant && *p.from != '\0')
		die_at(row->file, row->line, "source: missing");
	if (constant) {
		m->constant = mem_grow(m->constant, m->constants + 1,
		    &m->constant_cap, sizeof *m->constant);
		m->constant[m->constants++] = p;
		return;
	}
	m->pair = mem_grow(m->pair, m->pairs + 1, &m->pair_cap,
	    sizeof *m->pair);
	m->pair[m->pairs++] = p;
}

static void
add_row(struct map *m, const struct row *row, const char *source,
    const char *column, const char *values, const char *format)
{
	const struct column *c = schema_any_column(m->schema,
	    folded(m, column));
	struct map_source s;
	char *item, *rest;

	if (c == NULL)
		die_at(row->file, row->line, "column: not a column of ours");
	s.source = folded(m, source);
	s.column = c->name;
	s.order = order_of(row, format);
	rest = arena_strdup(&m->strings, values);
	while (*rest != '\0') {
		item = rest;
		rest += strcspn(rest, ",");
		if (*rest != '\0')
			*rest++ = '\0';
		add_pair(m, row, c, *s.source == '\0', item);
	}
	m->source = mem_grow(m->source, m->n + 1, &m->cap, sizeof *m->source);
	m->source[m->n++] = s;
}

static void
read_map(struct map *m, struct table *t)
{
	static const char *const need[] = {"source", "column", NULL};
	int values, format, source, column;
	struct row row;

	table_require(t, need);
	source = table_column(t, "source");
	column = table_column(t, "column");
	values = table_column(t, "values");
	format = table_column(t, "format");
	while (table_next(t, &row))
		add_row(m, &row, row.field[source], row.field[column],
		    values < 0 ? "" : row.field[values],
		    format < 0 ? "" : row.field[format]);
	if (table_rejected(t) > 0)
		die("%s: a map with bad rows is no map", table_file(t));
}

struct map *
map_open(const struct schema *schema, const char *path)
{
	struct map *m = xcalloc(1, sizeof *m);
	struct table *t = table_open(path);

	m->schema = schema;
	diag_detail("the map: %s", path);
	read_map(m, t);
	table_close(t);
	return m;
}

const struct schema *
map_schema(const struct map *m)
{
	return m->schema;
}

void
map_close(struct map *m)
{
	if (m == NULL)
		return;
	arena_free(&m->strings);
	free(m->source);
	free(m->pair);
	free(m->constant);
	free(m);
}

const char *
map_column(const struct map *m, const char *heading, size_t i)
{
	for (size_t k = 0; k < m->n && *heading != '\0'; k++)
		if (strcmp(m->source[k].source, heading) == 0 && i-- == 0)
			return m->source[k].column;
	return NULL;
}

enum field_order
map_order(const struct map *m, const char *column)
{
	for (size_t k = 0; k < m->n; k++)
		if (m->source[k].order != ORDER_NONE &&
		    strcmp(m->source[k].column, column) == 0)
			return m->source[k].order;
	return ORDER_NONE;
}

static const char *
look_up(const struct pair *pair, size_t n, const char *column,
    const char *from)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(pair[i].column, column) == 0 &&
		    strcmp(pair[i].from, from) == 0)
			return pair[i].to;
	return NULL;
}

const char *
map_constant(const struct map *m, const char *column)
{
	return look_up(m->constant, m->constants, column, "");
}

const char *
map_value(const struct map *m, const char *column, const char *value)
{
	return look_up(m->pair, m->pairs, column, value);
}

bool
map_has_values(const struct map *m, const char *column)
{
	for (size_t i = 0; i < m->pairs; i++)
		if (strcmp(m->pair[i].column, column) == 0)
			return true;
	return false;
}
