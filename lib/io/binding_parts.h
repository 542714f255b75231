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
	bool compact;           /* stored as a number if it reads like one */
	bool plain;             /* an empty field is simply VALUE_NULL */
	bool direct;            /* one field, which is all of the value, and the
	                         * map translates nothing but code words */
	uint64_t sure[4];       /* bits: a text that begins with this byte is
	                         * no error, and means what it says */

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

/* Can a text of this column that begins so be an error, or mean something
 * else than it says? */
bool binding_may_be_odd(const struct binding *, const struct column *,
    char first);

/* Does this one, perhaps? */
bool binding_is_odd(struct binding *, size_t i, const char *text);

/* The value of a code word that was there before; false: this one was not. */
bool binding_recall(struct bound *, const char *text, struct value *);

/* The headings of a file, folded; recognize_free() frees them. */
struct headings binding_headings(const struct table *);

/* Reads column i of the table; NULL, or what is wrong with it. */
const char *binding_column(struct binding *, size_t i, const struct row *,
    struct value *);

#endif
