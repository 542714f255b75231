/* letters.h -- letters into their table, in the order of cases and days.
 *
 * The table is a tree ordered by (client, due, n).  Rows come in that order,
 * so that a case's stored letters are read once and new ones are appended; a
 * letter_id that is not found beside its day is looked up by its index.  Into
 * an empty table there is nothing to look up: one statement stores them all,
 * and the index is made at the end. */
#ifndef LIB_IMPORT_LETTERS_H
#define LIB_IMPORT_LETTERS_H

#include "lib/import/account.h"
#include "lib/import/staging.h"
#include "lib/import/target.h"

void letters_import(struct staging *, const struct import_target *,
    struct account *);

#endif
