/* history.h -- what the database knows of a case, as overdue.h wants it.
 *
 *	struct histories *hs = history_open(db);
 *	struct history h;
 *	int64_t client;
 *	while (history_next(hs, &client, &h))    every case, by its number
 *		overdue_judge(&v, &h, &rules, day);
 *	history_close(hs);
 *
 * or those that are asked for.  The arrays of a history belong to the histories
 * and last until the next call.  Wants an open transaction. */
#ifndef LIB_CASES_HISTORY_H
#define LIB_CASES_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/rule/silence.h"

struct histories;

struct histories *history_open(struct db *);
bool history_next(struct histories *, int64_t *client, struct history *);
void history_close(struct histories *);

/* The case_id of the case that was read last, until the next is. */
const char *history_case_id(const struct histories *);

/* The history of one case, by its number; false: there is no such case. */
bool history_of(struct histories *, int64_t client, struct history *);

/* The same for cases that mostly ascend: quicker, but from the first call on
 * nothing that histories are made of may change. */
bool history_to(struct histories *, int64_t client, struct history *);
bool history_beside_letters(struct histories *, int64_t client,
    struct history *);  /* without its letters */

#endif
