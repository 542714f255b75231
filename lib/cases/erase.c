#include "lib/cases/erase.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/cases/anonymize.h"
#include "lib/cases/blocked.h"
#include "lib/cases/oldrows.h"
#include "lib/cases/remains.h"
#include "lib/cases/silences.h"

enum { CASE_ID, TABLE, ROWS };

const struct out_column erase_columns[] = {
	[CASE_ID] = {"case_id", true}, [TABLE] = {"table", true},
	[ROWS] = {"rows", true}, {0}};

struct erase {
	struct db *db;
	int64_t run;
	date as_of;
	struct query add, add_visits, stays;
	struct residue *gone;
};

/* Whole cases are in the table going, the visits of both kinds in
 * going_visit; going_rows is what will be printed. */
struct erase *
erase_open(struct db *db, int64_t run, date as_of)
{
	struct erase *e = xcalloc(1, sizeof *e);

	e->db = db;
	e->run = run;
	e->gone = residue_new();
	e->as_of = as_of;
	db_exec(db, "CREATE TEMP TABLE going (client INTEGER PRIMARY KEY);"
	    "CREATE TEMP TABLE staying (client INTEGER PRIMARY KEY,"
	    " until INTEGER);"
	    "CREATE TEMP TABLE going_visit (id INTEGER PRIMARY KEY,"
	    " client INTEGER NOT NULL);"
	    "CREATE TEMP TABLE going_rows (client INTEGER NOT NULL,"
	    " at INTEGER NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL)");
	e->add = db_query(db, "INSERT OR IGNORE INTO going VALUES (?1)"
	    " RETURNING 1");
	e->stays = db_query(db, "INSERT OR IGNORE INTO staying VALUES"
	    " (?1, ?2) RETURNING 1");
	e->add_visits = db_query(db, "INSERT OR IGNORE INTO going_visit"
	    " SELECT id, client FROM visit WHERE client = ?1 AND day <= ?2");
	return e;
}

void
erase_block(struct erase *e)
{
	struct query q = db_query(e->db, "SELECT case_id FROM client"
	    " WHERE id IN (SELECT client FROM going) ORDER BY id");

	while (db_step(&q))
		blocked_add(e->db, db_text(&q, 0));
	db_end(&q);
}

struct residue *
erase_gone(struct erase *e)
{
	return e->gone;
}

static bool
is_new(struct query *q, int64_t client)
{
	bool new;

	db_bind_int(q, 1, client);
	new = db_step(q);
	if (new)
		db_run(q);
	return new;
}

static void
add_visits(struct erase *e, int64_t client, date until)
{
	db_bind_int(&e->add_visits, 1, client);
	db_bind_date(&e->add_visits, 2, until);
	db_run(&e->add_visits);
}

bool
erase_case(struct erase *e, int64_t client)
{
	if (!is_new(&e->add, client))
		return false;
	add_visits(e, client, DATE_MAX);
	return true;
}

bool
erase_visits(struct erase *e, int64_t client, date until)
{
	db_bind_date(&e->stays, 2, until);
	if (!is_new(&e->stays, client))
		return false;
	add_visits(e, client, until);
	return true;
}

/* Which rows `t` of a table go: those of the visits, or of the cases. */
static const char *
which(const struct oldrows_table *t)
{
	if (strcmp(t->name, "visit") == 0)
		return "t.id IN (SELECT id FROM going_visit)";
	if (strcmp(t->name, "visit_offer") == 0 || strcmp(t->name, "leg") == 0)
		return "t.visit IN (SELECT id FROM going_visit)";
	if (strcmp(t->name, "client") == 0)
		return "t.id IN (SELECT client FROM going)";
	return "t.client IN (SELECT client FROM going)";
}

/* Notes changed rows only, by name of a visit's record: "17" or "17,x". */
static const char which_changes[] =
    "(t.client IN (SELECT client FROM going) OR (t.client IN (SELECT client"
    " FROM staying) AND t.kind IN ('visits', 'visit_offers', 'legs')"
    " AND CAST(t.record AS INTEGER) IN (SELECT id FROM going_visit)))";

