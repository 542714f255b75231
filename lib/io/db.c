#include "lib/io/db.h"

#include <errno.h>
#include <pwd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/io/noclobber.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"

enum { APPLICATION_ID = 0x646f6f72 };  /* "door" */

/* Append only: a shipped migration is never edited. */
static const char *const migrations[] = {
#include "schema/001-base.inc"
	,
#include "schema/002-visit.inc"
	,
#include "schema/003-views.inc"
	,
#include "schema/004-visit-views.inc"
	,
#include "schema/005-standing.inc"
	,
#include "schema/006-follow.inc"
	,
#include "schema/007-row.inc"
};

static const char MEMORY[] = ":memory:";

enum { SCHEMA = sizeof migrations / sizeof migrations[0] };

struct db {
	sqlite3 *handle;
	const struct db_options *options;
	const char *path;
	int64_t run;  /* of the open write transaction */
};

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

static int
status_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return EXIT_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CANTOPEN:
		return EXIT_BASE;
	default:
		return EXIT_NONE;
	}
}

_Noreturn static void
fail(struct db *db, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		die_with(EXIT_BUSY, "%s: the database is busy, try again",
		    db->path);
	case SQLITE_CORRUPT:
		die_with(EXIT_BASE, "%s: the database is damaged", db->path);
	case SQLITE_NOTADB:
		die_with(EXIT_BASE, "%s: not a doorstep database", db->path);
	default:
		die_with(status_of(rc), "%s: %s", db->path,
		    sqlite3_errmsg(db->handle));
	}
}

void
db_exec(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		fail(db, rc);
}

int64_t
db_value(struct db *db, const char *sql, int64_t none)
{
	struct query q = db_query(db, sql);

	if (db_step(&q) && !db_null(&q, 0))
		none = db_int(&q, 0);
	db_end(&q);
	return none;
}

/* Nothing in the file is trusted to run code, and deleted data is
 * overwritten. */
static void
harden(struct db *db)
{
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_busy_timeout(db->handle, db->options->lock_wait * 1000);
	db_exec(db, "PRAGMA foreign_keys = ON;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA temp_store = FILE;"
	    "PRAGMA synchronous = FULL;"
	    "PRAGMA cache_size = -65536;");
}

/* No output goes over the database or its journal. */
static void
protect(const char *path)
{
	char *journal = xasprintf("%s-journal", path);

	noclobber_input(path);
	noclobber_input(journal);
	free(journal);
}

/* What SQLite cannot keep in memory is written beside the database. */
static void
set_temporary_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (sqlite3_temp_directory != NULL)
		return;
	sqlite3_temp_directory = slash == NULL ? sqlite3_mprintf(".") :
	    sqlite3_mprintf("%.*s", slash == path ? 1 : (int)(slash - path),
	    path);
}

/* A program that ends in the middle leaves no journal behind either. */
static struct db *open_db;

