/* happened.h -- what is said to have happened at a door and can hardly have:
 * somebody reacted or consented who was not met, at night, at a weekend, for
 * half a day.
 *
 * The row is stored as it is.  A slip in a start makes the next attempt come at
 * the same time of day again, one in a day or in minutes stands in the figures. */
#ifndef LIB_VISITS_HAPPENED_H
#define LIB_VISITS_HAPPENED_H

#include <stddef.h>

#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

enum { HAPPENED_DOUBTS = 6 };

/* Puts what is odd about a visit, as it was stored, into `doubt`; returns how
 * much that is. */
size_t happened_doubt(const struct visit *,
    struct refusal doubt[HAPPENED_DOUBTS]);

#endif
