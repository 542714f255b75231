#include "lib/io/map.h"

#include <string.h>

#include "lib/base/nearest.h"
#include "lib/io/map_parts.h"

bool
map_alike(const char *heading, char key[static SPELLING_ROOM(MAP_ALIKE_MAX) + 1])
{
	size_t n;

	if (strlen(heading) > MAP_ALIKE_MAX)
		return false;
	n = spelling_key(key, heading);
	if (n > 0 && strchr(heading, '%') != NULL)
		strcpy(key + n, "%");  /* a percentage is not the amount */
	return n > 0;
}

/* The rows of a heading, one after the other; -1: no more. */
struct rows {
	const struct map *map;
	bool alike;
	int at;
};

static struct rows
rows_of(const struct map *m, const char *key, bool alike)
{
	const struct map_sources *x = alike ? &m->alike : &m->same;
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
	char name[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];

	for (size_t i = 0; i < t->n; i++)
		if (map_alike(t->column[i].name, name) && strcmp(name, key) == 0)
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
	char key[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];
	int own;

	if (!map_alike(heading, key) || names_find(m->alike.names, key) < 0)
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
	char key[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];
	struct rows rows = rows_of(m, heading, false);

	if (!map_ignores(m, t, heading))
		return false;
	if (top_layer(t, rows) > 0)
		return any_asks(t, rows);
	return map_alike(heading, key) && any_asks(t, rows_of(m, key, true));
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
	char key[SPELLING_ROOM(MAP_ALIKE_MAX) + 1];
	size_t n;

	if (!map_alike(heading, key) || (n = strlen(key)) < LIKE_MIN)
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
