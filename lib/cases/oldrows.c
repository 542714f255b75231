#include "lib/cases/oldrows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/cases/retention.h"

#define DAY(column) "date(t." column " + 2440587.5)"

#define OF_VISIT "t.visit IN (SELECT id FROM visit WHERE client = ?1)"

const struct oldrows_table oldrows_tables[OLDROWS_TABLES] = {
	{"visit_offer", "visit_offers",
	    "(SELECT client FROM visit WHERE id = t.visit)", OF_VISIT,
	    "t.visit || ',' || (SELECT offer FROM offer WHERE id = t.offer)",
	    false, false},
	{"leg", "legs", "(SELECT client FROM visit WHERE id = t.visit)",
	    OF_VISIT,
	    "t.visit || ',' || (SELECT worker FROM worker WHERE id = t.worker)",
	    false, false},
	{"letter", "letters", "t.client", "t.client=?1",
	    "coalesce(CAST(t.letter_id AS TEXT), " DAY("due") " ||"
	    " CASE WHEN t.n > 0 THEN ',' || t.n ELSE '' END)",
	    true, false},
	{"cut", "cuts", "t.client", "t.client=?1", DAY("miss"), true, false},
	{"referral", "referrals", "t.client", "t.client=?1", DAY("day"),
	    true, false},
	{"absence", "absences", NULL, NULL, NULL, true, false},
	{"visit", "visits", "t.client", "t.client=?1",
	    "CAST(t.id AS TEXT)", true, true},
	{"client", "cases", "t.id", "t.id=?1", "''", true, true},
	{"worker", "workers", NULL, NULL, NULL, true, true},
	{"offer", "offers", NULL, NULL, NULL, true, true},
	{"place", "places", NULL, NULL, NULL, true, false},
	{"purpose", "purposes", NULL, NULL, NULL, false, true},
};

/* Lists of columns are long, and printf measures before it writes. */
static void
append(char **s, const char *separator, char *what)
{
	size_t old = strlen(*s), n = strlen(what);
	size_t between = old == 0 ? 0 : strlen(separator);

	*s = xreallocarray(*s, old + between + n + 1, 1);
	memcpy(*s + old, separator, between);
	memcpy(*s + old + between, what, n + 1);
	free(what);
}

/* A column of the key, or of the rest. */
static void
add_column(struct oldrows_columns *c, const char *name, const char *type,
    bool key)
{
	append(&c->all, ", ", xasprintf("\"%s\"", name));
	append(&c->declared, ", ", xasprintf("\"%s\" %s", name, type));
	if (key) {
		append(&c->key, ", ", xasprintf("\"%s\"", name));
		append(&c->key_declared, ", ",
		    xasprintf("\"%s\" %s", name, type));
		append(&c->same, " AND ",
		    xasprintf("o.\"%s\" IS t.\"%s\"", name, name));
		return;
	}
	if (strcmp(name, "run") != 0)
		append(&c->rest, ",", xstrdup(name));
	append(&c->assign, ", ",
	    xasprintf("\"%s\" = excluded.\"%s\"", name, name));
}

/* A table without a primary key has its rowid for one. */
struct oldrows_columns
oldrows_columns(struct db *db, const char *table)
{
	struct oldrows_columns c = {xstrdup(""), xstrdup(""), xstrdup(""),
	    xstrdup(""), xstrdup(""), xstrdup(""), xstrdup("")};
	struct query q = db_query(db, "SELECT name, type, pk"
	    " FROM pragma_table_xinfo(?1) ORDER BY pk = 0, cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q)) {
		if (db_int(&q, 2) == 0 && *c.key == '\0')
			add_column(&c, "rowid", "INTEGER", true);
		add_column(&c, db_text(&q, 0), db_text(&q, 1),
		    db_int(&q, 2) > 0);
	}
	db_end(&q);
	return c;
}

/* SQL that says which columns of o and t differ, of those that the old rows
 * have, too: ",b,c". */
