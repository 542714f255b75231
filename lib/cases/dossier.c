#include "lib/cases/dossier.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/cases/changes.h"
#include "lib/cases/oldrows.h"
#include "lib/io/datafile.h"
#include "lib/io/fields.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

enum { CASE_ID, TABLE, RECORD, COLUMN, VALUE, LABEL };

const struct out_column dossier_columns[] = {
	{"case_id", true}, {"table", true}, {"record", true},
	{"column", true}, {"value", true}, {"label", true}, {0}};

/*
 * Labels.
 */

struct column_label {
	const char *table, *column, *label;
};

static const struct fields_column label_columns[] = {
	{"table", FIELD_TEXT, true, offsetof(struct column_label, table)},
	{"column", FIELD_TEXT, true, offsetof(struct column_label, column)},
	{"label", FIELD_TEXT, true, offsetof(struct column_label, label)},
	{0}};

struct label_list {
	struct column_label *label;
	size_t n, cap;
	struct arena text;
};

static void
read_labels(struct label_list *l)
{
	char *path = datafile_find("labels/de.tsv");
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, label_columns);
	struct row row;
	struct column_label label;

	while (table_next(t, &row)) {
		if (!fields_read(f, &row, &label, &l->text))
			continue;
		l->label = mem_grow(l->label, l->n + 1, &l->cap,
		    sizeof *l->label);
		l->label[l->n++] = label;
	}
	fields_close(f);
	table_close(t);
	free(path);
}

/* The label of a table's column, else of this column in any table. */
static const char *
find_label(const struct label_list *l, const char *table, const char *column)
{
	const char *found = column;

	for (size_t i = 0; i < l->n; i++) {
		const struct column_label *x = &l->label[i];

		if (strcmp(x->column, column) != 0)
			continue;
		if (strcmp(x->table, table) == 0)
			return x->label;
		if (strcmp(x->table, "*") == 0)
			found = x->label;
	}
	return found;
}

/*
 * Values.
 */

struct dossier {
	struct db *db;
	struct out *out;
	struct label_list labels;
	const char *case_id;
};

enum shape { DAY, CLOCK, CODE, LOOKUP };

/* How columns are to be read that are not what they look like. */
static const struct reading {
	const char *table, *column;  /* table NULL: in any */
	enum shape shape;
	const char *const *words;    /* CODE */
	const char *sql;             /* LOOKUP: the text of ?1 */
} readings[] = {
	{"client", "status", CODE, code_status, NULL},
	{"letter", "result", CODE, code_result, NULL},
	{"cut", "state", CODE, code_cut, NULL},
	{"visit", "state", CODE, code_visit, NULL},
	{"visit", "outcome", CODE, code_outcome, NULL},
	{"visit", "reaction", CODE, code_reaction, NULL},
	{"visit", "next", CODE, code_next, NULL},
	{NULL, "worker", LOOKUP, NULL, "SELECT worker FROM worker WHERE id = ?1"},
	{NULL, "with_worker", LOOKUP, NULL,
	    "SELECT worker FROM worker WHERE id = ?1"},
	{NULL, "offer", LOOKUP, NULL, "SELECT offer || ' ' || name FROM offer"
	    " WHERE id = ?1"},
	{NULL, "purpose", LOOKUP, NULL,
	    "SELECT purpose FROM purpose WHERE id = ?1"},
	{NULL, "due_time", CLOCK, NULL, NULL}, {NULL, "start", CLOCK, NULL, NULL},
	{NULL, "end", CLOCK, NULL, NULL},
	{NULL, "birth_date", DAY, NULL, NULL},
	{NULL, "no_visits_until", DAY, NULL, NULL},
	{NULL, "address_on", DAY, NULL, NULL}, {NULL, "due", DAY, NULL, NULL},
	{NULL, "sent", DAY, NULL, NULL}, {NULL, "miss", DAY, NULL, NULL},
	{NULL, "hearing_until", DAY, NULL, NULL},
	{NULL, "notice", DAY, NULL, NULL}, {NULL, "cut_from", DAY, NULL, NULL},
	{NULL, "day", DAY, NULL, NULL}, {NULL, "next_on", DAY, NULL, NULL},
	{NULL, "planned_on", DAY, NULL, NULL},
	{NULL, "sign_then", DAY, NULL, NULL},
	{NULL, "visit_by", DAY, NULL, NULL},
	{NULL, "not_before", DAY, NULL, NULL},
	{NULL, "last_sign", DAY, NULL, NULL}, {NULL, "attended", DAY, NULL, NULL},
	{NULL, "since", DAY, NULL, NULL}, {NULL, "last_missed", DAY, NULL, NULL},
};

