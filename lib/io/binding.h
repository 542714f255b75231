/* binding.h -- which fields of a file make which columns of a table.
 *
 *	const struct schema_table *s = binding_recognize(t, map, NULL);
 *	struct binding *b = binding_open(t, map, s);
 *	while (table_next(t, &row))
 *		wrong = binding_read(b, &row, value, &column);
 */
#ifndef LIB_IO_BINDING_H
#define LIB_IO_BINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/map.h"
#include "lib/io/schema.h"
#include "lib/io/table.h"

struct binding;

/* How good these headings are as the header of a file (table.h): how many are
 * known, if a table is recognised by them; of the table `name` if it is not
 * NULL.  0 for none. */
long binding_score(const struct map *, const char *name,
    const char *const *heading, size_t n);

/* The table that the header fits; ends the program, saying what is missing for
 * which, if it is none, or several.  `name` is what -t says, or NULL. */
const struct schema_table *binding_recognize(const struct table *,
    const struct map *, const char *name);

/* The same without ending the program: NULL. */
const struct schema_table *binding_guess(const struct table *,
    const struct map *, const char *name);

/* Ends the program if one of two identical headings is needed.  Headings that
 * are nearly a column that is missing are said with the first row. */
struct binding *binding_open(struct table *, const struct map *,
    const struct schema_table *);
void binding_close(struct binding *);

/* Rejects the row of a bad value in a soft column, too. */
void binding_strict(struct binding *);

/* Is it a file of ours, whose texts are escaped (tsv.h): are all headings that
 * are known the table's own names, or is it one of rejected rows? */
bool binding_is_ours(const struct table *, const struct map *,
    const struct schema_table *);

/* The columns that the file has, and those that it has a heading for (the
 * others are constants): bit i is column[i] of the table. */
uint32_t binding_columns(const struct binding *);
uint32_t binding_headed(const struct binding *);

/* A heading, folded. */
const char *binding_heading(const struct binding *, size_t field);

/* Does a time that is not midnight stand behind the date in this column of the
 * row that was read last? */
bool binding_has_time(const struct binding *, size_t column);

/* Has that row a time behind a date that its own column contradicts? */
bool binding_two_times(const struct binding *);

/* How many headings are known; does this one make a column? */
size_t binding_known(const struct binding *);
bool binding_takes(const struct binding *, size_t field, size_t column);
bool binding_uses(const struct binding *, size_t field);

/* Dates far from this day are bad values (FIELD_EVENT, FIELD_BIRTH). */
void binding_today(struct binding *, date);

/* Reads the columns that are there into value[0..n); *columns is which of them
 * this row has: a short row lacks some, bad values of soft columns are left
 * out, and the time behind a date is one that the file has no heading for.
 * lat and lon are one value: one of them empty, or both 0, and both are empty.
 * NULL, or what is wrong with the row, and in which column.  The values' texts
 * live until the next call or as long as the row.  A key that could be read is
 * there all the same. */
const char *binding_read(struct binding *, const struct row *,
    struct value *value, uint32_t *columns, const char **column);

/* A column whose dates are not in the order that the map names: one of them
 * (three, of a soft one) would be a date in another.  NULL: there is none. */
const char *binding_misordered(const struct binding *);

/* Of the row that was read last: the bad values that were left out. */
struct binding_fault { const char *column, *why; };
bool binding_filled(const struct binding *, size_t column);  /* any text? */
const struct binding_fault *binding_faults(const struct binding *, size_t *n);

/* What the map makes of one word of a list in this column; a code word comes
 * in small letters.  Lives until the next row is read. */
const char *binding_word(struct binding *, size_t column, const char *word);

#endif
