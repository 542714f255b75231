#include "lib/cases/changes.h"

#include <stdlib.h>
#include <string.h>

/* What the columns of the database are called outside. */
static const char *const outside[][3] = {
	{"letters", "due", "due_on"}, {"letters", "sent", "sent_on"},
	{"cuts", "miss", "miss_on"}, {"cuts", "notice", "notice_on"},
	{"referrals", "day", "referred_on"}, {"visits", "day", "date"},
	{"visits", "with_worker", "with"},
};

static const char *
name_outside(const char *kind, const char *column)
{
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (strcmp(outside[i][0], kind) == 0 &&
		    strcmp(outside[i][1], column) == 0)
			return outside[i][2];
	return column;
}

/* What was noted, and the run that the record itself names, unless something
 * knows more of it. */
static char *
select_noted(void)
{
	char *sql = xstrdup("SELECT run, kind, record, columns FROM change"
	    " WHERE client = ?1");

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *had = sql;

		if (t->client == NULL || !t->has_run)
			continue;
		sql = xasprintf("%s UNION SELECT t.run, '%s', %s, '' FROM %s AS t"
		    " WHERE %s", had, t->kind, t->record, t->name,
		    t->of_client);
		free(had);
	}
	return sql;
}

/* What the old rows of a table tell. */
static struct query
query_overwritten(struct db *db, int table)
{
	char *which = oldcases_which(table);
	char *old = oldrows_changes(db, &oldrows_tables[table], which);
	char *sql = xasprintf("SELECT run, kind, record, columns FROM (%s)",
	    old);
	struct query q = db_query(db, sql);

	free(which);
	free(old);
	free(sql);
	return q;
}

struct changes *
changes_open(struct db *db, struct oldcases *old)
{
	struct changes *c = xcalloc(1, sizeof *c);
	char *noted = select_noted();

	c->old = old;
	c->find = db_query(db, "SELECT id FROM client WHERE case_id = ?1");
	c->noted = db_query(db, noted);
	for (int i = 0; i < OLDROWS_TABLES; i++)
		if (oldrows_tables[i].client != NULL &&
		    oldrows_has(db, oldrows_tables[i].name))
			c->overwritten[i] = query_overwritten(db, i);
	free(noted);
	return c;
}

static int
by_run(const void *x, const void *y)
{
	const struct case_change *a = x, *b = y;
	int d;

	if (a->run != b->run)
		return a->run < b->run ? -1 : 1;
	if ((d = strcmp(a->case_id, b->case_id)) != 0 ||
	    (d = strcmp(a->kind, b->kind)) != 0 ||
	    (d = strcmp(a->record, b->record)) != 0)
		return d;
	return strcmp(a->column, b->column);
}

static void
add(struct changes *c, struct case_change x)
{
	c->change = mem_grow(c->change, c->n + 1, &c->cap, sizeof *c->change);
	c->change[c->n++] = x;
}

/* The rows of the query; `column` holds all columns of each, comma-joined. */
static void
add_rows(struct changes *c, struct query *q, const char *case_id)
{
	while (db_step(q))
		add(c, (struct case_change){db_int(q, 0), case_id,
		    arena_strdup(&c->text, db_text(q, 1)),
		    arena_strdup(&c->text, db_text(q, 2)),
		    arena_strdup(&c->text, db_text(q, 3))});
}

/* The same may have been noted and be told by old rows. */
static void
drop_same(struct changes *c, size_t from)
{
	size_t n = from;

	if (c->n > from)
		qsort(c->change + from, c->n - from, sizeof *c->change, by_run);
	for (size_t i = from; i < c->n; i++)
		if (n == from || by_run(&c->change[n - 1], &c->change[i]) != 0)
			c->change[n++] = c->change[i];
	c->n = n;
}

/* The columns of a row become rows of their own. */
static void
take_apart(struct changes *c, size_t i)
{
	struct case_change x = c->change[i];
	char *list = arena_strdup(&c->text, x.column);
	char *rest = strchr(list, ',');

	if (rest != NULL)
		*rest++ = '\0';
	c->change[i].column = name_outside(x.kind, list);
	while (rest != NULL) {
		char *column = rest;

		rest = strchr(column, ',');
		if (rest != NULL)
			*rest++ = '\0';
		x.column = name_outside(x.kind, column);
		add(c, x);
	}
}

/* "It added the record" is what is left when nobody knows better. */
static void
drop_vague(struct changes *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct case_change *a = &c->change[i], *b = a + 1;
		bool vague = *a->column == '\0' && i + 1 < c->n &&
		    a->run == b->run && strcmp(a->case_id, b->case_id) == 0 &&
		    strcmp(a->kind, b->kind) == 0 &&
		    strcmp(a->record, b->record) == 0;

		if (!vague)
			c->change[n++] = *a;
	}
	c->n = n;
}

static void
read_case(struct changes *c, const char *id)
{
	int64_t client = db_find(&c->find, id);
	const char *case_id = arena_strdup(&c->text, id);
	size_t from = c->n, to;

	if (client == 0) {
		c->unknown++;
		return;
	}
	db_bind_int(&c->noted, 1, client);
	add_rows(c, &c->noted, case_id);
	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const char *runs = oldcases_runs(c->old, i, client);

		if (runs == NULL)
			continue;
		db_bind_int(&c->overwritten[i], 1, client);
		db_bind_text(&c->overwritten[i], OLDCASES_RUNS, runs);
		add_rows(c, &c->overwritten[i], case_id);
	}
	drop_same(c, from);
	to = c->n;
	for (size_t i = from; i < to; i++)
		take_apart(c, i);
}

void
changes_read(struct changes *c, const struct idlist *ids)
{
	c->n = 0;
	c->unknown = 0;
	arena_reset(&c->text);
	for (size_t i = 0; i < ids->n; i++)
		read_case(c, ids->id[i]);
	if (c->n > 0)
		qsort(c->change, c->n, sizeof *c->change, by_run);
	drop_vague(c);
}

void
changes_close(struct changes *c)
{
	db_end(&c->find);
	db_end(&c->noted);
	for (int i = 0; i < OLDROWS_TABLES; i++)
		db_end(&c->overwritten[i]);
	free(c->change);
	arena_free(&c->text);
	free(c);
}
