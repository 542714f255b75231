#include "lib/io/recognize.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"

struct headings
recognize_fold(const char *const *heading, size_t n)
{
	struct headings h = {xcalloc(n + 1, sizeof *h.folded), n};

	for (size_t i = 0; i < n; i++) {
		h.folded[i] = xstrdup(heading[i]);
		utf8_fold(h.folded[i], h.folded[i]);
	}
	return h;
}

void
recognize_free(struct headings *h)
{
	for (size_t i = 0; i < h->n; i++)
		free(h->folded[i]);
	free(h->folded);
}

static bool
means(const struct map *map, const struct schema_table *t,
    const char *heading, int column, bool weak)
{
	struct map_meaning m[MAP_MEANINGS];
	size_t n = map_meanings(map, t, heading, m);

	for (size_t i = 0; i < n; i++)
		if (m[i].column == column && !m[i].behind &&
		    (weak || !m[i].weak))
			return true;
	return false;
}

static bool
has_column(const struct map *map, const struct headings *h,
    const struct schema_table *t, int column, bool weak)
{
	for (size_t i = 0; i < h->n; i++)
		if (means(map, t, h->folded[i], column, weak))
			return true;
	return map_constant(map, t->column[column].name) != NULL;
}

static char *
missing(const struct map *map, const struct headings *h,
    const struct schema_table *t, bool weak)
{
	char *list = xstrdup("");

	for (size_t i = 0; i < t->n; i++)
		if (t->column[i].required &&
		    !has_column(map, h, t, (int)i, weak))
			tags_append(&list, t->column[i].name);
	return list;
}

char *
recognize_missing(const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	return missing(map, h, t, true);
}

static bool
known_in(const struct map *map, const struct schema_table *t,
    const char *heading)
{
	struct map_meaning m[MAP_MEANINGS];

	return map_meanings(map, t, heading, m) > 0;
}

static bool
known_anywhere(const struct map *map, const char *heading)
{
	const struct schema *s = map_schema(map);

	for (size_t i = 0; i < s->n; i++)
		if (known_in(map, &s->table[i], heading))
			return true;
	return false;
}

size_t
recognize_known(const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += t != NULL ? known_in(map, t, h->folded[i]) :
		    known_anywhere(map, h->folded[i]);
	return n;
}

/* Does the heading mean this column in any table? */
static bool
means_anywhere(const struct map *map, const char *heading,
    const char *column, bool weak)
{
	const struct schema *s = map_schema(map);

	for (size_t i = 0; i < s->n; i++) {
		int c = schema_column(&s->table[i], column);

		if (c >= 0 && means(map, &s->table[i], heading, c, weak))
			return true;
	}
	return false;
}

/* The column that bars the table by this heading; NULL: none. */
static const char *
bars(const struct map *map, const struct schema_table *t,
    const char *heading, bool weak)
{
	bool beginnings = t->barred_by_beginnings &&
	    !known_anywhere(map, heading);

	if (*heading == '\0' || known_in(map, t, heading))
		return NULL;
	for (const char *const *c = t->barred_by; *c != NULL; c++)
		if (means_anywhere(map, heading, *c, weak) || (beginnings &&
		    map_begins_like(map, heading, *c, t)))
			return *c;
	return NULL;
}

static const char *
barred_by(const struct map *map, const struct headings *h,
    const struct schema_table *t, bool weak)
{
	const char *column = NULL;

	for (size_t i = 0; i < h->n && column == NULL; i++)
		if (t->barred_by != NULL)
			column = bars(map, t, h->folded[i], weak);
	return column;
}

static bool
fits(const struct map *map, const struct headings *h,
    const struct schema_table *t, bool weak)
{
	char *list = missing(map, h, t, weak);
	bool complete = *list == '\0';

	free(list);
	return complete && barred_by(map, h, t, weak) == NULL;
}

static bool
requires(const struct schema_table *t, const char *column)
{
	int c = schema_column(t, column);

	return c >= 0 && t->column[c].required;
}

/* Does `b` need everything that `a` needs, and more? */
static bool
needs_more(const struct schema_table *a, const struct schema_table *b)
{
	bool more = false;

	for (size_t i = 0; i < a->n; i++)
		if (a->column[i].required && !requires(b, a->column[i].name))
			return false;
	for (size_t i = 0; i < b->n; i++)
		if (b->column[i].required && !requires(a, b->column[i].name))
			more = true;
	return more;
}

