#include "lib/import/upsert.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"

/* The statements for rows that have these columns; 0: none are made yet. */
struct statements {
	uint32_t columns;
	struct query select, insert, update;
};

/* Rows of one file nearly always have the same columns, so a few are enough. */
enum { SETS = 8 };

struct upsert {
	struct db *db;
	const struct schema_table *table;
	int64_t run;
	const char *watch;      /* "1": no column */
	struct value watched;
	uint32_t changed;
	struct value old[COLUMNS_MAX];  /* of columns that have changed */
	struct arena text;
	struct statements set[SETS];
	int next;               /* is made anew when none fits */
};

/* SQL that is being put together. */
struct sql { char *text; size_t n, cap; };

static void PRINTF(2, 3)
append(struct sql *s, const char *fmt, ...)
{
	va_list ap;
	int n;

	s->text = mem_grow(s->text, s->n + 200, &s->cap, 1);
	va_start(ap, fmt);
	n = vsnprintf(s->text + s->n, 200, fmt, ap);
	va_end(ap);
	s->n += (size_t)n;
}

static const char *
name(const struct schema_table *r, size_t i)
{
	const struct column *c = &r->column[i];

	return c->store != NULL ? c->store : c->name;
}

static bool
has(uint32_t columns, size_t i)
{
	return (columns >> i & 1) != 0;
}

/* Parameter i + 1 is column i, whichever statement; the run comes last. */
static void
append_key(struct sql *s, const struct schema_table *r)
{
	for (size_t i = 0; i < r->keys; i++)
		append(s, "%s \"%s\" = ?%zu", i == 0 ? " WHERE" : " AND",
		    name(r, i), i + 1);
}

static struct query
prepare(struct upsert *st, struct sql *s)
{
	struct query q = db_query(st->db, s->text);

	free(s->text);
	return q;
}

static struct query
make_select(struct upsert *st, uint32_t columns)
{
	const struct schema_table *r = st->table;
	struct sql s = {0};

	append(&s, "SELECT %s", st->watch);
	for (size_t i = r->keys; i < r->n; i++)
		if (has(columns, i))
			append(&s, ", \"%s\"", name(r, i));
	append(&s, " FROM %s", r->store);
	append_key(&s, r);
	return prepare(st, &s);
}

static struct query
make_insert(struct upsert *st, uint32_t columns)
{
	const struct schema_table *r = st->table;
	struct sql s = {0};

	append(&s, "INSERT INTO %s (", r->store);
	for (size_t i = 0; i < r->n; i++)
		if (has(columns, i))
			append(&s, "\"%s\", ", name(r, i));
	append(&s, "run) VALUES (");
	for (size_t i = 0; i < r->n; i++)
		if (has(columns, i))
			append(&s, "?%zu, ", i + 1);
	append(&s, "?%zu)", r->n + 1);
	return prepare(st, &s);
}

static struct query
make_update(struct upsert *st, uint32_t columns)
{
	const struct schema_table *r = st->table;
	struct sql s = {0};

	append(&s, "UPDATE %s SET ", r->store);
	for (size_t i = r->keys; i < r->n; i++)
		if (has(columns, i))
			append(&s, "\"%s\" = ?%zu, ", name(r, i), i + 1);
	append(&s, "run = ?%zu", r->n + 1);
	append_key(&s, r);
	return prepare(st, &s);
}

static void
end_statements(struct statements *s)
{
	if (s->columns == 0)
		return;
	db_end(&s->select);
	db_end(&s->insert);
	db_end(&s->update);
}

static struct statements *
statements_for(struct upsert *st, uint32_t columns)
{
	struct statements *s;

	for (int i = 0; i < SETS; i++)
		if (st->set[i].columns == columns)
			return &st->set[i];
	s = &st->set[st->next];
	st->next = (st->next + 1) % SETS;
	end_statements(s);
	s->columns = columns;
	s->select = make_select(st, columns);
	s->insert = make_insert(st, columns);
	s->update = make_update(st, columns);
	return s;
}

