/* database_fuzz -- the database file.  The bytes are not the file, but what is
 * done to that of a small office: a list of steps, each of which sets a value of
 * any type anywhere, copies or deletes a row, changes the schema, or damages
 * bytes, where they stand or inside of a record of a page.  So a short input is
 * a whole file, whose format is valid where the steps leave it so.
 *
 * The first byte says which program reads it, or stores into it. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int cases_check_main(int argc, char *argv[]);
int cases_erase_main(int argc, char *argv[]);
int cases_find_main(int argc, char *argv[]);
int cases_import_main(int argc, char *argv[]);
int cases_overdue_main(int argc, char *argv[]);
int cases_show_main(int argc, char *argv[]);
int runs_list_main(int argc, char *argv[]);
int runs_undo_main(int argc, char *argv[]);
int stats_report_main(int argc, char *argv[]);
int visits_list_main(int argc, char *argv[]);
int visits_log_main(int argc, char *argv[]);
int visits_plan_main(int argc, char *argv[]);

/* The office's file with all constraints taken away, and the schema that it
 * has to get back. */
static uint8_t *loose;
static size_t loose_n;

enum { OBJECTS = 256, TABLES = 64 };
static char *object[OBJECTS], *object_sql[OBJECTS];
static int objects;
static char *table[TABLES];
static int tables;

/*
 * SQLite.
 */

static sqlite3 *
open_bytes(const uint8_t *bytes, size_t n)
{
	sqlite3 *db;
	unsigned char *copy = sqlite3_malloc64(n);

	FUZZ_CHECK(copy != NULL, "there is memory");
	memcpy(copy, bytes, n);
	FUZZ_CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK, "SQLite opens");
	FUZZ_CHECK(sqlite3_deserialize(db, "main", copy, (sqlite3_int64)n,
	    (sqlite3_int64)n, SQLITE_DESERIALIZE_FREEONCLOSE |
	    SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK, "the office is a file");
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	sqlite3_exec(db, "PRAGMA writable_schema = ON;"
	    "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF",
	    NULL, NULL, NULL);
	return db;
}

static void
keep_names(sqlite3 *db)
{
	sqlite3_stmt *s;

	FUZZ_CHECK(sqlite3_prepare_v2(db, "SELECT name, sql, type FROM"
	    " sqlite_schema WHERE sql IS NOT NULL", -1, &s, NULL) == SQLITE_OK,
	    "the office has a schema");
	while (sqlite3_step(s) == SQLITE_ROW && objects < OBJECTS) {
		object[objects] = strdup((const char *)sqlite3_column_text(s, 0));
		object_sql[objects] = strdup((const char *)sqlite3_column_text(s, 1));
		if (strcmp((const char *)sqlite3_column_text(s, 2), "table") == 0 &&
		    tables < TABLES)
			table[tables++] = object[objects];
		objects++;
	}
	sqlite3_finalize(s);
}

static void
take_bytes(sqlite3 *db, uint8_t **bytes, size_t *n)
{
	sqlite3_int64 size;
	unsigned char *text = sqlite3_serialize(db, "main", &size, 0);

	FUZZ_CHECK(text != NULL, "the office can be written");
	*bytes = malloc((size_t)size);
	memcpy(*bytes, text, (size_t)size);
	*n = (size_t)size;
	sqlite3_free(text);
}

/* Columns of any type, no constraint; 512 bytes a page make a small file with
 * many pages. */
void
fuzz_begin(void)
{
	sqlite3 *db;
	uint8_t *bytes;
	size_t n;

	office_make();
	fuzz_lines("ids", "case_id\nA1\nA2\nA3\nA4\n");
	fuzz_lines("callers", "surname\nmArkS1\n");
	fuzz_lines("more", "case_id\tdue_on\tresult\tpurpose\n"
	    "A1\t2026-02-23\tmissed\tp\nA2\t2026-02-23\tattended\tp\n");
	fuzz_lines("told", "case_id\tdate\toutcome\tworker\n"
	    "A1\t2026-03-02\tmet\tw1\nA2\t2026-03-02\tnot_home\tw1\n");
	bytes = (uint8_t *)fuzz_slurp(fuzz_path("office"), &n);
	db = open_bytes(bytes, n);
	sqlite3_exec(db, "PRAGMA page_size = 512; VACUUM", NULL, NULL, NULL);
	keep_names(db);
	sqlite3_exec(db, "UPDATE sqlite_schema SET sql = replace(replace(replace("
	    "replace(sql, 'STRICT', ''), ' TEXT', ' '), ' REAL', ' '),"
	    " ' NOT NULL', '') WHERE type = 'table' AND name NOT LIKE 'sqlite%';"
	    "PRAGMA writable_schema = RESET", NULL, NULL, NULL);
	take_bytes(db, &loose, &loose_n);
	sqlite3_close(db);
	free(bytes);
}

