#include "lib/letters.h"

#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

/* A letter as it is stored: columns in the order of the statements below. */
struct letter {
	int64_t client, due, n;
	struct value id;
	struct value purpose;   /* its number */
	struct value sent, time, reason;
	int64_t result;
};

enum { BATCH = 50, FIELDS = 9 };

struct letters {
	struct db *db;
	int64_t run;
	bool first_load;        /* the table was empty */
	struct standing *standing;
	char *index_sql;        /* of the index that is made at the end */
	struct query of_client, by_id, insert, update;

	/* The case at hand and its letters by day; texts in the arena. */
	int64_t client, due;
	struct letter *stored;
	size_t n, cap;
	size_t from, to;        /* those of the day at hand */
	int64_t next_n;
	int64_t left;
	struct arena text;

	struct purposes *purposes;

	/* New letters that wait for the statement that stores so many of them
	 * at once; it takes a third less time than one by one. */
	struct letter batch[BATCH];
	size_t waiting;
	struct arena batch_text;
	struct query insert_batch;
};

enum { MANY = 1000 };  /* rows that are worth making an index anew */

static char *
drop_index(struct db *db)
{
	struct query q = db_query(db,
	    "SELECT sql FROM sqlite_schema WHERE name = 'letter_key'");
	char *sql = db_step(&q) ? xstrdup(db_text(&q, 0)) : NULL;

	db_end(&q);
	if (sql != NULL)
		db_exec(db, "DROP INDEX letter_key");
	return sql;
}

#define COLUMNS "client, due, n, result, sent, purpose, letter_id, due_time," \
	" reason"

/* Parameter 1 is the run, then come FIELDS for each row. */
static struct query
prepare_insert(struct db *db, int rows)
{
	char *sql = xstrdup("INSERT INTO letter (run, " COLUMNS ") VALUES");
	struct query q;

	for (int i = 0; i < rows; i++) {
		int p = 2 + i * FIELDS;
		char *longer = xasprintf("%s%s (?1, ?%d, ?%d, ?%d, ?%d, ?%d,"
		    " ?%d, ?%d, ?%d, ?%d)", sql, i > 0 ? "," : "", p, p + 1,
		    p + 2, p + 3, p + 4, p + 5, p + 6, p + 7, p + 8);

		free(sql);
		sql = longer;
	}
	q = db_query(db, sql);
	free(sql);
	return q;
}

static void
prepare(struct letters *l)
{
	l->of_client = db_query(l->db, "SELECT " COLUMNS " FROM letter"
	    " WHERE client = ?1 ORDER BY due, n");
	l->by_id = db_query(l->db, "SELECT " COLUMNS " FROM letter"
	    " WHERE letter_id = ?1");
	l->insert = prepare_insert(l->db, 1);
	l->update = db_query(l->db, "UPDATE letter SET client = ?1, due = ?2,"
	    " n = ?3, result = ?4, sent = ?5, purpose = ?6, letter_id = ?7,"
	    " due_time = ?8, reason = ?9, run = ?10"
	    " WHERE client = ?11 AND due = ?12 AND n = ?13");
}

struct letters *
letters_open(struct db *db, int64_t run, struct purposes *purposes, long rows,
    struct standing *standing)
{
	struct letters *l = xcalloc(1, sizeof *l);

	l->db = db;
	l->run = run;
	l->purposes = purposes;
	l->standing = standing;
	l->first_load = db_value(db, "SELECT 1 FROM letter LIMIT 1", 0) == 0;
	if (l->first_load && rows > MANY)
		l->index_sql = drop_index(db);
	prepare(l);
	if (rows >= BATCH)
		l->insert_batch = prepare_insert(db, BATCH);
	return l;
}

static struct value
int_value(int64_t i)
{
	return (struct value){.type = VALUE_INT, .i = i};
}

static struct value
result_int(struct query *q, int i)
{
	if (db_null(q, i))
		return (struct value){.type = VALUE_NULL};
	return int_value(db_int(q, i));
}

static struct value
result_text(struct letters *l, struct query *q, int i)
{
	struct value v = {.type = VALUE_NULL};

	if (db_null(q, i))
		return v;
	v.type = VALUE_TEXT;
	v.s = arena_strdup(&l->text, db_text(q, i));
	return v;
}

static struct letter
result_letter(struct letters *l, struct query *q)
{
	return (struct letter){
		.client = db_int(q, 0), .due = db_int(q, 1),
		.n = db_int(q, 2), .result = db_int(q, 3),
		.sent = result_int(q, 4), .purpose = result_int(q, 5),
		.id = db_is_int(q, 6) ? result_int(q, 6) :
		    result_text(l, q, 6),
		.time = result_int(q, 7), .reason = result_text(l, q, 8),
	};
}

