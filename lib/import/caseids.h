/* caseids.h -- the cases of a run: case_id, a number of the run's own, and
 * their id in the database.
 *
 * Rows are read before the database is opened, and carry the run's number,
 * given out in the order of first use.  Later each number is looked up once:
 * one by one if they are few or in order, else in one pass over the table. */
#ifndef LIB_IMPORT_CASEIDS_H
#define LIB_IMPORT_CASEIDS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"

struct caseids;

struct caseids *caseids_open(void);
void caseids_close(struct caseids *);

uint32_t caseids_number(struct caseids *, const char *case_id);
const char *caseids_text(const struct caseids *, uint32_t number);
bool caseids_used(const struct caseids *, const char *case_id,
    uint32_t *number);

/* Looks up the numbers that are new since the last time.  NULL: there is no
 * database yet. */
void caseids_resolve(struct caseids *, struct db *);

/* The same inside the write transaction: all of them, if another run has
 * stored anything since. */
void caseids_settle(struct caseids *, struct db *, int64_t run);

/* Was it erased, and may not come back?  After caseids_settle(). */
bool caseids_blocked(const struct caseids *, uint32_t number);

/* 0: not in the database (yet). */
int64_t caseids_id(const struct caseids *, uint32_t number);
void caseids_set(struct caseids *, uint32_t number, int64_t id);

/* The rank of a case in the order of ids.  Cases that were unknown when they
 * were looked up come last, in the order in which they will be stored. */
uint64_t caseids_rank(const struct caseids *, uint32_t number);

#endif
