/* upsert.h -- one record into its table: new, changed, or the same as before.
 *
 * Columns that a row does not have keep what is stored.  A row that is equal
 * to what is stored writes nothing. */
#ifndef LIB_IMPORT_UPSERT_H
#define LIB_IMPORT_UPSERT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/import/account.h"
#include "lib/import/stagedrow.h"
#include "lib/io/db.h"

struct upsert;

/* `run` is the number that the records will carry. */
struct upsert *upsert_open(struct db *, const struct schema_table *, int64_t run);
void upsert_close(struct upsert *);

/* A column of integers to be read along with each record that is there, and what
 * the latest upsert_put() found in it. */
void upsert_watch(struct upsert *, const char *column);
struct value upsert_watched(const struct upsert *);

/* The value of a column that refers to a case or a worker is its id.  REFUSED:
 * a row that lacks fields would be a new record. */
enum action upsert_put(struct upsert *, const struct staged_row *);

/* The same for a record that is known not to be there. */
enum action upsert_add(struct upsert *, const struct staged_row *);

/* The columns that the latest upsert_put() changed, and what one of these had
 * before, if it has something now; else only whether it had anything. */
uint32_t upsert_changed(const struct upsert *);
struct value upsert_old(const struct upsert *, int column);

#endif