static void
read_client(struct letters *l, int64_t client)
{
	l->client = client;
	l->due = INT64_MIN;
	l->n = l->from = l->to = 0;
	arena_reset(&l->text);
	if (l->first_load)
		return;
	db_bind_int(&l->of_client, 1, client);
	while (db_step(&l->of_client)) {
		l->stored = mem_grow(l->stored, l->n + 1, &l->cap,
		    sizeof *l->stored);
		l->stored[l->n++] = result_letter(l, &l->of_client);
	}
}

static void
find_day(struct letters *l, int64_t due)
{
	l->due = due;
	l->next_n = 0;
	for (l->from = l->to; l->from < l->n; l->from++)
		if (l->stored[l->from].due >= due)
			break;
	for (l->to = l->from; l->to < l->n; l->to++) {
		if (l->stored[l->to].due != due)
			break;
		l->next_n = l->stored[l->to].n + 1;
	}
}

static bool
has_id(const struct record_row *row)
{
	return (row->columns >> LETTER_ID & 1) != 0 &&
	    row->value[LETTER_ID].type != VALUE_NULL;
}

/* The stored letter that this row is about, if it is one of its day's. */
static bool
find_beside(struct letters *l, const struct record_row *row,
    const struct value *purpose, struct letter *found)
{
	for (size_t i = l->from; i < l->to; i++) {
		const struct letter *s = &l->stored[i];

		if (has_id(row) ? !value_equal(&s->id, &row->value[LETTER_ID]) :
		    s->id.type != VALUE_NULL ||
		    !value_equal(&s->purpose, purpose))
			continue;
		*found = *s;
		return true;
	}
	return false;
}

static bool
find_elsewhere(struct letters *l, const struct record_row *row,
    struct letter *found)
{
	bool there;

	if (l->first_load || !has_id(row))
		return false;
	store_bind(&l->by_id, 1, &row->value[LETTER_ID]);
	there = db_step(&l->by_id);
	if (there)
		*found = result_letter(l, &l->by_id);
	db_reset(&l->by_id);
	return there;
}

static bool
set(struct value *to, const struct value *v)
{
	bool differs = !value_equal(to, v);

	*to = *v;
	return differs;
}

static bool
has(const struct record_row *row, int column)
{
	return (row->columns >> column & 1) != 0;
}

/* Puts the row's columns into the letter; false: they were there already. */
static bool
merge(struct letters *l, struct letter *to, const struct record_row *row,
    const struct value *purpose)
{
	const struct value *v = row->value;
	bool differs = false;

	if (to->client != l->client || to->due != l->due) {
		to->client = l->client;
		to->due = l->due;
		to->n = l->next_n++;
		differs = true;
	}
	if (has(row, LETTER_RESULT) && to->result != v[LETTER_RESULT].i) {
		to->result = v[LETTER_RESULT].i;
		differs = true;
	}
	if (has(row, LETTER_PURPOSE))
		differs |= set(&to->purpose, purpose);
	if (has(row, LETTER_SENT))
		differs |= set(&to->sent, &v[LETTER_SENT]);
	if (has(row, LETTER_TIME))
		differs |= set(&to->time, &v[LETTER_TIME]);
	if (has(row, LETTER_REASON))
		differs |= set(&to->reason, &v[LETTER_REASON]);
	return differs;
}

/* As parameters from `at` on. */
static void
bind_letter(struct query *q, int at, const struct letter *x)
{
	db_bind_int(q, at, x->client);
	db_bind_int(q, at + 1, x->due);
	db_bind_int(q, at + 2, x->n);
	db_bind_int(q, at + 3, x->result);
	store_bind(q, at + 4, &x->sent);
	store_bind(q, at + 5, &x->purpose);
	store_bind(q, at + 6, &x->id);
	store_bind(q, at + 7, &x->time);
	store_bind(q, at + 8, &x->reason);
}

static void
insert(struct letters *l, struct query *q, const struct letter *x, size_t n)
{
	db_bind_int(q, 1, l->run);
	for (size_t i = 0; i < n; i++)
		bind_letter(q, 2 + (int)i * FIELDS, &x[i]);
	db_run(q);
}

/* Nothing that waits is looked for before it is stored: no two rows of a run
 * have one key, and a case's rows come together. */
static void
store_waiting(struct letters *l)
{
	if (l->waiting == BATCH && l->insert_batch.stmt != NULL)
		insert(l, &l->insert_batch, l->batch, BATCH);
	else
		for (size_t i = 0; i < l->waiting; i++)
			insert(l, &l->insert, &l->batch[i], 1);
	l->waiting = 0;
	arena_reset(&l->batch_text);
}

static void
keep(struct letters *l, struct value *v)
{
	if (v->type == VALUE_TEXT)
		v->s = arena_strdup(&l->batch_text, v->s);
}