/*
 * Steps.
 */

struct recipe { const uint8_t *at, *end; };

static unsigned
take(struct recipe *r)
{
	return r->at < r->end ? *r->at++ : 0;
}

static uint64_t
take_wide(struct recipe *r)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | take(r);
	return n;
}

static void
bind_bytes(sqlite3_stmt *s, int i, struct recipe *r, bool text)
{
	size_t left = (size_t)(r->end - r->at), n = take(r) % 64;
	const char *at = (const char *)r->at;

	if (left > 0)
		left--;
	if (n > left)
		n = left;
	r->at += n;
	if (text)
		sqlite3_bind_text(s, i, at, (int)n, SQLITE_TRANSIENT);
	else
		sqlite3_bind_blob(s, i, at, (int)n, SQLITE_TRANSIENT);
}

static void
bind_long(sqlite3_stmt *s, int i, unsigned n)
{
	size_t len = (size_t)1 << (n % 20);
	char *text = malloc(len);

	memset(text, n & 1 ? 'x' : '\xFF', len);
	sqlite3_bind_text(s, i, text, (int)len, SQLITE_TRANSIENT);
	free(text);
}

static void
bind_any(sqlite3_stmt *s, int i, struct recipe *r)
{
	static const int64_t odd[] = {INT64_MIN, INT64_MAX, INT32_MIN, INT32_MAX,
		-1, 0, 1, 4294967296, 2932896, 2932897, -719163, 20500, 20515, 86400};
	union { uint64_t n; double r; } wide;

	switch (take(r) % 8) {
	case 0: sqlite3_bind_null(s, i); break;
	case 1: sqlite3_bind_int64(s, i, (int8_t)take(r)); break;
	case 2: sqlite3_bind_int64(s, i, odd[take(r) % (sizeof odd / sizeof *odd)]);
		break;
	case 3: sqlite3_bind_int64(s, i, (int64_t)take_wide(r)); break;
	case 4: wide.n = take_wide(r);
		sqlite3_bind_double(s, i, wide.r);
		break;
	case 5: bind_bytes(s, i, r, true); break;
	case 6: bind_bytes(s, i, r, false); break;
	default: bind_long(s, i, take(r)); break;
	}
}

/* A column of a row, by their places, and of those that have the same in their
 * first column; the last place is all rows. */
static void
set_value(sqlite3 *db, struct recipe *r)
{
	const char *name = table[take(r) % (unsigned)tables];
	unsigned column = take(r), row = take(r);
	sqlite3_stmt *s;
	char *sql = sqlite3_mprintf("SELECT name, (SELECT name FROM"
	    " pragma_table_info(%Q) LIMIT 1) FROM pragma_table_info(%Q) LIMIT 1"
	    " OFFSET %u %% max(1, (SELECT count(*) FROM pragma_table_info(%Q)))",
	    name, name, column, name);
	char *update = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		update = sqlite3_mprintf("UPDATE OR IGNORE \"%w\" SET \"%w\" = ?1"
		    " WHERE \"%w\" IS (SELECT \"%w\" FROM \"%w\" LIMIT 1 OFFSET %u %%"
		    " max(1, (SELECT count(*) FROM \"%w\"))) OR %d", name,
		    sqlite3_column_text(s, 0), sqlite3_column_text(s, 1),
		    sqlite3_column_text(s, 1), name, row, name, row == 255);
	sqlite3_finalize(s);
	if (update != NULL &&
	    sqlite3_prepare_v2(db, update, -1, &s, NULL) == SQLITE_OK) {
		bind_any(s, 1, r);
		sqlite3_step(s);
		sqlite3_finalize(s);
	}
	sqlite3_free(update);
	sqlite3_free(sql);
}

/* Copies the rows of a table that no key forbids, or deletes one.  Not more than
 * a few hundred, or a recipe of copies alone doubles a table until it is ended. */
