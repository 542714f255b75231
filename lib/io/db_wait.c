#include "lib/io/db_sqlite.h"

#include <stddef.h>
#include <time.h>

#include "lib/base/elapsed.h"
#include "lib/io/db.h"

/* Whoever has waited longer asks more often, so that it is served before those
 * who came later.  SQLite's own way is the reverse: among many who store, some
 * wait for ever. */
static const struct { double waited, pause; } pauses[] = {  /* seconds */
	{12, 0.001}, {6, 0.002}, {3, 0.005}, {1, 0.010}, {0.050, 0.025}, {0, 0.002}};

static double
pause_after(double waited)
{
	size_t i = 0;

	while (waited < pauses[i].waited)
		i++;
	return pauses[i].pause;
}

/* 0: not any more. */
static int
on_busy(void *arg, int times)
{
	struct db *db = arg;
	double now = elapsed_seconds(), waited;
	struct timespec pause = {0, 0};

	if (times == 0)
		db->waits_since = now;
	waited = now - db->waits_since;
	if (db_is_stopped() || waited >= db->options->lock_wait)
		return 0;
	pause.tv_nsec = (long)(pause_after(waited) * 1e9);
	nanosleep(&pause, NULL);
	return 1;
}

void
db_wait_begin(struct db *db)
{
	sqlite3_busy_handler(db->handle, on_busy, db);
}
