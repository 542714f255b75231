#include "lib/cases/expire.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/oldrows.h"
#include "lib/cases/remains.h"

/* Old rows know runs that no change has been noted of yet. */
static char *
closed_sql(struct db *db)
{
	bool old = oldrows_has(db, "client");

	return xasprintf("WITH changed AS MATERIALIZED (SELECT client, max(run)"
	    " AS run FROM (SELECT client, run FROM change JOIN run USING (run)"
	    " WHERE kind = 'cases' AND undone_by IS NULL AND ',' || columns ||"
	    " ',' LIKE '%%,status,%%'%s) GROUP BY client),"
	    " known AS MATERIALIZED (SELECT client, min(run) AS run FROM"
	    " (SELECT client, run FROM change WHERE kind = 'cases'%s)"
	    " GROUP BY client)"
	    " SELECT c.id, r.as_of FROM client AS c"
	    " LEFT JOIN changed ON changed.client = c.id"
	    " LEFT JOIN known ON known.client = c.id"
	    " JOIN run AS r ON r.run = coalesce(changed.run,"
	    " min(coalesce(known.run, c.run), c.run))"
	    " WHERE c.status = 1 AND c.id NOT IN (SELECT client FROM going)"
	    " ORDER BY c.id",
	    old ? " UNION ALL SELECT id, by_run FROM old_client"
	    " WHERE status = 0" : "",
	    old ? " UNION ALL SELECT id, run FROM old_client" : "");
}

void
expire_cases(struct db *db, struct erase *e, date before, struct expired *n)
{
	char *sql = closed_sql(db);
	struct query q = db_query(db, sql);

	while (db_step(&q)) {
		n->closed++;
		if (db_date(&q, 1) < before)
			n->cases += erase_case(e, db_int(&q, 0));
	}
	db_end(&q);
	free(sql);
}

static bool
is_found(struct query *q, int64_t client, date day)
{
	bool found;

	db_bind_int(q, 1, client);
	db_bind_date(q, 2, day);
	found = db_step(q);
	db_reset(q);
	return found;
}

/* Who wants no visits must not get one because that was forgotten. */
void
expire_visits(struct db *db, struct erase *e, date as_of, date before,
    struct expired *n)
{
	date until = date_from(date_civil(as_of).year, 1, 1) - 1;
	char *sql = closed_sql(db);
	struct query q = db_query(db, sql);
	struct query none = db_query(db, "SELECT 1 FROM visit WHERE client = ?1"
	    " AND state = 2 AND no_visits_until > ?2");
	struct query some = db_query(db, "SELECT 1 FROM visit WHERE client = ?1"
	    " AND day <= ?2");

	while (db_step(&q)) {
		int64_t client = db_int(&q, 0);

		if (db_date(&q, 1) >= before || !is_found(&some, client, until))
			continue;
		if (is_found(&none, client, as_of))
			n->wanted_none++;
		else
			n->visits += erase_visits(e, client, until);
	}
	db_end(&q);
	db_end(&none);
	db_end(&some);
	free(sql);
}

/* The visits keep the number of the run that changed them last: undoing it
 * brings no note back. */
void
expire_notes(struct db *db, struct erase *e, int64_t run, date before,
    struct expired *n)
{
	static const char which[] = "note IS NOT NULL AND day < %d AND id NOT IN"
	    " (SELECT id FROM going_visit)";
	char *where = xasprintf(which, before);
	char *texts = xasprintf("SELECT note FROM visit WHERE %s", where);

	remains_note(db, erase_gone(e), texts);
	db_execf(db, "INSERT INTO going_rows SELECT client, 100, 'notes',"
	    " count(*) FROM visit WHERE %s GROUP BY client", where);
	db_execf(db, "INSERT INTO change (run, client, kind, record, columns)"
	    " SELECT %lld, client, 'visits', CAST(id AS TEXT), 'note'"
	    " FROM visit WHERE %s", (long long)run, where);
	n->notes = db_execf(db, "UPDATE visit SET note = NULL WHERE %s", where);
	if (oldrows_has(db, "visit"))
		db_execf(db, "UPDATE old_visit SET note = NULL WHERE %s", where);
	free(texts);
	free(where);
}

static long
forget_old_rows(struct db *db, struct erase *e, int64_t run)
{
	long rows = 0;

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *sql;

		if (!oldrows_has(db, t->name))
			continue;
		sql = xasprintf("SELECT * FROM old_%s WHERE by_run = %lld",
		    t->name, (long long)run);
		remains_note(db, erase_gone(e), sql);
		free(sql);
		sql = xasprintf("SELECT count(*) FROM old_%s WHERE by_run = %lld",
		    t->name, (long long)run);
		rows += db_value(db, sql, 0);
		free(sql);
	}
	oldrows_note(db, run);
	oldrows_drop(db, run);
	return rows;
}

void
expire_old_values(struct db *db, struct erase *e, date before,
    struct expired *n)
{
	struct query q = db_query(db, "SELECT run FROM run WHERE kept = 1"
	    " AND julianday(at) - 2440587.5 < ?1 ORDER BY run");
	long rows = 0;

	oldrows_settle(db);
	db_bind_int(&q, 1, before);
	while (db_step(&q)) {
		rows += forget_old_rows(db, e, db_int(&q, 0));
		n->runs++;
	}
	db_end(&q);
	if (rows > 0)
		db_execf(db, "INSERT INTO going_rows VALUES (0, 0,"
		    " 'old_values', %ld)", rows);
}
