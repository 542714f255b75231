/* schema.h -- the eight tables that cases-import reads, declared once.
 *
 * What a column is called, what it may hold and where it is stored: reading,
 * checking, storing and the manual's list all come from this table. */
#ifndef LIB_IMPORT_SCHEMA_H
#define LIB_IMPORT_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/base/mem.h"
#include "lib/import/pack.h"

enum schema_kind {
	KIND_CASE,     /* a case_id that has to be known */
	KIND_WORKER,   /* a worker who has to be known */
	KIND_KEY,      /* opaque text, no spreadsheet's scientific notation */
	KIND_LETTER,   /* the same, stored as a number if it reads like one */
	KIND_TEXT,
	KIND_DATE,
	KIND_UNTIL,    /* a date; any in the year 9999 means for good */
	KIND_TIME,
	KIND_CODE,     /* one of `words`, stored as its number */
	KIND_WORD,     /* one of `words`, stored as it is */
	KIND_LAT,
	KIND_LON,
	KIND_MINUTES,  /* decimals, up to a day */
	KIND_PERCENT,
	KIND_COUNT,    /* a whole number, 0 or more */
	KIND_TAGS,
	KIND_WINDOWS,
	KIND_SHIFT,    /* HH:MM-HH:MM */
};

struct column {
	const char *name;
	enum schema_kind kind;
	bool required;
	bool initial;              /* empty means the first of `words` */
	const char *const *words;
	const char *store;         /* in the database; NULL: the same name */
};

enum { COLUMNS_MAX = 24 };

/* In the order in which a run stores them: first what others refer to. */
enum { WORKERS, OFFERS, PLACES, CASES, ABSENCES, LETTERS, CUTS, REFERRALS,
	RECORDS };

struct schema_table {
	const char *name;          /* as -t and the account call it */
	const char *store;         /* the table of the database */
	const struct column *column;
	size_t n;
	size_t keys;               /* so many columns, the first, are the key */
};

extern const struct schema_table records[RECORDS];

const struct schema_table *schema_find(const char *name);  /* NULL: none */

/* The column of this name; -1: none. */
int schema_column(const struct schema_table *, const char *name);

/* Any table's column of this name; NULL: none has it. */
const struct column *schema_any_column(const char *name);

/* A row on its way to the database: which columns it has (bit i is column[i]),
 * where it was read, and its values, of which those that it does not have are
 * not looked at. */
struct staged_row {
	uint32_t columns;
	unsigned file;
	long line;
	struct value value[COLUMNS_MAX];
};

/* Unpacked texts lie in the bytes; returns what stands behind the row. */
void schema_pack(struct pack *, const struct staged_row *);
const char *schema_unpack(const char *bytes, struct staged_row *);

/* The later row's columns over the earlier one's. */
void schema_merge(struct staged_row *into, const struct staged_row *later);

bool value_equal(const struct value *, const struct value *);

/* How dates that are not ISO are written. */
enum order { ORDER_NONE, ORDER_DMY, ORDER_YMD, ORDER_MDY };

/* What `text` (trimmed, code words in small letters) is in this column.
 * Returns NULL, or what is wrong with it, in words without the text itself.
 * The value's text is `text` or lives in the arena. */
const char *column_read(const struct column *, enum order, const char *text,
    struct arena *, struct value *);

#endif
