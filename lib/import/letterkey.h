/* letterkey.h -- which rows of letters are about the same letter. */
#ifndef LIB_IMPORT_LETTERKEY_H
#define LIB_IMPORT_LETTERKEY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/import/stagedrow.h"

bool letterkey_has_id(const struct staged_row *);

/* Of two rows with one letter_id, or with none and one case, day and purpose.
 * Of the latter there may be several that their times tell apart. */
bool letterkey_equal(const struct staged_row *, const struct staged_row *);

/* A number that is the same for equal keys, and nearly always another for
 * others. */
uint64_t letterkey_hash(const struct staged_row *);

#endif
