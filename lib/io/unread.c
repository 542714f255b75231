#include "lib/io/unread.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"

enum { HEADING_MAX = 100 };  /* a longer one is a sentence */

struct unread {
	const struct map *map;
	const struct schema_table *table;
	const struct binding *binding;
};

/* "Länge" has many other meanings, but not beside a latitude. */
static bool
may_be_meant(const struct unread *u, int c)
{
	int lat = schema_column(u->table, "lat");
	int lon = schema_column(u->table, "lon");
	uint32_t there = binding_columns(u->binding);

	if ((there >> c & 1) != 0)
		return false;
	return (c != lat && c != lon) || (there >> lat & 1) != 0 ||
	    (there >> lon & 1) != 0;
}

/* The column that this text means for sure, and that no heading makes; NULL:
 * none. */
static const char *
lacking(const struct unread *u, const char *text)
{
	struct map_meaning m[MAP_MEANINGS];
	size_t n = map_meanings(u->map, u->table, text, m);

	for (size_t i = 0; i < n; i++)
		if (!m[i].weak && !m[i].part && !m[i].behind &&
		    may_be_meant(u, m[i].column))
			return u->table->column[m[i].column].name;
	return NULL;
}

/* Where the word at s ends, and where the next one begins. */
static char *
end_of_word(char *s)
{
	while (isalnum((unsigned char)*s) || *s == '%' || (unsigned char)*s >= 0x80)
		s++;
	return s;
}

static char *
next_word(char *s)
{
	while (*s != '\0' && end_of_word(s) == s)
		s++;
	return s;
}

/* Any words of the heading, one after the other, that mean a column which no
 * heading makes: "Telefon (privat)", "Name des Kunden". */
static const char *
lacking_word(const struct unread *u, char *heading)
{
	const char *column = NULL;

	for (char *from = next_word(heading); *from != '\0' && column == NULL;
	    from = next_word(end_of_word(from)))
		for (char *to = end_of_word(from);; to = end_of_word(next_word(to))) {
			char end = *to;

			*to = '\0';
			column = lacking(u, from);
			*to = end;
			if (column != NULL || *next_word(to) == '\0')
				break;
		}
	return column;
}

static const char *
lacking_nearly(const struct unread *u, const char *heading)
{
	int c = map_nearly(u->map, u->table, heading,
	    binding_columns(u->binding));

	return c >= 0 && may_be_meant(u, c) ? u->table->column[c].name : NULL;
}

/* The column that the heading seems to mean; NULL: none. */
static const char *
seems_to_be(const struct unread *u, size_t i)
{
	char *heading = xstrdup(binding_heading(u->binding, i));
	const char *column = NULL;

	if (strlen(heading) < HEADING_MAX &&
	    !map_ignores(u->map, u->table, heading)) {
		column = lacking_word(u, heading);
		if (column == NULL)
			column = lacking_nearly(u, heading);
	}
	free(heading);
	return column;
}

static void
say_lacking(const struct unread *u, struct table *t)
{
	for (size_t i = 0; i < table_columns(t); i++) {
		const char *column = binding_uses(u->binding, i) ? NULL :
		    seems_to_be(u, i);

		if (column == NULL)
			continue;
		diag_warn("%s:%ld: column %zu is not read; is it %s?",
		    table_file(t), table_header_line(t), i + 1, column);
		table_taken(t, i);  /* not to be said again */
	}
}

/* A request that was refused, an appointment that was taken back, somebody whom
 * nobody should visit alone. */
static void
say_asked(const struct unread *u, const struct table *t)
{
	for (size_t i = 0; i < table_columns(t); i++)
		if (map_asks(u->map, u->table, binding_heading(u->binding, i)))
			diag_warn("%s:%ld: column %zu is not read: it may say which"
			    " rows do not count, or with whom to take care; if it"
			    " does not, a row of --map with this heading alone says"
			    " so", table_file(t),
			    table_header_line(t), i + 1);
}

void
unread_say(struct table *t, const struct map *map,
    const struct schema_table *table, const struct binding *b)
{
	struct unread u = {map, table, b};

	say_lacking(&u, t);
	say_asked(&u, t);
}
