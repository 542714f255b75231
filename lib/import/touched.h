/* touched.h -- the open visits that an import has made doubtful. */
#ifndef LIB_IMPORT_TOUCHED_H
#define LIB_IMPORT_TOUCHED_H

#include "lib/import/target.h"

/* Says how many open visits need a look because of what this run has stored:
 * their case is closed, wants no visit, came in or lives elsewhere, its needs
 * or windows are others now, or their worker is away or gone.  Imports never
 * change visits; the alert of visits-list says why. */
void touched_say(const struct import_target *);

/* Says how many cuts threaten for a day that nobody missed (groundless.h), of
 * the cases whose letters or cuts this run has changed. */
void touched_say_groundless(const struct import_target *);

#endif
