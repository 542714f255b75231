/* retention.h -- how long what is kept: share/policy/retention.tsv.
 *
 * A TSV with what and days: notes (of visits, from their day), visits (of closed
 * cases, from the day of closing), cases (closed ones, likewise) and
 * old_values (what runs overwrote).  Empty days: for good. */
#ifndef LIB_CASES_RETENTION_H
#define LIB_CASES_RETENTION_H

#include <stdbool.h>

#include "lib/base/date.h"

struct retention {
	int notes, visits, cases, old_values;  /* days; below 0: for good */
};

/* NULL: that of share.  Ends the program if a row is missing or wrong. */
void retention_read(struct retention *, const char *path);

/* What is from before this day is too old; DATE_NONE: nothing is. */
date retention_before(date as_of, int days);

#endif
