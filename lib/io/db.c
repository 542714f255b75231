#include "lib/io/db.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/db_sqlite.h"
#include "lib/io/noclobber.h"
#include "lib/io/outfile.h"
#include "lib/io/path.h"
#include "lib/io/sandbox.h"

enum { APPLICATION_ID = 0x646f6f72 };  /* "door" */

/* Append only: a shipped migration is never edited.  The list of those in
 * share/schema, in the order of their names, is made by the Makefile. */
static const char *const migrations[] = {
#include "schema/all.inc"
};

static const char MEMORY[] = ":memory:";

enum { SCHEMA = sizeof migrations / sizeof migrations[0] };

/* SQLite reads more than a file's name into ":memory:" and "file:x"; here it
 * is one. */
static const char *
plain_name(const char *name)
{
	static char *plain;

	if (*name != ':' && strncmp(name, "file:", 5) != 0)
		return name;
	if (plain == NULL)
		plain = xasprintf("./%s", name);
	return plain;
}

static char *usual_path;

const char *
db_path(const struct db_options *o)
{
	const char *env = getenv("DOORSTEP_DB"), *data, *home;

	if (o->path != NULL && *o->path == '\0')
		die_usage("--db is empty");
	if (o->path != NULL)
		return plain_name(o->path);
	if (env != NULL && *env != '\0')
		return plain_name(env);
	if (usual_path != NULL)
		return usual_path;
	data = getenv("XDG_DATA_HOME");
	home = getenv("HOME");
	if (data != NULL && *data == '/')
		usual_path = xasprintf("%s/doorstep/doorstep.db", data);
	else if (home != NULL && *home != '\0')
		usual_path = xasprintf("%s/.local/share/doorstep/doorstep.db", home);
	else
		die_usage("no --db, and no home directory to look in");
	return usual_path;
}

/* Of a value or a row; a field of the input has at most 1 MiB. */
enum { LONGEST = 1 << 28 };

/* Nothing in the file is trusted to run code (temporary triggers, which are
 * ours, still do), and deleted data is overwritten. */
static void
harden(struct db *db)
{
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, LONGEST);
	db_exec(db, "PRAGMA foreign_keys = ON;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = FILE;"
	    "PRAGMA synchronous = EXTRA;"
	    "PRAGMA cache_size = -65536;");
}

/* No output goes over the database or what SQLite has beside it, which is
 * beside the real file if this is a link. */
static void
protect(const char *path)
{
	static const char *const ends[] = {"-journal", "-wal", "-shm"};
	char *real = noclobber_name(path);

	noclobber_input(path);
	sandbox_write(path);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		char *name = xasprintf("%s%s", real, ends[i]);

		noclobber_input(name);
		free(name);
	}
	free(real);
}

/* What SQLite cannot keep in memory is written beside the database, or beside
 * the place where a dry run does not make one. */
static void
set_temporary_directory(const struct db_options *o)
{
	char *dir;

	if (sqlite3_temp_directory != NULL)
		return;
	dir = noclobber_directory(db_path(o));
	if (access(dir, W_OK | X_OK) == 0)
		sqlite3_temp_directory = sqlite3_mprintf("%s", dir);
	free(dir);
}

/* SQLite says nothing of an error while it rolls back, but leaves the journal:
 * then whoever reads rolls back once more, and a journal of no use is removed
 * with the mode that had kept it. */
static int
take_back(sqlite3 *handle)
{
	int rc = sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL);
	const char *file = sqlite3_db_filename(handle, "main");

	if (rc == SQLITE_OK && file != NULL && *file != '\0' &&
	    !path_is_missing(sqlite3_filename_journal(file)))
		rc = sqlite3_exec(handle, "PRAGMA journal_mode = TRUNCATE;"
		    "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	return rc;
}

/* A program that ends in the middle leaves no journal behind either, but where
 * memory runs out inside a statement: then the next program rolls it back. */
static struct db *open_db;

void
db_roll_back(void)
{
	if (open_db == NULL || open_db->handle == NULL)
		return;
	db_trace_end(open_db);
	sqlite3_progress_handler(open_db->handle, 0, NULL, NULL);
	if (!sqlite3_get_autocommit(open_db->handle))
		take_back(open_db->handle);
	sqlite3_close_v2(open_db->handle);
	open_db->handle = NULL;
}

static void
close_at_exit(struct db *db)
{
	static bool asked;

	open_db = db;
	if (!asked)
		atexit(db_roll_back);
	asked = true;
}

/* One thread uses SQLite, and nobody asks it how much memory it has. */
static void
configure(void)
{
	static bool done;

	if (!done) {
		sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	}
	done = true;
}

