/* map.h -- what other systems call our columns and their values.
 *
 * A map is a TSV `source column values format`: the heading `source` of an
 * export means `column`; `values` translates what stands in it
 * ("Yes=missed,No=attended"; a comma or an equals sign in a value is written
 * `\\,` or `\\=`); `format` (dmy, ymd, mdy) says how dates under that heading
 * are written when they are not ISO, `weak` that the heading only counts if no
 * other one of the file means that column, `part` that it only counts if one
 * does, `behind` that it only counts directly to the right of one, and others
 * that only a piece of the field is meant (piece.h).  A source without a
 * column means nothing, whatever is known of it otherwise; with `ask`, that
 * should not go unnoticed.  An empty source
 * with the values "=active" sets a constant.  Values are compared
 * folded (utf8.h), and so are headings; one that means nothing then is what
 * is spelled alike (spelling.h): "HAUSNR" is "Haus-Nr.".
 *
 * Maps lie over each other: what the upper one says of a heading, a value or a
 * constant holds, and the next one is only asked if it says nothing. */
#ifndef LIB_IO_MAP_H
#define LIB_IO_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/names.h"
#include "lib/io/piece.h"
#include "lib/io/schema.h"

struct map;

/* What a heading means in a table. */
struct map_meaning {
	int column;              /* of the table */
	enum field_order order;
	enum piece piece;        /* of the field */
	bool weak, part, behind;
};
enum { MAP_MEANINGS = 8 };       /* of one heading in one table, at most */

/* The map of the data file `usual` for the columns of a schema, and those that
 * were `given`, the later over the earlier: a path with + before it lies over
 * the usual one, a path without stands in its place.  A map that cannot be
 * right (an unknown column, format or code, a value with two meanings) ends
 * the program. */
struct map *map_open(const struct schema *, const char *usual,
    const char *const *given, size_t n);
void map_close(struct map *);

const struct schema *map_schema(const struct map *);

/* Says, under -v, which rows of maps that were given have no effect because
 * none of these folded headings is theirs. */
void map_say_unused(const struct map *, const struct names *headings);

/* What the folded heading means in a table, by the map or else because it is
 * the name of a column, or else of what is spelled alike; returns how many
 * columns that are. */
size_t map_meanings(const struct map *, const struct schema_table *,
    const char *heading, struct map_meaning meaning[MAP_MEANINGS]);

/* Does the map say that the heading means nothing in this table? */
bool map_ignores(const struct map *, const struct schema_table *,
    const char *heading);

/* And that it may say which rows do not count? */
bool map_asks(const struct map *, const struct schema_table *,
    const char *heading);

/* The column, none of `there` (bit i is column[i]), that a heading which the
 * folded one is a letter or an ending away from (nearest.h) means for sure;
 * -1: none. */
int map_nearly(const struct map *, const struct schema_table *,
    const char *heading, uint32_t there);

/* A heading that means this column for sure in some table, and with which the
 * folded one begins: the column's own name or what the map has, weak rows
 * apart.  `except`: a table in which such a heading must mean nothing. */
bool map_begins_like(const struct map *, const char *heading,
    const char *column, const struct schema_table *except);

/* What the map says of a column under whichever heading it comes; NULL:
 * nothing. */
const char *map_constant(const struct map *, const char *column);
bool map_has_values(const struct map *, const char *column);
const char *map_value(const struct map *, const char *column,
    const char *folded_value);

#endif
