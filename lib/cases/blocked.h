/* blocked.h -- case_ids that no import may bring back.
 *
 * Of such a case_id only a hash is kept, keyed by the secret of the database:
 * nobody can read it off, but who has the file can try whether a case_id that
 * they know is among them. */
#ifndef LIB_CASES_BLOCKED_H
#define LIB_CASES_BLOCKED_H

#include <stdbool.h>

#include "lib/io/db.h"

void blocked_add(struct db *, const char *case_id);

/* false: it was not blocked. */
bool blocked_lift(struct db *, const char *case_id);

/* All of them; NULL: there are none. */
struct blocked;
struct blocked *blocked_open(struct db *);
void blocked_close(struct blocked *);
bool blocked_has(const struct blocked *, const char *case_id);

#endif