struct upsert *
upsert_open(struct db *db, const struct schema_table *table, int64_t run)
{
	struct upsert *st = xcalloc(1, sizeof *st);

	st->db = db;
	st->table = table;
	st->run = run;
	st->watch = "1";
	return st;
}

void
upsert_watch(struct upsert *st, const char *column)
{
	st->watch = column;
}

struct value
upsert_watched(const struct upsert *st)
{
	return st->watched;
}

void
upsert_close(struct upsert *st)
{
	if (st == NULL)
		return;
	for (int i = 0; i < SETS; i++)
		end_statements(&st->set[i]);
	arena_free(&st->text);
	free(st);
}

/* Is what the i-th result holds this value? */
static bool
is_stored(struct query *q, int i, const struct value *v)
{
	switch (v->type) {
	case VALUE_INT: return !db_null(q, i) && db_int(q, i) == v->i;
	case VALUE_REAL:
		return !db_null(q, i) &&
		    !(db_real(q, i) < v->r || db_real(q, i) > v->r);
	case VALUE_TEXT: return strcmp(db_text(q, i), v->s) == 0;
	default: return db_null(q, i);
	}
}

/* What the i-th result holds, as upsert_old() gives it, where the new value is of
 * this type. */
static struct value
old_value(struct upsert *st, struct query *q, int i, enum value_type type)
{
	struct value v = {.type = VALUE_NULL};

	if (db_null(q, i))
		return v;
	v.type = type == VALUE_NULL ? VALUE_INT : type;
	if (type == VALUE_TEXT)
		v.s = arena_strdup(&st->text, db_text(q, i));
	else if (type == VALUE_REAL)
		v.r = db_real(q, i);
	else if (type == VALUE_INT)
		v.i = db_int(q, i);
	return v;
}

static void
find_differences(struct upsert *st, struct query *select,
    const struct staged_row *row)
{
	int at = 0;

	arena_reset(&st->text);
	for (size_t i = st->table->keys; i < st->table->n; i++) {
		if (!has(row->columns, i) ||
		    is_stored(select, ++at, &row->value[i]))
			continue;
		st->changed |= UINT32_C(1) << i;
		st->old[i] = old_value(st, select, at, row->value[i].type);
	}
}

static void
bind_row(struct upsert *st, struct query *q, const struct staged_row *row)
{
	for (size_t i = 0; i < st->table->n; i++)
		if (has(row->columns, i))
			db_bind(q, (int)i + 1, &row->value[i]);
	db_bind_int(q, (int)st->table->n + 1, st->run);
}

enum action
upsert_put(struct upsert *st, const struct staged_row *row)
{
	struct statements *s = statements_for(st, row->columns);
	bool there;

	st->changed = 0;
	for (size_t i = 0; i < st->table->keys; i++)
		db_bind(&s->select, (int)i + 1, &row->value[i]);
	there = db_step(&s->select);
	st->watched = (struct value){.type = VALUE_NULL};
	if (there) {
		st->watched = old_value(st, &s->select, 0, VALUE_INT);
		find_differences(st, &s->select, row);
	}
	db_reset(&s->select);
	if (!there)
		return (row->odd & ROW_SHORT) != 0 ? REFUSED :
		    upsert_add(st, row);
	if (st->changed == 0)
		return UNCHANGED;
	bind_row(st, &s->update, row);
	db_run(&s->update);
	return CHANGED;
}

enum action
upsert_add(struct upsert *st, const struct staged_row *row)
{
	struct statements *s = statements_for(st, row->columns);

	st->changed = 0;
	bind_row(st, &s->insert, row);
	db_run(&s->insert);
	return ADDED;
}

uint32_t
upsert_changed(const struct upsert *st)
{
	return st->changed;
}

struct value
upsert_old(const struct upsert *st, int column)
{
	return (st->changed >> column & 1) != 0 ? st->old[column] :
	    (struct value){.type = VALUE_NULL};
}