/* Is a household only partly among these cases? */
static void
anonymize_all(struct erase *e, struct anonymize *a, const char *table)
{
	char *sql = xasprintf("WITH split AS MATERIALIZED (SELECT DISTINCT"
	    " household_id FROM client WHERE household_id IS NOT NULL"
	    " AND id NOT IN (SELECT client FROM %s))"
	    " SELECT c.id, c.household_id IN (SELECT household_id FROM split),"
	    " g.* FROM %s AS g JOIN client AS c ON c.id = g.client"
	    " ORDER BY c.id", table, table);
	struct query q = db_query(e->db, sql);

	while (db_step(&q))
		if (strcmp(table, "going") == 0)
			anonymize_case(a, db_int(&q, 0), db_int(&q, 1) != 0);
		else
			anonymize_visits(a, db_int(&q, 0), db_date(&q, 3),
			    db_int(&q, 1) != 0);
	db_end(&q);
	free(sql);
}

static void
keep_figures(struct erase *e)
{
	struct anonymize *a = anonymize_open(e->db, e->as_of);

	anonymize_all(e, a, "going");
	anonymize_all(e, a, "staying");
	anonymize_close(a);
}

/*
 * What is there.
 */

static void
count_rows(struct erase *e, int at, const char *table, const char *kind,
    const char *client, const char *rows)
{
	db_execf(e->db, "INSERT INTO going_rows SELECT %s, %d, '%s', count(*)"
	    " FROM %s AS t WHERE %s GROUP BY 1", client, at, kind, table,
	    rows);
}

static void
count_old(struct erase *e, int at, const struct oldrows_table *t)
{
	char *table = xasprintf("old_%s", t->name);
	char *kind = xasprintf("old_%s", t->kind);

	if (oldrows_has(e->db, t->name))
		count_rows(e, at, table, kind, t->client, which(t));
	free(table);
	free(kind);
}

/* In the order of cases-show. */
static void
count_all(struct erase *e)
{
	static const char all[] = "t.client IN (SELECT client FROM going)";
	int at = 0;

	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			count_rows(e, at++, oldrows_tables[i].name,
			    oldrows_tables[i].kind, oldrows_tables[i].client,
			    which(&oldrows_tables[i]));
	count_rows(e, at++, "standing", "standing", "t.client", all);
	count_rows(e, at++, "forgotten", "forgotten", "t.client", all);
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			count_old(e, at++, &oldrows_tables[i]);
	count_rows(e, at, "change", "changes", "t.client", which_changes);
}

static void
print(struct erase *e, struct out *out)
{
	struct query q = db_query(e->db, "SELECT c.case_id, g.kind, g.n"
	    " FROM going_rows AS g LEFT JOIN client AS c ON c.id = g.client"
	    " ORDER BY c.case_id, g.at");

	while (db_step(&q)) {
		out_text(out, CASE_ID, db_text(&q, 0));
		out_text(out, TABLE, db_text(&q, 1));
		out_int(out, ROWS, db_int(&q, 2));
		out_row(out);
	}
	db_end(&q);
}

/* Whoever was to go there has to know. */
static void
say_open_visits(struct erase *e, struct erase_result *result)
{
	struct query q = db_query(e->db, "SELECT v.id, v.state FROM visit AS v"
	    " JOIN going_visit USING (id) WHERE v.state IN (0, 1) ORDER BY 1");

	while (db_step(&q)) {
		bool announced = db_int(&q, 1) == 1;

		diag_warn(announced ? "visit %lld is off, but it was announced:"
		    " somebody has to call" : "visit %lld is off",
		    (long long)db_int(&q, 0));
		result->open++;
		result->announced += announced;
	}
	db_end(&q);
}

static void
note_texts_of(struct erase *e, const char *prefix,
    const struct oldrows_table *t, struct residue *gone)
{
	char *sql = xasprintf("SELECT * FROM %s%s AS t WHERE %s", prefix,
	    t->name, which(t));

	remains_note(e->db, gone, sql);
	free(sql);
}

/* What must not be found in the file afterwards. */
static void
note_texts(struct erase *e, struct residue *gone)
{
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];

		if (t->client == NULL)
			continue;
		note_texts_of(e, "", t, gone);
		if (oldrows_has(e->db, t->name))
			note_texts_of(e, "old_", t, gone);
	}
	remains_note(e->db, gone, "SELECT row FROM standing"
	    " WHERE client IN (SELECT client FROM going)");
	remains_note(e->db, gone, "SELECT purpose FROM purpose"
	    " WHERE id IN (SELECT id FROM going_purpose)");
}

/*
 * What goes.
 */

static void
append(char **sql, char *more)
{
	char *all = xasprintf("%s%s%s", *sql, **sql == '\0' ? "" : " UNION ",
	    more);

	free(more);
	free(*sql);
	*sql = all;
}

