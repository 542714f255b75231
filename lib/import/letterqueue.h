/* letterqueue.h -- the letters of a run in the order of cases and days, rows of
 * one letter put together.
 *
 * Nearly always no letter comes twice, and the rows pass through.  Else they
 * are sorted by key, so that a letter_id that comes under several days is one
 * letter, and sorted again. */
#ifndef LIB_IMPORT_LETTERQUEUE_H
#define LIB_IMPORT_LETTERQUEUE_H

#include <stdbool.h>

#include "lib/import/account.h"
#include "lib/import/staging.h"
#include "lib/import/target.h"

struct letterqueue;

struct letterqueue *letterqueue_open(struct staging *,
    const struct import_target *, struct account *);
void letterqueue_close(struct letterqueue *);

/* The next row of a known case.  If several rows have one key
 * (letterkey_equal), they come one after the other, as they were read, and
 * differ in their due_time. */
bool letterqueue_next(struct letterqueue *, struct staged_row *);
bool letterqueue_repeats(const struct letterqueue *);  /* may there be some? */

#endif
