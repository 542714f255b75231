/* stagedrow.h -- a row between its file and the database: typed values, packed
 * into bytes while it waits to be sorted. */
#ifndef LIB_IMPORT_STAGEDROW_H
#define LIB_IMPORT_STAGEDROW_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/io/pack.h"
#include "lib/io/schema.h"

/* What is odd about a row; it matters if the record would be a new one. */
enum {
	ROW_SHORT = 1,    /* it lacks fields */
	ROW_BARE = 2,     /* of cases: a case_id and nothing else */
	ROW_STRANGE = 4,  /* the case_id looks like none of this file's */
	ROW_NO_TIME = 8,  /* the due_time could not be read */
};

/* Bit i of `columns` is set if the row has column[i] of its table; the values
 * of the others are not looked at.  `fields` is the row as it was in its file,
 * for rejects; NULL if nobody wants to see it. */
struct staged_row {
	uint32_t columns;
	unsigned file, odd;
	long line;
	const char *fields;
	size_t fields_len;
	struct value value[COLUMNS_MAX];
};

/* Unpacked texts borrow from the bytes.  PACK_WORD more bytes than a row has
 * may be read behind it: a struct pack and a sorter have them. */
void stagedrow_pack(struct pack *, const struct staged_row *);
void stagedrow_unpack(const char *bytes, struct staged_row *);

/* Puts the later row's columns over the earlier one's. */
void stagedrow_merge(struct staged_row *into, const struct staged_row *later);

/* Do two rows contradict each other in a column that both have? */
bool stagedrow_differ(const struct staged_row *, const struct staged_row *);

/* Was `a` read after `b`? */
bool stagedrow_later(const struct staged_row *a, const struct staged_row *b);

/* The value of a column, VALUE_NULL if the row does not have it. */
static inline struct value
stagedrow_value(const struct staged_row *row, int column)
{
	if ((row->columns >> column & 1) != 0)
		return row->value[column];
	return (struct value){.type = VALUE_NULL};
}

#endif