static struct db *
open_file(const struct db_options *o, const char *path, int flags)
{
	struct db *db = xcalloc(1, sizeof *db);
	struct stat st;
	int rc;

	configure();
	close_at_exit(db);
	db->options = o;
	db->path = path;
	protect(path);
	diag_detail("the database is %s", path);
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		die_with(EXIT_BASE, "%s: is %s, not a database", path,
		    language_text(S_ISDIR(st.st_mode) ? "a directory" :
		    "no regular file"));
	set_temporary_directory(o);
	rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (rc != SQLITE_OK)
		db_fail(db, rc);
	db_bound_begin(db);
	db_wait_begin(db);
	harden(db);
	db_trace_begin(db);
	return db;
}

static bool
is_empty(struct db *db)
{
	return db_value(db, "PRAGMA application_id", 0) == 0 &&
	    db_value(db, "SELECT count(*) FROM sqlite_schema", 0) == 0 &&
	    db_value(db, "PRAGMA user_version", 0) == 0;
}

static int
version_of(struct db *db)
{
	int64_t version;

	if (db_value(db, "PRAGMA application_id", 0) != APPLICATION_ID)
		die_with(EXIT_BASE, "%s: not a doorstep database", db->path);
	version = db_value(db, "PRAGMA user_version", 0);
	if (version < 1)
		die_with(EXIT_BASE, "%s: the database is damaged: it has no"
		    " version", db->path);
	if (version > SCHEMA)
		die_with(EXIT_BASE, "%s: made by a newer version of doorstep",
		    db->path);
	return (int)version;
}


/* From version `from` to ours, inside the open transaction. */
static void
migrate(struct db *db, int from)
{
	char sql[64];

	for (int i = from; i < SCHEMA; i++)
		db_exec(db, migrations[i]);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA);
	db_exec(db, sql);
}

static void
must_exist(const char *path)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	/* A first import that failed leaves a file without a byte. */
	if (there && (st.st_size > 0 || !S_ISREG(st.st_mode)))
		return;
	diag_seek_origin(path);
	if (there || errno == ENOENT)
		die_with(EXIT_BASE,
		    "%s: no database here; cases-import makes one", path);
	die_with(EXIT_BASE, "%s: %s", path, language_errno(errno));
}

/* Then two more files belong to it, and reading writes them. */
static void
say_other_journal(struct db *db)
{
	struct query q = db_query(db, "PRAGMA journal_mode");

	if (db_step(&q) && strcmp(db_text(&q, 0), "wal") == 0)
		diag_note("%s: was switched to a write-ahead log; the next program"
		    " that stores switches it back", db->path);
	db_end(&q);
}

/* The version, and whether the file has its shape, at one moment: another
 * program may be bringing it up to date. */
static int
check_file(struct db *db, int *triggers)
{
	int version;

	db_exec(db, "BEGIN");
	version = version_of(db);
	*triggers = db_check_shape(db, version);
	db_exec(db, "COMMIT");
	return version;
}

static struct db *
open_read(const struct db_options *o)
{
	struct db *db;
	int version, triggers;

	must_exist(db_path(o));
	/* For writing, if the file allows it: after a crash SQLite has to roll
	 * the journal back before anybody can read.  We ourselves never do. */
	db = open_file(o, db_path(o), SQLITE_OPEN_READWRITE);
	version = check_file(db, &triggers);
	db_mode_read(db);
	say_other_journal(db);
	if (version < SCHEMA)
		die_with(EXIT_BASE, "%s: made by an older version of doorstep;"
		    " the next import brings it up to date", db->path);
	db_exec(db, "PRAGMA query_only = ON");
	db_check_clock(db);
	return db;
}

/* A dry run goes on in the transaction that migrates, so that it sees what a
 * real one would. */
static void
bring_up_to_date(struct db *db)
{
	if (version_of(db) == SCHEMA)
		return;
	db_begin_immediate(db);
	migrate(db, version_of(db));
	db->rehearsing = db->options->dry_run;
	if (db->rehearsing)
		return;
	db_exec(db, "COMMIT");
	db_release(db, false);
}

/* Somebody may have switched it to a write-ahead log, which is another two
 * files to copy, and does not work on every file system. */
static void
use_rollback_journal(struct db *db)
{
	int triggers;

	check_file(db, &triggers);
	if (triggers > 0)
		diag_note(language_count(triggers,
		    "%s: %d trigger in it does not run",
		    "%s: %d triggers in it do not run"), db->path, triggers);
	db_mode_store(db);
	if (!db->options->dry_run)
		db_exec(db, "PRAGMA journal_mode = DELETE");
}

static struct db *
open_write(const struct db_options *o)
{
	struct db *db;

	must_exist(db_path(o));
	db = open_file(o, db_path(o), SQLITE_OPEN_READWRITE);
	use_rollback_journal(db);
	bring_up_to_date(db);
	db_finish_rewrite(db);
	db_check_clock(db);
	return db;
}

void
db_make_directory(const struct db_options *o)
{
	const char *path = db_path(o);
	char *copy;

	if (path != usual_path || o->dry_run)
		return;
	copy = xstrdup(path);
	for (char *p = strchr(copy + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0700) == 0)
			outfile_sync_name(copy);
		*p = '/';
	}
	free(copy);
}

