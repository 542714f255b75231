/* sweep.h -- what an import does to a column as a whole.
 *
 * An empty field clears what is stored, and another value replaces it, which is
 * right for one; where all fields of a column are empty, or a whole list has
 * other values in one, it was the list that has changed: whoever made it may not
 * see the column any more, one column was sorted without the rest, days are in
 * another time zone. */
#ifndef LIB_IMPORT_SWEEP_H
#define LIB_IMPORT_SWEEP_H

#include <stdint.h>

#include "lib/import/stagedrow.h"
#include "lib/import/upsert.h"

/* Begins as zeros but for the table, which is one of people. */
struct sweep {
	int table;
	uint32_t filled;              /* columns that any row has something in */
	long met;                     /* rows of records that were there */
	long cleared[COLUMNS_MAX], replaced[COLUMNS_MAX];
	long places, tenths;          /* of a degree, and no more decimals */
};

/* A row that upsert_put() has stored, or found the same; `added`: that was not
 * there before. */
void sweep_note(struct sweep *, const struct upsert *,
    const struct staged_row *, bool added);

/* Says which columns have cleared more than two values and filled none; and of
 * cases that none of many places is closer than ten kilometres and, if the list
 * has at least half of the `records`, so that it is no list of changes, in which
 * columns more than a quarter of the values are others now. */
void sweep_say(const struct sweep *, long records);

/* Says how many cases, of those that the run has stored, stand at one point with
 * those of many other streets: whoever looked up the places did not know these. */
void sweep_say_heaped(struct db *, int64_t run);

#endif