static char *
changed_columns(struct db *db, const char *table)
{
	char *sql = xstrdup("''");
	struct query q = db_query(db, "SELECT name FROM pragma_table_xinfo(?1)"
	    " WHERE pk = 0 AND name <> 'run' AND name IN (SELECT name FROM"
	    " pragma_table_xinfo('old_' || ?1)) ORDER BY cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q)) {
		const char *name = db_text(&q, 0);

		append(&sql, " || ", xasprintf("CASE WHEN o.\"%s\" IS"
		    " t.\"%s\" THEN '' ELSE ',%s' END", name, name, name));
	}
	db_end(&q);
	return sql;
}

void
oldrows_columns_free(struct oldrows_columns *c)
{
	free(c->all);
	free(c->key);
	free(c->same);
	free(c->assign);
	free(c->declared);
	free(c->key_declared);
	free(c->rest);
}

static bool
has_table(struct db *db, const char *prefix, const char *name)
{
	struct query q = db_query(db, "SELECT 1 FROM sqlite_schema"
	    " WHERE type = 'table' AND name = ?1 || ?2");
	bool there;

	db_bind_text(&q, 1, prefix);
	db_bind_text(&q, 2, name);
	there = db_step(&q);
	db_reset(&q);
	db_end(&q);
	return there;
}

bool
oldrows_has(struct db *db, const char *table)
{
	return has_table(db, "old_", table);
}

bool
oldrows_has_added(struct db *db, const char *table)
{
	return has_table(db, "added_", table);
}

static void
make_tables(struct db *db, const struct oldrows_table *t)
{
	struct oldrows_columns c = oldrows_columns(db, t->name);

	if (!oldrows_has(db, t->name))
		db_execf(db, "CREATE TABLE old_%s (by_run INTEGER NOT"
		    " NULL, %s, PRIMARY KEY (by_run, %s)) STRICT,"
		    " WITHOUT ROWID", t->name, c.declared, c.key);
	if (!t->has_run && !oldrows_has_added(db, t->name))
		db_execf(db, "CREATE TABLE added_%s (by_run INTEGER"
		    " NOT NULL, %s) STRICT", t->name, c.key_declared);
	oldrows_columns_free(&c);
}

/* "old.a, old.b" out of "a, b". */
static char *
with_prefix(const char *prefix, const char *list)
{
	char *result = xstrdup("");

	for (const char *p = list; *p != '\0';) {
		size_t n = strcspn(p, ",");

		append(&result, ", ", xasprintf("%s.%.*s", prefix, (int)n, p));
		p += n + strspn(p + n, ", ");
	}
	return result;
}

/* Only the first old row of a run counts, and none of a row that it added. */
static void
make_trigger(struct db *db, const struct oldrows_table *t,
    const struct oldrows_columns *c, const char *event, int64_t run)
{
	char *old = with_prefix("old", c->all), *when = t->has_run ?
	    xasprintf("WHEN old.run <> %lld", (long long)run) : xstrdup("");

	db_execf(db, "CREATE TEMP TRIGGER keep_%s_%s AFTER %s ON %s %s"
	    " BEGIN INSERT OR IGNORE INTO old_%s (by_run, %s)"
	    " VALUES (%lld, %s); END", t->name, event, event, t->name, when,
	    t->name, c->all, (long long)run, old);
	free(old);
	free(when);
}

/* Causes may be kept as long as the person consents, not for 30 days more. */
static void
forget_causes(struct db *db)
{
	db_exec(db, "CREATE TEMP TRIGGER keep_no_causes AFTER UPDATE ON visit"
	    " WHEN old.causes IS NOT NULL AND new.consent IS NOT 1"
	    " BEGIN UPDATE old_visit SET causes = NULL WHERE id = new.id; END");
}

/* "a IS new.a AND b IS new.b" out of "a, b". */
static char *
as_before(const char *list)
{
	char *result = xstrdup("");

	for (const char *p = list; *p != '\0';) {
		int n = (int)strcspn(p, ",");

		append(&result, " AND ",
		    xasprintf("%.*s IS new.%.*s", n, p, n, p));
		p += n + (int)strspn(p + n, ", ");
	}
	return result;
}

/* Rows without a run of their own: which ones are new is kept as well.  One that
 * is deleted and comes again as it was has not changed. */