static bool
outdone(const struct schema *s, const bool *fit, size_t i)
{
	for (size_t k = 0; k < s->n; k++)
		if (fit[k] && needs_more(&s->table[i], &s->table[k]))
			return true;
	return false;
}

/* How many tables fit; the last of them, and their names. */
static size_t
find(const struct map *map, const struct headings *h, bool weak,
    const struct schema_table **found, char **names)
{
	const struct schema *s = map_schema(map);
	bool *fit = xcalloc(s->n, sizeof *fit);
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		fit[i] = fits(map, h, &s->table[i], weak);
	for (size_t i = 0; i < s->n; i++) {
		if (!fit[i] || outdone(s, fit, i))
			continue;
		*found = &s->table[i];
		tags_append(names, s->table[i].name);
		n++;
	}
	free(fit);
	return n;
}

/* "letters lacks due_on": of the tables that have at least one of the columns
 * that they need. */
static void
add_reason(char **why, const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	char *lacks = recognize_missing(map, h, t), *old = *why;
	const char *bar = barred_by(map, h, t, true);
	bool some = false;

	for (size_t i = 0; i < t->n; i++)
		some = some || (t->column[i].required &&
		    has_column(map, h, t, (int)i, true));
	if (some && *lacks != '\0')
		*why = xasprintf(language_text("%s%s%s lacks %s"), old,
		    *old == '\0' ? "" : ", ", t->name, lacks);
	else if (some && bar != NULL)
		*why = xasprintf(language_text("%s%s%s has no heading like"
		    " that of %s"), old,
		    *old == '\0' ? "" : ", ", t->name, bar);
	if (*why != old)
		free(old);
	free(lacks);
}

static char *
reasons(const struct map *map, const struct headings *h)
{
	const struct schema *s = map_schema(map);
	char *why = xstrdup("");

	for (size_t i = 0; i < s->n; i++)
		add_reason(&why, map, h, &s->table[i]);
	return why;
}

/* Does the header know a column of `t`, keys apart, that is none of `other`? */
static bool
has_evidence(const struct map *map, const struct headings *h,
    const struct schema_table *t, const struct schema_table *other)
{
	for (size_t i = 0; i < h->n; i++)
		for (size_t c = t->keys; c < t->n; c++)
			if (means(map, t, h->folded[i], (int)c, true) &&
			    !known_in(map, other, h->folded[i]))
				return true;
	return false;
}

/* Does the header know a column of `t`, keys apart, that is none of any other? */
static bool
has_proof(const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	const struct schema *s = map_schema(map);

	for (size_t i = 0; i < s->n; i++)
		if (&s->table[i] != t && !has_evidence(map, h, t, &s->table[i]))
			return false;
	return true;
}

/* A weak heading bars the table that was found, and with it another one fits
 * as well as this, "Kundennummer;Datum;Status", or none, and nothing speaks for
 * this one either: "Kundennummer;Beginn;Ende;Status". */
static size_t
find_doubt(const struct map *map, const struct headings *h,
    const struct schema_table *found, char **names)
{
	const struct schema_table *other = NULL;
	char *others = xstrdup("");
	size_t n = 1, fit;

	if (barred_by(map, h, found, true) != NULL) {
		fit = find(map, h, true, &other, &others);
		if (fit == 1 && other != found &&
		    !has_evidence(map, h, found, other)) {
			tags_append(names, others);
			n = 2;
		} else if (fit == 0 && !has_proof(map, h, found)) {
			n = 0;
		}
	}
	free(others);
	return n;
}

const struct schema_table *
recognize_file(const struct map *map, const struct headings *h, char **why,
    bool *several)
{
	const struct schema_table *found = NULL;
	char *names = xstrdup("");
	size_t n = find(map, h, false, &found, &names);

	if (n == 0)
		n = find(map, h, true, &found, &names);
	else if (n == 1)
		n = find_doubt(map, h, found, &names);
	if (why != NULL) {
		*several = n > 1;
		*why = n > 1 ? xstrdup(names) : n == 0 ? reasons(map, h) : NULL;
	}
	free(names);
	return n == 1 ? found : NULL;
}
