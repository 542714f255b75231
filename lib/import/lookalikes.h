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
#include <stdint.h>

#include "lib/io/db.h"

struct lookalikes;

/* Knows all cases of the database, and who is called and born how. */
struct lookalikes *lookalikes_open(struct db *);
void lookalikes_close(struct lookalikes *);  /* may be NULL */

/* Knows the texts that the query gives: the codes of workers, say. */
struct lookalikes *lookalikes_of(struct db *, const char *query);

/* Adds a case_id that is new; was there one like it? */
bool lookalikes_add(struct lookalikes *, const char *case_id);

/* The same for the person of a case; was there one of this name, in any case
 * and with or without blanks and signs, born on the same day?  Who lacks one of
 * the three is like nobody. */
bool lookalikes_add_person(struct lookalikes *, const char *surname,
    const char *given_name, int64_t birth_date);

#endif