static void
note_added(struct db *db, const struct oldrows_table *t,
    const struct oldrows_columns *c, int64_t run)
{
	char *added = with_prefix("new", c->key), *same = as_before(c->all);
	char *old = xasprintf("FROM old_%s WHERE by_run = %lld AND %s",
	    t->name, (long long)run, same);

	db_execf(db, "CREATE TEMP TRIGGER keep_%s_INSERT AFTER INSERT"
	    " ON %s BEGIN INSERT INTO added_%s SELECT %lld, %s"
	    " WHERE NOT EXISTS (SELECT 1 %s); DELETE %s; END", t->name,
	    t->name, t->name, (long long)run, added, old, old);
	free(added);
	free(same);
	free(old);
}

/* T: the table; W: which old rows; C, N, R: whose record it is, its kind, its
 * key; K: the columns of the primary key; S: o and t have the same; D: which
 * others differ, A: all of them; B: the run of t.
 *
 * What a run changed is the difference between its old row and the row as it
 * was next: the old row of the next run that changed it, else the record.  A
 * record that is gone changed in all its columns.  Which run added a record,
 * or changed it while nothing was kept, the record says itself until another
 * run changes it, then the old row. */
static const char changes_sql[] =
    "WITH v AS MATERIALIZED (SELECT *, lead(by_run) OVER (PARTITION BY $K"
    " ORDER BY by_run) AS later_run FROM old_$T AS t WHERE $W)"
    " SELECT o.by_run AS run, $C AS client, '$N' AS kind,"
    " $R AS record, substr($D, 2) AS columns"
    " FROM v AS o JOIN v AS t ON $S AND t.by_run = o.later_run"
    " WHERE $D <> ''"
    " UNION ALL SELECT o.by_run, $C, '$N', $R, substr($D, 2)"
    " FROM v AS o JOIN $T AS t ON $S"
    " WHERE o.later_run IS NULL AND $D <> ''"
    " UNION ALL SELECT t.by_run, $C, '$N', $R, '$A' FROM v AS t"
    " WHERE t.later_run IS NULL AND NOT EXISTS (SELECT 1 FROM $T AS o"
    " WHERE $S)"
    " UNION ALL SELECT $B, $C, '$N', $R, '' FROM v AS t"
    " WHERE $B > 0 AND NOT EXISTS (SELECT 1 FROM v AS o"
    " WHERE $S AND o.by_run = $B)";

/* Puts values in for $A, $B ...; `value` is indexed by the letter. */
static char *
fill(const char *text, const char *const value[static 'Z' + 1])
{
	char *sql = xstrdup("");

	while (*text != '\0') {
		size_t n = strcspn(text, "$");

		append(&sql, "", xasprintf("%.*s", (int)n, text));
		text += n;
		if (*text == '\0')
			break;
		append(&sql, "", xstrdup(value[(unsigned char)text[1]]));
		text += 2;
	}
	return sql;
}

char *
oldrows_changes(struct db *db, const struct oldrows_table *t,
    const char *which)
{
	struct oldrows_columns c = oldrows_columns(db, t->name);
	char *changed = changed_columns(db, t->name);
	const char *const value['Z' + 1] = {['T'] = t->name, ['W'] = which,
	    ['C'] = t->client, ['N'] = t->kind, ['R'] = t->record,
	    ['K'] = c.key, ['D'] = changed, ['S'] = c.same, ['A'] = c.rest,
	    ['B'] = t->has_run ? "t.run" : "0"};
	char *sql = fill(changes_sql, value);

	free(changed);
	oldrows_columns_free(&c);
	return sql;
}

void
oldrows_note(struct db *db, int64_t run)
{
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *changes;

		if (t->client == NULL || !oldrows_has(db, t->name))
			continue;
		changes = oldrows_changes(db, t, "1");
		db_execf(db, "INSERT OR IGNORE INTO change"
		    " SELECT * FROM (%s) WHERE client IN (SELECT id FROM"
		    " client) AND (run = %lld OR columns = '')", changes,
		    (long long)run);
		free(changes);
	}
}

/* The oldest first, so that each finds what came after it. */
static void
note_and_drop(struct db *db, struct query *runs)
{
	while (db_step(runs)) {
		oldrows_note(db, db_int(runs, 0));
		oldrows_drop(db, db_int(runs, 0));
	}
	db_end(runs);
}

