#include "lib/io/db_sqlite.h"

#include <string.h>
#include <time.h>

#include "lib/base/diag.h"
#include "lib/io/db.h"

enum { DAY = 24 * 60 * 60 };

/* UTC as the journal has it. */
static void
moment(time_t t, char at[static DB_NOW_SIZE])
{
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		die("the clock cannot be read");
	strftime(at, DB_NOW_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
db_now(char at[static DB_NOW_SIZE])
{
	moment(time(NULL), at);
}

/* A machine whose clock went back to where it began knows of nothing that has
 * happened since.  Who says which day it is does not ask the clock. */
void
db_check_clock(struct db *db)
{
	static bool looked;
	char tomorrow[DB_NOW_SIZE];
	struct query q;

	if (looked || db->options->as_of != date_today())
		return;
	looked = true;
	moment(time(NULL) + DAY, tomorrow);
	q = db_query(db, "SELECT at FROM run ORDER BY run DESC LIMIT 1");
	if (db_step(&q) && strcmp(db_text(&q, 0), tomorrow) > 0)
		diag_note("%s: was last written on a day that has not come yet:"
		    " is the clock right?", db->path);
	db_end(&q);
}
