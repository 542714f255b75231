/* store.h -- one record into its table: new, changed, or the same as before.
 *
 * Columns that a row does not have keep what is stored.  A row that is equal
 * to what is stored writes nothing. */
#ifndef LIB_STORE_H
#define LIB_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/record.h"

enum action { ADDED, CHANGED, UNCHANGED };

struct store;

/* `run` is the number that the records will carry. */
struct store *store_open(struct db *, const struct record *, int64_t run);
void store_close(struct store *);

/* A value of KIND_CASE or KIND_WORKER is the id that it refers to. */
enum action store_put(struct store *, const struct record_row *);

/* The same for a record that is known not to be there. */
enum action store_add(struct store *, const struct record_row *);

/* The columns that the latest store_put() changed. */
uint32_t store_changed(const struct store *);

#endif
