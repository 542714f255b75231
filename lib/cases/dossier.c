#include "lib/cases/dossier.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/cases/changes.h"
#include "lib/cases/oldcases.h"
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
look_up(struct query *q, int64_t id)
{
	char *text = NULL;

	db_bind_int(q, 1, id);
	if (db_step(q))
		text = xstrdup(db_text(q, 0));
	db_reset(q);
	return text;
}

/*
 * Tables.
 */

/* A column of a table, as it is to be shown. */
struct shown {
	char *name;
	const char *label;
	const struct reading *reading;  /* NULL: as it is */
	struct query look;              /* LOOKUP */
};

/* The rows of one table that are a case's. */
struct part {
	char *kind;          /* what the table is called outside */
	int old;             /* its number in oldrows_tables; -1: no old rows */
	struct query rows;   /* first the record, then its columns */
	struct shown *column;
	size_t n, cap;
};

/* For each of the tables of a case its rows, old rows; and two more. */
enum { PARTS = 2 * OLDROWS_TABLES + 2 };

struct dossier {
	struct db *db;
	struct out *out;
	struct label_list labels;
	const char *runs_label, *changed_label;
	struct oldcases *old;
	struct changes *changes;
	struct query run;
	struct part part[PARTS];
	size_t parts;
	const char *case_id;
};

/* `like`: the table of the database whose columns it has. */
static void
add_column(struct dossier *d, struct part *p, const char *like, const char *name)
{
	struct shown *s;

	p->column = mem_grow(p->column, p->n + 1, &p->cap, sizeof *p->column);
	s = &p->column[p->n++];
	*s = (struct shown){.name = xstrdup(name),
	    .label = find_label(&d->labels, like, name),
	    .reading = find_reading(like, name)};
	if (s->reading != NULL && s->reading->shape == LOOKUP)
		s->look = db_query(d->db, s->reading->sql);
}

/* In their order. */
static void
add_columns(struct dossier *d, struct part *p, const char *table,
    const char *like)
{
	struct query q = db_query(d->db,
	    "SELECT name FROM pragma_table_xinfo(?1) ORDER BY cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q))
		add_column(d, p, like, db_text(&q, 0));
	db_end(&q);
}

static char *
select_rows(const struct part *p, const char *table, const char *which,
    const char *record)
{
	char *columns = xstrdup(""), *sql;

	for (size_t i = 0; i < p->n; i++) {
		char *more = xasprintf("%s, t.\"%s\"", columns,
		    p->column[i].name);

		free(columns);
		columns = more;
	}
	sql = xasprintf("SELECT %s%s FROM %s AS t WHERE %s ORDER BY 1",
	    record, columns, table, which);
	free(columns);
	return sql;
}

static void
add_part(struct dossier *d, const char *table, const char *like, char *kind,
    int old, const char *which, const char *record)
{
	struct part *p = &d->part[d->parts++];
	char *sql;

	*p = (struct part){.kind = kind, .old = old};
	add_columns(d, p, table, like);
	sql = select_rows(p, table, which, record);
	p->rows = db_query(d->db, sql);
	free(sql);
}

static void
add_stored(struct dossier *d, const struct oldrows_table *t)
{
	add_part(d, t->name, t->name, xstrdup(t->kind), -1, t->of_client,
	    t->record);
}

static void
add_derived(struct dossier *d, const char *table)
{
	add_part(d, table, table, xstrdup(table), -1, "t.client=?1", "''");
}

/* What was overwritten and is still kept is stored as well. */
static void
add_old(struct dossier *d, int i)
{
	const struct oldrows_table *t = &oldrows_tables[i];
	char *table, *record, *which;

	if (!oldrows_has(d->db, t->name))
		return;
	table = xasprintf("old_%s", t->name);
	record = xasprintf("t.by_run || ' ' || %s", t->record);
	which = oldcases_which(i);
	add_part(d, table, t->name, xasprintf("old_%s", t->kind), i, which,
	    record);
	free(table);
	free(record);
	free(which);
}

static void
add_parts(struct dossier *d)
{
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			add_stored(d, &oldrows_tables[i]);
	add_derived(d, "standing");
	add_derived(d, "forgotten");
	for (int i = OLDROWS_TABLES - 1; i >= 0; i--)
		if (oldrows_tables[i].client != NULL)
			add_old(d, i);
}

static void
free_part(struct part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		db_end(&p->column[i].look);
		free(p->column[i].name);
	}
	db_end(&p->rows);
	free(p->column);
	free(p->kind);
}

/*
 * A case.
 */

