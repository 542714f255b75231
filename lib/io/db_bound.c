#include "lib/io/db_sqlite.h"

#include <sys/stat.h>

/* In instructions of SQLite's machine, of which a row read takes some 20 and a
 * row written a few hundred.  Reading and storing take about one for each byte of
 * the file. */
enum { PER_CALL = 1 << 14, PER_BYTE = 1 << 6, PER_ROW = 1 << 6, CHECK = 1 << 17 };
static const int64_t ALWAYS = 1 << 27;

static int
on_progress(void *arg)
{
	struct db *db = arg;

	db->spent += CHECK;
	return db->spent > db->bound;
}

void
db_bound_begin(struct db *db)
{
	struct stat st;

	db->spent = 0;
	db->size = stat(db->path, &st) == 0 ? st.st_size : 0;
	db->bound = ALWAYS + db->size * PER_BYTE;
	sqlite3_progress_handler(db->handle, CHECK, on_progress, db);
}

/* SQLite looks at its handler between two rows of a statement only by chance. */
void
db_bound_row(struct db *db)
{
	db->spent += PER_ROW;
	if (db->spent > db->bound)
		db_fail(db, SQLITE_INTERRUPT);
}

void
db_bound_call(struct db *db)
{
	db->bound += PER_CALL;
}

/* What is known of a case may stand in tables without an index. */
void
db_bound_find(struct db *db)
{
	db->bound += PER_CALL + db->size;
}
