#include "lib/io/db.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
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

/* Killed meanwhile: what was committed stays, and the file as it was.  Written
 * before, since a signal may do nothing else than write it. */
static char *killed;

static void
on_signal(int sig)
{
	if (write(STDERR_FILENO, killed, strlen(killed)) < 0)
		_exit(EXIT_UNSAID);
	raise(sig);  /* SA_RESETHAND: now it kills */
}

static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
enum { SIGNALS = sizeof signals / sizeof *signals };

static void
catch_signals(struct sigaction before[SIGNALS])
{
	struct sigaction act = {.sa_handler = on_signal};

	free(killed);
	killed = xasprintf("%s: %s\n", diag_program(), language_text("killed:"
	    " everything is erased, but the file has still to be rewritten;"
	    " the next program that stores something does it"));
	sigemptyset(&act.sa_mask);
	act.sa_flags = (int)SA_RESETHAND;
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &act, NULL);
	}
}

bool
db_rewrite(struct db *db)
{
	struct sigaction before[SIGNALS];
	int rc;

	catch_signals(before);
	rc = sqlite3_exec(db->handle, "VACUUM", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db->handle,
		    "DELETE FROM state WHERE name = 'rewrite'", NULL, NULL,
		    NULL);
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &before[i], NULL);
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
