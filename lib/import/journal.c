#include "lib/import/journal.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"

enum { LONG_OPEN = 30 };  /* days */

static char *
names_of(const struct staging_input *f)
{
	const struct schema_table *t = &import_tables[f->table];
	char *list = xstrdup("");

	for (size_t i = 0; i < t->n; i++)
		if ((f->headed >> i & 1) != 0)
			tags_append(&list, t->column[i].name);
	return list;
}

/* The columns of the last import; "": there was none, or files like this one
 * and like that one come in turns. */
static const char last_columns[] =
    "WITH done AS (SELECT * FROM run_input WHERE \"table\" = ?1 AND run NOT IN"
    " (SELECT run FROM run WHERE undone_by IS NOT NULL))"
    " SELECT columns FROM (SELECT * FROM done WHERE headings >= ?2"
    " ORDER BY run DESC, n DESC LIMIT 1) AS last WHERE NOT EXISTS"
    " (SELECT 1 FROM done WHERE columns = coalesce(?3, '')"
    " AND (done.run, done.n) < (last.run, last.n))";

static char *
columns_before(struct query *last, const struct staging_input *f)
{
	char *columns, *own = names_of(f);

	db_bind_text(last, 1, import_tables[f->table].name);
	db_bind_int(last, 2, (int64_t)f->headings);
	db_bind_text(last, 3, own);
	columns = xstrdup(db_step(last) ? db_text(last, 0) : "");
	db_reset(last);
	free(own);
	return columns;
}

/* Those of the list that have no heading now. */
static char *
vanished(const struct staging_input *f, const char *before)
{
	char *list = xstrdup("");
	const char *name;
	size_t n;

	while ((n = tags_next(&before, &name)) > 0) {
		char *column = xasprintf("%.*s", (int)n, name);
		int c = schema_column(&import_tables[f->table], column);

		if (c >= 0 && (f->headed >> c & 1) == 0)
			tags_append(&list, column);
		free(column);
	}
	return list;
}

/* How many more headings made the same columns in the last such import; 0 too
 * if files like this one and like that one come in turns. */
static const char fewer_headings[] =
    "WITH done AS (SELECT * FROM run_input WHERE \"table\" = ?1"
    " AND columns = ?3 AND run NOT IN"
    " (SELECT run FROM run WHERE undone_by IS NOT NULL))"
    " SELECT headings - ?2 FROM (SELECT * FROM done"
    " ORDER BY run DESC, n DESC LIMIT 1) AS last WHERE headings > ?2"
    " AND NOT EXISTS (SELECT 1 FROM done WHERE headings = ?2"
    " AND (done.run, done.n) < (last.run, last.n))";

/* One of two that a column was joined from has gone, and half of the column
 * with it. */
static void
say_fewer(struct query *q, const struct staging_input *f)
{
	char *own = names_of(f);
	long n;

	db_bind_text(q, 1, import_tables[f->table].name);
	db_bind_int(q, 2, (int64_t)f->headings);
	db_bind_text(q, 3, own);
	n = db_step(q) ? (long)db_int(q, 0) : 0;
	db_reset(q);
	free(own);
	if (n > 0)
		diag_warn(language_count(n,
		    "%s: the same columns as in the last import of %s, but %ld"
		    " heading fewer: what several of them made may lack a part",
		    "%s: the same columns as in the last import of %s, but %ld"
		    " headings fewer: what several of them made may lack a part"),
		    f->file, import_tables[f->table].name, n);
}

enum {
	MANY = 20,     /* rows: a list of fewer may well be empty ... */
	SHRINKS = 50,  /* ... and one of fewer may well have a few */
};

/* A file with nothing but keys is no export: scripts use one to make a run. */
static bool
is_list(struct staging *in, int table)
{
	for (size_t i = 0; i < staging_inputs(in); i++) {
		struct staging_input f = staging_input(in, i);

		if (f.table == table && f.headings > 1)
			return true;
	}
	return false;
}

/* Where a list had so many rows, the system has probably failed to make it. */
static void
say_empty(struct staging *in, const struct import_target *to)
{
	struct query q = db_query(to->db, "SELECT n_read FROM run_table"
	    " WHERE \"table\" = ?1 AND n_read > 0 AND run NOT IN"
	    " (SELECT run FROM run WHERE undone_by IS NOT NULL)"
	    " ORDER BY run DESC LIMIT 1");

	for (int i = 0; i < TABLES; i++) {
		if (!is_list(in, i) || staging_read(in, i) > 0)
			continue;
		db_bind_text(&q, 1, import_tables[i].name);
		if (db_step(&q) && db_int(&q, 0) >= MANY)
			diag_warn("%s: no row at all, but %lld in the last "
			    "import that had any", import_tables[i].name,
			    (long long)db_int(&q, 0));
		db_reset(&q);
	}
	db_end(&q);
}

/* How many rows the last import had of files with these columns, if that is many
 * and more than ten times as many as now; not if there had been one as small as
 * now before: whole lists and changes come in turns. */