static const struct reading *
find_reading(const char *table, const char *column)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		const struct reading *r = &readings[i];

		if (strcmp(r->column, column) == 0 &&
		    (r->table == NULL || strcmp(r->table, table) == 0))
			return r;
	}
	return NULL;
}

/* A number that is none of the words is shown as it is. */
static char *
word_of(const char *const *words, int64_t code)
{
	int64_t n = 0;

	while (words[n] != NULL)
		n++;
	return code >= 0 && code < n ? xstrdup(words[code]) : NULL;
}

static char *
look_up(struct db *db, const char *sql, int64_t id)
{
	struct query q = db_query(db, sql);
	char *text = NULL;

	db_bind_int(&q, 1, id);
	if (db_step(&q))
		text = xstrdup(db_text(&q, 0));
	db_reset(&q);
	db_end(&q);
	return text;
}

/* The caller frees it. */
static char *
show_value(struct dossier *d, const char *table, const char *column,
    struct query *q, int i)
{
	const struct reading *r = find_reading(table, column);
	char buf[DATE_SIZE + CLOCK_SIZE], *text = NULL;

	if (r != NULL && db_is_int(q, i)) {
		int64_t n = db_int(q, i);

		if (r->shape == DAY && n >= DATE_MIN && n <= DATE_MAX)
			text = xstrdup(date_format((date)n, buf));
		else if (r->shape == CLOCK && n >= 0 && n <= CLOCK_DAY)
			text = xstrdup(clock_format((int)n, buf));
		else if (r->shape == CODE)
			text = word_of(r->words, n);
		else if (r->shape == LOOKUP)
			text = look_up(d->db, r->sql, n);
	}
	return text != NULL ? text : xstrdup(db_text(q, i));
}

/* `like`: the table of the database whose column it is. */
static void
print(struct dossier *d, const char *kind, const char *like,
    const char *record, const char *column, const char *value)
{
	out_text(d->out, CASE_ID, d->case_id);
	out_text(d->out, TABLE, kind);
	out_text(d->out, RECORD, record);
	out_text(d->out, COLUMN, column);
	out_text(d->out, VALUE, value);
	out_text(d->out, LABEL, find_label(&d->labels, like, column));
	out_row(d->out);
}

/*
 * Tables.
 */

/* The names of a table's columns, in their order. */
struct names_list {
	char **name;
	size_t n, cap;
};

static struct names_list
columns_of(struct db *db, const char *table)
{
	struct names_list l = {0};
	struct query q = db_query(db,
	    "SELECT name FROM pragma_table_xinfo(?1) ORDER BY cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q)) {
		l.name = mem_grow(l.name, l.n + 1, &l.cap, sizeof *l.name);
		l.name[l.n++] = xstrdup(db_text(&q, 0));
	}
	db_end(&q);
	return l;
}

static char *
select_rows(const struct names_list *l, const char *table, const char *client,
    const char *record)
{
	char *columns = xstrdup(""), *sql;

	for (size_t i = 0; i < l->n; i++) {
		char *more = xasprintf("%s, t.\"%s\"", columns, l->name[i]);

		free(columns);
		columns = more;
	}
	sql = xasprintf("SELECT %s%s FROM %s AS t WHERE %s = ?1 ORDER BY 1",
	    record, columns, table, client);
	free(columns);
	return sql;
}

