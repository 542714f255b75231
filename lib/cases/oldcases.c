#include "lib/cases/oldcases.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/cases/oldrows.h"

struct case_run {
	int table;
	int64_t client, run;
};

struct oldcases {
	int64_t *client;      /* those that are asked for, ascending */
	size_t clients;
	struct case_run *place;  /* by table, client, run */
	size_t n, cap;
	char *runs;
	size_t runs_cap;
};

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_number(const void *a, const void *b)
{
	return compare(*(const int64_t *)a, *(const int64_t *)b);
}

static int
by_client(const struct case_run *a, const struct case_run *b)
{
	return a->table != b->table ? a->table - b->table :
	    compare(a->client, b->client);
}

static int
by_place(const void *x, const void *y)
{
	const struct case_run *a = x, *b = y;
	int d = by_client(a, b);

	return d != 0 ? d : compare(a->run, b->run);
}

static void
find_clients(struct oldcases *o, struct db *db, const struct idlist *ids)
{
	struct query q = db_query(db, "SELECT id FROM client WHERE case_id = ?1");

	o->client = xcalloc(ids->n, sizeof *o->client);
	for (size_t i = 0; i < ids->n; i++) {
		int64_t id = db_find(&q, ids->id[i]);

		if (id != 0)
			o->client[o->clients++] = id;
	}
	db_end(&q);
	qsort(o->client, o->clients, sizeof *o->client, by_number);
}

static bool
is_asked(const struct oldcases *o, int64_t client)
{
	return mem_search(&client, o->client, o->clients, sizeof client,
	    by_number) != NULL;
}

/* Rows of a case and a run mostly come together. */
static void
add(struct oldcases *o, struct case_run p)
{
	if (o->n > 0 && by_place(&o->place[o->n - 1], &p) == 0)
		return;
	o->place = mem_grow(o->place, o->n + 1, &o->cap, sizeof *o->place);
	o->place[o->n++] = p;
}

static void
read_table(struct oldcases *o, struct db *db, int table)
{
	const struct oldrows_table *t = &oldrows_tables[table];
	char *sql = xasprintf("SELECT %s, t.by_run FROM old_%s AS t", t->client,
	    t->name);
	struct query q = db_query(db, sql);

	while (db_step(&q))
		if (is_asked(o, db_int(&q, 0)))
			add(o, (struct case_run){table, db_int(&q, 0),
			    db_int(&q, 1)});
	db_end(&q);
	free(sql);
}

static void
sort(struct oldcases *o)
{
	size_t n = 0;

	if (o->n > 0)
		qsort(o->place, o->n, sizeof *o->place, by_place);
	for (size_t i = 0; i < o->n; i++)
		if (n == 0 || by_place(&o->place[n - 1], &o->place[i]) != 0)
			o->place[n++] = o->place[i];
	o->n = n;
}

struct oldcases *
oldcases_read(struct db *db, const struct idlist *ids)
{
	struct oldcases *o = xcalloc(1, sizeof *o);

	find_clients(o, db, ids);
	for (int i = 0; i < OLDROWS_TABLES && o->clients > 0; i++)
		if (oldrows_tables[i].client != NULL &&
		    oldrows_has(db, oldrows_tables[i].name))
			read_table(o, db, i);
	sort(o);
	return o;
}

/* The first place that is not before `p`. */
static size_t
lower_bound(const struct oldcases *o, const struct case_run *p)
{
	size_t from = 0, to = o->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (by_client(&o->place[middle], p) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

enum { NUMBER = 24 };  /* characters of one, with a comma and a NUL */

const char *
oldcases_runs(struct oldcases *o, int table, int64_t client)
{
	struct case_run p = {table, client, 0};
	size_t i = lower_bound(o, &p), len = 0;

	for (; i < o->n && by_client(&o->place[i], &p) == 0; i++) {
		o->runs = mem_grow(o->runs, len + NUMBER, &o->runs_cap, 1);
		len += (size_t)snprintf(o->runs + len, NUMBER, "%c%lld",
		    len == 0 ? '[' : ',', (long long)o->place[i].run);
	}
	if (len == 0)
		return NULL;
	o->runs[len] = ']';
	o->runs[len + 1] = '\0';
	return o->runs;
}

char *
oldcases_which(int table)
{
	return xasprintf("t.by_run IN (SELECT value FROM json_each(?%d)) AND %s",
	    OLDCASES_RUNS, oldrows_tables[table].of_client);
}

void
oldcases_free(struct oldcases *o)
{
	free(o->client);
	free(o->place);
	free(o->runs);
	free(o);
}
