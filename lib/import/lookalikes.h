/* lookalikes.h -- is a case_id another one that somebody has changed?
 *
 * A spreadsheet takes the zeros in front, a person types a small letter, a
 * blank, a hyphen or the star of a footnote: 0815 and 815, 12A3 and 12a3,
 * 12 A 3 and 12A-3.  They stay two cases, since nobody knows it for sure, but
 * two cases of one person are two lines of the list, and each lacks half of
 * what happened.  A sign between digits tells numbers apart: 12/3 and 1/23. */
#ifndef LIB_IMPORT_LOOKALIKES_H
#define LIB_IMPORT_LOOKALIKES_H

#include <stdbool.h>

#include "lib/io/db.h"

struct lookalikes;

/* Knows all cases of the database. */
struct lookalikes *lookalikes_open(struct db *);
void lookalikes_close(struct lookalikes *);  /* may be NULL */

/* Adds a case_id that is new; was there one like it? */
bool lookalikes_add(struct lookalikes *, const char *case_id);

#endif
