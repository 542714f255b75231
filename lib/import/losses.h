/* losses.h -- columns that are empty in a whole file, and had values before.
 *
 * An empty field clears what is stored, which is right for one; where a column is
 * empty in every row, whoever made the file may not see it any more, or the
 * system failed to join it. */
#ifndef LIB_IMPORT_LOSSES_H
#define LIB_IMPORT_LOSSES_H

#include <stdint.h>

#include "lib/import/stagedrow.h"
#include "lib/import/upsert.h"

struct losses {
	uint32_t filled;              /* columns that any row has something in */
	long cleared[COLUMNS_MAX];
};

/* A row that upsert_put() or upsert_add() has stored, or found the same. */
void losses_note(struct losses *, const struct upsert *,
    const struct staged_row *);

/* Says which columns have cleared more than two values and filled none. */
void losses_say(const struct losses *, int table);

#endif
