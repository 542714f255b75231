/* activity.h -- who was visited or heard of, read for report.h.
 *
 *	struct activity *a = activity_open(db, &options, as_of);
 *	options.word = activity_word, options.arg = a;
 *	struct report *r = report_new(&options);
 *	struct person p;
 *	while (activity_next(a, &p))
 *		report_count(r, &p);
 *	...
 *	activity_close(a);          not before the last word is written
 *
 * Reads no more than the report needs, and only persons with a contact in its
 * period: the others are in no figure.  Wants an open transaction until the
 * last person; the words last until activity_close(). */
#ifndef LIB_ACTIVITY_H
#define LIB_ACTIVITY_H

#include <stdbool.h>

#include "lib/date.h"
#include "lib/db.h"
#include "lib/report.h"

struct activity;

struct activity *activity_open(struct db *, const struct report_options *,
    date as_of);
bool activity_next(struct activity *, struct person *);
const char *activity_word(void *activity, int number);
void activity_close(struct activity *);

#endif