static void
print(struct dossier *d, const char *kind, const char *record,
    const char *column, const char *value, const char *label)
{
	out_text(d->out, CASE_ID, d->case_id);
	out_text(d->out, TABLE, kind);
	out_text(d->out, RECORD, record);
	out_text(d->out, COLUMN, column);
	out_text(d->out, VALUE, value);
	out_text(d->out, LABEL, label);
	out_row(d->out);
}

/* The text of a number that is not what it looks like, which the caller frees;
 * NULL: it is to be shown as it is. */
static char *
read_number(struct shown *s, int64_t n)
{
	const struct reading *r = s->reading;
	char buf[DATE_SIZE + CLOCK_SIZE];

	if (r->shape == DAY && n >= DATE_MIN && n <= DATE_MAX)
		return xstrdup(date_format((date)n, buf));
	if (r->shape == CLOCK && n >= 0 && n <= CLOCK_DAY)
		return xstrdup(clock_format((int)n, buf));
	if (r->shape == CODE)
		return word_of(r->words, n);
	return r->shape == LOOKUP ? look_up(&s->look, n) : NULL;
}

static void
print_value(struct dossier *d, struct part *p, size_t i)
{
	struct query *q = &p->rows;
	struct shown *s = &p->column[i];
	int at = (int)i + 1;
	char *text = s->reading != NULL && db_is_int(q, at) ?
	    read_number(s, db_int(q, at)) : NULL;

	print(d, p->kind, db_text(q, 0), s->name,
	    text != NULL ? text : db_text(q, at), s->label);
	free(text);
}

static void
print_part(struct dossier *d, struct part *p, int64_t client)
{
	const char *runs = p->old >= 0 ?
	    oldcases_runs(d->old, p->old, client) : NULL;

	if (p->old >= 0 && runs == NULL)
		return;
	db_bind_int(&p->rows, 1, client);
	if (runs != NULL)
		db_bind_text(&p->rows, OLDCASES_RUNS, runs);
	while (db_step(&p->rows))
		for (size_t i = 0; i < p->n; i++)
			if (!db_null(&p->rows, (int)i + 1))
				print_value(d, p, i);
}

/* The runs that touched the case, and what each did. */
static void
print_runs(struct dossier *d)
{
	char *id = xstrdup(d->case_id);
	struct idlist one = {.id = &id, .n = 1};
	struct changes *c = d->changes;
	int64_t last = 0;

	changes_read(c, &one);
	for (size_t i = 0; i < c->n; i++) {
		const struct case_change *x = &c->change[i];
		char *run = xasprintf("%lld", (long long)x->run), *what;

		db_bind_int(&d->run, 1, x->run);
		if (x->run != last && db_step(&d->run))
			print(d, "runs", run, "run", db_text(&d->run, 0),
			    d->runs_label);
		db_reset(&d->run);
		last = x->run;
		what = xasprintf("%s %s%s%s", x->kind, x->record,
		    *x->record != '\0' ? " " : "",
		    *x->column != '\0' ? x->column : "*");
		print(d, "runs", run, "changed", what, d->changed_label);
		free(what);
		free(run);
	}
	free(id);
}

static void
print_case(struct dossier *d, int64_t client)
{
	for (size_t i = 0; i < d->parts; i++)
		print_part(d, &d->part[i], client);
	print_runs(d);
}

/* What is asked of every case is prepared once. */
static void
begin(struct dossier *d, const struct idlist *ids)
{
	read_labels(&d->labels);
	d->runs_label = find_label(&d->labels, "runs", "run");
	d->changed_label = find_label(&d->labels, "runs", "changed");
	d->old = oldcases_read(d->db, ids);
	d->changes = changes_open(d->db, d->old);
	d->run = db_query(d->db, "SELECT at || ' ' || program || ' ' || user"
	    " FROM run WHERE run = ?1");
	add_parts(d);
}

static void
end(struct dossier *d)
{
	for (size_t i = 0; i < d->parts; i++)
		free_part(&d->part[i]);
	db_end(&d->run);
	changes_close(d->changes);
	oldcases_free(d->old);
	free(d->labels.label);
	arena_free(&d->labels.text);
}

long
dossier_print(struct db *db, struct out *o, const struct idlist *ids)
{
	struct dossier d = {.db = db, .out = o};
	struct query find = db_query(db,
	    "SELECT id FROM client WHERE case_id = ?1");
	long unknown = 0;

	out_holds(o, VALUE, KIND_TEXT);
	begin(&d, ids);
	for (size_t i = 0; i < ids->n; i++) {
		int64_t id = db_find(&find, ids->id[i]);

		d.case_id = ids->id[i];
		if (id != 0)
			print_case(&d, id);
		else
			unknown++;
	}
	db_end(&find);
	end(&d);
	return unknown;
}
