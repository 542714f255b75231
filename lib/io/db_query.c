#include "lib/io/db.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/io/db_sqlite.h"

void
db_exec(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		db_fail(db, rc);
}

long
db_execf(struct db *db, const char *fmt, ...)
{
	va_list ap;
	char *sql;

	va_start(ap, fmt);
	sql = sqlite3_vmprintf(fmt, ap);
	va_end(ap);
	if (sql == NULL)
		db_fail(db, SQLITE_NOMEM);
	db_exec(db, sql);
	sqlite3_free(sql);
	return sqlite3_changes(db->handle);
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

struct query
db_query(struct db *db, const char *sql)
{
	struct query q = {db, NULL};
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v3(db->handle, sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &s, NULL);

	if (rc != SQLITE_OK)
		db_fail(db, rc);
	q.stmt = s;
	return q;
}

static void
must_bind(struct query *q, int rc)
{
	if (rc != SQLITE_OK)
		db_fail(q->db, rc);
}

void
db_bind_text(struct query *q, int i, const char *s)
{
	if (s == NULL || *s == '\0')
		must_bind(q, sqlite3_bind_null(q->stmt, i));
	else
		must_bind(q, sqlite3_bind_text(q->stmt, i, s, -1, SQLITE_TRANSIENT));
}

void
db_bind_int(struct query *q, int i, int64_t v)
{
	must_bind(q, sqlite3_bind_int64(q->stmt, i, v));
}

void
db_bind_real(struct query *q, int i, double v)
{
	must_bind(q, sqlite3_bind_double(q->stmt, i, v));
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
	must_bind(q, sqlite3_bind_null(q->stmt, i));
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

	if (rc == SQLITE_ROW) {
		db_bound_row(q->db);
		return true;
	}
	if (rc != SQLITE_DONE)
		db_fail(q->db, rc);
	sqlite3_reset(q->stmt);
	return false;
}

int64_t
db_find(struct query *q, const char *key)
{
	int64_t number;

	db_bound_find(q->db);
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
	db_bound_call(q->db);
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

	stand(w, last < INT64_MAX ? last + 1 : last);
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

/* STRICT tables hold what their columns say, unless somebody has damaged the
 * file, or forged it.  What is no number would be 0, silently. */
static _Noreturn void
die_wrong_value(const struct query *q)
{
	die_with(EXIT_BASE, "%s: the database is damaged: a value in it is not"
	    " what its column holds", q->db->path);
}

/* A text with a NUL in it would be cut short. */
const char *
db_text(struct query *q, int column)
{
	/* Asked before the text is, which may change it. */
	int type = sqlite3_column_type(q->stmt, column);
	const char *s = (const char *)sqlite3_column_text(q->stmt, column);

	if (s == NULL)
		return "";
	if (type == SQLITE_BLOB || strlen(s) !=
	    (size_t)sqlite3_column_bytes(q->stmt, column))
		die_wrong_value(q);
	return s;
}

const char *
db_key(struct query *q, int column)
{
	bool is_text = db_is_text(q, column);
	const char *s = db_text(q, column);

	if (!is_text || *s == '\0')
		die_wrong_value(q);
	return s;
}

int64_t
db_int(struct query *q, int column)
{
	int type = sqlite3_column_type(q->stmt, column);

	if (type != SQLITE_INTEGER && type != SQLITE_NULL)
		die_wrong_value(q);
	return sqlite3_column_int64(q->stmt, column);
}

double
db_real(struct query *q, int column)
{
	int type = sqlite3_column_type(q->stmt, column);
	double v = sqlite3_column_double(q->stmt, column);

	if (type == SQLITE_TEXT || type == SQLITE_BLOB || !isfinite(v))
		die_wrong_value(q);
	return v;
}

date
db_date(struct query *q, int column)
{
	int64_t day;

	if (db_null(q, column))
		return DATE_NONE;
	day = db_int(q, column);
	if (day < DATE_MIN || day > DATE_MAX)
		die_wrong_value(q);
	return (date)day;
}

int
db_small(struct query *q, int column)
{
	int64_t n = db_int(q, column);

	if (n < INT_MIN || n > INT_MAX)
		die_wrong_value(q);
	return (int)n;
}

int
db_clock(struct query *q, int column)
{
	int time = db_small(q, column);

	if (time < 0 || time > CLOCK_DAY)
		die_wrong_value(q);
	return db_null(q, column) ? CLOCK_NONE : time;
}

double
db_minutes(struct query *q, int column)
{
	double minutes = db_real(q, column);

	if (minutes < 0 || minutes > CLOCK_DAY / 60)
		die_wrong_value(q);
	return db_null(q, column) ? (double)NAN : minutes;
}

int
db_seconds(struct query *q, int column)
{
	double minutes = db_minutes(q, column);

	return isnan(minutes) ? -1 : (int)(minutes * 60 + 0.5);
}

double
db_degrees(struct query *q, int column)
{
	double degrees = db_real(q, column);

	if (degrees < -180 || degrees > 180)
		die_wrong_value(q);
	return db_null(q, column) ? (double)NAN : degrees;
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

bool
db_is_text(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_TEXT;
}

int
db_columns(struct query *q)
{
	return sqlite3_column_count(q->stmt);
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

void
db_prove(struct db *db)
{
	struct query q = db_query(db, "PRAGMA integrity_check(1)");
	bool sound = db_step(&q) && strcmp(db_text(&q, 0), "ok") == 0;

	db_reset(&q);
	db_end(&q);
	if (!sound || db_value(db, "SELECT 1 FROM pragma_foreign_key_check", 0))
		db_fail(db, SQLITE_CORRUPT);
}
