#include "lib/import/letters.h"

#include <stdlib.h>
#include <string.h>

#include "lib/rule/codes.h"
#include "lib/base/mem.h"

/* A letter as it is stored: columns in the order of the statements below. */
struct letter {
	int64_t client, due, n;
	struct value id;
	struct value purpose;   /* its number */
	struct value sent, time, reason;
	int64_t result;
};

struct letters {
	struct db *db;
	int64_t run;
	bool first_load;        /* the table was empty */
	char *index_sql;        /* of the index that is made at the end */
	struct walk of_client;
	struct query by_id, insert, update, move;

	/* The case at hand and its letters by day; texts in the arena. */
	int64_t client, due;
	struct letter *stored;
	size_t n, cap;
	size_t from, to;        /* those of the day at hand */
	int64_t next_n;
	int64_t left;
	struct arena text;

	struct purposes *purposes;

	/* Where a first load comes from and who is told of it. */
	bool (*next)(void *, int64_t *, const struct staged_row **);
	void *next_arg;
	struct silences *standing;
};

enum { MANY = 1000 };  /* rows that are worth making an index anew */

static char *
drop_index(struct db *db)
{
	struct query q = db_query(db,
	    "SELECT sql FROM sqlite_schema WHERE name = 'letters_key'");
	char *sql = db_step(&q) ? xstrdup(db_text(&q, 0)) : NULL;

	db_end(&q);
	if (sql != NULL)
		db_exec(db, "DROP INDEX letters_key");
	return sql;
}

#define COLUMNS "client, due, n, result, sent, purpose, letter_id, due_time," \
	" reason"

