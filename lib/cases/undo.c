#include "lib/cases/undo.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/columns.h"
#include "lib/cases/oldrows.h"
#include "lib/cases/silences.h"

/* Did the run add a worker or a kind of help that figures of erased cases
 * name? */
static bool
is_in_figures(struct db *db, int64_t run)
{
	static const char *const column[][3] = {
		{"worker", "anon_visit", "worker"},
		{"worker", "anon_visit", "with_worker"},
		{"offer", "anon_offer", "offer"}};
	bool found = false;

	for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
		struct query q;
		char *sql;

		if (!oldrows_has(db, column[i][0]))
			continue;
		sql = xasprintf("SELECT 1 FROM %s AS t WHERE t.run = ?1 AND NOT"
		    " EXISTS (SELECT 1 FROM old_%s AS o WHERE o.by_run = ?1"
		    " AND o.id = t.id) AND EXISTS (SELECT 1 FROM %s AS v"
		    " WHERE v.%s = t.id)", column[i][0], column[i][0],
		    column[i][1], column[i][2]);
		q = db_query(db, sql);
		db_bind_int(&q, 1, run);
		found |= db_step(&q);
		db_reset(&q);
		db_end(&q);
		free(sql);
	}
	return found;
}

const char *
undo_refused(struct db *db, int64_t run)
{
	struct query q = db_query(db, "SELECT kept, undone_by IS NOT NULL,"
	    " program FROM run WHERE run = ?1");
	const char *why = NULL;

	db_bind_int(&q, 1, run);
	if (!db_step(&q))
		why = "there is no such run";
	else if (db_int(&q, 1))
		why = "it has been undone already";
	else if (strcmp(db_text(&q, 2), "runs-undo") == 0)
		why = "it is an undo";
	else if (strcmp(db_text(&q, 2), "cases-erase") == 0)
		why = "it is an erasure";
	else if (!db_int(&q, 0))
		why = "what it overwrote is not kept (any more)";
	else if (is_in_figures(db, run))
		why = "figures of an erased case refer to what it added";
	db_reset(&q);
	db_end(&q);
	return why;
}

/*
 * What stands in the way.
 */

/* Rows of `t` that the run added. */
static char *
is_added(const struct oldrows_table *t, const struct table_columns *c,
    int64_t run)
{
	return t->has_run ?
	    xasprintf("t.run = %lld AND NOT EXISTS (SELECT 1 FROM old_%s AS o"
	    " WHERE o.by_run = %lld AND %s)", (long long)run, t->name,
	    (long long)run, c->same) :
	    xasprintf("EXISTS (SELECT 1 FROM added_%s AS o"
	    " WHERE o.by_run = %lld AND %s) AND NOT EXISTS (SELECT 1 FROM"
	    " old_%s AS o WHERE o.by_run = %lld AND %s)", t->name,
	    (long long)run, c->same, t->name, (long long)run, c->same);
}

static long
complain(struct db *db, const char *why, int64_t by_run, char *sql)
{
	struct query q = db_query(db, sql);
	long n = 0;

	while (db_step(&q)) {
		if (db_null(&q, 0) || db_int(&q, 0) == by_run)
			continue;
		diag_warn("run %lld %s", (long long)db_int(&q, 0),
		    language_text(why));
		n++;
	}
	db_end(&q);
	free(sql);
	return n;
}

/* Later runs that read the same tables: a file that confirmed a value leaves
 * no trace in it. */
static long
find_imports(struct db *db, int64_t run, int64_t by_run)
{
	return complain(db, "imported one of its tables later", by_run,
	    xasprintf("SELECT DISTINCT i.run FROM run_table AS i"
	    " JOIN run AS r ON r.run = i.run WHERE i.run > %lld"
	    " AND r.undone_by IS NULL AND i.\"table\" IN (SELECT \"table\""
	    " FROM run_table WHERE run = %lld) ORDER BY i.run", (long long)run,
	    (long long)run));
}

static long
find_changes(struct db *db, int64_t run, int64_t by_run)
{
	char *sql = xstrdup("");
	long n;

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *more;

		if (!t->has_run || !oldrows_has(db, t->name))
			continue;
		more = xasprintf("%s%sSELECT by_run FROM old_%s WHERE run ="
		    " %lld AND by_run > %lld", sql,
		    *sql == '\0' ? "" : " UNION ", t->name, (long long)run,
		    (long long)run);
		free(sql);
		sql = more;
	}
	if (*sql == '\0')
		return 0;
	n = complain(db, "changed what it stored", by_run,
	    xasprintf("%s ORDER BY 1", sql));
	free(sql);
	return n;
}

static void
unite(char **sql, char *other)
{
	char *both = xasprintf("%s UNION %s", *sql, other);

	free(other);
	free(*sql);
	*sql = both;
}

/* Which later runs stored rows of `child` that refer to rows of `parent` which
 * the run added, or keep such rows, to bring them back when they are undone? */
