/* schema.h -- what tables a program reads from files of other systems.
 *
 * A column is declared once: what it is called, what it may hold and where it
 * is stored.  Recognising a file, reading, checking and storing all come from
 * that declaration. */
#ifndef LIB_IO_SCHEMA_H
#define LIB_IO_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/io/field.h"

enum schema_refers { REFERS_NOWHERE, REFERS_CASE, REFERS_WORKER };

struct column {
	const char *name;
	enum field_kind kind;
	enum schema_refers refers;  /* to a row that has to be known */
	bool required;
	bool initial;               /* empty means the first of `words` */
	bool soft;                  /* a bad value costs only itself */
	bool remark;                /* FIELD_TEXT for people: taken as it is,
	                             * "s. o." too */
	const char *time_of;        /* if empty, the time that follows the date in
	                             * that column, unless it is midnight */
	bool compact;               /* stored as a number if it reads like one */
	const char *const *words;   /* FIELD_CODE, FIELD_WORD */
	const char *store;          /* in the database; NULL: the same name */
};

enum { COLUMNS_MAX = 24 };

struct schema_table {
	const char *name;          /* as -t and the account call it */
	const char *store;         /* the table of the database */
	const struct column *column;
	size_t n;
	size_t keys;               /* the first `keys` columns are the key */

	/* The table is not recognised if the file has a heading for one of
	 * these columns of other tables, unless the heading means something
	 * in this table, too; ends with NULL, may be NULL.  Unknown headings
	 * that begin like one of those bar as well, if that is asked for. */
	const char *const *barred_by;
	bool barred_by_beginnings;
};

/* The tables that a program reads.  A header with `foreign`, or with two of
 * `foreign_two` (end with NULL, may be NULL), is no export but something that
 * our programs print. */
struct schema {
	const struct schema_table *table;
	size_t n;
	const char *const *foreign, *const *foreign_two;
};

/* NULL: none has the name. */
const struct schema_table *schema_find(const struct schema *,
    const char *name);

/* The column of this name; -1: none. */
int schema_column(const struct schema_table *, const char *name);

/* Any table's column of this name; NULL: none has it. */
const struct column *schema_any_column(const struct schema *,
    const char *name);

/* How the column's fields are to be read; `today` as in field.h. */
struct field_type schema_type(const struct column *, enum field_order,
    date today);

/* As a number a letter_id takes a third of the room; only one that comes back
 * as the same text may become one.  False: it may not. */
bool schema_compact(const char *text, struct value *);

/* What `text` (trimmed) is in this column, read as schema_type() says.  Returns
 * NULL, or what is wrong with it, in words without the text itself.  The
 * value's text is `text` or lives in the arena. */
const char *schema_read(const struct column *, const struct field_type *,
    const char *text, struct arena *, struct value *);

#endif