/* `kind` is what the table is called outside, `like` the table whose columns
 * it has. */
static void
print_table(struct dossier *d, int64_t id, const char *table,
    const char *like, const char *kind, const char *client,
    const char *record)
{
	struct names_list l = columns_of(d->db, table);
	char *sql = select_rows(&l, table, client, record);
	struct query q = db_query(d->db, sql);

	db_bind_int(&q, 1, id);
	while (db_step(&q))
		for (size_t i = 0; i < l.n; i++) {
			char *value;

			if (db_null(&q, (int)i + 1))
				continue;
			value = show_value(d, like, l.name[i], &q, (int)i + 1);
			print(d, kind, like, db_text(&q, 0), l.name[i],
			    value);
			free(value);
		}
	db_end(&q);
	free(sql);
	for (size_t i = 0; i < l.n; i++)
		free(l.name[i]);
	free(l.name);
}

/* What was overwritten and is still kept is stored as well. */
static void
print_old(struct dossier *d, int64_t id, const struct oldrows_table *t)
{
	char *table = xasprintf("old_%s", t->name);
	char *kind = xasprintf("old_%s", t->kind);
	char *record = xasprintf("t.by_run || ' ' || %s", t->record);

	if (oldrows_has(d->db, t->name))
		print_table(d, id, table, t->name, kind, t->client, record);
	free(table);
	free(kind);
	free(record);
}

/* The runs that touched the case, and what each did. */
static void
print_runs(struct dossier *d)
{
	char *id = xstrdup(d->case_id);
	struct idlist one = {.id = &id, .n = 1};
	struct changes *c = changes_read(d->db, &one);
	struct query q = db_query(d->db, "SELECT at || ' ' || program || ' ' ||"
	    " user FROM run WHERE run = ?1");
	int64_t last = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct case_change *x = &c->change[i];
		char *run = xasprintf("%lld", (long long)x->run), *what;

		db_bind_int(&q, 1, x->run);
		if (x->run != last && db_step(&q))
			print(d, "runs", "runs", run, "run", db_text(&q, 0));
		db_reset(&q);
		last = x->run;
		what = xasprintf("%s %s%s%s", x->kind, x->record,
		    *x->record != '\0' ? " " : "",
		    *x->column != '\0' ? x->column : "*");
		print(d, "runs", "runs", run, "changed", what);
		free(what);
		free(run);
	}
	db_end(&q);
	changes_free(c);
	free(id);
}

static void
print_case(struct dossier *d, int64_t id)
{
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			print_table(d, id, oldrows_tables[i].name,
			    oldrows_tables[i].name, oldrows_tables[i].kind,
			    oldrows_tables[i].client,
			    oldrows_tables[i].record);
	print_table(d, id, "standing", "standing", "standing", "t.client", "''");
	print_table(d, id, "forgotten", "forgotten", "forgotten", "t.client",
	    "''");
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			print_old(d, id, &oldrows_tables[i]);
	print_runs(d);
}

long
dossier_print(struct db *db, struct out *o, const struct idlist *ids)
{
	struct dossier d = {.db = db, .out = o};
	struct query find = db_query(db,
	    "SELECT id FROM client WHERE case_id = ?1");
	long unknown = 0;

	out_holds(o, VALUE, KIND_TEXT);
	read_labels(&d.labels);
	for (size_t i = 0; i < ids->n; i++) {
		int64_t id = db_find(&find, ids->id[i]);

		d.case_id = ids->id[i];
		if (id != 0)
			print_case(&d, id);
		else
			unknown++;
	}
	db_end(&find);
	free(d.labels.label);
	arena_free(&d.labels.text);
	return unknown;
}
