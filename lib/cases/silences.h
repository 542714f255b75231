/* silences.h -- the silence of each case, stored so that listing is quick.
 *
 * Working out a silence takes all letters of the case, and most cases cannot
 * be on the list at all.  So every storing program keeps the table `standing`:
 * the silence of each case that may have a reason.  The program must say which
 * cases it touched:
 *
 *	struct silences *s = silences_open(db);
 *	silences_touch(s, client);       letters, cuts, referrals, visits,
 *	...                              or the case's status were stored
 *	silences_finish(s);              inside the same transaction
 *
 * For which days it holds, silences_hold() says. */
#ifndef LIB_CASES_SILENCES_H
#define LIB_CASES_SILENCES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/cases/history.h"
#include "lib/io/db.h"
#include "lib/rule/overdue.h"

struct silences;

struct silences *silences_open(struct db *);
void silences_touch(struct silences *, int64_t client);
void silences_finish(struct silences *);  /* works it out; frees */

/* A run is taken back: silences_newest() may be an earlier day than before. */
void silences_lower(struct silences *);

/* For a first load, instead of touching: a letter that has just been stored.
 * The letters of a case come together, ordered by day, and it has no others,
 * so they need not be read back.  Between the first letter and
 * silences_letters_end() the cases themselves must not change. */
void silences_letter(struct silences *, int64_t client,
    const struct past_letter *);
void silences_letters_end(struct silences *);

/* Does what is kept hold for this day?  Not for days before the latest one of
 * anything that counts in the rule; and not in a file of an older version,
 * until a program has stored something in it and worked out all cases. */
bool silences_hold(struct db *, date as_of);

/* Calls `each` with the verdict of every case that is listed on a day for
 * which silences_hold(). */
void silences_judge(struct db *, const struct overdue_rules *, date as_of,
    void (*each)(void *, int64_t client, const char *case_id,
    const struct verdict *), void *arg);

#endif