static void
change_rows(sqlite3 *db, struct recipe *r, bool copy)
{
	const char *name = table[take(r) % (unsigned)tables];
	char *sql = copy ?
	    sqlite3_mprintf("INSERT OR IGNORE INTO \"%w\" SELECT * FROM \"%w\""
	    " LIMIT 300",
	    name, name) :
	    sqlite3_mprintf("DELETE FROM \"%w\" ORDER BY 1 LIMIT 1 OFFSET %u",
	    name, take(r) % 8);

	sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
}

/* What somebody may have added, and what nobody should have. */
static void
change_schema(sqlite3 *db, struct recipe *r)
{
	static const char *const add[] = {
		"CREATE TABLE \"Mark\tMine\" (a, b)",
		"CREATE VIEW mArkView AS SELECT * FROM cases",
		"CREATE TRIGGER mArkT AFTER INSERT ON run BEGIN DELETE FROM cut; END",
		"CREATE INDEX mArkIndex ON letter (due_on)",
		"CREATE VIEW old_mArk AS SELECT 1",
		"CREATE TABLE old_mArk (run INT, a TEXT)",
		"DROP VIEW IF EXISTS cases",
		"PRAGMA user_version = 3",
		"PRAGMA user_version = 99",
		"PRAGMA application_id = 1",
		"DELETE FROM sqlite_sequence",
		"UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'letter'",
		"UPDATE sqlite_schema SET sql = replace(sql, 'INT', 'INT ') ",
		"UPDATE sqlite_schema SET name = 'mArk' WHERE rowid = 7",
		"UPDATE sqlite_schema SET sql = 'mArk' WHERE rowid = 5",
		"DELETE FROM sqlite_schema WHERE type = 'index'",
	};

	sqlite3_exec(db, add[take(r) % (sizeof add / sizeof *add)], NULL, NULL,
	    NULL);
}

static void
damage(struct recipe *r, uint8_t *bytes, size_t *n)
{
	size_t at = (take(r) << 16 | take(r) << 8 | take(r)) % *n;
	unsigned len = 1 + take(r) % 16;

	for (; len > 0 && at < *n; len--)
		bytes[at++] = (uint8_t)take(r);
}

/* A byte of a record: a type in its header, or a value. */
static void
damage_record(struct recipe *r, uint8_t *bytes, size_t n)
{
	size_t page = take(r) % (n / 512) * 512;
	uint8_t *head = bytes + page + (page == 0 ? 100 : 0);
	size_t cells = (size_t)head[3] << 8 | head[4], leaf = head[0] > 8 ? 8 : 12;
	size_t at, which;

	if (cells == 0 || cells > 200)
		return;
	which = take(r) % cells;
	at = (size_t)head[leaf + 2 * which] << 8 | head[leaf + 2 * which + 1];
	at = page + at % 512 + take(r) % 64;
	if (at < page + 512 && at < n)
		bytes[at] = (uint8_t)take(r);
}

/* The schema is what it was, whatever the rows are now. */
static void
restore_schema(sqlite3 *db)
{
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(db, "UPDATE sqlite_schema SET sql = ?2 WHERE"
	    " name = ?1 AND type <> 'trigger'", -1, &s, NULL) != SQLITE_OK)
		return;
	for (int i = 0; i < objects; i++) {
		sqlite3_bind_text(s, 1, object[i], -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 2, object_sql[i], -1, SQLITE_STATIC);
		sqlite3_step(s);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
}

static void
change(sqlite3 *db, struct recipe *r, int step)
{
	if (step < 8)
		set_value(db, r);
	else if (step < 10)
		change_rows(db, r, true);
	else if (step < 11)
		change_rows(db, r, false);
}

static void
cook(struct recipe *r, uint8_t **bytes, size_t *n)
{
	sqlite3 *db = open_bytes(loose, loose_n);
	bool schema = take(r) % 4 == 0;

	while (r->at < r->end && *r->at % 16 < 12)
		change(db, r, (int)(take(r) % 16));
	restore_schema(db);
	if (schema)
		change_schema(db, r);
	take_bytes(db, bytes, n);
	sqlite3_close(db);
	while (r->at < r->end) {
		unsigned step = take(r) % 16;

		if (step == 12)
			damage(r, *bytes, n);
		else if (step < 15)
			damage_record(r, *bytes, *n);
		else if (*n > 1024)
			*n -= take(r) * 4u % (*n - 512);
	}
}

/*
 * Programs.
 */

struct use { bool stores; const char *name; };

