/* identity.h -- who a case is, before and after a change.
 *
 * A number that goes to somebody else, two offices whose numbers collide, a list
 * of which somebody has sorted one column: a case keeps its history and gets the
 * name of another person.  And somebody who has moved is not at the place that
 * the old address had. */
#ifndef LIB_IMPORT_IDENTITY_H
#define LIB_IMPORT_IDENTITY_H

#include <stdbool.h>

#include "lib/import/stagedrow.h"
#include "lib/import/upsert.h"

/* Was there something in the column, and is there something else now, not only
 * spelled otherwise, or a little way off? */
bool identity_is_replaced(const struct upsert *, const struct staged_row *,
    int column);

/* Has the row, which upsert_put() has just stored, made another person of the
 * case?  Two of surname, given_name and birth_date are others than before, the
 * names but for their spelling; not so if the birth_date was there before and is
 * the same. */
bool identity_is_other(const struct upsert *, const struct staged_row *);

/* Has the address become another one, but for its spelling?  One that nobody
 * knew has not. */
bool identity_has_moved(const struct upsert *, const struct staged_row *);

#endif
