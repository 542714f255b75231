/* standing.h -- how each case stands, kept so that the list is a read.
 *
 * Working out the run of a case takes all of its letters; most cases cannot
 * be on the list at all.  Every storing program therefore keeps, in the table
 * `standing`, the run of each case that may have a reason.  It must say which
 * cases it touched:
 *
 *	struct standing *s = standing_open(db);
 *	standing_touch(s, client);       letters, cuts, referrals, visits,
 *	...                              or the case's status were stored
 *	standing_finish(s);              inside the same transaction
 *
 * What is kept holds for days from standing_newest() on. */
#ifndef LIB_STANDING_H
#define LIB_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/history.h"
#include "lib/overdue.h"

struct standing;

struct standing *standing_open(struct db *);
void standing_touch(struct standing *, int64_t client);
void standing_finish(struct standing *);  /* works it out; frees */

/* In a first load, instead of touching: a letter that has just been stored,
 * where each case's letters come together in the order of their days and
 * there are no others.  They need not be read back.  Cases may change again
 * only after the end of the letters. */
void standing_letter(struct standing *, int64_t client,
    const struct past_letter *);
void standing_letters_end(struct standing *);

/* The latest day that anything counted in a run is dated. */
date standing_newest(struct db *);

/* Calls `each` with the verdict of every case that is listed on a day not
 * before standing_newest(). */
void standing_judge(struct db *, const struct overdue_rules *, date as_of,
    void (*each)(void *, int64_t client, const char *case_id,
    const struct verdict *), void *arg);

#endif
