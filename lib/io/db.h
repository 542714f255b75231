/* db.h -- the one SQLite file.  The only module that includes <sqlite3.h>: db.c
 * opens and commits, db_query.c asks, db_feed.c stores very many rows.
 *
 * Any failure in here is the machine's or ours, never the input's, so these
 * functions do not return errors: they end the program with one line and the
 * status that the contract names (4 busy, 5 not a usable database, 2 the
 * rest), and SQLite rolls the open transaction back. */
#ifndef LIB_IO_DB_H
#define LIB_IO_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/value.h"

struct db;
struct query { struct db *db; void *stmt; };

/* Which file, and how a program uses it. */
struct db_options {
	const char *path;     /* NULL: $DOORSTEP_DB, else
	                       * $XDG_DATA_HOME/doorstep/doorstep.db */
	int lock_wait;        /* seconds to wait for a busy database */
	bool dry_run;         /* roll back at the end, create nothing */
	bool shared;          /* the file's group may read it */
	date as_of;           /* for the journal, as the next */
	const char *options;  /* of the command line */
};

/* The file that they mean. */
const char *db_path(const struct db_options *);

/* Makes the directory of the usual path, if it is that and missing: what is
 * read waits beside the database. */
void db_make_directory(const struct db_options *);

/* Opens for reading only, for storing, or for storing and creating.  In a dry
 * run nothing is created: a database that is missing is made in memory, and
 * db_commit() rolls back.  DB_WRITE and DB_CREATE migrate older files.  The
 * options have to last as long as the database is open. */
enum db_mode { DB_READ, DB_WRITE, DB_CREATE };
struct db *db_open(const struct db_options *, enum db_mode);
void db_close(struct db *);

/* A read transaction: everything until db_end_read() sees one state. */
void db_begin_read(struct db *);
void db_end_read(struct db *);

/* BEGIN IMMEDIATE (waits lock_wait seconds, then status 4), then a new row
 * of the journal; returns its number.  `files` is the inputs, one a line, or
 * NULL. */
int64_t db_begin_write(struct db *, const char *files);

/* Writes the counts into the journal and commits.  When it returns, everything
 * is stored, and diag_stored() said so; or rolled back, in a dry run. */
struct counts { long read, added, changed, unchanged, rejected; };
void db_commit(struct db *, const struct counts *);

/*	struct query q = db_query(db, "SELECT id FROM client WHERE status = ?1");
 *	db_bind_int(&q, 1, 0);
 *	while (db_step(&q))
 *		use(db_int(&q, 0));
 *	db_end(&q);
 */
struct query db_query(struct db *, const char *sql);
void db_bind_text(struct query *, int i, const char *s);  /* NULL or "": NULL */
void db_bind_int(struct query *, int i, int64_t);
void db_bind_real(struct query *, int i, double);
void db_bind_date(struct query *, int i, date);           /* DATE_NONE: NULL */
void db_bind_null(struct query *, int i);
void db_bind(struct query *, int i, const struct value *);
bool db_step(struct query *);     /* false: no more rows, ready for new binds */
int64_t db_find(struct query *, const char *key);  /* by ?1; 0: not there */
void db_reset(struct query *);    /* not all rows were wanted */
void db_run(struct query *);      /* step to the end, ready for new binds */

/* Columns of the row.  A value of another kind or size than is asked for, a day
 * beyond the calendar, an infinite number and a text with a NUL in it end the program:
 * the file is damaged. */
const char *db_text(struct query *, int column);  /* "" for NULL; until the
                                                   * next step */
const char *db_key(struct query *, int column);   /* a text, and not empty */
int64_t db_int(struct query *, int column);       /* 0 for NULL */
double db_real(struct query *, int column);
date db_date(struct query *, int column);         /* DATE_NONE for NULL */
int db_small(struct query *, int column);         /* db_int(), an int */
int db_clock(struct query *, int column);         /* of a day; CLOCK_NONE */
double db_minutes(struct query *, int column);    /* of a day; NAN for NULL */
int db_seconds(struct query *, int column);       /* of such minutes; -1 */
double db_degrees(struct query *, int column);    /* NAN for NULL */
bool db_null(struct query *, int column);
bool db_is_int(struct query *, int column);       /* stored as an integer */
bool db_is_text(struct query *, int column);
int db_columns(struct query *);
void db_end(struct query *);

/* A cursor over rows ordered by their first column, for keys that mostly
 * ascend: it steps forward when the next key is near and seeks otherwise.  The
 * statement gives the rows whose key is not less than its one parameter.
 *
 *	struct walk w = db_walk(db, "SELECT client, day FROM referral"
 *	    " WHERE client >= ?1 ORDER BY client, day");
 *	for (bool more = db_walk_to(&w, 7); more; more = db_walk_on(&w))
 *		use(db_date(&w.query, 1));
 *	db_end(&w.query);
 *
 * Before its tables change it has to stop: db_walk_stop(). */
struct walk {
	struct query query;
	int64_t at;        /* first column of its row; INT64_MAX: the end */
	int64_t known;     /* no row from this number to before `at` is left */
};

struct walk db_walk(struct db *, const char *sql);
bool db_walk_to(struct walk *, int64_t number);  /* false: no such row */
bool db_walk_on(struct walk *);                  /* false: none like the last */
void db_walk_stop(struct walk *);

/* Stores very many rows by one statement, which takes a third less time than
 * binding them one by one:
 *
 *	db_feed(db, "INSERT INTO place (postal_code, lat, lon, run)"
 *	    " SELECT postal_code, lat, lon, 7 FROM incoming",
 *	    "postal_code, lat, lon", next, arg);
 *
 * `next` sets the values of those columns (at most 16), whose texts last until
 * it is called again, or returns false: there are no more.  It may ask and
 * write other tables meanwhile.  That the rows refer to others that are there
 * is not checked again for each: whoever feeds them has looked those up. */
void db_feed(struct db *, const char *sql, const char *columns,
    bool (*next)(void *arg, struct value *), void *arg);

/* After an erasure the file has to be rewritten, so that no free part of it
 * keeps anything.  db_ask_rewrite() inside the transaction, db_rewrite() after
 * db_commit(), but not in a dry run; false: it could not, which was said.  What
 * is left over is done when a program opens the file for storing next. */
void db_ask_rewrite(struct db *);
bool db_wants_rewrite(struct db *);
bool db_rewrite(struct db *);

int64_t db_last_id(struct db *);  /* of the latest INSERT */
void db_exec(struct db *, const char *sql);

/* The same for SQL that is put together; returns how many rows it changed.
 * Only for names and numbers: values are bound. */
long db_execf(struct db *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* One value, for counts and the like; `none` if there is no row or NULL. */
int64_t db_value(struct db *, const char *sql, int64_t none);

/* Looks at every page of the file; a damaged one ends the program. */
void db_prove(struct db *);

/* A number that goes up with every stored run: did anything change? */
int64_t db_newest_run(struct db *);

#endif
