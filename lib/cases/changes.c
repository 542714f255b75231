#include "lib/cases/changes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cases/oldrows.h"

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

static void
add(struct changes *c, struct query *q, const char *case_id,
    const char *column)
{
	const char *kind = arena_strdup(&c->text, db_text(q, 1));

	c->change = mem_grow(c->change, c->n + 1, &c->cap, sizeof *c->change);
	c->change[c->n++] = (struct case_change){db_int(q, 0), case_id, kind,
	    arena_strdup(&c->text, db_text(q, 2)),
	    name_outside(kind, column)};
}

/* A row of the query, its columns taken apart. */
static void
add_columns(struct changes *c, struct query *q, const char *case_id)
{
	char *list = arena_strdup(&c->text, db_text(q, 3)), *rest = list;

	do {
		char *column = rest;

		rest = strchr(column, ',');
		if (rest != NULL)
			*rest++ = '\0';
		add(c, q, case_id, column);
	} while (rest != NULL);
}

/* What was noted, what the old rows tell, and the run that the record itself
 * names, unless one of those knows more of it. */
static char *
select_from(struct db *db)
{
	char *sql = xstrdup("SELECT run, kind, record, columns FROM change"
	    " WHERE client = ?1");

	for (int i = 0; i < OLDROWS_TABLES; i++) {
		const struct oldrows_table *t = &oldrows_tables[i];
		char *old, *more, *which;

		if (t->client == NULL)
			continue;
		if (oldrows_has(db, t->name)) {
			which = xasprintf("%s = ?1", t->client);
			old = oldrows_changes(db, t, which);
			more = xasprintf("%s UNION SELECT run, kind, record,"
			    " columns FROM (%s)", sql, old);
			free(which);
			free(old);
			free(sql);
			sql = more;
		}
		if (!t->has_run)
			continue;
		more = xasprintf("%s UNION SELECT t.run, '%s', %s, ''"
		    " FROM %s AS t WHERE %s = ?1", sql, t->kind, t->record,
		    t->name, t->client);
		free(sql);
		sql = more;
	}
	return sql;
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

struct changes *
changes_read(struct db *db, const struct idlist *ids)
{
	struct changes *c = xcalloc(1, sizeof *c);
	char *sql = select_from(db);
	struct query q = db_query(db, sql);
	struct query find = db_query(db,
	    "SELECT id FROM client WHERE case_id = ?1");

	for (size_t i = 0; i < ids->n; i++) {
		int64_t client = db_find(&find, ids->id[i]);

		db_bind_int(&q, 1, client);
		while (client != 0 && db_step(&q))
			add_columns(c, &q,
			    arena_strdup(&c->text, ids->id[i]));
	}
	if (c->n > 0)
		qsort(c->change, c->n, sizeof *c->change, by_run);
	drop_vague(c);
	db_end(&find);
	db_end(&q);
	free(sql);
	return c;
}

void
changes_free(struct changes *c)
{
	free(c->change);
	arena_free(&c->text);
	free(c);
}
