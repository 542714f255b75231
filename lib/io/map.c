#include "lib/io/map.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/spelling.h"
#include "lib/base/utf8.h"
#include "lib/io/datafile.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

/* A row of a file; strings live in the arena. */
struct map_source {
	const char *source, *column;  /* source is folded */
	enum field_order order;
	bool weak, part, behind, ask;
	enum piece piece;
	int layer;
	int next, next_alike;  /* the next one of the same source, and of one that
	                        * is spelled alike; -1: none */
	const char *file;
	long line;
};

struct pair {
	const char *column, *from, *to;  /* `from` is folded ... */
	int value;                       /* ... and has this number */
	int layer;
};

/* Which rows there are of a source. */
struct sources {
	struct names *names;
	int *first;              /* row of each, -1: none */
	size_t cap;
};

struct map {
	const struct schema *schema;
	struct arena strings;
	int layers;              /* the one added last is on top ... */
	int usual;               /* ... and so many at the bottom are ours */
	struct map_source *source;
	size_t n, cap;
	struct sources same, alike;
	struct names *values;
	struct pair *pair, *constant;
	size_t pairs, pair_cap, constants, constant_cap;
};

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

static const struct pair *
find_pair(const struct pair *pair, size_t n, const char *column, int value)
{
	const struct pair *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (pair[i].value == value &&
		    strcmp(pair[i].column, column) == 0 &&
		    (found == NULL || pair[i].layer > found->layer))
			found = &pair[i];
	return found;
}

static void
add_pair(struct map *m, const struct row *row, struct pair p)
{
	const struct pair *other = find_pair(m->pair, m->pairs, p.column,
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
	struct pair p = {.column = c->name, .layer = m->layers};

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

enum { ALIKE_MAX = 64 };  /* bytes; no longer heading is spelled alike */

/* What all ways to spell a heading have in common: "Haus-Nr.", "HAUSNR" and
 * "Haus Nr", "Straße" and "Strasse".  false: it has nothing that counts. */
static bool
alike(const char *heading, char key[static SPELLING_ROOM(ALIKE_MAX) + 1])
{
	size_t n;

	if (strlen(heading) > ALIKE_MAX)
		return false;
	n = spelling_key(key, heading);
	if (n > 0 && strchr(heading, '%') != NULL)
		strcpy(key + n, "%");  /* what percent are is not what they are of */
	return n > 0;
}

/* Returns the place of the first row of this source. */
static int *
first_of(struct sources *x, const char *source)
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
	char key[SPELLING_ROOM(ALIKE_MAX) + 1];
	int *first = first_of(&m->same, s.source);

	s.next = *first;
	*first = (int)m->n;
	s.next_alike = -1;
	if (alike(s.source, key)) {
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
	char key[SPELLING_ROOM(ALIKE_MAX) + 1];

	for (size_t i = 0; i < m->schema->n; i++)
		for (size_t c = 0; c < m->schema->table[i].n; c++)
			if (alike(m->schema->table[i].column[c].name, key))
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

/* The rows of a heading, one after the other; -1: no more. */
struct rows {
	const struct map *map;
	bool alike;
	int at;
};

static struct rows
rows_of(const struct map *m, const char *key, bool alike)
{
	const struct sources *x = alike ? &m->alike : &m->same;
	int name = names_find(x->names, key);

	return (struct rows){m, alike, name < 0 ? -1 : x->first[name]};
}

static const struct map_source *
next_of(struct rows *r)
{
	const struct map_source *s;

	if (r->at < 0)
		return NULL;
	s = &r->map->source[r->at];
	r->at = r->alike ? s->next_alike : s->next;
	return s;
}

/* Does the row say of a table's column, or of any, that it is meant or not? */
static bool
concerns(const struct map_source *s, const struct schema_table *t)
{
	return *s->column == '\0' || schema_column(t, s->column) >= 0;
}

/* The top layer that says anything of these rows in this table; 0: none. */
static int
top_layer(const struct schema_table *t, struct rows rows)
{
	const struct map_source *s;
	int top = 0;

	while ((s = next_of(&rows)) != NULL)
		if (s->layer > top && concerns(s, t))
			top = s->layer;
	return top;
}

static bool
has_meaning(const struct map_meaning *meaning, size_t n, int column)
{
	for (size_t i = 0; i < n; i++)
		if (meaning[i].column == column)
			return true;
	return false;
}

/* false: the map says nothing of these rows. */
static bool
meanings(const struct schema_table *t, struct rows rows,
    struct map_meaning meaning[MAP_MEANINGS], size_t *found)
{
	int top = top_layer(t, rows);
	const struct map_source *s;
	size_t n = 0;

	while ((s = next_of(&rows)) != NULL && n < MAP_MEANINGS) {
		int column = schema_column(t, s->column);

		if (s->layer == top && column >= 0 &&
		    !has_meaning(meaning, n, column))
			meaning[n++] = (struct map_meaning){column, s->order,
			    s->piece, s->weak, s->part, s->behind};
	}
	*found = n;
	return top > 0;
}

/* The table's own column that is spelled like this; -1: none. */
static int
own_alike(const struct schema_table *t, const char *key)
{
	char name[SPELLING_ROOM(ALIKE_MAX) + 1];

	for (size_t i = 0; i < t->n; i++)
		if (alike(t->column[i].name, name) && strcmp(name, key) == 0)
			return (int)i;
	return -1;
}

/* By the map, or else because it is the name of a column; false: neither. */
static bool
look_up(const struct map *m, const struct schema_table *t,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS], size_t *n)
{
	int own;

	if (meanings(t, rows_of(m, heading, false), meaning, n))
		return true;
	own = schema_column(t, heading);
	if (own >= 0)
		meaning[(*n)++] = (struct map_meaning){.column = own};
	return own >= 0;
}

static bool
look_up_alike(const struct map *m, const struct schema_table *t,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS], size_t *n)
{
	char key[SPELLING_ROOM(ALIKE_MAX) + 1];
	int own;

	if (!alike(heading, key) || names_find(m->alike.names, key) < 0)
		return false;
	if (meanings(t, rows_of(m, key, true), meaning, n))
		return true;
	own = own_alike(t, key);
	if (own >= 0)
		meaning[(*n)++] = (struct map_meaning){.column = own};
	return own >= 0;
}

size_t
map_meanings(const struct map *m, const struct schema_table *t,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS])
{
	size_t n = 0;

	if (!look_up(m, t, heading, meaning, &n))
		look_up_alike(m, t, heading, meaning, &n);
	return n;
}

