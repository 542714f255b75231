/* form.h -- a row of a table becomes a struct: its columns are declared once.
 *
 *	static const struct form_column absence[] = {
 *		{"worker", FORM_TEXT, true, offsetof(struct row, worker)},
 *		{"from", FORM_DAY, true, offsetof(struct row, from)},
 *		{0}};
 *	struct form *f = form_open(table, absence);
 *	while (table_next(table, &row))
 *		if (form_read(f, &row, &record, &arena))
 *			use(&record);
 *	form_close(f);
 *
 * What a kind stores, and for an empty field or a column that is not there:
 *
 *	FORM_TEXT     const char *          ""
 *	FORM_TAGS     const char *          ""       letters, digits, _ - :
 *	FORM_COUNT    int, 0 or more        -1
 *	FORM_ID       long long, 1 or more  0
 *	FORM_MINUTES  int, in seconds       -1       decimals are rounded
 *	FORM_LAT      double                NAN      -90 to 90
 *	FORM_LON      double                NAN      -180 to 180
 *	FORM_DAY      date                  DATE_NONE
 *	FORM_TIME     int, in seconds       CLOCK_NONE
 *	FORM_HOURS    struct form_hours     from CLOCK_NONE
 */
#ifndef LIB_FORM_H
#define LIB_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/mem.h"
#include "lib/table.h"

enum form_kind { FORM_TEXT, FORM_TAGS, FORM_COUNT, FORM_ID, FORM_MINUTES,
	FORM_LAT, FORM_LON, FORM_DAY, FORM_TIME, FORM_HOURS };

struct form_hours {
	int from, to;  /* seconds since midnight, from < to */
};

struct form_column {
	const char *name;  /* the last one has none */
	enum form_kind kind;
	bool required;     /* the column, and a value in each row */
	size_t at;         /* offsetof */
};

struct form;

/* Ends the program if a required column is missing. */
struct form *form_open(struct table *, const struct form_column *);
void form_close(struct form *);

/* Does the table have this column of the form (by its place in it)? */
bool form_has(const struct form *, size_t column);

/* Fills in what the form names and nothing else; texts are copied into the
 * arena.  false: the row has been rejected (table_reject). */
bool form_read(struct form *, const struct row *, void *record,
    struct arena *);

/* One value of a kind, from elsewhere than a row; false: not one. */
bool form_value(enum form_kind, const char *, void *value, struct arena *);

/* Copies one value of a record. */
void form_copy(const struct form_column *, void *to, const void *from);

/* A value as a row would have it: texts as they are, others in buf. */
enum { FORM_SIZE = 32 };
const char *form_show(enum form_kind, const void *value,
    char buf[static FORM_SIZE]);

#endif
