/* stagedrow.h -- a row between its file and the database: typed values, packed
 * into bytes while it waits to be sorted. */
#ifndef LIB_IMPORT_STAGEDROW_H
#define LIB_IMPORT_STAGEDROW_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/io/pack.h"
#include "lib/io/schema.h"

/* Bit i of `columns` is set if the row has column[i] of its table; the values
 * of the others are not looked at. */
struct staged_row {
	uint32_t columns;
	unsigned file;
	long line;
	struct value value[COLUMNS_MAX];
};

/* Unpacked texts borrow from the bytes; returns what follows the row. */
void stagedrow_pack(struct pack *, const struct staged_row *);
const char *stagedrow_unpack(const char *bytes, struct staged_row *);

/* Puts the later row's columns over the earlier one's. */
void stagedrow_merge(struct staged_row *into, const struct staged_row *later);

bool value_equal(const struct value *, const struct value *);

#endif
