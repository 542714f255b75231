/* import.h -- what a run of cases-import has read goes into the database. */
#ifndef LIB_IMPORT_IMPORT_H
#define LIB_IMPORT_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/import/staging.h"
#include "lib/io/out.h"
#include "lib/cases/silences.h"

/* The columns of the output, a row for each record stored. */
enum { IMPORT_TABLE, IMPORT_CASE, IMPORT_KEY, IMPORT_ACTION };
extern const struct out_column import_columns[];

struct account { long read, added, changed, unchanged, rejected, closed; };

/* Where to: the open transaction number `run`, on the day `as_of`; the cases
 * that were touched; a row for each record stored.  Rows that do not fit into
 * memory wait beside `path`, the database. */
struct import_target {
	struct db *db;
	const char *path;
	date as_of;
	int64_t run;
	struct silences *standing;
	struct out *out;
};

/* Stores all tables, in an order in which what others refer to comes first. */
void import_all(struct staging *, const struct import_target *,
    struct account [TABLES]);

/* How many cases are active? */
long import_active(struct db *);

/* Closes the active cases that are not among those read.  Nothing is closed,
 * and false returned with a message, if a row of a case was rejected or more
 * than a fifth of the `active` ones would be, unless `force`. */
bool import_close_others(struct staging *, const struct import_target *,
    struct account *, long active, bool force);

#endif
