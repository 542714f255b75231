#include "lib/import/letters.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/import/doubts.h"
#include "lib/import/letterkey.h"
#include "lib/import/letterqueue.h"
#include "lib/import/purposes.h"
#include "lib/import/tables.h"
#include "lib/import/versions.h"
#include "lib/rule/codes.h"

/* A letter as it is stored: columns in the order of the statements below. */
struct letter {
	int64_t client, due, n;
	struct value id;
	struct value purpose;   /* its number */
	struct value sent, time, reason;
	int64_t result;
	bool met;               /* a row of this run means it */
};

/* A letter that rows of one key turn out to mean. */
struct meant {
	struct letter letter;   /* as it is stored */
	bool stored;
	struct value time;      /* what tells it from others of its day */
	bool has_row;
	size_t row;             /* of this run, put together: its version */
};

struct letters {
	struct staging *in;
	struct import_target to;
	struct account *account;
	struct doubts doubts;
	struct letterqueue *queue;
	struct purposes *purposes;
	struct caseids *clients;
	struct walk of_client;
	struct query by_id, insert, update, move;
	struct query closed;    /* is the case? */

	/* The case at hand and its letters by day; texts in the arena. */
	int64_t client, due;
	struct letter *stored;
	size_t n, cap;
	size_t from, to_day;    /* those of the day at hand */
	int64_t next_n;
	unsigned added;         /* bits: the results of new ones of that day */
	struct arena text;

