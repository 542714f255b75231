/* remains.h -- the proof that nothing of erased cases is left in the file.
 *
 *	struct residue *gone = residue_new();
 *	remains_note(db, gone, "SELECT * FROM letter WHERE client = 7");
 *	...                                   deleted, committed, rewritten
 *	if (remains_count(db, path, gone) > 0)
 *		say so
 *	residue_free(gone);
 */
#ifndef LIB_CASES_REMAINS_H
#define LIB_CASES_REMAINS_H

#include <stddef.h>

#include "lib/io/db.h"
#include "lib/io/residue.h"

/* Notes the texts of rows that are going to be deleted. */
void remains_note(struct db *, struct residue *, const char *sql);

/* How many of the texts are somewhere in the file, and in no record that is
 * still there.  In a transaction of its own. */
size_t remains_count(struct db *, const char *path, struct residue *);

#endif
