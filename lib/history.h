/* history.h -- what the database knows of a case, as overdue.h wants it.
 *
 *	struct histories *hs = histories_open(db);
 *	struct history h;
 *	int64_t client;
 *	while (histories_next(hs, &client, &h))    every case, by its number
 *		overdue_judge(&v, &h, &rules, day);
 *	histories_close(hs);
 *
 * or those that are asked for.  The arrays of a history belong to the histories
 * and last until the next call.  Wants an open transaction. */
#ifndef LIB_HISTORY_H
#define LIB_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/overdue.h"

struct histories;

struct histories *histories_open(struct db *);
bool histories_next(struct histories *, int64_t *client, struct history *);
void histories_close(struct histories *);

/* The case_id of the case that was read last, until the next is. */
const char *histories_case_id(const struct histories *);

/* The history of one case, by its number; false: there is no such case. */
bool history_of(struct histories *, int64_t client, struct history *);

/* The same for cases that mostly ascend: quicker, but from the first call on
 * nothing that histories are made of may change. */
bool histories_to(struct histories *, int64_t client, struct history *);
bool histories_beside_letters(struct histories *, int64_t client,
    struct history *);  /* without its letters */

#endif
