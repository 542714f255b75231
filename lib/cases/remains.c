#include "lib/cases/remains.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

void
remains_note(struct db *db, struct residue *gone, const char *sql)
{
	struct query q = db_query(db, sql);
	int n = db_columns(&q);

	while (db_step(&q))
		for (int i = 0; i < n; i++)
			if (db_is_text(&q, i))
				residue_add(gone, db_text(&q, i));
	db_end(&q);
}

/* A record as it lies in the file, as far as texts may touch each other there:
 * NULL, 0 and 1 take no room; of other numbers one byte is enough. */
struct living_bytes {
	char *bytes;
	size_t n, cap;
};

static void
append(struct living_bytes *r, const char *bytes, size_t n)
{
	r->bytes = mem_grow(r->bytes, r->n + n + 1, &r->cap, 1);
	memcpy(r->bytes + r->n, bytes, n);
	r->n += n;
}

static void
add_column(struct living_bytes *r, struct query *q, int i)
{
	if (db_is_text(q, i))
		append(r, db_text(q, i), strlen(db_text(q, i)));
	else if (!db_null(q, i) &&
	    !(db_is_int(q, i) && (db_int(q, i) == 0 || db_int(q, i) == 1)))
		append(r, "", 1);
}

/* `name` is as SQL writes it. */
static void
read_living(struct db *db, struct residue *gone, const char *name)
{
	char *sql = xasprintf("SELECT * FROM %s", name);
	struct query q = db_query(db, sql);
	struct living_bytes r = {0};
	int n = db_columns(&q);

	while (db_step(&q)) {
		r.n = 0;
		for (int i = 0; i < n; i++)
			add_column(&r, &q, i);
		if (r.n > 0)
			residue_living(gone, r.bytes, r.n);
	}
	db_end(&q);
	free(r.bytes);
	free(sql);
}

/* Tables that somebody added, too, whatever they are called; but not virtual
 * ones, whose rows lie in other tables. */
static void
read_all_living(struct db *db, struct residue *gone)
{
	struct query q = db_query(db, "SELECT '\"' || replace(name, '\"', '\"\"')"
	    " || '\"' FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
	    " UNION ALL SELECT 'sqlite_schema'");

	while (db_step(&q))
		read_living(db, gone, db_text(&q, 0));
	db_end(&q);
}

size_t
remains_count(struct db *db, const char *path, struct residue *gone)
{
	size_t left;

	db_begin_read(db);
	/* Nobody changes the file from here on. */
	db_value(db, "SELECT count(*) FROM state", 0);
	left = residue_in_file(gone, path);
	if (left > 0) {
		read_all_living(db, gone);
		left = residue_left(gone);
	}
	db_end_read(db);
	return left;
}
