#include "lib/cases/oldrows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/cases/columns.h"
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
	struct table_columns c = columns_of(db, t->name);

	if (!oldrows_has(db, t->name))
		db_execf(db, "CREATE TABLE old_%s (by_run INTEGER NOT"
		    " NULL, %s, PRIMARY KEY (by_run, %s)) STRICT,"
		    " WITHOUT ROWID", t->name, c.declared, c.key);
	if (!t->has_run && !oldrows_has_added(db, t->name))
		db_execf(db, "CREATE TABLE added_%s (by_run INTEGER"
		    " NOT NULL, %s) STRICT", t->name, c.key_declared);
	columns_free(&c);
}

/* Only the first old row of a run counts, and none of a row that it added. */
static void
make_trigger(struct db *db, const struct oldrows_table *t,
    const struct table_columns *c, const char *event, int64_t run)
{
	char *old = columns_of_row("old", c->all), *key = columns_same("old", c->key);
	char *when = t->has_run ?
	    xasprintf("WHEN old.run <> %lld", (long long)run) :
	    xasprintf("WHEN NOT EXISTS (SELECT 1 FROM own_%s WHERE %s)", t->name,
	    key);

	db_execf(db, "CREATE TEMP TRIGGER keep_%s_%s AFTER %s ON %s %s"
	    " BEGIN INSERT OR IGNORE INTO old_%s (by_run, %s)"
	    " VALUES (%lld, %s); END", t->name, event, event, t->name, when,
	    t->name, c->all, (long long)run, old);
	free(old);
	free(key);
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

/* Rows without a run of their own: which ones are new is kept as well, in
 * added_NAME, those of this run in own_NAME, too.  A row that is deleted and comes
 * again as it was has not changed. */
static void
note_added(struct db *db, const struct oldrows_table *t,
    const struct table_columns *c, int64_t run)
{
	char *added = columns_of_row("new", c->key), *key = columns_same("new", c->key),
	    *same = columns_same("new", c->all);
	char *own = xasprintf("EXISTS (SELECT 1 FROM own_%s WHERE %s)", t->name,
	    key);
	char *as_it_was = xasprintf("FROM old_%s WHERE by_run = %lld AND %s",
	    t->name, (long long)run, same);

	db_execf(db, "CREATE TEMP TABLE own_%s (%s, PRIMARY KEY (%s))"
	    " WITHOUT ROWID", t->name, c->key_declared, c->key);
	db_execf(db, "CREATE TEMP TRIGGER keep_%s_INSERT AFTER INSERT ON %s"
	    " BEGIN INSERT OR IGNORE INTO own_%s SELECT %s WHERE NOT EXISTS"
	    " (SELECT 1 %s); INSERT INTO added_%s SELECT %lld, %s WHERE %s;"
	    " DELETE %s AND NOT %s; END", t->name, t->name, t->name, added,
	    as_it_was, t->name, (long long)run, added, own, as_it_was, own);
	free(added);
	free(key);
	free(same);
	free(own);
	free(as_it_was);
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

		columns_append(&sql, "", xasprintf("%.*s", (int)n, text));
		text += n;
		if (*text == '\0')
			break;
		columns_append(&sql, "", xstrdup(value[(unsigned char)text[1]]));
		text += 2;
	}
	return sql;
}

char *
oldrows_changes(struct db *db, const struct oldrows_table *t,
    const char *which)
{
	struct table_columns c = columns_of(db, t->name);
	char *changed = columns_changed(db, t->name);
	const char *const value['Z' + 1] = {['T'] = t->name, ['W'] = which,
	    ['C'] = t->client, ['N'] = t->kind, ['R'] = t->record,
	    ['K'] = c.key, ['D'] = changed, ['S'] = c.same, ['A'] = c.rest,
	    ['B'] = t->has_run ? "t.run" : "0"};
	char *sql = fill(changes_sql, value);

	free(changed);
	columns_free(&c);
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
	struct table_columns now = columns_of(db, t->name), then;
	char *name = xasprintf("old_%s", t->name), *wanted;
	bool same;

	then = columns_of(db, name);
	wanted = xasprintf("\"by_run\" INTEGER, %s", now.declared);
	same = strcmp(wanted, then.declared) == 0;
	free(name);
	free(wanted);
	columns_free(&now);
	columns_free(&then);
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
	struct table_columns c;
	bool empty = is_empty(db, t);

	if (empty && t->has_run)
		return;
	c = columns_of(db, t->name);
	if (!t->has_run)
		note_added(db, t, &c, run);
	if (!empty) {
		make_trigger(db, t, &c, "UPDATE", run);
		make_trigger(db, t, &c, "DELETE", run);
	}
	columns_free(&c);
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
