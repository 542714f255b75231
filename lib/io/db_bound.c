#include "lib/io/db_sqlite.h"

#include <sys/stat.h>

/* In instructions of SQLite's machine, of which a row read takes some 20 and a
 * row written a few hundred.  Reading and storing take about one for each byte of
 * the file; a statement that compares each case with each other is slow, but no
 * damage. */
enum { PER_CALL = 1 << 14, PER_BYTE = 1 << 6, PER_ROW = 1 << 6, CHECK = 1 << 17 };
enum { BYTES = 1 << 6 };  /* of the shortest case with all that belongs to it */
static const int64_t ALWAYS = 1 << 27;

static int
on_progress(void *arg)
{
	struct db *db = arg;

	db->spent += CHECK;
	return db_is_stopped() || db->spent > db->bound;
}

static int64_t
square(int64_t n)
{
	return n < 1LL << 30 ? n * n : 1LL << 60;
}

void
db_bound_begin(struct db *db)
{
	struct stat st;
	int64_t cases;

	db->spent = 0;
	db->size = stat(db->path, &st) == 0 ? st.st_size : 0;
	cases = db->size / BYTES;
	db->bound = ALWAYS + db->size * PER_BYTE + square(cases);
	sqlite3_progress_handler(db->handle, CHECK, on_progress, db);
}

/* SQLite looks at its handler between two rows of a statement only by chance. */
void
db_bound_row(struct db *db)
{
	db->spent += PER_ROW;
	if (db_is_stopped() || db->spent > db->bound)
		db_fail(db, SQLITE_INTERRUPT);
}

static void
allow(struct db *db, int64_t more)
{
	if (db->bound < 1LL << 61)
		db->bound += more;
}

void
db_bound_call(struct db *db)
{
	allow(db, PER_CALL);
}

/* What is known of a case may stand in tables without an index. */
void
db_bound_find(struct db *db)
{
	allow(db, PER_CALL + db->size);
}
