/* silences.h -- how each case stands, kept so that the list is a read.
 *
 * Working out the run of a case takes all of its letters; most cases cannot
 * be on the list at all.  Every storing program therefore keeps, in the table
 * `standing`, the run of each case that may have a reason.  It must say which
 * cases it touched:
 *
 *	struct silences *s = silences_open(db);
 *	silences_touch(s, client);       letters, cuts, referrals, visits,
 *	...                              or the case's status were stored
 *	silences_finish(s);              inside the same transaction
 *
 * What is kept holds for days from silences_newest() on. */
#ifndef LIB_CASES_SILENCES_H
#define LIB_CASES_SILENCES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/cases/history.h"
#include "lib/rule/overdue.h"

struct silences;

struct silences *silences_open(struct db *);
void silences_touch(struct silences *, int64_t client);
void silences_finish(struct silences *);  /* works it out; frees */

/* In a first load, instead of touching: a letter that has just been stored,
 * where each case's letters come together in the order of their days and
 * there are no others.  They need not be read back.  Cases may change again
 * only after the end of the letters. */
void silences_letter(struct silences *, int64_t client,
    const struct past_letter *);
void silences_letters_end(struct silences *);

/* The latest day that anything counted in a run is dated. */
date silences_newest(struct db *);

/* Calls `each` with the verdict of every case that is listed on a day not
 * before silences_newest(). */
void silences_judge(struct db *, const struct overdue_rules *, date as_of,
    void (*each)(void *, int64_t client, const char *case_id,
    const struct verdict *), void *arg);

#endif
