/* headlist.h -- --headings: what is in a file, without a value of it. */
#ifndef LIB_IMPORT_HEADLIST_H
#define LIB_IMPORT_HEADLIST_H

#include "lib/import/staging.h"
#include "lib/io/out.h"

/* The columns of the output. */
extern const struct out_column headlist_columns[];

/* A row for each heading of the file: which column it makes, of which table,
 * how many rows have something there, and what the first of them looks like.
 * Where no table is recognised these are the headings of the first line. */
void headlist_print(const struct staging_options *, const char *operand,
    struct out *);

#endif
