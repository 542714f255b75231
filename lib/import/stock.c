#include "lib/import/stock.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/import/absences.h"

/* What is in force on day ?1, as id and key, and how one is closed. */
struct stock_sql {
	const char *in_force, *close;
	const char *what;  /* in messages */
};

static const struct stock_sql sql[TABLES] = {
	[WORKERS] = {
		"SELECT id, worker FROM worker"
		" WHERE until IS NULL OR until >= ?1 ORDER BY id",
		"UPDATE worker SET until = ?2 - 1, run = ?3 WHERE id = ?1",
		"workers"},
	[CASES] = {
		"SELECT id, case_id FROM client"
		" WHERE status = 0 AND ?1 IS NOT NULL ORDER BY id",
		"UPDATE client SET status = 1, run = ?3"
		" WHERE id = ?1 AND ?2 IS NOT NULL",
		"cases"},
	[ABSENCES] = {
		"SELECT a.rowid, coalesce(w.worker, '*'), a.first, a.start"
		" FROM absence AS a LEFT JOIN worker AS w ON w.id = a.worker"
		" WHERE a.last IS NULL OR a.last >= max(?1, a.first)"
		" ORDER BY a.rowid",
		"UPDATE absence SET last = ?2 - 1, run = ?3 WHERE rowid = ?1",
		"absences"},
};

/* A record that is to be closed. */
struct other { int64_t id; char *key; };
struct others { struct other *o; size_t n, cap; };

const char *const stock_tables[] = {"workers", "cases", "absences", NULL};

static struct query
in_force(const struct import_target *to, int table)
{
	struct query q = db_query(to->db, sql[table].in_force);

	db_bind_date(&q, 1, to->as_of);
	return q;
}

long
stock_size(const struct import_target *to, int table)
{
	struct query q = in_force(to, table);
	long n = 0;

	while (db_step(&q))
		n++;
	db_end(&q);
	return n;
}

static char *
key_of(struct query *q, int table)
{
	struct value start = {.type = VALUE_NULL};

	if (table != ABSENCES)
		return xstrdup(db_text(q, 1));
	if (!db_null(q, 3))
		start = (struct value){.type = VALUE_INT, .i = db_int(q, 3)};
	return absences_key(db_text(q, 1), db_int(q, 2), &start);
}

static struct others
find_others(struct staging *in, const struct import_target *to, int table)
{
	struct query q = in_force(to, table);
	struct others all = {0};

	while (db_step(&q)) {
		char *key = key_of(&q, table);

		if (staging_has_key(in, table, key)) {
			free(key);
			continue;
		}
		all.o = mem_grow(all.o, all.n + 1, &all.cap, sizeof *all.o);
		all.o[all.n++] = (struct other){db_int(&q, 0), key};
	}
	db_end(&q);
	return all;
}

static void
close_others(const struct import_target *to, int table,
    const struct others *all)
{
	struct query q = db_query(to->db, sql[table].close);

	for (size_t i = 0; i < all->n; i++) {
		const struct other *o = &all->o[i];

		db_bind_int(&q, 1, o->id);
		db_bind_date(&q, 2, to->as_of);
		db_bind_int(&q, 3, to->run);
		db_run(&q);
		if (table == CASES)
			silences_touch(to->standing, o->id);
		account_tell(to->out, table, table == CASES ? o->key : NULL,
		    table == CASES ? NULL : o->key, CLOSED);
	}
	db_end(&q);
}

static const char *
too_risky(const struct account *a, size_t n, long size)
{
	if (a->rejected > 0)
		return "a row was rejected";
	if (n > 2 && (long)n * 5 > size)
		return "more than two and more than a fifth would be";
	return NULL;
}

bool
stock_close_others(struct staging *in, const struct import_target *to,
    int table, struct account *account, long size, bool force)
{
	struct others all = find_others(in, to, table);
	const char *why = force ? NULL : too_risky(account, all.n, size);

	if (why != NULL) {
		diag_warn("--snapshot: %s: none was closed: %s; --force does",
		    sql[table].what, language_text(why));
	} else {
		close_others(to, table, &all);
		account->closed = (long)all.n;
	}
	for (size_t i = 0; i < all.n; i++)
		free(all.o[i].key);
	free(all.o);
	return why == NULL;
}
