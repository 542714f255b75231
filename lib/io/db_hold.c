#include "lib/io/db_sqlite.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/db.h"
#include "lib/io/ending.h"

const char db_unprinted[] = "stopped by a signal; everything was stored, but"
    " the output may not be complete";
const char db_unfinished[] = "killed: everything is erased, but the file has"
    " still to be rewritten; the next program that stores something does it";

/* Held before: an empty file has a journal as soon as this begins. */
void
db_begin_immediate(struct db *db)
{
	ending_hold();
	db_exec(db, "BEGIN IMMEDIATE");
}

bool
db_is_stopped(void)
{
	return ending_asked() != 0;
}

void
db_stop(const struct db *db)
{
	db_roll_back();
	diag_warn("%s: stopped by a signal; nothing was stored", db->path);
	ending_raise();
}

void
db_last_words(const char *text)
{
	static char *words;
	char *before = words;

	words = text == NULL ? NULL :
	    xasprintf("%s: %s\n", diag_program(), language_text(text));
	ending_release(words);
	free(before);
}

void
db_release(struct db *db, bool stored)
{
	bool stopped = db_is_stopped();

	if (stopped && !stored)
		db_stop(db);
	db_last_words(stored ? db_unprinted : NULL);
	if (stored && db_wants_rewrite(db))
		db_last_words(db_unfinished);
	if (stopped)
		ending_raise();
}
