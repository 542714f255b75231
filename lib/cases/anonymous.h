/* anonymous.h -- the visits of erased persons, read for a report.
 *
 * Used by contacts.h alone: they come after everybody else.  A visit without
 * its day counts if its whole month lies in the period; what such visits cannot
 * say is said, never guessed: anonymous_say(). */
#ifndef LIB_CASES_ANONYMOUS_H
#define LIB_CASES_ANONYMOUS_H

#include <stdbool.h>

#include "lib/base/names.h"
#include "lib/io/db.h"
#include "lib/stats/report.h"

struct anonymous;

/* Towns and so on become numbers of `words`. */
struct anonymous *anonymous_open(struct db *, const struct tally_options *,
    struct names *words);
void anonymous_close(struct anonymous *);

/* The next person, and whether their household is the last person's, another
 * one, or not known.  Wants an open transaction until there is no next one. */
enum anonymous_household { HOUSEHOLD_SAME, HOUSEHOLD_OTHER, HOUSEHOLD_UNKNOWN };
bool anonymous_next(struct anonymous *, struct participant *,
    enum anonymous_household *);

/* Says what the figures of a report lack, or cannot tell apart.  After the last
 * person. */
void anonymous_say(const struct anonymous *, const struct report_options *);

#endif
