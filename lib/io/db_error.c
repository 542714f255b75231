#include "lib/io/db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/io/db.h"

/* The system's error behind SQLite's, 0: not known.  What SQLite says of it may
 * be that of a later call, but for a file that could not be opened. */
static int
system_error(const struct db *db, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_IOERR:
	case SQLITE_FULL:
		return diag_beyond_limit() ? EFBIG : 0;
	case SQLITE_CANTOPEN:
		return sqlite3_system_errno(db->handle);
	default:
		return 0;
	}
}

/* That the process has no file left to open says nothing about this one. */
static bool
is_ours_to_open(int error)
{
	return error != EMFILE && error != ENFILE && error != ENOMEM;
}

/* The journal or a temporary file: SQLite tries to read what it could not make,
 * and that there is none is the error that it keeps. */
static bool
is_beside(const struct db *db, int rc)
{
	return (rc & 0xff) == SQLITE_CANTOPEN && system_error(db, rc) == ENOENT &&
	    access(db->path, F_OK) == 0;
}

int
db_status_of(const struct db *db, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return EXIT_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_INTERRUPT:  /* db_bound_begin() */
	case SQLITE_ERROR:
	case SQLITE_CONSTRAINT:
		return EXIT_BASE;
	case SQLITE_CANTOPEN:
		return is_ours_to_open(system_error(db, rc)) &&
		    !is_beside(db, rc) ? EXIT_BASE : EXIT_NONE;
	default:
		return EXIT_NONE;
	}
}

/* SQLite's own messages hold what the file says: names, and texts that a
 * trigger raises.  These do not. */
const char *
db_reason(const struct db *db, int rc)
{
	int error = system_error(db, rc);

	if (is_beside(db, rc))
		return language_text("a file beside it cannot be made");
	return error != 0 ? language_errno(error) :
	    language_text(sqlite3_errstr(rc));
}

/* SQLite takes a file system that has no locks for one where somebody else
 * holds them. */
static bool
has_no_locks(const char *path)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool none = fd >= 0 && fcntl(fd, F_SETLK, &lock) != 0 && errno == ENOLCK;

	if (fd >= 0)
		close(fd);
	return none;
}

/* A journal that a crash has left has to be rolled back before anybody can
 * read, and who may only read cannot do that. */
static _Noreturn void
die_unreadable(const struct db *db, int rc)
{
	if (rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY)
		die_with(EXIT_BASE, "%s: %s-journal is of a program that was cut"
		    " off; somebody who may write both has to run any program of"
		    " doorstep on it first", db->path, db->path);
	die_with(EXIT_BASE, "%s: may not be written by this user", db->path);
}

/* Of a run or a visit: SQLite then says that the disk is full. */
static bool
numbers_are_used_up(struct db *db)
{
	sqlite3_stmt *s = NULL;
	bool up = sqlite3_prepare_v2(db->handle, "SELECT 1 FROM"
	    " (SELECT CAST(seq AS INTEGER) AS n FROM sqlite_sequence"
	    " UNION ALL SELECT max(run) FROM run UNION ALL SELECT max(id)"
	    " FROM visit) WHERE n = 9223372036854775807", -1, &s, NULL) ==
	    SQLITE_OK && sqlite3_step(s) == SQLITE_ROW;

	sqlite3_finalize(s);
	return up;
}

void
db_fail(struct db *db, int rc)
{
	int extended = sqlite3_extended_errcode(db->handle);

	if (db_is_stopped())
		db_stop(db);
	if ((extended & 0xff) == (rc & 0xff))
		rc = extended;
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		if (has_no_locks(db->path))
			die("%s: its file system has no locks: put the database"
			    " on another one", db->path);
		die_with(EXIT_BUSY, "%s: the database is busy, try again",
		    db->path);
	case SQLITE_CORRUPT:
		die_with(EXIT_BASE, "%s: the database is damaged", db->path);
	case SQLITE_INTERRUPT:
		die_with(EXIT_BASE, "%s: the database is damaged: reading it"
		    " does not end", db->path);
	case SQLITE_NOTADB:
		die_with(EXIT_BASE, "%s: not a doorstep database", db->path);
	case SQLITE_READONLY:
		die_unreadable(db, rc);
	case SQLITE_ERROR:
	case SQLITE_CONSTRAINT:
		/* What we ask is right, so the file is not. */
		die_with(EXIT_BASE, "%s: the database is damaged, or what"
		    " somebody added to it stands in the way: %s", db->path,
		    db_reason(db, rc));
	case SQLITE_FULL:
		if (numbers_are_used_up(db))
			die_with(EXIT_BASE, "%s: the database is damaged: its"
			    " numbers are used up", db->path);
		break;
	}
	die_with(db_status_of(db, rc), "%s: %s", db->path,
	    db_reason(db, rc));
}