/* The runs that stored what goes, or whose old rows hold it. */
static char *
select_runs(struct erase *e)
{
	char *sql = xstrdup("");

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];

		if (t->client == NULL)
			continue;
		if (t->has_run)
			append(&sql, xasprintf("SELECT run FROM %s AS t"
			    " WHERE %s", t->name, which(t)));
		if (oldrows_has(e->db, t->name))
			append(&sql, xasprintf("SELECT by_run FROM old_%s AS t"
			    " WHERE %s", t->name, which(t)));
		if (oldrows_has_added(e->db, t->name))
			append(&sql, xasprintf("SELECT by_run FROM added_%s"
			    " AS t WHERE %s", t->name, which(t)));
	}
	return sql;
}

/* Such a run cannot be taken back any more: without the old rows of these
 * cases that would be half of it.  The oldest first, so that each finds what
 * came after it. */
static void
drop_old_rows(struct erase *e, struct erase_result *result)
{
	char *runs = select_runs(e), *sql = xasprintf("SELECT run FROM run"
	    " WHERE kept = 1 AND run IN (%s) ORDER BY run", runs);
	struct query q = db_query(e->db, sql);

	while (db_step(&q)) {
		oldrows_note(e->db, db_int(&q, 0));
		oldrows_drop(e->db, db_int(&q, 0));
		result->runs++;
	}
	db_end(&q);
	free(sql);
	free(runs);
}

/* Texts that the cases shared with nobody. */
static void
find_purposes(struct erase *e)
{
	db_exec(e->db, "CREATE TEMP TABLE going_purpose AS"
	    " SELECT DISTINCT purpose AS id FROM letter WHERE purpose IS NOT"
	    " NULL AND client IN (SELECT client FROM going)");
	if (oldrows_has(e->db, "letter"))
		db_exec(e->db, "INSERT INTO going_purpose SELECT DISTINCT"
		    " purpose FROM old_letter WHERE purpose IS NOT NULL AND"
		    " client IN (SELECT client FROM going)");
}

static void
delete_purposes(struct erase *e)
{
	bool old = oldrows_has(e->db, "letter");

	if (db_value(e->db, "SELECT count(*) FROM going_purpose", 0) > 0)
		db_execf(e->db, "DELETE FROM purpose WHERE id IN"
		    " (SELECT id FROM going_purpose EXCEPT SELECT purpose FROM"
		    " letter%s)", old ? " EXCEPT SELECT purpose FROM old_letter"
		    : "");
	db_exec(e->db, "DROP TABLE going_purpose");
}

static void
delete_all(struct erase *e)
{
	static const char *const derived[] = {"standing", "forgotten"};

	db_execf(e->db, "DELETE FROM change AS t WHERE %s", which_changes);
	for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
		db_execf(e->db, "DELETE FROM %s WHERE client IN"
		    " (SELECT client FROM going)", derived[i]);
	for (int i = 0; i < OLDROWS_TABLES; i++)
		if (oldrows_tables[i].client != NULL)
			db_execf(e->db, "DELETE FROM %s AS t WHERE %s",
			    oldrows_tables[i].name, which(&oldrows_tables[i]));
}

/* That visits of a case are gone stays known with the case. */
static void
note_visits(struct erase *e)
{
	db_execf(e->db, "INSERT INTO change (run, client, kind, record,"
	    " columns) SELECT DISTINCT %lld, client, 'visits', '', 'erased'"
	    " FROM going_visit WHERE client NOT IN (SELECT client FROM going)",
	    (long long)e->run);
}

static void
settle(struct erase *e)
{
	struct silences *s = silences_open(e->db);
	struct query q = db_query(e->db, "SELECT client FROM staying"
	    " WHERE client NOT IN (SELECT client FROM going)");

	while (db_step(&q))
		silences_touch(s, db_int(&q, 0));
	db_end(&q);
	silences_lower(s);
	silences_finish(s);
}

static void
end(struct erase *e)
{
	db_end(&e->add);
	db_end(&e->add_visits);
	db_end(&e->stays);
	db_exec(e->db, "DROP TABLE going; DROP TABLE staying;"
	    "DROP TABLE going_visit; DROP TABLE going_rows");
	free(e);
}

void
erase_finish(struct erase *e, struct out *out, struct erase_result *result)
{
	*result = (struct erase_result){.gone = e->gone};
	keep_figures(e);
	oldrows_settle(e->db);
	find_purposes(e);
	say_open_visits(e, result);
	count_all(e);
	print(e, out);
	note_texts(e, result->gone);
	drop_old_rows(e, result);
	delete_all(e);
	delete_purposes(e);
	note_visits(e);
	settle(e);
	end(e);
}