static int
run(unsigned which, struct use *u)
{
	const char *db = fuzz_path("db");

	u->stores = which % 16 >= 11;
	switch (which % 16) {
	case 0: u->name = "cases-overdue";
		return fuzz_program(cases_overdue_main, u->name, OFFICE_TODAY, "-d", db,
		    "--explain", "-c+surname,phone,birth_date", NULL);
	case 1: u->name = "cases-overdue";
		return fuzz_program(cases_overdue_main, u->name, OFFICE_TODAY, "-d", db,
		    "--why-not", fuzz_path("ids"), NULL);
	case 2: u->name = "cases-overdue";
		return fuzz_program(cases_overdue_main, u->name, "-d", db,
		    "--as-of=2026-02-20", NULL);
	case 3: u->name = "cases-show";
		return fuzz_program(cases_show_main, u->name, "-d", db,
		    fuzz_path("ids"), NULL);
	case 4: u->name = "cases-find";
		return fuzz_program(cases_find_main, u->name, "-d", db,
		    fuzz_path("callers"), NULL);
	case 5: u->name = "cases-check";
		return fuzz_program(cases_check_main, u->name, OFFICE_TODAY, "-d", db,
		    NULL);
	case 6: u->name = "runs-list";
		return fuzz_program(runs_list_main, u->name, "-d", db, NULL);
	case 7: u->name = "stats-report";
		return fuzz_program(stats_report_main, u->name, OFFICE_TODAY, "-d", db,
		    "--by=month,town", "--by=worker,outcome", "--totals", NULL);
	case 8: u->name = "stats-report";
		return fuzz_program(stats_report_main, u->name, OFFICE_TODAY, "-d", db,
		    "--raw", "--by=quarter,sex,age_group", "--every", NULL);
	case 9: u->name = "visits-list";
		return fuzz_program(visits_list_main, u->name, OFFICE_TODAY, "-d", db,
		    "--from=2026-01-01", "--still-needed", NULL);
	case 10: u->name = "visits-plan";
		return fuzz_program(visits_plan_main, u->name, OFFICE_TODAY, "-d", db,
		    "--effort=1", "--threads=1", fuzz_path("people"), NULL);
	case 11: u->name = "visits-plan";
		return fuzz_program(visits_plan_main, u->name, OFFICE_TODAY, "-d", db,
		    "--effort=1", "--threads=1", "--commit", "--replan",
		    fuzz_path("people"), NULL);
	case 12: u->name = "visits-log";
		return fuzz_program(visits_log_main, u->name, OFFICE_TODAY, "-d", db,
		    fuzz_path("told"), NULL);
	case 13: u->name = "cases-import";
		return fuzz_program(cases_import_main, u->name, OFFICE_TODAY, "-d", db,
		    fuzz_path("more"), NULL);
	case 14: u->name = "runs-undo";
		return fuzz_program(runs_undo_main, u->name, OFFICE_TODAY, "-d", db,
		    which & 16 ? "3" : "4", NULL);
	default: u->name = "cases-erase";
		return fuzz_program(cases_erase_main, u->name, OFFICE_TODAY, "-d", db,
		    "--only", fuzz_path("ids"), NULL);
	}
}

static void
check_file(const uint8_t *bytes, size_t n, const struct use *u, int status)
{
	size_t now_n;
	char *now = fuzz_slurp(fuzz_path("db"), &now_n);

	FUZZ_CHECK(access(fuzz_path("db-journal"), F_OK) != 0,
	    "no journal is left");
	if (!u->stores)
		FUZZ_CHECK(n == now_n && memcmp(bytes, now, n) == 0,
		    "who reads does not write");
	else if (status == 2 || status > 3)
		FUZZ_CHECK(n == now_n && memcmp(bytes + 100, now + 100, n - 100) == 0,
		    "who fails stores nothing");
	free(now);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct recipe r = {data, data + n};
	uint8_t *bytes;
	size_t bytes_n;
	struct use use;
	char *said;
	unsigned which = take(&r);
	int status;

	cook(&r, &bytes, &bytes_n);
	unlink(fuzz_path("db-journal"));
	fuzz_file("db", bytes, bytes_n);
	status = run(which, &use);
	fuzz_contract(use.name, status);
	check_file(bytes, bytes_n, &use, status);
	said = fuzz_slurp(fuzz_path("stderr"), NULL);
	FUZZ_CHECK(strstr(said, "mArk") == NULL, "no message has a value in it");
	free(said);
	fuzz_secret(data, n);
	free(bytes);
	return 0;
}
