#include "lib/io/map.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/utf8.h"
#include "lib/io/datafile.h"
#include "lib/io/map_parts.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

void
map_close(struct map *m)
{
	if (m == NULL)
		return;
	arena_free(&m->strings);
	names_free(m->same.names);
	names_free(m->alike.names);
	names_free(m->values);
	free(m->same.first);
	free(m->alike.first);
	free(m->source);
	free(m->pair);
	free(m->constant);
	free(m);
}

const struct schema *
map_schema(const struct map *m)
{
	return m->schema;
}

/*
 * Reading.
 */

static const char *
folded(struct map *m, const char *s)
{
	char *copy = arena_strdup(&m->strings, s);

	utf8_fold(copy, copy);
	return copy;
}

/* "dmy", "weak", "mdy,weak" ... */
static void
read_format(const struct row *row, const char *format, struct map_source *s)
{
	static const char *const names[] = {"", "dmy", "ymd", "mdy", NULL};
	char *list = xstrdup(format), *rest;

	for (char *word = strtok_r(list, ", ", &rest); word != NULL;
	    word = strtok_r(NULL, ", ", &rest)) {
		int order = codes_find(names, word);
		int piece = codes_find(piece_names, word);

		if (strcmp(word, "weak") == 0)
			s->weak = true;
		else if (strcmp(word, "part") == 0)
			s->part = true;
		else if (strcmp(word, "behind") == 0)
			s->behind = true;
		else if (strcmp(word, "ask") == 0)
			s->ask = true;
		else if (piece > 0)
			s->piece = (enum piece)piece;
		else if (order < 0)
			die_at(row->file, row->line,
			    "format: neither dmy, ymd, mdy, weak, part, behind,"
			    " ask, code, after-code, before-comma nor after-comma");
		else if (s->order != ORDER_NONE)
			die_at(row->file, row->line,
			    "format: more than one order");
		else
			s->order = (enum field_order)order;
	}
	free(list);
}

/* A value that no cell can have would reject every row: say so at once. */
static void
check_value(const struct row *row, const struct column *c, const char *to)
{
	struct arena scratch = {0};
	struct value v;
	struct field_type type = schema_type(c, ORDER_NONE, 0);

	if (c->words != NULL && *to != '\0' && codes_find(c->words, to) < 0)
		die_at(row->file, row->line, "values: not a code of %s",
		    c->name);
	if (c->kind == FIELD_TAGS &&
	    schema_read(c, &type, to, &scratch, &v) != NULL)
		die_at(row->file, row->line, "values: not a list of tags");
	arena_free(&scratch);
}

/* Ends the item at the next `stop` that has no backslash before it, and takes
 * the backslash away from those that have one; NULL: there is none. */
static char *
split(char *s, char stop)
{
	for (; *s != '\0' && *s != stop; s++)
		if (*s == '\\' && s[1] != '\0')
			s++;
	if (*s == '\0')
		return NULL;
	*s = '\0';
	return s + 1;
}

static char *
unescaped(char *s)
{
	char *out = s;

	for (const char *p = s; *p != '\0'; p++) {
		if (*p == '\\' && (p[1] == ',' || p[1] == '='))
			p++;
		*out++ = *p;
	}
	*out = '\0';
	return s;
}

static const struct map_pair *
find_pair(const struct map_pair *pair, size_t n, const char *column, int value)
{
	const struct map_pair *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (pair[i].value == value &&
		    strcmp(pair[i].column, column) == 0 &&
		    (found == NULL || pair[i].layer > found->layer))
			found = &pair[i];
	return found;
}

static void
add_pair(struct map *m, const struct row *row, struct map_pair p)
{
	const struct map_pair *other = find_pair(m->pair, m->pairs, p.column,
	    p.value);

	if (other != NULL && other->layer == p.layer &&
	    strcmp(other->to, p.to) != 0)
		die_at(row->file, row->line,
		    "values: one value of %s has two meanings", p.column);
	m->pair = mem_grow(m->pair, m->pairs + 1, &m->pair_cap,
	    sizeof *m->pair);
	m->pair[m->pairs++] = p;
}

/* "from=to"; a constant is "=to". */
static void
add_item(struct map *m, const struct row *row, const struct column *c,
    bool constant, char *item)
{
	char *to = split(item, '=');
	struct map_pair p = {.column = c->name, .layer = m->layers};

	if (to == NULL)
		die_at(row->file, row->line, "values: not a list of a=b");
	p.from = folded(m, unescaped(item));
	p.value = names_add(m->values, p.from);
	to = utf8_trim(to, to + strlen(to));
	p.to = unescaped(to);
	if (c->words != NULL)
		p.to = folded(m, p.to);
	check_value(row, c, p.to);
	if (constant && *p.from != '\0')
		die_at(row->file, row->line, "source: missing");
	if (!constant) {
		add_pair(m, row, p);
		return;
	}
	m->constant = mem_grow(m->constant, m->constants + 1,
	    &m->constant_cap, sizeof *m->constant);
	m->constant[m->constants++] = p;
}