static void
prepare(struct letters *l)
{
	l->of_client = db_walk(l->db, "SELECT " COLUMNS " FROM letter"
	    " WHERE client >= ?1 ORDER BY client, due, n");
	l->by_id = db_query(l->db, "SELECT " COLUMNS " FROM letter"
	    " WHERE letter_id = ?1");
	l->insert = db_query(l->db, "INSERT INTO letter (" COLUMNS ", run)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
	l->update = db_query(l->db, "UPDATE letter SET result = ?4, sent = ?5,"
	    " purpose = ?6, due_time = ?8, reason = ?9, run = ?10"
	    " WHERE client = ?1 AND due = ?2 AND n = ?3");
	l->move = db_query(l->db, "UPDATE letter SET client = ?1, due = ?2,"
	    " n = ?3, result = ?4, sent = ?5, purpose = ?6, due_time = ?8,"
	    " reason = ?9, run = ?10"
	    " WHERE client = ?11 AND due = ?12 AND n = ?13");
}

struct letters *
letters_open(struct db *db, int64_t run, struct purposes *purposes, long rows)
{
	struct letters *l = xcalloc(1, sizeof *l);

	l->db = db;
	l->run = run;
	l->purposes = purposes;
	l->first_load = db_value(db, "SELECT 1 FROM letter LIMIT 1", 0) == 0;
	if (l->first_load && rows > MANY)
		l->index_sql = drop_index(db);
	prepare(l);
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
	for (bool more = db_walk_to(&l->of_client, client); more;
	    more = db_walk_on(&l->of_client)) {
		l->stored = mem_grow(l->stored, l->n + 1, &l->cap,
		    sizeof *l->stored);
		l->stored[l->n++] = result_letter(l, &l->of_client.query);
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
has_id(const struct staged_row *row)
{
	return (row->columns >> LETTER_ID & 1) != 0 &&
	    row->value[LETTER_ID].type != VALUE_NULL;
}

/* The stored letter that this row is about, if it is one of its day's. */
static bool
find_beside(struct letters *l, const struct staged_row *row,
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
find_elsewhere(struct letters *l, const struct staged_row *row,
    struct letter *found)
{
	bool there;

	if (!has_id(row))
		return false;
	db_bind(&l->by_id, 1, &row->value[LETTER_ID]);
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
has(const struct staged_row *row, int column)
{
	return (row->columns >> column & 1) != 0;
}

/* Puts the row's columns into the letter; false: they were there already. */
static bool
merge(struct letters *l, struct letter *to, const struct staged_row *row,
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

/* As the first ten parameters. */
static void
bind_letter(struct letters *l, struct query *q, const struct letter *x)
{
	db_bind_int(q, 1, x->client);
	db_bind_int(q, 2, x->due);
	db_bind_int(q, 3, x->n);
	db_bind_int(q, 4, x->result);
	db_bind(q, 5, &x->sent);
	db_bind(q, 6, &x->purpose);
	db_bind(q, 7, &x->id);
	db_bind(q, 8, &x->time);
	db_bind(q, 9, &x->reason);
	db_bind_int(q, 10, l->run);
}

static enum action
add(struct letters *l, const struct staged_row *row,
    const struct value *purpose)
{
	struct letter x = {.client = l->client, .due = l->due};

	x.n = l->next_n++;
	if (has_id(row))
		x.id = row->value[LETTER_ID];
	merge(l, &x, row, purpose);
	db_walk_stop(&l->of_client);
	bind_letter(l, &l->insert, &x);
	db_run(&l->insert);
	return ADDED;
}

/* To another case or day: the keys of two trees change, too, which costs
 * twice as many pages. */
static void
move(struct letters *l, const struct letter *old, const struct letter *new)
{
	l->left = old->client;
	bind_letter(l, &l->move, new);
	db_bind_int(&l->move, 11, old->client);
	db_bind_int(&l->move, 12, old->due);
	db_bind_int(&l->move, 13, old->n);
	db_run(&l->move);
}

static enum action
update(struct letters *l, struct letter *x, const struct staged_row *row,
    const struct value *purpose)
{
	struct letter old = *x;

	if (!merge(l, x, row, purpose))
		return UNCHANGED;
	db_walk_stop(&l->of_client);
	if (x->client != old.client || x->due != old.due) {
		move(l, &old, x);
		return CHANGED;
	}
	l->left = x->client;
	bind_letter(l, &l->update, x);
	db_run(&l->update);
	return CHANGED;
}

static struct value
purpose_of(struct letters *l, const struct staged_row *row)
{
	if (!has(row, LETTER_PURPOSE))
		return (struct value){.type = VALUE_NULL};
	return purposes_id(l->purposes, l->db, &row->value[LETTER_PURPOSE]);
}

enum action
letters_put(struct letters *l, int64_t client, const struct staged_row *row)
{
	struct value purpose = purpose_of(l, row);
	struct letter x;

	if (client != l->client)
		read_client(l, client);
	if (row->value[LETTER_DUE].i != l->due)
		find_day(l, row->value[LETTER_DUE].i);
	if (find_beside(l, row, &purpose, &x) || find_elsewhere(l, row, &x))
		return update(l, &x, row, &purpose);
	return add(l, row, &purpose);
}

static void
count_on(struct letters *l, int64_t client, int64_t due)
{
	if (client != l->client || due != l->due)
		l->next_n = 0;
	l->client = client;
	l->due = due;
}

static void
tell_standing(struct letters *l, const struct value *result,
    const struct value *sent)
{
	struct past_letter letter = {.due = (date)l->due,
	    .sent = sent->type == VALUE_INT ? (date)sent->i : DATE_NONE,
	    .result = (int)result->i};

	silences_letter(l->standing, l->client, &letter);
}

static struct value
given(const struct staged_row *row, int column)
{
	if (has(row, column))
		return row->value[column];
	return (struct value){.type = VALUE_NULL};
}

/* The next letter's values, in the order of COLUMNS. */
static bool
load_next(void *arg, struct value *v)
{
	struct letters *l = arg;
	const struct staged_row *row;
	int64_t client;

	if (!l->next(l->next_arg, &client, &row))
		return false;
	count_on(l, client, row->value[LETTER_DUE].i);
	v[0] = int_value(l->client);
	v[1] = int_value(l->due);
	v[2] = int_value(l->next_n++);
	v[3] = has(row, LETTER_RESULT) ? row->value[LETTER_RESULT] :
	    int_value(RESULT_OPEN);
	v[4] = given(row, LETTER_SENT);
	v[5] = purpose_of(l, row);
	v[6] = given(row, LETTER_ID);
	v[7] = given(row, LETTER_TIME);
	v[8] = given(row, LETTER_REASON);
	tell_standing(l, &v[3], &v[4]);
	return true;
}

void
letters_load(struct letters *l, struct silences *standing,
    bool (*next)(void *, int64_t *, const struct staged_row **), void *arg)
{
	char *sql = xasprintf("INSERT INTO letter (" COLUMNS ", run) SELECT "
	    COLUMNS ", %lld FROM incoming", (long long)l->run);

	l->standing = standing;
	l->next = next;
	l->next_arg = arg;
	db_feed(l->db, sql, COLUMNS, load_next, l);
	silences_letters_end(standing);
	free(sql);
}

bool
letters_first_load(const struct letters *l)
{
	return l->first_load;
}

void
letters_close(struct letters *l)
{
	db_end(&l->of_client.query);
	db_end(&l->by_id);
	db_end(&l->insert);
	db_end(&l->update);
	db_end(&l->move);
	if (l->index_sql != NULL)
		db_exec(l->db, l->index_sql);
	free(l->index_sql);
	free(l->stored);
	arena_free(&l->text);
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
letters_key(const struct staged_row *row)
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
letters_key_equal(const struct staged_row *a, const struct staged_row *b)
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