static const char shrunk[] =
    "WITH done AS (SELECT run, sum(n_read) AS n FROM run_input"
    " WHERE \"table\" = ?1 AND columns = ?2 AND run NOT IN"
    " (SELECT run FROM run WHERE undone_by IS NOT NULL) GROUP BY run)"
    " SELECT n FROM (SELECT * FROM done ORDER BY run DESC LIMIT 1) AS last"
    " WHERE n >= ?3 AND n > 10 * ?4 AND NOT EXISTS (SELECT 1 FROM done"
    " WHERE done.run < last.run AND done.n <= 2 * ?4)";

/* The rows of all files that have the columns of the i-th; 0 if an earlier one
 * has them, or one with rows that were mended. */
static long
rows_alike(struct staging *in, size_t i)
{
	struct staging_input f = staging_input(in, i);
	long n = 0;

	for (size_t k = 0; k < staging_inputs(in); k++) {
		struct staging_input g = staging_input(in, k);

		if (g.table != f.table || g.headed != f.headed)
			continue;
		if (k < i || g.mended)
			return 0;
		n += g.read;
	}
	return n;
}

/* A list that breaks off between two rows looks whole. */
static void
say_shrunk(struct query *q, const struct staging_input *f, long n)
{
	char *columns = names_of(f);

	db_bind_text(q, 1, import_tables[f->table].name);
	db_bind_text(q, 2, columns);
	db_bind_int(q, 3, SHRINKS);
	db_bind_int(q, 4, n);
	if (db_step(q))
		diag_warn("%s: %ld rows only, and %lld in the last import of such a"
		    " list: is it whole?", import_tables[f->table].name, n,
		    (long long)db_int(q, 0));
	db_reset(q);
	free(columns);
}

static void
say_all_shrunk(struct staging *in, const struct import_target *to)
{
	struct query q = db_query(to->db, shrunk);

	for (size_t i = 0; i < staging_inputs(in); i++) {
		struct staging_input f = staging_input(in, i);
		long n = rows_alike(in, i);

		if (n > 0 && f.headings > 1)
			say_shrunk(&q, &f, n);
	}
	db_end(&q);
}

void
journal_say_vanished(struct staging *in, const struct import_target *to)
{
	struct query last = db_query(to->db, last_columns);
	struct query fewer = db_query(to->db, fewer_headings);

	for (size_t i = 0; i < staging_inputs(in); i++) {
		struct staging_input f = staging_input(in, i);
		char *before = columns_before(&last, &f);
		char *list = vanished(&f, before);

		if (*list != '\0')
			diag_warn("%s: no heading for %s, which the last import "
			    "of %s had", f.file, list,
			    import_tables[f.table].name);
		say_fewer(&fewer, &f);
		free(list);
		free(before);
	}
	db_end(&last);
	db_end(&fewer);
	say_empty(in, to);
	say_all_shrunk(in, to);
}

void
journal_say_open(const struct import_target *to)
{
	struct query q = db_query(to->db, "SELECT count(*) FROM ("
#include "query/open-letters.inc"
	    ")");
	long long n;

	db_bind_int(&q, 1, to->as_of - LONG_OPEN);
	n = db_step(&q) ? db_int(&q, 0) : 0;
	db_end(&q);
	if (n > 0)
		diag_warn("letters: %lld still open %d days after their day or "
		    "later", n, LONG_OPEN);
}

static void
write_inputs(struct staging *in, const struct import_target *to)
{
	struct query q = db_query(to->db, "INSERT INTO run_input (run, n,"
	    " \"table\", file, columns, headings, n_read, n_rejected)"
	    " VALUES (?1, ?2, ?3, ?4, coalesce(?5, ''), ?6, ?7, ?8)");

	for (size_t i = 0; i < staging_inputs(in); i++) {
		struct staging_input f = staging_input(in, i);
		char *columns = names_of(&f);

		db_bind_int(&q, 1, to->run);
		db_bind_int(&q, 2, (int64_t)i + 1);
		db_bind_text(&q, 3, import_tables[f.table].name);
		db_bind_text(&q, 4, f.file);
		db_bind_text(&q, 5, columns);
		db_bind_int(&q, 6, (int64_t)f.headings);
		db_bind_int(&q, 7, f.read);
		db_bind_int(&q, 8, f.rejected);
		db_run(&q);
		free(columns);
	}
	db_end(&q);
}

static void
write_table(struct query *q, int64_t run, int table, const struct account *a)
{
	const long n[] = {a->read, a->added, a->changed, a->unchanged,
		a->rejected, a->values, a->closed, a->again};

	db_bind_int(q, 1, run);
	db_bind_text(q, 2, import_tables[table].name);
	for (int i = 0; i < (int)(sizeof n / sizeof n[0]); i++)
		db_bind_int(q, 3 + i, n[i]);
	db_run(q);
}

void
journal_write(struct staging *in, const struct import_target *to,
    const struct account account[TABLES])
{
	struct query q = db_query(to->db, "INSERT INTO run_table (run,"
	    " \"table\", n_read, n_new, n_changed, n_unchanged, n_rejected,"
	    " n_values, n_closed, n_again)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

	for (int i = 0; i < TABLES; i++)
		if (staging_has(in, i))
			write_table(&q, to->run, i, &account[i]);
	db_end(&q);
	write_inputs(in, to);
}
