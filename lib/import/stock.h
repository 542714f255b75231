/* stock.h -- --snapshot: the files are all there is of a table.
 *
 * Active cases that are not in them become closed, workers leave on the day
 * before the run's, absences end on it. */
#ifndef LIB_IMPORT_STOCK_H
#define LIB_IMPORT_STOCK_H

#include <stdbool.h>

#include "lib/import/account.h"
#include "lib/import/staging.h"
#include "lib/import/target.h"

/* The tables of which the whole stock can be given; NULL at the end. */
extern const char *const stock_tables[];

/* How many records are in force: asked before anything is stored, so that new
 * ones do not count. */
long stock_size(const struct import_target *, int table);

/* Closes what is not in the files.  Nothing is closed, and false returned with
 * a message, if a row of the table was rejected, or if more than two and more
 * than a fifth of `size` would be, unless `force`. */
bool stock_close_others(struct staging *, const struct import_target *,
    int table, struct account *, long size, bool force);

#endif
