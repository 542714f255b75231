/* map_parts.h -- what the parts of map.h share: map.c reads maps and knows values,
 * map_heading.c knows headings.  For lib/io/map*.c alone. */
#ifndef LIB_IO_MAP_PARTS_H
#define LIB_IO_MAP_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/spelling.h"
#include "lib/io/piece.h"
#include "lib/io/schema.h"

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

struct map_pair {
	const char *column, *from, *to;  /* `from` is folded ... */
	int value;                       /* ... and has this number */
	int layer;
};

/* Which rows there are of a source. */
struct map_sources {
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
	struct map_sources same, alike;
	struct names *values;
	struct map_pair *pair, *constant;
	size_t pairs, pair_cap, constants, constant_cap;
};

enum { MAP_ALIKE_MAX = 64 };  /* bytes; no longer heading is spelled alike */

/* What all ways to spell a heading have in common: "Haus-Nr.", "HAUSNR" and
 * "Haus Nr", "Straße" and "Strasse".  false: it has nothing that counts. */
bool map_alike(const char *heading,
    char key[static SPELLING_ROOM(MAP_ALIKE_MAX) + 1]);

#endif
