/* map.h -- what other systems call our columns and their values.
 *
 * A map is a TSV `source column values format`: the heading `source` of an
 * export means `column`; `values` translates what stands in it
 * ("Yes=missed,No=attended"); `format` (dmy, ymd, mdy) says how its dates are
 * written when they are not ISO.  An empty source with the values "=active"
 * sets a constant.  Headings and values are compared folded (utf8.h). */
#ifndef LIB_IO_MAP_H
#define LIB_IO_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/io/schema.h"

struct map;

/* A map for the columns of the schema.  One that cannot be right (an unknown
 * column, format or code) ends the program. */
struct map *map_open(const struct schema *, const char *path);
void map_close(struct map *);
const struct schema *map_schema(const struct map *);

/* The i-th column that this folded heading means; NULL: no further one. */
const char *map_column(const struct map *, const char *heading, size_t i);

/* What the map says of a column under whichever heading it comes. */
enum field_order map_order(const struct map *, const char *column);
const char *map_constant(const struct map *, const char *column);

/* Is there any translation for a column, and what is that of a folded value;
 * NULL: none. */
bool map_has_values(const struct map *, const char *column);
const char *map_value(const struct map *, const char *column,
    const char *value);

#endif