static void
tell_standing(struct letters *l, const struct letter *x)
{
	struct past_letter letter = {.due = (date)x->due,
	    .sent = x->sent.type == VALUE_INT ? (date)x->sent.i : DATE_NONE,
	    .result = (int)x->result};

	standing_letter(l->standing, x->client, &letter);
}

static enum action
add(struct letters *l, const struct record_row *row,
    const struct value *purpose)
{
	struct letter x = {.client = l->client, .due = l->due};

	x.n = l->next_n++;
	if (has_id(row))
		x.id = row->value[LETTER_ID];
	merge(l, &x, row, purpose);
	if (l->first_load)
		tell_standing(l, &x);
	keep(l, &x.id);
	keep(l, &x.reason);
	l->batch[l->waiting++] = x;
	if (l->waiting == BATCH)
		store_waiting(l);
	return ADDED;
}

static enum action
update(struct letters *l, struct letter *x, const struct record_row *row,
    const struct value *purpose)
{
	struct letter old = *x;

	if (!merge(l, x, row, purpose))
		return UNCHANGED;
	l->left = old.client;
	bind_letter(&l->update, 1, x);
	db_bind_int(&l->update, 10, l->run);
	db_bind_int(&l->update, 11, old.client);
	db_bind_int(&l->update, 12, old.due);
	db_bind_int(&l->update, 13, old.n);
	db_run(&l->update);
	return CHANGED;
}

enum action
letters_put(struct letters *l, const struct record_row *row)
{
	struct value purpose = {.type = VALUE_NULL};
	struct letter x;

	if (has(row, LETTER_PURPOSE))
		purpose = purposes_id(l->purposes, l->db,
		    &row->value[LETTER_PURPOSE]);
	if (row->value[LETTER_CASE].i != l->client)
		read_client(l, row->value[LETTER_CASE].i);
	if (row->value[LETTER_DUE].i != l->due)
		find_day(l, row->value[LETTER_DUE].i);
	if (find_beside(l, row, &purpose, &x) || find_elsewhere(l, row, &x))
		return update(l, &x, row, &purpose);
	return add(l, row, &purpose);
}

bool
letters_first_load(const struct letters *l)
{
	return l->first_load;
}

void
letters_close(struct letters *l)
{
	store_waiting(l);
	db_end(&l->of_client);
	db_end(&l->by_id);
	db_end(&l->insert);
	db_end(&l->insert_batch);
	db_end(&l->update);
	if (l->index_sql != NULL)
		db_exec(l->db, l->index_sql);
	free(l->index_sql);
	free(l->stored);
	arena_free(&l->text);
	arena_free(&l->batch_text);
	free(l);
}

int64_t
letters_left(const struct letters *l)
{
	return l->left;
}

/* FNV-1a */
static uint64_t
hash(uint64_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h;
}

enum { TEXT_ID = 62, NO_ID = 63 };  /* bits that keep the kinds apart */

uint64_t
letter_key(const struct record_row *row)
{
	const struct value *v = row->value;
	uint64_t low = (UINT64_C(1) << TEXT_ID) - 1;
	uint64_t h = UINT64_C(14695981039346656037);

	if (has_id(row) && v[LETTER_ID].type == VALUE_INT)
		return (uint64_t)v[LETTER_ID].i;
	if (has_id(row))
		return (hash(h, v[LETTER_ID].s) & low) |
		    UINT64_C(1) << TEXT_ID;
	h ^= (uint64_t)v[LETTER_CASE].i * UINT64_C(0x9E3779B97F4A7C15);
	h ^= (uint64_t)v[LETTER_DUE].i * UINT64_C(0xC2B2AE3D27D4EB4F);
	if (has(row, LETTER_PURPOSE) && v[LETTER_PURPOSE].type == VALUE_TEXT)
		h = hash(h, v[LETTER_PURPOSE].s);
	else if (has(row, LETTER_PURPOSE) &&
	    v[LETTER_PURPOSE].type == VALUE_INT)
		h = (h ^ (uint64_t)v[LETTER_PURPOSE].i) *
		    UINT64_C(1099511628211);
	return (h & low) | UINT64_C(1) << NO_ID;
}

bool
letter_key_equal(const struct record_row *a, const struct record_row *b)
{
	static const struct value none = {.type = VALUE_NULL};
	const struct value *p, *q;

	if (has_id(a) || has_id(b))
		return has_id(a) && has_id(b) &&
		    value_equal(&a->value[LETTER_ID], &b->value[LETTER_ID]);
	p = has(a, LETTER_PURPOSE) ? &a->value[LETTER_PURPOSE] : &none;
	q = has(b, LETTER_PURPOSE) ? &b->value[LETTER_PURPOSE] : &none;
	return a->value[LETTER_CASE].i == b->value[LETTER_CASE].i &&
	    a->value[LETTER_DUE].i == b->value[LETTER_DUE].i &&
	    value_equal(p, q);
}