	/* Rows of one key, and which letters they mean. */
	struct versions rows, merged;
	struct staged_row ahead;
	bool has_ahead;
	struct meant *meant;
	size_t n_meant, meant_cap;
	size_t given;           /* in a first load: how many were handed over */
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

static void
prepare(struct letters *l)
{
	l->of_client = db_walk(l->to.db, "SELECT " COLUMNS " FROM letter"
	    " WHERE client >= ?1 ORDER BY client, due, n");
	l->by_id = db_query(l->to.db, "SELECT " COLUMNS " FROM letter"
	    " WHERE letter_id = ?1");
	l->insert = db_query(l->to.db, "INSERT INTO letter (" COLUMNS ", run)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
	/* OR FAIL: with OR ABORT SQLite copies every page that the row and its
	 * old one touch into a journal of the statement, to be able to go on
	 * without it.  We never go on: the whole run is rolled back. */
	l->update = db_query(l->to.db,
	    "UPDATE OR FAIL letter SET result = ?4, sent = ?5,"
	    " purpose = ?6, due_time = ?8, reason = ?9, run = ?10"
	    " WHERE client = ?1 AND due = ?2 AND n = ?3");
	l->closed = db_query(l->to.db,
	    "SELECT 1 FROM client WHERE id = ?1 AND status = 1");
	l->move = db_query(l->to.db, "UPDATE letter SET client = ?1, due = ?2,"
	    " n = ?3, result = ?4, sent = ?5, purpose = ?6, due_time = ?8,"
	    " reason = ?9, run = ?10"
	    " WHERE client = ?11 AND due = ?12 AND n = ?13");
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

/* A stored letter that no row means beside a new one of its day: perhaps it is
 * the same, under another purpose or letter_id, and is not missed any more. */
static void
end_day(struct letters *l)
{
	for (size_t i = l->from; i < l->to_day && l->added != 0; i++) {
		const struct letter *x = &l->stored[i];

		if (!x->met && x->result != RESULT_OPEN &&
		    (l->added & ~(1U << x->result)) != 0)
			l->account->beside++;
	}
	l->added = 0;
}

static void
read_client(struct letters *l, int64_t client)
{
	end_day(l);
	l->client = client;
	l->due = INT64_MIN;
	l->n = l->from = l->to_day = 0;
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
	end_day(l);
	l->due = due;
	l->next_n = 0;
	for (l->from = l->to_day; l->from < l->n; l->from++)
		if (l->stored[l->from].due >= due)
			break;
	for (l->to_day = l->from; l->to_day < l->n; l->to_day++) {
		if (l->stored[l->to_day].due != due)
			break;
		l->next_n = l->stored[l->to_day].n + 1;
	}
}

/* The stored letter with this letter_id, if it is one of its day's ... */
static bool
find_beside(struct letters *l, const struct value *id, struct letter *found)
{
	for (size_t i = l->from; i < l->to_day; i++) {
		if (!value_equal(&l->stored[i].id, id))
			continue;
		*found = l->stored[i];
		return true;
	}
	return false;
}

/* ... or any. */
static bool
find_elsewhere(struct letters *l, const struct value *id, struct letter *found)
{
	bool there;

	db_bind(&l->by_id, 1, id);
	there = db_step(&l->by_id);
	if (there)
		*found = result_letter(l, &l->by_id);
	db_reset(&l->by_id);
	return there;
}

static bool
has(const struct staged_row *row, int column)
{
	return (row->columns >> column & 1) != 0;
}

static bool
set(struct value *to, const struct value *v)
{
	bool differs = !value_equal(to, v);

	*to = *v;
	return differs;
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
	db_bind_int(q, 10, l->to.run);
}

/* Whom nobody works with any more gets no appointments. */
static void
note_closed(struct letters *l, const struct letter *x)
{
	if (x->due < l->to.as_of)
		return;
	db_bind_int(&l->closed, 1, x->client);
	l->account->ahead += db_step(&l->closed);
	db_reset(&l->closed);
}

static enum action
add(struct letters *l, const struct staged_row *row,
    const struct value *purpose)
{
	struct letter x = {.client = l->client, .due = l->due};

	x.n = l->next_n++;
	if (letterkey_has_id(row))
		x.id = row->value[LETTER_ID];
	merge(l, &x, row, purpose);
	db_walk_stop(&l->of_client);
	bind_letter(l, &l->insert, &x);
	db_run(&l->insert);
	l->added |= 1U << x.result;
	note_closed(l, &x);
	return ADDED;
}

/* To another day: the keys of two trees change, too, which costs twice as many
 * pages. */
static void
move(struct letters *l, const struct letter *old, const struct letter *new)
{
	bind_letter(l, &l->move, new);
	db_bind_int(&l->move, 11, old->client);
	db_bind_int(&l->move, 12, old->due);
	db_bind_int(&l->move, 13, old->n);
	db_run(&l->move);
}

static void
meet(struct letters *l, const struct letter *x)
{
	for (size_t i = l->from; i < l->to_day; i++)
		if (l->stored[i].due == x->due && l->stored[i].n == x->n)
			l->stored[i].met = true;
}

static bool
is_off(int64_t a, int64_t b, int64_t by)
{
	return a - b == by || b - a == by;
}

/* What a list in another time zone would change, or one that lacks a column's
 * values. */
static void
note_changes(struct letters *l, const struct letter *old, const struct letter *new)
{
	bool timed = old->time.type == VALUE_INT && new->time.type == VALUE_INT;

	l->account->otherwise += old->result != RESULT_OPEN &&
	    new->result != RESULT_OPEN && old->result != new->result;
	l->account->unsent += old->sent.type != VALUE_NULL &&
	    new->sent.type == VALUE_NULL;
	l->account->day_off += is_off(old->due, new->due, 1);
	l->account->hour_off += timed &&
	    (is_off(old->time.i, new->time.i, CLOCK_DAY / 24) ||
	    is_off(old->time.i, new->time.i, CLOCK_DAY / 12));
}

static enum action
update(struct letters *l, struct letter *x, const struct staged_row *row,
    const struct value *purpose)
{
	struct letter old = *x;

	meet(l, x);
	l->account->met++;
	if (!merge(l, x, row, purpose))
		return UNCHANGED;
	note_changes(l, &old, x);
	db_walk_stop(&l->of_client);
	if (x->client != old.client || x->due != old.due) {
		move(l, &old, x);
		return CHANGED;
	}
	l->account->missed += x->result == RESULT_MISSED &&
	    (old.result == RESULT_ATTENDED || old.result == RESULT_EXCUSED);
	l->account->reopened += old.result != RESULT_OPEN &&
	    x->result == RESULT_OPEN;
	bind_letter(l, &l->update, x);
	db_run(&l->update);
	return CHANGED;
}

static struct value
purpose_of(struct letters *l, const struct staged_row *row)
{
	if (!has(row, LETTER_PURPOSE))
		return (struct value){.type = VALUE_NULL};
	return purposes_id(l->purposes, l->to.db, &row->value[LETTER_PURPOSE]);
}

static void
go_to(struct letters *l, int64_t client, int64_t due)
{
	if (client != l->client)
		read_client(l, client);
	if (due != l->due)
		find_day(l, due);
}

static enum action
refuse(struct letters *l, const struct staged_row *row, const char *column,
    const char *reason)
{
	staging_refuse(l->in, row, column, reason);
	return REFUSED;
}

/* The text of its id, else day and purpose. */
static void
tell(struct letters *l, const struct staged_row *row, enum action action)
{
	const struct value *v = row->value;
	struct value purpose = stagedrow_value(row, LETTER_PURPOSE);
	char day[DATE_SIZE], *key = NULL;

	if (action == UNCHANGED || action == REFUSED)
		return;
	if (!letterkey_has_id(row))
		key = xasprintf("%s,%s",
		    date_format((date)v[LETTER_DUE].i, day),
		    purposes_text(l->purposes, &purpose));
	else if (v[LETTER_ID].type == VALUE_INT)
		out_int(l->to.out, ACCOUNT_KEY, v[LETTER_ID].i);
	else
		key = xstrdup(v[LETTER_ID].s);
	account_tell(l->to.out, LETTERS, caseids_text(l->clients,
	    (uint32_t)v[LETTER_CASE].i), key, action);
	free(key);
}

static void
note_day(struct letters *l, const struct staged_row *row, enum action action)
{
	if (action == ADDED || action == CHANGED)
		l->account->on[date_weekday((date)row->value[LETTER_DUE].i)]++;
}

static void
done(struct letters *l, const struct staged_row *row, enum action action)
{
	account_count(l->account, action);
	note_day(l, row, action);
	doubts_look(&l->doubts, row, action);
	tell(l, row, action);
	if (action == ADDED || action == CHANGED)
		silences_touch(l->to.standing, l->client);
}

static enum action
put(struct letters *l, struct letter *stored, const struct staged_row *row)
{
	struct value purpose = purpose_of(l, row);

	if (stored != NULL)
		return update(l, stored, row, &purpose);
	if ((row->odd & ROW_SHORT) != 0)
		return refuse(l, row, NULL, "too few fields for a new record");
	return add(l, row, &purpose);
}

static enum action
put_by_id(struct letters *l, const struct staged_row *row)
{
	const struct value *id = &row->value[LETTER_ID];
	struct letter x;

	if (find_beside(l, id, &x))
		return put(l, &x, row);
	if (!find_elsewhere(l, id, &x))
		return put(l, NULL, row);
	if (x.client != l->client)
		return refuse(l, row, "letter_id", "belongs to another case");
	return put(l, &x, row);
}

static struct meant *
add_meant(struct letters *l)
{
	l->meant = mem_grow(l->meant, l->n_meant + 1, &l->meant_cap,
	    sizeof *l->meant);
	l->meant[l->n_meant] = (struct meant){.stored = false};
	return &l->meant[l->n_meant++];
}

/* The stored letters without a letter_id that rows of this key can mean. */
static void
begin_meant(struct letters *l, const struct value *purpose)
{
	l->n_meant = l->given = 0;
	l->merged.n = 0;
	for (size_t i = l->from; i < l->to_day; i++) {
		const struct letter *s = &l->stored[i];
		struct meant *m;

		if (s->id.type != VALUE_NULL ||
		    !value_equal(&s->purpose, purpose))
			continue;
		m = add_meant(l);
		m->letter = *s;
		m->stored = true;
		m->time = s->time;
	}
}

static struct meant *
meant_at(struct letters *l, const struct value *time)
{
	for (size_t i = 0; i < l->n_meant; i++)
		if (value_equal(&l->meant[i].time, time))
			return &l->meant[i];
	return NULL;
}

/* The letter that a row means.  Its time decides where several are meant; a
 * row of a file that tells letters apart by their times (`apart`) only means
 * one of its time, or one whose time nobody knew yet.  NULL: it cannot be
 * told. */
static struct meant *
meant_by(struct letters *l, const struct staged_row *row, bool apart)
{
	static const struct value none = {.type = VALUE_NULL};
	struct value time = stagedrow_value(row, LETTER_TIME);
	struct meant *m = NULL;

	if (time.type == VALUE_NULL && (apart || l->n_meant > 1))
		return NULL;
	if (time.type != VALUE_NULL)
		m = meant_at(l, &time);
	if (m == NULL && apart)
		m = meant_at(l, &none);
	else if (m == NULL && l->n_meant == 1)
		m = &l->meant[0];
	return m != NULL ? m : add_meant(l);
}

/* Has the file of rows[from] different times for this key?  Returns in *end
 * where its rows end. */
static bool
tells_apart(const struct letters *l, size_t from, size_t *end)
{
	const struct version *v = l->rows.v;
	struct value first = {.type = VALUE_NULL};
	bool apart = false;
	size_t i;

	for (i = from; i < l->rows.n && v[i].row.file == v[from].row.file; i++) {
		struct value t = stagedrow_value(&v[i].row, LETTER_TIME);

		if (t.type == VALUE_NULL)
			continue;
		apart = apart || (first.type != VALUE_NULL &&
		    !value_equal(&first, &t));
		first = t;
	}
	*end = i;
	return apart;
}

static void
take_row(struct letters *l, const struct staged_row *row, bool apart)
{
	struct meant *m = meant_by(l, row, apart);
	struct version *v;

	if (m == NULL) {
		refuse(l, row, "due_time", (row->odd & ROW_NO_TIME) != 0 ?
		    "not a time, and needed to tell two letters apart" :
		    "missing, but needed to tell two letters apart");
		return;
	}
	if (m->has_row) {
		v = &l->merged.v[m->row];
		l->account->unchanged++;
		l->account->differing += stagedrow_differ(&v->row, row);
		versions_merge(&l->merged, v, row);
	} else {
		m->has_row = true;
		m->row = l->merged.n;
		versions_add(&l->merged, row);
	}
	if (has(row, LETTER_TIME))
		m->time = row->value[LETTER_TIME];
}

/* Finds out which letters the rows of one key mean, file by file. */
static void
settle_meant(struct letters *l)
{
	struct value purpose = purpose_of(l, &l->rows.v[0].row);

	begin_meant(l, &purpose);
	for (size_t i = 0, end; i < l->rows.n; i = end) {
		bool apart = tells_apart(l, i, &end);

		for (size_t k = i; k < end; k++)
			take_row(l, &l->rows.v[k].row, apart);
	}
}

static void
put_meant(struct letters *l)
{
	settle_meant(l);
	for (size_t i = 0; i < l->n_meant; i++) {
		struct meant *m = &l->meant[i];
		const struct staged_row *row;

		if (!m->has_row)
			continue;
		row = &l->merged.v[m->row].row;
		done(l, row, put(l, m->stored ? &m->letter : NULL, row));
	}
}

/* Rows of one key, or one row, into l->rows. */
static bool
next_rows(struct letters *l)
{
	l->rows.n = 0;
	if (!l->has_ahead)
		l->has_ahead = letterqueue_next(l->queue, &l->ahead);
	if (!l->has_ahead)
		return false;
	do {
		versions_add(&l->rows, &l->ahead);
		l->has_ahead = letterqueue_next(l->queue, &l->ahead);
	} while (l->has_ahead &&
	    letterkey_equal(&l->rows.v[0].row, &l->ahead));
	return true;
}

static int64_t
client_of(const struct letters *l, const struct staged_row *row)
{
	return caseids_id(l->clients, (uint32_t)row->value[LETTER_CASE].i);
}

/* One row with a letter_id, or all rows of one key without. */
static void
store_next(struct letters *l, const struct staged_row *row)
{
	go_to(l, client_of(l, row), row->value[LETTER_DUE].i);
	if (letterkey_has_id(row))
		done(l, row, put_by_id(l, row));
	else
		put_meant(l);
}

/* Where no letter comes twice, only rows without a letter_id are copied. */
static void
store(struct letters *l)
{
	if (letterqueue_repeats(l->queue)) {
		while (next_rows(l))
			store_next(l, &l->rows.v[0].row);
		return;
	}
	while (letterqueue_next(l->queue, &l->ahead)) {
		l->rows.n = 0;
		if (!letterkey_has_id(&l->ahead))
			versions_add(&l->rows, &l->ahead);
		store_next(l, &l->ahead);
	}
}

/*
 * A first load.
 */

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

	silences_letter(l->to.standing, l->client, &letter);
}

/* The next letter that rows of one key mean; there are no stored ones. */
static const struct staged_row *
next_meant(struct letters *l)
{
	while (l->given == l->n_meant) {
		if (!next_rows(l))
			return NULL;
		settle_meant(l);
	}
	return &l->merged.v[l->meant[l->given++].row].row;
}

static const struct staged_row *
next_new(struct letters *l)
{
	const struct staged_row *row;

	for (;;) {
		if (letterqueue_repeats(l->queue))
			row = next_meant(l);
		else
			row = letterqueue_next(l->queue, &l->ahead) ?
			    &l->ahead : NULL;
		if (row == NULL || (row->odd & ROW_SHORT) == 0)
			return row;
		refuse(l, row, NULL, "too few fields for a new record");
	}
}

/* Gives SQLite the next letter's values, in the order of COLUMNS. */
static bool
feed_letter(void *arg, struct value *v)
{
	struct letters *l = arg;
	const struct staged_row *row = next_new(l);

	if (row == NULL)
		return false;
	account_count(l->account, ADDED);
	note_day(l, row, ADDED);
	doubts_look(&l->doubts, row, ADDED);
	tell(l, row, ADDED);
	count_on(l, client_of(l, row), row->value[LETTER_DUE].i);
	v[0] = int_value(l->client);
	v[1] = int_value(l->due);
	v[2] = int_value(l->next_n++);
	v[3] = has(row, LETTER_RESULT) ? row->value[LETTER_RESULT] :
	    int_value(RESULT_OPEN);
	v[4] = stagedrow_value(row, LETTER_SENT);
	v[5] = purpose_of(l, row);
	v[6] = stagedrow_value(row, LETTER_ID);
	v[7] = stagedrow_value(row, LETTER_TIME);
	v[8] = stagedrow_value(row, LETTER_REASON);
	tell_standing(l, &v[3], &v[4]);
	return true;
}

static void
load(struct letters *l)
{
	bool many = staging_read(l->in, LETTERS) > MANY;
	char *index = many ? drop_index(l->to.db) : NULL;
	/* In the order of the table: then SQLite copies no value twice. */
	char *sql = xasprintf("INSERT INTO letter (client, due, n, result, sent,"
	    " purpose, run, letter_id, due_time, reason) SELECT client, due, n,"
	    " result, sent, purpose, %lld, letter_id, due_time, reason"
	    " FROM incoming", (long long)l->to.run);

	db_feed(l->to.db, sql, COLUMNS, feed_letter, l);
	silences_letters_end(l->to.standing);
	if (index != NULL)
		db_exec(l->to.db, index);
	free(index);
	free(sql);
}

static void
end(struct letters *l)
{
	db_end(&l->of_client.query);
	db_end(&l->by_id);
	db_end(&l->insert);
	db_end(&l->update);
	db_end(&l->move);
	db_end(&l->closed);
	letterqueue_close(l->queue);
	versions_free(&l->rows);
	versions_free(&l->merged);
	free(l->meant);
	free(l->stored);
	arena_free(&l->text);
}

void
letters_import(struct staging *in, const struct import_target *to,
    struct account *account)
{
	struct letters l = {.in = in, .to = *to, .account = account,
	    .doubts = {in, LETTERS, to->as_of, to->today, account},
	    .purposes = staging_purposes(in), .clients = staging_clients(in)};
	bool first = db_value(to->db, "SELECT 1 FROM letter LIMIT 1", 0) == 0;

	l.queue = letterqueue_open(in, to, account);
	prepare(&l);
	if (first)
		load(&l);
	else
		store(&l);
	end_day(&l);
	end(&l);
}
