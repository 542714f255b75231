/* clients.h -- the cases of a run: case_id, a number of the run's own, and
 * their id in the database.
 *
 * Rows are read before the database is opened, and carry the run's number,
 * given out in the order of first use.  Later each number is looked up once:
 * one by one if they are few or in order, else in one pass over the table. */
#ifndef LIB_CLIENTS_H
#define LIB_CLIENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

struct clients;

struct clients *clients_open(void);
void clients_close(struct clients *);

uint32_t clients_number(struct clients *, const char *case_id);
const char *clients_text(const struct clients *, uint32_t number);
bool clients_used(const struct clients *, const char *case_id,
    uint32_t *number);

/* Looks up the numbers that are new since the last time.  NULL: there is no
 * database yet. */
void clients_resolve(struct clients *, struct db *);

/* The same inside the write transaction: all of them, if another run has
 * stored anything since. */
void clients_settle(struct clients *, struct db *, int64_t run);

/* 0: not in the database (yet). */
int64_t clients_id(const struct clients *, uint32_t number);
void clients_set(struct clients *, uint32_t number, int64_t id);

/* A place in the order of ids.  Cases that were unknown when they were looked
 * up come last, as they will if they are stored in this order. */
uint64_t clients_rank(const struct clients *, uint32_t number);

#endif