static void
roll_back(void)
{
	if (open_db == NULL || open_db->handle == NULL)
		return;
	if (!sqlite3_get_autocommit(open_db->handle))
		sqlite3_exec(open_db->handle, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close_v2(open_db->handle);
	open_db->handle = NULL;
}

static void
close_at_exit(struct db *db)
{
	static bool asked;

	open_db = db;
	if (!asked)
		atexit(roll_back);
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
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		die_with(EXIT_BASE, "%s: is a directory, not a database", path);
	set_temporary_directory(path);
	rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (rc != SQLITE_OK)
		die_with(status_of(rc), "%s: %s", path, db->handle == NULL ?
		    "out of memory" : sqlite3_errmsg(db->handle));
	harden(db);
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
check_ours(struct db *db)
{
	int64_t version;

	if (db_value(db, "PRAGMA application_id", 0) != APPLICATION_ID)
		die_with(EXIT_BASE, "%s: not a doorstep database", db->path);
	version = db_value(db, "PRAGMA user_version", 0);
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
	if (there || errno == ENOENT)
		die_with(EXIT_BASE,
		    "%s: no database here; cases-import makes one", path);
	die_with(EXIT_BASE, "%s: %s", path, strerror(errno));
}

static struct db *
open_read(const struct db_options *o)
{
	struct db *db;

	must_exist(db_path(o));
	/* For writing, if the file allows it: after a crash SQLite has to roll
	 * the journal back before anybody can read.  We ourselves never do. */
	db = open_file(o, db_path(o), SQLITE_OPEN_READWRITE);
	if (check_ours(db) < SCHEMA)
		die_with(EXIT_BASE, "%s: made by an older version of doorstep;"
		    " the next import brings it up to date", db->path);
	db_exec(db, "PRAGMA query_only = ON");
	return db;
}

/* Leaves no transaction open. */
static void
bring_up_to_date(struct db *db)
{
	if (check_ours(db) == SCHEMA)
		return;
	db_exec(db, "BEGIN IMMEDIATE");
	migrate(db, check_ours(db));
	db_exec(db, db->options->dry_run ? "ROLLBACK" : "COMMIT");
}

static struct db *
open_write(const struct db_options *o)
{
	struct db *db;

	must_exist(db_path(o));
	db = open_file(o, db_path(o), SQLITE_OPEN_READWRITE);
	bring_up_to_date(db);
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
		mkdir(copy, 0700);
		*p = '/';
	}
	free(copy);
}

static struct db *
open_create(const struct db_options *o)
{
	const char *path = db_path(o);
	bool missing = access(path, F_OK) != 0;
	struct db *db;

	if (missing && o->dry_run)
		path = MEMORY;
	else
		db_make_directory(o);
	db = open_file(o, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (!is_empty(db)) {
		bring_up_to_date(db);
		return db;
	}
	/* The tables come with the first run's rows, or not at all. */
	db_exec(db, "BEGIN IMMEDIATE");
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
	sqlite3_close(db->handle);
	free(db);
}

void
db_begin_read(struct db *db)
{
	db_exec(db, "BEGIN");
}

void
db_end_read(struct db *db)
{
	db_exec(db, "COMMIT");
}

static void
now_utc(char *buf, size_t size)
{
	time_t now = time(NULL);
	struct tm tm;

	if (gmtime_r(&now, &tm) == NULL)
		die("the clock cannot be read");
	strftime(buf, size, "%Y-%m-%dT%H:%M:%SZ", &tm);
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
	char at[32];

	if (sqlite3_get_autocommit(db->handle))
		db_exec(db, "BEGIN IMMEDIATE");
	if (check_ours(db) != SCHEMA)
		die_with(EXIT_BUSY, "%s: the database changed meanwhile",
		    db->path);
	now_utc(at, sizeof at);
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

/* COMMIT said no: is the run there all the same?  Tell the truth. */
static void
settle(struct db *db, int rc)
{
	sqlite3_stmt *s = NULL;
	bool there;

	if (!sqlite3_get_autocommit(db->handle)) {
		int status = status_of(rc);

		diag_warn("%s: %s; nothing was stored", db->path,
		    sqlite3_errmsg(db->handle));
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
		exit(status);
	}
	there = sqlite3_prepare_v2(db->handle,
	    "SELECT 1 FROM run WHERE run = ?1", -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_bind_int64(s, 1, db->run) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW;
	sqlite3_finalize(s);
	if (!there)
		die_with(status_of(rc), "%s: %s; nothing was stored", db->path,
		    sqlite3_errstr(rc));
	diag_warn("%s: %s, but everything was stored", db->path,
	    sqlite3_errstr(rc));
}

void
db_commit(struct db *db, const struct counts *c)
{
	int rc;

	write_counts(db, c);
	if (db->options->dry_run) {
		db_exec(db, "ROLLBACK");
		return;
	}
	rc = sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		settle(db, rc);
	diag_stored();
}

struct query
db_query(struct db *db, const char *sql)
{
	struct query q = {db, NULL};
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v3(db->handle, sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &s, NULL);

	if (rc != SQLITE_OK)
		fail(db, rc);
	q.stmt = s;
	return q;
}

static void
bound(struct query *q, int rc)
{
	if (rc != SQLITE_OK)
		fail(q->db, rc);
}

void
db_bind_text(struct query *q, int i, const char *s)
{
	if (s == NULL || *s == '\0')
		bound(q, sqlite3_bind_null(q->stmt, i));
	else
		bound(q, sqlite3_bind_text(q->stmt, i, s, -1, SQLITE_TRANSIENT));
}

void
db_bind_int(struct query *q, int i, int64_t v)
{
	bound(q, sqlite3_bind_int64(q->stmt, i, v));
}

void
db_bind_real(struct query *q, int i, double v)
{
	bound(q, sqlite3_bind_double(q->stmt, i, v));
}

void
db_bind_date(struct query *q, int i, date d)
{
	if (d == DATE_NONE)
		db_bind_null(q, i);
	else
		db_bind_int(q, i, d);
}

void
db_bind_null(struct query *q, int i)
{
	bound(q, sqlite3_bind_null(q->stmt, i));
}

void
db_bind(struct query *q, int i, const struct value *v)
{
	switch (v->type) {
	case VALUE_INT: db_bind_int(q, i, v->i); break;
	case VALUE_REAL: db_bind_real(q, i, v->r); break;
	case VALUE_TEXT: db_bind_text(q, i, v->s); break;
	default: db_bind_null(q, i);
	}
}

bool
db_step(struct query *q)
{
	int rc = sqlite3_step(q->stmt);

	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		fail(q->db, rc);
	sqlite3_reset(q->stmt);
	return false;
}

int64_t
db_find(struct query *q, const char *key)
{
	int64_t number;

	db_bind_text(q, 1, key);
	number = db_step(q) ? db_int(q, 0) : 0;
	db_reset(q);
	return number;
}

void
db_reset(struct query *q)
{
	sqlite3_reset(q->stmt);
}

void
db_run(struct query *q)
{
	while (db_step(q))
		;
}

/* So many rows are read over faster than the next one is looked up. */
enum { NEAR = 5 };

struct walk
db_walk(struct db *db, const char *sql)
{
	return (struct walk){.query = db_query(db, sql), .known = INT64_MAX};
}

static void
stand(struct walk *w, int64_t known)
{
	w->known = known;
	w->at = db_step(&w->query) ? db_int(&w->query, 0) : INT64_MAX;
}

bool
db_walk_on(struct walk *w)
{
	int64_t last = w->at;

	stand(w, last + 1);
	return w->at == last;
}

bool
db_walk_to(struct walk *w, int64_t number)
{
	for (int i = 0; i < NEAR && number >= w->known && w->at < number; i++)
		db_walk_on(w);
	if (number < w->known || w->at < number) {
		db_reset(&w->query);
		db_bind_int(&w->query, 1, number);
		stand(w, number);
	}
	return w->at == number;
}

void
db_walk_stop(struct walk *w)
{
	db_reset(&w->query);
	w->known = INT64_MAX;
}

const char *
db_text(struct query *q, int column)
{
	const unsigned char *s = sqlite3_column_text(q->stmt, column);

	return s != NULL ? (const char *)s : "";
}

int64_t
db_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

double
db_real(struct query *q, int column)
{
	return sqlite3_column_double(q->stmt, column);
}

date
db_date(struct query *q, int column)
{
	return db_null(q, column) ? DATE_NONE : (date)db_int(q, column);
}

bool
db_null(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

bool
db_is_int(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_INTEGER;
}

void
db_end(struct query *q)
{
	sqlite3_finalize(q->stmt);
	q->stmt = NULL;
}

int64_t
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t
db_newest_run(struct db *db)
{
	return db_value(db, "SELECT max(run) FROM run", 0);
}

/* What db_feed() reads from is a table of SQLite's virtual kind, with one
 * cursor. */
enum { FEED_COLUMNS = 16 };

struct feed {
	const char *columns;
	bool (*next)(void *, struct value *);
	void *arg;
	struct value value[FEED_COLUMNS];
	bool at_end;
	sqlite3_int64 row;
};

struct feed_table { sqlite3_vtab base; struct feed *feed; };

static int
feed_connect(sqlite3 *handle, void *feed, int argc, const char *const *argv,
    sqlite3_vtab **out, char **error)
{
	struct feed *f = feed;
	struct feed_table *t = xcalloc(1, sizeof *t);
	char *sql = xasprintf("CREATE TABLE incoming (%s)", f->columns);
	int rc = sqlite3_declare_vtab(handle, sql);

	(void)argc;
	(void)argv;
	(void)error;
	free(sql);
	t->feed = f;
	*out = &t->base;
	return rc;
}

static int
feed_disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int
feed_plan(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int
feed_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	(void)t;
	*out = xcalloc(1, sizeof **out);
	return SQLITE_OK;
}

static int
feed_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static struct feed *
feed_of(sqlite3_vtab_cursor *c)
{
	return ((struct feed_table *)c->pVtab)->feed;
}

static int
feed_next(sqlite3_vtab_cursor *c)
{
	struct feed *f = feed_of(c);

	f->at_end = !f->next(f->arg, f->value);
	f->row++;
	return SQLITE_OK;
}

static int
feed_begin(sqlite3_vtab_cursor *c, int plan, const char *name, int argc,
    sqlite3_value **argv)
{
	(void)plan;
	(void)name;
	(void)argc;
	(void)argv;
	return feed_next(c);
}

static int
feed_at_end(sqlite3_vtab_cursor *c)
{
	return feed_of(c)->at_end;
}

static int
feed_column(sqlite3_vtab_cursor *c, sqlite3_context *to, int column)
{
	const struct value *v = &feed_of(c)->value[column];

	switch (v->type) {
	case VALUE_INT: sqlite3_result_int64(to, v->i); break;
	case VALUE_REAL: sqlite3_result_double(to, v->r); break;
	case VALUE_TEXT: sqlite3_result_text(to, v->s, -1, SQLITE_STATIC); break;
	default: break;  /* NULL unless something is said */
	}
	return SQLITE_OK;
}

static int
feed_row(sqlite3_vtab_cursor *c, sqlite3_int64 *row)
{
	*row = feed_of(c)->row;
	return SQLITE_OK;
}

/* Without a way to create one it is there by its name alone. */
static const sqlite3_module feed_module = {
	.xConnect = feed_connect, .xDisconnect = feed_disconnect,
	.xBestIndex = feed_plan, .xOpen = feed_open, .xClose = feed_close,
	.xFilter = feed_begin, .xNext = feed_next, .xEof = feed_at_end,
	.xColumn = feed_column, .xRowid = feed_row,
};

void
db_feed(struct db *db, const char *sql, const char *columns,
    bool (*next)(void *, struct value *), void *arg)
{
	struct feed f = {.columns = columns, .next = next, .arg = arg};
	struct query q;
	int rc = sqlite3_create_module(db->handle, "incoming", &feed_module,
	    &f);

	if (rc != SQLITE_OK)
		fail(db, rc);
	q = db_query(db, sql);
	db_run(&q);
	db_end(&q);
	sqlite3_create_module(db->handle, "incoming", NULL, NULL);
}