static char *
referring(struct db *db, const struct oldrows_table *child, const char *from,
    const struct oldrows_table *parent, const char *to, int64_t run)
{
	struct table_columns c = columns_of(db, parent->name);
	char *added = is_added(parent, &c, run);
	char *refer = xasprintf("AS x JOIN %s AS t ON t.\"%s\" = x.\"%s\""
	    " WHERE %s", parent->name, to, from, added);
	char *kept = oldrows_has(db, child->name) ?
	    xasprintf("SELECT x.by_run FROM old_%s %s AND x.by_run > %lld",
	    child->name, refer, (long long)run) : xstrdup("SELECT NULL");
	char *sql = child->has_run ?
	    xasprintf("%s UNION SELECT x.run FROM %s %s AND x.run > %lld",
	    kept, child->name, refer, (long long)run) : xstrdup(kept);

	columns_free(&c);
	free(added);
	free(refer);
	free(kept);
	return sql;
}

static const struct oldrows_table *
table_named(const char *name)
{
	for (int i = 0; i < OLDROWS_TABLES; i++)
		if (strcmp(oldrows_tables[i].name, name) == 0)
			return &oldrows_tables[i];
	return NULL;
}

/* A run may refer to it in several ways, and is named once. */
static long
find_references(struct db *db, int64_t run, int64_t by_run)
{
	char *sql = xstrdup("SELECT NULL");

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *child = &oldrows_tables[i];
		struct query q = db_query(db, "SELECT \"table\", \"from\","
		    " coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?1)");

		db_bind_text(&q, 1, child->name);
		while (db_step(&q)) {
			const struct oldrows_table *parent =
			    table_named(db_text(&q, 0));

			if (parent != NULL)
				unite(&sql, referring(db, child, db_text(&q, 1),
				    parent, db_text(&q, 2), run));
		}
		db_end(&q);
	}
	unite(&sql, xstrdup("SELECT NULL ORDER BY 1"));
	return complain(db, "refers to what it added", by_run, sql);
}

long
undo_obstacles(struct db *db, int64_t run, int64_t by_run)
{
	return find_imports(db, run, by_run) + find_changes(db, run, by_run) +
	    find_references(db, run, by_run);
}

/*
 * Taking it back.
 */

/* The cases whose records will be others. */
static void
touch_clients(struct db *db, struct silences *s, int64_t run)
{
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *sql;
		struct query q;

		if (t->client == NULL || !t->has_run)
			continue;
		sql = xasprintf("SELECT %s FROM %s AS t WHERE run = %lld UNION"
		    " SELECT %s FROM old_%s AS t WHERE by_run = %lld",
		    t->client, t->name, (long long)run, t->client, t->name,
		    (long long)run);
		q = db_query(db, sql);
		while (db_step(&q))
			silences_touch(s, db_int(&q, 0));
		db_end(&q);
		free(sql);
	}
}

/* Before a case goes, so does what is only worked out or noted about it. */
static void
remove_derived(struct db *db, int64_t run)
{
	static const char *const derived[] = {"standing", "change", "forgotten"};

	for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
		db_execf(db, "DELETE FROM %s WHERE client IN"
		    " (SELECT id FROM client WHERE run = %lld AND id NOT IN"
		    " (SELECT id FROM old_client WHERE by_run = %lld))",
		    derived[i], (long long)run, (long long)run);
}

static long
remove_added(struct db *db, const struct oldrows_table *t,
    const struct table_columns *c, int64_t run)
{
	char *added = is_added(t, c, run);
	long n = db_execf(db, "DELETE FROM %s AS t WHERE %s", t->name,
	    added);

	free(added);
	return n;
}

/* What others refer to is changed in its place.  All else makes room first,
 * since two rows may have exchanged something that is unique. */
static void
make_room(struct db *db, const struct oldrows_table *t,
    const struct table_columns *c, int64_t run)
{
	if (!t->referred)
		db_execf(db, "DELETE FROM %s AS t WHERE EXISTS"
		    " (SELECT 1 FROM old_%s AS o WHERE o.by_run = %lld AND"
		    " %s)", t->name, t->name, (long long)run, c->same);
}

static long
restore(struct db *db, const struct oldrows_table *t,
    const struct table_columns *c, int64_t run)
{
	return db_execf(db, "INSERT INTO %s (%s) SELECT %s FROM old_%s"
	    " WHERE by_run = %lld%s%s%s%s", t->name, c->all, c->all, t->name,
	    (long long)run, t->referred ? " ON CONFLICT (" : "",
	    t->referred ? c->key : "", t->referred ? ") DO UPDATE SET " : "",
	    t->referred ? c->assign : "");
}

static void
finish(struct db *db, int64_t run, int64_t by_run)
{
	oldrows_drop(db, run);
	db_execf(db, "UPDATE run SET undone_by = %lld WHERE run ="
	    " %lld", (long long)by_run, (long long)run);
}

long
undo_run(struct db *db, int64_t run, int64_t by_run, struct counts *counts)
{
	struct table_columns c[OLDROWS_TABLES];
	struct silences *s = silences_open(db);
	long removed = 0;

	oldrows_note(db, run);
	touch_clients(db, s, run);
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		c[i] = columns_of(db, oldrows_tables[i].name);
		if (strcmp(oldrows_tables[i].name, "client") == 0)
			remove_derived(db, run);
		removed += remove_added(db, &oldrows_tables[i], &c[i], run);
		make_room(db, &oldrows_tables[i], &c[i], run);
	}
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--) {
		counts->changed += restore(db, &oldrows_tables[i], &c[i], run);
		columns_free(&c[i]);
	}
	silences_lower(s);
	silences_finish(s);
	finish(db, run, by_run);
	return removed;
}
