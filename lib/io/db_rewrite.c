#include "lib/io/db.h"

#include "lib/base/diag.h"
#include "lib/io/db_sqlite.h"

static const char flag[] =
    "SELECT value FROM state WHERE name = 'rewrite'";

void
db_ask_rewrite(struct db *db)
{
	db_exec(db, "INSERT OR REPLACE INTO state (name, value)"
	    " VALUES ('rewrite', 1)");
}

bool
db_wants_rewrite(struct db *db)
{
	return db_value(db, flag, 0) != 0;
}

/* Killed meanwhile: what was committed stays, and the file as it was. */
bool
db_rewrite(struct db *db)
{
	bool stored = diag_failed() == EXIT_UNSAID;
	int rc;

	db_last_words(db_unfinished);
	rc = sqlite3_exec(db->handle, "VACUUM", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db->handle,
		    "DELETE FROM state WHERE name = 'rewrite'", NULL, NULL,
		    NULL);
	db_last_words(stored ? db_unprinted : NULL);
	if (rc == SQLITE_OK)
		return true;
	diag_warn("%s: %s: erased cases may still be in free parts of the file;"
	    " the next program that stores something rewrites it", db->path,
	    db_reason(db, rc));
	return false;
}

void
db_finish_rewrite(struct db *db)
{
	if (db->options->dry_run || db->rehearsing || db_value(db, flag, 0) == 0)
		return;
	diag_note("an erasure was not finished: the file is rewritten");
	db_rewrite(db);
}
