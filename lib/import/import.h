/* import.h -- what a run of cases-import has read goes into the database. */
#ifndef LIB_IMPORT_IMPORT_H
#define LIB_IMPORT_IMPORT_H

#include "lib/import/account.h"
#include "lib/import/staging.h"
#include "lib/import/target.h"

/* Stores all tables, in an order in which what others refer to comes first.
 * Of those of `whole_stock` a record that was closed and is in the files is
 * there again. */
void import_all(struct staging *, const struct import_target *,
    struct account [TABLES], const bool whole_stock[TABLES]);

#endif
