/* groundless.h -- cuts that threaten, though nobody missed that day.
 *
 * A cut belongs to a day, and nothing ties it to a letter.  If that letter is
 * moved to another day, cancelled or returned, the cut stays as it was stored
 * and goes on to threaten, until the case system says how it ended.  Such a cut
 * is groundless: it is a reason (overdue.h), the letters of its case reach back
 * to its day, and none of that day is missed or still open.
 *
 *	struct groundless *g = groundless_open(db, &rules, as_of, 0);
 *	const char *case_id;
 *	date miss;
 *	while (groundless_next(g, &case_id, &miss))
 *		...                       by case_id and day
 *	groundless_close(g); */
#ifndef LIB_CASES_GROUNDLESS_H
#define LIB_CASES_GROUNDLESS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/rule/overdue.h"

struct groundless;

/* `run`: only of cases of which that run stored a letter or a cut; 0: all.
 * Wants an open transaction. */
struct groundless *groundless_open(struct db *, const struct overdue_options *,
    date as_of, int64_t run);
bool groundless_next(struct groundless *, const char **case_id, date *miss);
void groundless_close(struct groundless *);

#endif
