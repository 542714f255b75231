/* binding.h -- which fields of a file make which columns of a record.
 *
 *	const struct schema_table *r = binding_recognize(t, map, NULL);
 *	struct binding *b = binding_open(t, map, r);
 *	while (table_next(t, &row))
 *		wrong = binding_read(b, &row, value, &column);
 */
#ifndef LIB_IO_BINDING_H
#define LIB_IO_BINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/map.h"
#include "lib/io/schema.h"
#include "lib/io/table.h"

struct binding;

/* A heading that is one of ours, or that the map knows: what the separator of
 * a file is found by. */
bool binding_known(const struct map *, const char *heading);

/* The table that the header fits; ends the program if it is none, or several.
 * `name` is what -t says, or NULL. */
const struct schema_table *binding_recognize(const struct table *,
    const struct map *, const char *name);

/* Ends the program if one of two identical headings is needed. */
struct binding *binding_open(const struct table *, const struct map *,
    const struct schema_table *);
void binding_close(struct binding *);

/* Is it a file of ours, whose texts are escaped (tsv.h): are all headings that
 * are known the table's own names, or is it one of rejected rows? */
bool binding_is_ours(const struct table *, const struct map *,
    const struct schema_table *);

/* The columns that the file has (or a constant stands for): bit i is
 * record->column[i]. */
uint32_t binding_columns(const struct binding *);

/* Dates far from this day are bad values (FIELD_EVENT, FIELD_BIRTH). */
void binding_today(struct binding *, date);

/* Reads the columns that are there into value[0..record->n); *columns is which
 * of them this row has: a short row lacks some, and the time behind a date is
 * one that the file has no heading for.  lat and lon are one value: one of them
 * empty, or both 0, and both are empty.  NULL, or what is wrong, and in which
 * column.  The values' texts live until the next call
 * or as long as the row.  A key that could be read is there all the same. */
const char *binding_read(struct binding *, const struct row *,
    struct value *value, uint32_t *columns, const char **column);

/* A column whose dates are not in the order that the map names: so many
 * (three, of a soft one) would be dates in another.  NULL: there is none. */
const char *binding_misordered(const struct binding *);

/* What the map makes of one word of a list in this column; a code word comes
 * in small letters.  Lives until the next row is read. */
const char *binding_word(struct binding *, size_t column, const char *word);

#endif