/* Returns the place of the first row of this source. */
static int *
first_of(struct map_sources *x, const char *source)
{
	int name = names_add(x->names, source);
	size_t had = x->cap;

	x->first = mem_grow(x->first, (size_t)name + 1, &x->cap,
	    sizeof *x->first);
	for (size_t i = had; i < x->cap; i++)
		x->first[i] = -1;
	return &x->first[name];
}

static void
add_source(struct map *m, struct map_source s)
{
	char key[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];
	int *first = first_of(&m->same, s.source);

	s.next = *first;
	*first = (int)m->n;
	s.next_alike = -1;
	if (map_alike(s.source, key)) {
		first = first_of(&m->alike, key);
		s.next_alike = *first;
		*first = (int)m->n;
	}
	m->source = mem_grow(m->source, m->n + 1, &m->cap, sizeof *m->source);
	m->source[m->n++] = s;
}

static void
add_row(struct map *m, const struct row *row, const char *source,
    const char *column, const char *values, const char *format)
{
	const struct column *c = schema_any_column(m->schema,
	    folded(m, column));
	struct map_source s = {.source = folded(m, source),
	    .layer = m->layers, .line = row->line,
	    .file = arena_strdup(&m->strings, row->file)};
	char *rest = arena_strdup(&m->strings, values);

	if (c == NULL && (*column != '\0' || *values != '\0'))
		die_at(row->file, row->line, "column: not a column of ours");
	s.column = c != NULL ? c->name : "";
	read_format(row, format, &s);
	while (rest != NULL && *rest != '\0') {
		char *item = rest;

		rest = split(item, ',');
		add_item(m, row, c, *s.source == '\0', item);
	}
	if (*s.source != '\0')
		add_source(m, s);
	else if (*values == '\0')
		die_at(row->file, row->line, "source: missing");
}

static void
add_map(struct map *m, const char *path)
{
	static const char *const need[] = {"source", "column", NULL};
	struct table *t = table_open(path);
	int values, format, source, column;
	struct row row;

	diag_detail("the map: %s", path);
	m->layers++;
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
	table_close(t);
}

static bool
replaces(const char *const *given, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*given[i] != '+')
			return true;
	return false;
}

/* Our own names may be spelled otherwise, too: caseId. */
static void
add_own_names(struct map *m)
{
	char key[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];

	for (size_t i = 0; i < m->schema->n; i++)
		for (size_t c = 0; c < m->schema->table[i].n; c++)
			if (map_alike(m->schema->table[i].column[c].name, key))
				first_of(&m->alike, key);
}

struct map *
map_open(const struct schema *schema, const char *usual,
    const char *const *given, size_t n)
{
	struct map *m = xcalloc(1, sizeof *m);

	m->schema = schema;
	m->same.names = names_new();
	m->alike.names = names_new();
	m->values = names_new();
	add_own_names(m);
	if (!replaces(given, n)) {
		char *path = datafile_find(usual);

		add_map(m, path);
		m->usual = m->layers;
		free(path);
	}
	for (size_t i = 0; i < n; i++)
		add_map(m, given[i] + (*given[i] == '+'));
	return m;
}

void
map_say_unused(const struct map *m, const struct names *headings)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct map_source *s = &m->source[i];

		if (s->layer > m->usual && names_find(headings, s->source) < 0)
			diag_detail("%s:%ld: source: a heading that no file "
			    "has", s->file, s->line);
	}
}

/*
 * Asking.
 */

const char *
map_constant(const struct map *m, const char *column)
{
	const struct map_pair *p = find_pair(m->constant, m->constants, column,
	    names_find(m->values, ""));

	return p != NULL ? p->to : NULL;
}

const char *
map_value(const struct map *m, const char *column, const char *value)
{
	int number = names_find(m->values, value);
	const struct map_pair *p = number < 0 ? NULL :
	    find_pair(m->pair, m->pairs, column, number);

	return p != NULL ? p->to : NULL;
}

bool
map_has_values(const struct map *m, const char *column)
{
	for (size_t i = 0; i < m->pairs; i++)
		if (strcmp(m->pair[i].column, column) == 0)
			return true;
	return false;
}
