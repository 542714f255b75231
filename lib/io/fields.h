/* fields.h -- a row of a table becomes a struct: its columns are declared once.
 *
 *	static const struct fields_column absence[] = {
 *		{"worker", FIELD_TEXT, true, offsetof(struct row, worker)},
 *		{"from", FIELD_DAY, true, offsetof(struct row, from)},
 *		{0}};
 *	struct fields *f = fields_open(table, absence);
 *	while (table_next(table, &row))
 *		if (fields_read(f, &row, &record, &arena))
 *			use(&record);
 *	fields_close(f);
 *
 * The kinds are those of field.h.  As what they are stored in the struct, and
 * what an empty field or a column that is not there becomes:
 *
 *	texts, keys, lists         const char *          ""
 *	FIELD_CODE COUNT BIT       int                   -1
 *	FIELD_ID                   long long             0
 *	FIELD_MINUTES              int, in seconds       -1    rounded
 *	FIELD_LAT LON PERCENT      double                NAN
 *	FIELD_DAY EVENT BIRTH ..   date                  DATE_NONE
 *	FIELD_TIME END             int, in seconds       CLOCK_NONE
 *	FIELD_HOURS                struct fields_hours   from CLOCK_NONE
 */
#ifndef LIB_IO_FIELDS_H
#define LIB_IO_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/io/field.h"
#include "lib/io/table.h"

struct fields_hours {
	int from, to;  /* seconds since midnight, from < to */
};

struct fields_column {
	const char *name;  /* the last one has none */
	enum field_kind kind;
	bool required;     /* the column, and a value in each row */
	size_t at;         /* offsetof */
};

struct fields;

/* A file with these columns: our TSV, or what a spreadsheet made of it. */
struct table *fields_table(const char *path, const struct fields_column *);

/* Ends the program if a required column is missing. */
struct fields *fields_open(struct table *, const struct fields_column *);
void fields_close(struct fields *);

/* Does the table have this column of the form (by its place in it)? */
bool fields_has(const struct fields *, size_t column);

/* Fills in what the form names and nothing else; texts are copied into the
 * arena.  false: the row has been rejected (table_reject). */
bool fields_read(struct fields *, const struct row *, void *record,
    struct arena *);

/* One value of a kind, from elsewhere than a row.  NULL, or what is wrong. */
const char *fields_value(enum field_kind, const char *, void *value,
    struct arena *);

/* Copies one value of a record. */
void fields_copy(const struct fields_column *, void *to, const void *from);

/* A value as a row would have it: texts as they are, others in buf. */
enum { FIELDS_SIZE = 32 };
const char *fields_show(enum field_kind, const void *value,
    char buf[static FIELDS_SIZE]);

#endif
