#include "lib/io/db.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/io/db_sqlite.h"

/* What db_feed() reads from is a table of SQLite's virtual kind, with one
 * cursor. */
enum { FEED_COLUMNS = 16 };

struct feed {
	struct db *db;
	const char *columns;
	bool (*next)(void *, struct value *);
	void *arg;
	struct value value[FEED_COLUMNS];
	bool at_end;
	sqlite3_int64 row;
};

struct feed_table { sqlite3_vtab base; struct feed *feed; };

static int
feed_connect(sqlite3 *handle, void *feed, int argc, const char *const *argv,
    sqlite3_vtab **out, char **error)
{
	struct feed *f = feed;
	struct feed_table *t = xcalloc(1, sizeof *t);
	char *sql = xasprintf("CREATE TABLE incoming (%s)", f->columns);
	int rc = sqlite3_declare_vtab(handle, sql);

	(void)argc;
	(void)argv;
	(void)error;
	free(sql);
	t->feed = f;
	*out = &t->base;
	return rc;
}

static int
feed_disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int
feed_plan(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int
feed_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	(void)t;
	*out = xcalloc(1, sizeof **out);
	return SQLITE_OK;
}

static int
feed_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static struct feed *
feed_of(sqlite3_vtab_cursor *c)
{
	return ((struct feed_table *)c->pVtab)->feed;
}

static int
feed_next(sqlite3_vtab_cursor *c)
{
	struct feed *f = feed_of(c);

	db_bound_call(f->db);
	f->at_end = !f->next(f->arg, f->value);
	f->row++;
	return SQLITE_OK;
}

static int
feed_begin(sqlite3_vtab_cursor *c, int plan, const char *name, int argc,
    sqlite3_value **argv)
{
	(void)plan;
	(void)name;
	(void)argc;
	(void)argv;
	return feed_next(c);
}

static int
feed_at_end(sqlite3_vtab_cursor *c)
{
	return feed_of(c)->at_end;
}

static int
feed_column(sqlite3_vtab_cursor *c, sqlite3_context *to, int column)
{
	const struct value *v = &feed_of(c)->value[column];

	switch (v->type) {
	case VALUE_INT: sqlite3_result_int64(to, v->i); break;
	case VALUE_REAL: sqlite3_result_double(to, v->r); break;
	case VALUE_TEXT: sqlite3_result_text(to, v->s, -1, SQLITE_STATIC); break;
	default: break;  /* NULL unless something is said */
	}
	return SQLITE_OK;
}

static int
feed_row(sqlite3_vtab_cursor *c, sqlite3_int64 *row)
{
	*row = feed_of(c)->row;
	return SQLITE_OK;
}

/* Without a way to create one it is there by its name alone. */
static const sqlite3_module feed_module = {
	.xConnect = feed_connect, .xDisconnect = feed_disconnect,
	.xBestIndex = feed_plan, .xOpen = feed_open, .xClose = feed_close,
	.xFilter = feed_begin, .xNext = feed_next, .xEof = feed_at_end,
	.xColumn = feed_column, .xRowid = feed_row,
};

static void
check_references(struct db *db, int on)
{
	int rc = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, on,
	    NULL);

	if (rc != SQLITE_OK)
		db_fail(db, rc);
}

void
db_feed(struct db *db, const char *sql, const char *columns,
    bool (*next)(void *, struct value *), void *arg)
{
	struct feed f = {.db = db, .columns = columns, .next = next, .arg = arg};
	struct query q;
	int rc = sqlite3_create_module(db->handle, "incoming", &feed_module,
	    &f);

	if (rc != SQLITE_OK)
		db_fail(db, rc);
	check_references(db, 0);
	q = db_query(db, sql);
	db_run(&q);
	db_end(&q);
	check_references(db, 1);
	sqlite3_create_module(db->handle, "incoming", NULL, NULL);
}
