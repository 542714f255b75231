#include "lib/io/map.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/datafile.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

/* A row of a file; strings live in the arena. */
struct map_source {
	const char *source, *column;  /* source is folded */
	enum field_order order;
	bool weak, part;
	int layer;
	int next;   /* the next one of the same source, -1: none */
	const char *file;
	long line;
};

struct pair {
	const char *column, *from, *to;  /* `from` is folded */
	int layer;
};

struct map {
	const struct schema *schema;
	struct arena strings;
	int layers;              /* the one added last is on top ... */
	int usual;               /* ... and so many at the bottom are ours */
	struct map_source *source;
	size_t n, cap;
	struct names *names;     /* of the sources ... */
	int *first;              /* ... and the first row of each */
	size_t first_cap;
	struct pair *pair, *constant;
	size_t pairs, pair_cap, constants, constant_cap;
};

void
map_close(struct map *m)
{
	if (m == NULL)
		return;
	arena_free(&m->strings);
	names_free(m->names);
	free(m->first);
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

		if (strcmp(word, "weak") == 0)
			s->weak = true;
		else if (strcmp(word, "part") == 0)
			s->part = true;
		else if (order < 0)
			die_at(row->file, row->line,
			    "format: neither dmy, ymd, mdy, weak nor part");
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

static const struct pair *
find_pair(const struct pair *pair, size_t n, const char *column,
    const char *from)
{
	const struct pair *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (strcmp(pair[i].column, column) == 0 &&
		    strcmp(pair[i].from, from) == 0 &&
		    (found == NULL || pair[i].layer > found->layer))
			found = &pair[i];
	return found;
}

static void
add_pair(struct map *m, const struct row *row, struct pair p)
{
	const struct pair *other = find_pair(m->pair, m->pairs, p.column,
	    p.from);

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
	struct pair p = {.column = c->name, .layer = m->layers};

	if (to == NULL)
		die_at(row->file, row->line, "values: not a list of a=b");
	p.from = folded(m, unescaped(item));
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

static void
add_source(struct map *m, struct map_source s)
{
	int name = names_add(m->names, s.source);
	size_t had = m->first_cap;

	m->first = mem_grow(m->first, (size_t)name + 1, &m->first_cap,
	    sizeof *m->first);
	for (size_t i = had; i < m->first_cap; i++)
		m->first[i] = -1;
	s.next = m->first[name];
	m->first[name] = (int)m->n;
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

	if (c == NULL)
		die_at(row->file, row->line, "column: not a column of ours");
	s.column = c->name;
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

struct map *
map_open(const struct schema *schema, const char *usual,
    const char *const *given, size_t n)
{
	struct map *m = xcalloc(1, sizeof *m);

	m->schema = schema;
	m->names = names_new();
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

static int
first_row(const struct map *m, const char *heading)
{
	int name = names_find(m->names, heading);

	return name < 0 ? -1 : m->first[name];
}

/* The top layer that says anything of this heading in this table; 0: none. */
static int
top_layer(const struct map *m, const struct schema_table *t,
    const char *heading)
{
	int top = 0;

	for (int i = first_row(m, heading); i >= 0; i = m->source[i].next)
		if (m->source[i].layer > top &&
		    schema_column(t, m->source[i].column) >= 0)
			top = m->source[i].layer;
	return top;
}

static size_t
meanings(const struct map *m, const struct schema_table *t,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS])
{
	int top = top_layer(m, t, heading), own = schema_column(t, heading);
	size_t n = 0;

	if (top == 0 && own >= 0)
		meaning[n++] = (struct map_meaning){.column = own};
	if (top == 0)
		return n;
	for (int i = first_row(m, heading); i >= 0 && n < MAP_MEANINGS;
	    i = m->source[i].next) {
		const struct map_source *s = &m->source[i];
		int column = schema_column(t, s->column);

		if (s->layer == top && column >= 0)
			meaning[n++] = (struct map_meaning){column, s->order,
			    s->weak, s->part};
	}
	return n;
}

enum { PLAIN_MAX = 64 };  /* bytes; longer headings have no meaning */

/* "Termin_am", "Kunden- nummer" (broken between two lines), "Name:" and
 * "Name *" as they would stand in a map.  false: too long to stand in one. */
static bool
plain_heading(const char *heading, char plain[static PLAIN_MAX])
{
	size_t n = 0;

	if (strlen(heading) >= PLAIN_MAX)
		return false;
	for (const char *s = heading; *s != '\0'; s++) {
		if (s[0] == '-' && s[1] == ' ' && s[2] >= 'a' && s[2] <= 'z')
			s++;
		else
			plain[n++] = *s == '_' ? ' ' : *s;
	}
	while (n > 0 && strchr(" :*", plain[n - 1]) != NULL)
		n--;
	plain[n] = '\0';
	return n > 0;
}

size_t
map_meanings(const struct map *m, const struct schema_table *t,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS])
{
	size_t n = meanings(m, t, heading, meaning);
	char plain[PLAIN_MAX];

	if (n > 0 || !plain_heading(heading, plain))
		return n;
	n = meanings(m, t, plain, meaning);
	for (char *s = plain; n == 0 && (s = strchr(s, ' ')) != NULL;)
		*s = '_';
	return n > 0 ? n : meanings(m, t, plain, meaning);
}

static bool
begins_with(const char *heading, const char *start)
{
	size_t n = strlen(start);

	return n > 0 && strncmp(heading, start, n) == 0;
}

bool
map_begins_like(const struct map *m, const char *heading, const char *column,
    const struct schema_table *except)
{
	struct map_meaning ignored[MAP_MEANINGS];

	if (begins_with(heading, column) &&
	    map_meanings(m, except, column, ignored) == 0)
		return true;
	for (size_t i = 0; i < m->n; i++) {
		const struct map_source *s = &m->source[i];

		if (!s->weak && strcmp(s->column, column) == 0 &&
		    begins_with(heading, s->source) &&
		    map_meanings(m, except, s->source, ignored) == 0)
			return true;
	}
	return false;
}

const char *
map_constant(const struct map *m, const char *column)
{
	const struct pair *p = find_pair(m->constant, m->constants, column, "");

	return p != NULL ? p->to : NULL;
}

const char *
map_value(const struct map *m, const char *column, const char *value)
{
	const struct pair *p = find_pair(m->pair, m->pairs, column, value);

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
