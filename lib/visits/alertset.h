/* alertset.h -- which open visits need a look, before something is stored and
 * after it.
 *
 *	struct alertset *s = alertset_open(db, &rules, as_of);
 *	...store
 *	alertset_say_new(s);
 *	alertset_close(s);
 *
 * Of programs that change what visits depend on, though not the visits.  Wants
 * an open transaction. */
#ifndef LIB_VISITS_ALERTSET_H
#define LIB_VISITS_ALERTSET_H

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/rule/overdue.h"

struct alertset;

struct alertset *alertset_open(struct db *, const struct overdue_options *,
    date as_of);

/* Says how many open visits have an alert now that they did not have when the
 * set was opened. */
void alertset_say_new(const struct alertset *);
void alertset_close(struct alertset *);

#endif
