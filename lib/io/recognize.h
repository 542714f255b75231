/* recognize.h -- which table of a schema a header belongs to. */
#ifndef LIB_IO_RECOGNIZE_H
#define LIB_IO_RECOGNIZE_H

#include <stddef.h>

#include "lib/io/map.h"
#include "lib/io/schema.h"

/* Headings, folded; free with recognize_free(). */
struct headings { char **folded; size_t n; };
struct headings recognize_fold(const char *const *heading, size_t n);
void recognize_free(struct headings *);

/* The one table whose required columns are all there and which nothing bars.
 * A weak heading only counts if no table is found without it.  Of two tables
 * the one drops out that needs a subset of what the other needs.  NULL: none,
 * or several; then *why says what is missing for which, or which they are
 * (*several); it has no heading of the file in it.  Free it. */
const struct schema_table *recognize_file(const struct map *,
    const struct headings *, char **why, bool *several);

/* The required columns of a table that have no heading, comma-joined; free
 * it. */
char *recognize_missing(const struct map *, const struct headings *,
    const struct schema_table *);

/* How many headings mean something in this table, or, if that is NULL, in
 * any. */
size_t recognize_known(const struct map *, const struct headings *,
    const struct schema_table *);

#endif