static struct db *
open_create(const struct db_options *o)
{
	const char *path = db_path(o);
	bool missing = path_is_missing(path);
	struct db *db;

	if (missing && o->dry_run)
		path = MEMORY;
	else
		db_make_directory(o);
	db = open_file(o, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (!is_empty(db)) {
		use_rollback_journal(db);
		bring_up_to_date(db);
		db_finish_rewrite(db);
		db_check_clock(db);
		return db;
	}
	/* The tables come with the first run's rows, or not at all. */
	if (path != MEMORY)
		db_mode_store(db);
	db_begin_immediate(db);
	if (!is_empty(db)) {  /* somebody else was faster */
		db_exec(db, "ROLLBACK");
		return db;
	}
	db_exec(db, "PRAGMA application_id = 1685024626");
	migrate(db, 0);
	return db;
}

struct db *
db_open(const struct db_options *o, enum db_mode mode)
{
	return mode == DB_READ ? open_read(o) :
	    mode == DB_WRITE ? open_write(o) : open_create(o);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	open_db = NULL;
	db_trace_end(db);
	sqlite3_close(db->handle);
	free(db);
}

void
db_begin_read(struct db *db)
{
	if (!db->rehearsing)
		db_exec(db, "BEGIN");
	sandbox_close();
}

void
db_end_read(struct db *db)
{
	if (!db->rehearsing)
		db_exec(db, "COMMIT");
}

static const char *
user_name(void)
{
	static char number[24];
	struct passwd *pw = getpwuid(getuid());

	if (pw != NULL)
		return pw->pw_name;
	snprintf(number, sizeof number, "%ld", (long)getuid());
	return number;
}

int64_t
db_begin_write(struct db *db, const char *files)
{
	struct query q;
	char at[DB_NOW_SIZE];

	if (sqlite3_get_autocommit(db->handle))
		db_begin_immediate(db);
	if (version_of(db) != SCHEMA)
		die_with(EXIT_BUSY, "%s: the database changed meanwhile",
		    db->path);
	db_now(at);
	q = db_query(db, "INSERT INTO run (at, user, program, options, file,"
	    " as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	db_bind_text(&q, 1, at);
	db_bind_text(&q, 2, user_name());
	db_bind_text(&q, 3, diag_program());
	sqlite3_bind_text(q.stmt, 4, db->options->options, -1,
	    SQLITE_TRANSIENT);
	db_bind_text(&q, 5, files);
	db_bind_date(&q, 6, db->options->as_of);
	db_run(&q);
	db_end(&q);
	db->run = db_last_id(db);
	sandbox_close();
	return db->run;
}

static void
write_counts(struct db *db, const struct counts *c)
{
	struct query q = db_query(db, "UPDATE run SET n_read = ?1, n_new = ?2,"
	    " n_changed = ?3, n_unchanged = ?4, n_rejected = ?5 WHERE run = ?6");

	db_bind_int(&q, 1, c->read);
	db_bind_int(&q, 2, c->added);
	db_bind_int(&q, 3, c->changed);
	db_bind_int(&q, 4, c->unchanged);
	db_bind_int(&q, 5, c->rejected);
	db_bind_int(&q, 6, db->run);
	db_run(&q);
	db_end(&q);
}

/* SQLITE_ROW: the run is in the file, SQLITE_DONE: it is not; else nobody can
 * tell. */
static int
look_for_run(struct db *db)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db->handle,
	    "SELECT 1 FROM run WHERE run = ?1", -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s, 1, db->run);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	sqlite3_finalize(s);
	return rc;
}

/* COMMIT said no: is the run there all the same?  Tell the truth. */
static void
settle(struct db *db, int rc)
{
	int status = db_status_of(db, rc);
	const char *reason = db_reason(db, rc);

	if (!sqlite3_get_autocommit(db->handle)) {
		diag_warn("%s: %s; nothing was stored", db->path, reason);
		take_back(db->handle);
		exit(status);
	}
	switch (look_for_run(db)) {
	case SQLITE_ROW:
		diag_warn("%s: %s, but everything was stored", db->path, reason);
		break;
	case SQLITE_DONE:
	case SQLITE_ERROR:  /* no such table: a first import */
		die_with(status, "%s: %s; nothing was stored", db->path, reason);
	default:
		die_with(status, "%s: %s; whether it was stored cannot be read"
		    " either: run it again, what is stored already does not change",
		    db->path, reason);
	}
}

void
db_commit(struct db *db, const struct counts *c)
{
	int rc;

	write_counts(db, c);
	if (db->options->dry_run) {
		rc = take_back(db->handle);
		if (rc != SQLITE_OK)
			db_fail(db, rc);
		db_release(db, false);
		return;
	}
	if (db_is_stopped())
		db_stop(db);
	rc = sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		settle(db, rc);
	diag_stored();
	db_release(db, true);
}

int64_t
db_newest_run(struct db *db)
{
	return db_value(db, "SELECT max(run) FROM run", 0);
}
