/* binding_parts.h -- for the files of binding.h alone: binding_table.c finds the
 * table, binding.c binds its columns, binding_field.c reads one of them, and
 * binding_row.c a row. */
#ifndef LIB_IO_BINDING_PARTS_H
#define LIB_IO_BINDING_PARTS_H

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/io/map.h"
#include "lib/io/piece.h"
#include "lib/io/recognize.h"
#include "lib/io/schema.h"
#include "lib/io/table.h"

enum { BINDING_SEEN = 32 };

/* A field of the row that a column comes from. */
struct origin {
	size_t field;
	struct field_type type;
	enum piece piece;
	bool weak, part, behind;
	int misordered;  /* dates that only the other order allows */
};

/* Where a column comes from. */
struct bound {
	struct origin *origin;  /* in header order */
	size_t n;
	const char *constant;   /* if there is no field */
	struct field_type type; /* of it, and of texts from several fields */
	int time_of;            /* of binding.timed: the column of the dates */
	bool translated;        /* the map has values for it */
	bool text;              /* of FIELD_TEXT */
	bool plain;             /* an empty field is simply VALUE_NULL */
	bool direct;            /* what field_read() says of the one field is all
	                         * there is to say, if that is not empty */

	/* Code words as they came, and their values: files have few of them. */
	struct names *seen;
	struct value meaning[BINDING_SEEN];
	int recent;             /* the one of the last field, -1: none */
};

struct binding {
	const struct schema_table *table;
	const struct map *map;
	struct headings headings;
	struct bound bound[COLUMNS_MAX];
	uint32_t columns;
	int lat, lon;  /* columns, -1: none */
	size_t lonely; /* the field of a part without its whole, from 1; 0: none */
	int timed;     /* the column whose times may be behind dates, -1 */
	bool foreign;  /* not all headings are our own: a spreadsheet's errors
	                * are no texts */
	bool strict;

	/* Of the row at hand. */
	struct arena text;
	const struct row *row;
	struct binding_fault fault[COLUMNS_MAX];
	size_t faults;
	bool two_times;
};

/* The headings of a file, folded; recognize_free() frees them. */
struct headings binding_headings(const struct table *);

/* Reads column i of the table; NULL, or what is wrong with it. */
const char *binding_column(struct binding *, size_t i, const struct row *,
    struct value *);

#endif