static void
drop_expired(struct db *db)
{
	struct retention r;
	struct query q;

	retention_read(&r, NULL);
	if (r.old_values < 0)
		return;
	q = db_query(db, "SELECT run FROM run WHERE kept = 1"
	    " AND julianday('now') - julianday(at) > ?1 ORDER BY run");
	db_bind_int(&q, 1, r.old_values);
	note_and_drop(db, &q);
}

/* Has a migration changed the columns of the table since? */
static bool
is_outdated(struct db *db, const struct oldrows_table *t)
{
	struct oldrows_columns now = oldrows_columns(db, t->name), then;
	char *name = xasprintf("old_%s", t->name), *wanted;
	bool same;

	then = oldrows_columns(db, name);
	wanted = xasprintf("\"by_run\" INTEGER, %s", now.declared);
	same = strcmp(wanted, then.declared) == 0;
	free(name);
	free(wanted);
	oldrows_columns_free(&now);
	oldrows_columns_free(&then);
	return !same;
}

/* The version of the file that the old rows were made for. */
static void
note_version(struct db *db)
{
	db_exec(db, "INSERT OR REPLACE INTO state (name, value)"
	    " SELECT 'old_rows', user_version FROM pragma_user_version");
}

static bool
is_noted(struct db *db)
{
	return db_value(db, "SELECT 1 FROM state, pragma_user_version"
	    " WHERE name = 'old_rows' AND value = user_version", 0) != 0;
}

static void
drop_all(struct db *db)
{
	struct query q = db_query(db,
	    "SELECT run FROM run WHERE kept = 1 ORDER BY run");

	note_and_drop(db, &q);
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		db_execf(db, "DROP TABLE IF EXISTS old_%s",
		    oldrows_tables[i].name);
		db_execf(db, "DROP TABLE IF EXISTS added_%s",
		    oldrows_tables[i].name);
	}
}

/* Nearly always the tables are there and those of this version. */
void
oldrows_settle(struct db *db)
{
	bool outdated = false;

	if (is_noted(db))
		return;
	for (int i = 0; i < OLDROWS_TABLES && !outdated; i++)
		outdated = oldrows_has(db, oldrows_tables[i].name) &&
		    is_outdated(db, &oldrows_tables[i]);
	if (outdated)
		drop_all(db);
	for (int i = 0; i < OLDROWS_TABLES; i++)
		make_tables(db, &oldrows_tables[i]);
	note_version(db);
}

static bool
is_empty(struct db *db, const struct oldrows_table *t)
{
	char *sql = xasprintf("SELECT 1 FROM %s LIMIT 1", t->name);
	bool empty = db_value(db, sql, 0) == 0;

	free(sql);
	return empty;
}

/* Of a table that is empty nothing can be overwritten but what the run itself
 * adds to it. */
static void
watch(struct db *db, const struct oldrows_table *t, int64_t run)
{
	struct oldrows_columns c;
	bool empty = is_empty(db, t);

	if (empty && t->has_run)
		return;
	c = oldrows_columns(db, t->name);
	if (!empty) {
		make_trigger(db, t, &c, "UPDATE", run);
		make_trigger(db, t, &c, "DELETE", run);
	}
	if (!t->has_run)
		note_added(db, t, &c, run);
	oldrows_columns_free(&c);
}

void
oldrows_keep(struct db *db, int64_t run)
{
	oldrows_settle(db);
	drop_expired(db);
	for (int i = 0; i < OLDROWS_TABLES; i++)
		watch(db, &oldrows_tables[i], run);
	forget_causes(db);
	db_execf(db, "UPDATE run SET kept = 1 WHERE run = %lld",
	    (long long)run);
}

void
oldrows_drop(struct db *db, int64_t run)
{
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];

		if (!oldrows_has(db, t->name))
			continue;
		db_execf(db, "DELETE FROM old_%s WHERE by_run = %lld",
		    t->name, (long long)run);
		if (!t->has_run)
			db_execf(db, "DELETE FROM added_%s"
			    " WHERE by_run = %lld", t->name, (long long)run);
	}
	db_execf(db, "UPDATE run SET kept = 0 WHERE run = %lld",
	    (long long)run);
}