bool
map_ignores(const struct map *m, const struct schema_table *t,
    const char *heading)
{
	struct map_meaning meaning[MAP_MEANINGS];
	size_t n = 0;

	return (look_up(m, t, heading, meaning, &n) ||
	    look_up_alike(m, t, heading, meaning, &n)) && n == 0;
}

static bool
any_asks(const struct schema_table *t, struct rows rows)
{
	int top = top_layer(t, rows);
	const struct map_source *s;

	while ((s = next_of(&rows)) != NULL)
		if (s->layer == top && s->ask && *s->column == '\0')
			return true;
	return false;
}

bool
map_asks(const struct map *m, const struct schema_table *t,
    const char *heading)
{
	char key[SPELLING_ROOM(ALIKE_MAX) + 1];
	struct rows rows = rows_of(m, heading, false);

	if (!map_ignores(m, t, heading))
		return false;
	if (top_layer(t, rows) > 0)
		return any_asks(t, rows);
	return alike(heading, key) && any_asks(t, rows_of(m, key, true));
}

enum { LIKE_MIN = 4 };  /* letters: "Ort" is like "Art" */

/* Nearly all are not: of two that are a letter apart, two letters at one end are
 * the same. */
static bool
may_be_like(const char *a, size_t n, const char *b)
{
	size_t m = strlen(b);

	return m >= LIKE_MIN && n <= m + 3 && m <= n + 3 &&
	    (memcmp(a, b, 2) == 0 || memcmp(a + n - 2, b + m - 2, 2) == 0);
}

static int
meant_for_sure(const struct schema_table *t, struct rows rows, uint32_t there)
{
	const struct map_source *s;

	while ((s = next_of(&rows)) != NULL) {
		int c = schema_column(t, s->column);

		if (c >= 0 && !s->weak && !s->part && !s->behind &&
		    (there >> c & 1) == 0)
			return c;
	}
	return -1;
}

int
map_nearly(const struct map *m, const struct schema_table *t,
    const char *heading, uint32_t there)
{
	char key[SPELLING_ROOM(ALIKE_MAX) + 1];
	size_t n;

	if (!alike(heading, key) || (n = strlen(key)) < LIKE_MIN)
		return -1;
	for (int i = 0; i < names_count(m->alike.names); i++) {
		const char *known = names_text(m->alike.names, i);
		int c;

		if (!may_be_like(key, n, known) || !nearest_like(key, known))
			continue;
		c = meant_for_sure(t, rows_of(m, known, true), there);
		if (c >= 0)
			return c;
	}
	return -1;
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
	const struct pair *p = find_pair(m->constant, m->constants, column,
	    names_find(m->values, ""));

	return p != NULL ? p->to : NULL;
}

const char *
map_value(const struct map *m, const char *column, const char *value)
{
	int number = names_find(m->values, value);
	const struct pair *p = number < 0 ? NULL :
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
