#include "lib/import/import.h"

#include <stdlib.h>
#include <string.h>

#include "lib/import/caseids.h"
#include "lib/rule/codes.h"
#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/import/letters.h"
#include "lib/base/mem.h"
#include "lib/io/sorter.h"
#include "lib/import/upsert.h"

const struct out_column import_columns[] = {
	[IMPORT_TABLE] = {"table", true},
	[IMPORT_CASE] = {"case_id", true},
	[IMPORT_KEY] = {"key", true},
	[IMPORT_ACTION] = {"action", true},
	{0},
};

/* One table on its way. */
struct job {
	struct staging *in;
	struct import_target to;
	struct account *account;
	int record;

	struct caseids *clients;
	struct upsert *store;        /* all tables but letters */
	struct letters *letters;
	struct sorter *settled;     /* the letters, if some came repeatedly */
	struct staged_row row;      /* the letter at hand */
	struct query moved;         /* cases: the address has changed */
	struct query worker;        /* absences: the worker's id */
	struct arena text;          /* of the row that waits */
};

static const char *const actions[] = {[ADDED] = "new", [CHANGED] = "changed"};

/* Copies the row's texts, so that it may wait for the next one of its key. */
static void
keep(struct job *j, struct staged_row *r)
{
	for (size_t i = 0; r->columns >> i != 0; i++)
		if ((r->columns >> i & 1) != 0 &&
		    r->value[i].type == VALUE_TEXT)
			r->value[i].s = arena_strdup(&j->text, r->value[i].s);
}

static void
tell_key(const struct job *j, const struct staged_row *r, size_t from)
{
	const struct value *v = r->value;
	char day[DATE_SIZE], *both;

	if (from + 1 == import_tables[j->record].keys && v[from].type == VALUE_TEXT)
		out_text(j->to.out, IMPORT_KEY, v[from].s);
	else if (from + 1 == import_tables[j->record].keys)
		out_date(j->to.out, IMPORT_KEY, (date)v[from].i);
	else if (from < import_tables[j->record].keys) {
		both = xasprintf("%s,%s", v[0].s,
		    date_format((date)v[1].i, day));
		out_text(j->to.out, IMPORT_KEY, both);
		free(both);
	}
}

static void
tell_letter_key(const struct job *j, const struct staged_row *r)
{
	const struct value *v = r->value;
	char day[DATE_SIZE], *both;

	if ((r->columns >> LETTER_ID & 1) == 0 ||
	    v[LETTER_ID].type == VALUE_NULL) {
		both = xasprintf("%s,%s",
		    date_format((date)v[LETTER_DUE].i, day),
		    (r->columns >> LETTER_PURPOSE & 1) != 0 ?
		    purposes_text(staging_purposes(j->in),
		    &v[LETTER_PURPOSE]) : "");
		out_text(j->to.out, IMPORT_KEY, both);
		free(both);
	} else if (v[LETTER_ID].type == VALUE_INT) {
		out_int(j->to.out, IMPORT_KEY, v[LETTER_ID].i);
	} else {
		out_text(j->to.out, IMPORT_KEY, v[LETTER_ID].s);
	}
}

/* A row of the output.  `given` is the row with its key as it was read. */
static void
tell(const struct job *j, const struct staged_row *given, enum action action)
{
	bool of_case = j->record == CASES ||
	    import_tables[j->record].column[0].refers == REFERS_CASE;

	out_text(j->to.out, IMPORT_TABLE, import_tables[j->record].name);
	if (of_case)
		out_text(j->to.out, IMPORT_CASE, caseids_text(j->clients,
		    (uint32_t)given->value[0].i));
	if (j->record == LETTERS)
		tell_letter_key(j, given);
	else
		tell_key(j, given, of_case);
	out_text(j->to.out, IMPORT_ACTION, actions[action]);
	out_row(j->to.out);
}

static void
count(struct job *j, enum action action)
{
	if (action == ADDED)
		j->account->added++;
	else if (action == CHANGED)
		j->account->changed++;
	else
		j->account->unchanged++;
}

/* Visits that failed at the old address count no longer. */
static void
note_move(struct job *j, const struct staged_row *r)
{
	static const char *const address[] = {"street", "postal_code", "town"};
	uint32_t changed = upsert_changed(j->store), columns = 0;

	for (int i = 0; i < 3; i++)
		columns |= UINT32_C(1) <<
		    schema_column(&import_tables[CASES], address[i]);
	if ((changed & columns) == 0)
		return;
	db_bind_int(&j->moved, 1, j->to.run);
	db_bind_date(&j->moved, 2, j->to.as_of);
	db_bind_text(&j->moved, 3, r->value[0].s);
	db_run(&j->moved);
}

/* A closed case is never on the list. */
static void
note_status(struct job *j, uint32_t number)
{
	int status = schema_column(&import_tables[CASES], "status");

	if ((upsert_changed(j->store) >> status & 1) != 0)
		silences_touch(j->to.standing,
		    caseids_id(j->clients, number));
}

static enum action
put_case(struct job *j, struct staged_row *r)
{
	uint32_t number = (uint32_t)r->value[0].i;
	enum action action;

	r->value[0].type = VALUE_TEXT;
	r->value[0].s = caseids_text(j->clients, number);
	action = caseids_id(j->clients, number) == 0 ?
	    upsert_add(j->store, r) : upsert_put(j->store, r);
	if (action == ADDED) {
		caseids_set(j->clients, number, db_last_id(j->to.db));
	} else if (action == CHANGED) {
		note_move(j, r);
		note_status(j, number);
	}
	return action;
}

/* The id that the first column refers to, 0: unknown. */
static int64_t
referred(struct job *j, const struct staged_row *r)
{
	if (j->record == ABSENCES)
		return db_find(&j->worker, r->value[0].s);
	return caseids_id(j->clients, (uint32_t)r->value[0].i);
}

/* The case that the letter has been taken from is another one now, too. */
static enum action
put_letter(struct job *j, const struct staged_row *r)
{
	int64_t client = referred(j, r);
	enum action action = letters_put(j->letters, client, r);

	if (action != UNCHANGED)
		silences_touch(j->to.standing, client);
	if (action == CHANGED)
		silences_touch(j->to.standing, letters_left(j->letters));
	return action;
}

static enum action
put_referring(struct job *j, struct staged_row *r)
{
	enum action action;

	r->value[0] = (struct value){.type = VALUE_INT, .i = referred(j, r)};
	action = upsert_put(j->store, r);
	if (action != UNCHANGED && j->record != ABSENCES)
		silences_touch(j->to.standing, r->value[0].i);
	return action;
}

static enum action
put(struct job *j, const struct staged_row *given)
{
	struct staged_row r;

	if (j->record == LETTERS)
		return put_letter(j, given);
	if (j->record < CASES)
		return upsert_put(j->store, given);
	r = *given;
	return j->record == CASES ? put_case(j, &r) : put_referring(j, &r);
}

static void
store_row(struct job *j, const struct staged_row *r)
{
	enum action action = put(j, r);

	count(j, action);
	if (action != UNCHANGED)
		tell(j, r, action);
}

/* A row whose case or worker nobody knows changes nothing. */
static bool
next_row(struct job *j, struct staged_row *r)
{
	bool refers = j->record == ABSENCES || j->record >= LETTERS;

	while (staging_next(j->in, j->record, r)) {
		if (!refers || referred(j, r) != 0)
			return true;
		staging_refuse(j->in, j->record, r,
		    import_tables[j->record].column[0].name,
		    j->record == ABSENCES ? "unknown worker" : "unknown case");
	}
	return false;
}

static bool
same_key(const struct job *j, const struct staged_row *a,
    const struct staged_row *b)
{
	for (size_t i = 0; i < import_tables[j->record].keys; i++)
		if (!value_equal(&a->value[i], &b->value[i]))
			return false;
	return true;
}

/* Of several rows with one key the later one stands, where it says anything.
 * The earlier ones change nothing: they count as unchanged, so that the same
 * files read twice change nothing the second time. */
static void
store_rows(struct job *j)
{
	struct staged_row waiting, r;

	if (!next_row(j, &waiting))
		return;
	keep(j, &waiting);
	while (next_row(j, &r)) {
		if (same_key(j, &waiting, &r)) {
			j->account->unchanged++;
			stagedrow_merge(&waiting, &r);
		} else {
			store_row(j, &waiting);
			arena_reset(&j->text);
			waiting = r;
		}
		keep(j, &waiting);
	}
	store_row(j, &waiting);
	arena_reset(&j->text);
}

/* Letters with a letter_id are not sorted by it, so two rows of one letter
 * need not come together.  Nearly always there are none, and each row can be
 * stored as it comes.  Else they are sorted once more. */
static bool
next_letter(struct job *j, struct staged_row *r)
{
	struct sorted item;

	if (j->settled == NULL)
		return next_row(j, r);
	if (!sorter_next(j->settled, &item))
		return false;
	stagedrow_unpack(item.bytes, r);
	return true;
}

static bool
load_next(void *arg, int64_t *client, const struct staged_row **r)
{
	struct job *j = arg;

	if (!next_letter(j, &j->row))
		return false;
	count(j, ADDED);
	tell(j, &j->row, ADDED);
	*client = referred(j, &j->row);
	*r = &j->row;
	return true;
}

static void
store_letters(struct job *j)
{
	if (letters_first_load(j->letters)) {
		letters_load(j->letters, j->to.standing, load_next, j);
		return;
	}
	while (next_letter(j, &j->row))
		store_row(j, &j->row);
}

/* The latest row of one letter and one set of columns. */
struct version {
	struct staged_row row;
	struct pack bytes;
};

/* Rows that have the same sort key; nearly always they are of one letter. */
struct versions {
	struct version *v;
	size_t n, cap;
};

static bool
later(const struct staged_row *a, const struct staged_row *b)
{
	return a->file != b->file ? a->file > b->file : a->line > b->line;
}

static void
hold(struct version *v, const struct staged_row *r)
{
	v->bytes.n = 0;
	stagedrow_pack(&v->bytes, r);
	stagedrow_unpack(v->bytes.bytes, &v->row);
}

/* A later row of the same letter with the same columns replaces this one. */
static void
collect(struct job *j, struct versions *all, const struct staged_row *r)
{
	struct version *v;
	size_t had = all->cap;

	for (size_t i = 0; i < all->n; i++) {
		v = &all->v[i];
		if (v->row.columns != r->columns ||
		    !letters_key_equal(&v->row, r))
			continue;
		j->account->unchanged++;
		if (later(r, &v->row))
			hold(v, r);
		return;
	}
	all->v = mem_grow(all->v, all->n + 1, &all->cap, sizeof *all->v);
	if (all->cap > had)
		memset(all->v + had, 0, (all->cap - had) * sizeof *all->v);
	hold(&all->v[all->n++], r);
}

static int
by_place(const void *a, const void *b)
{
	const struct version *v = a, *w = b;

	return later(&v->row, &w->row) ? 1 : -1;
}

static void
add_letter(struct job *j, struct sorter *letters, struct staged_row *r)
{
	struct pack p = {0};
	uint64_t client = (uint64_t)caseids_id(j->clients,
	    (uint32_t)r->value[LETTER_CASE].i);

	stagedrow_pack(&p, r);
	sorter_add(letters, client << 24 |
	    (uint64_t)(r->value[LETTER_DUE].i - DATE_MIN), p.bytes, p.n);
	free(p.bytes);
}

/* Puts the versions of each letter together, and hands the letters on. */
static void
settle(struct job *j, struct versions *all, struct sorter *letters)
{
	if (all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, by_place);
	for (size_t i = 0; i < all->n; i++) {
		struct staged_row r = all->v[i].row;

		if (r.columns == 0)
			continue;
		for (size_t k = i + 1; k < all->n; k++) {
			if (all->v[k].row.columns == 0 ||
			    !letters_key_equal(&r, &all->v[k].row))
				continue;
			stagedrow_merge(&r, &all->v[k].row);
			all->v[k].row.columns = 0;
			j->account->unchanged++;
		}
		add_letter(j, letters, &r);
	}
	all->n = 0;
}

static struct sorter *
sort_by_key(struct job *j)
{
	struct sorter *s = sorter_open(48 << 20, j->to.path);
	struct staged_row r;
	struct pack p = {0};

	while (next_row(j, &r)) {
		p.n = 0;
		stagedrow_pack(&p, &r);
		sorter_add(s, letters_key(&r), p.bytes, p.n);
	}
	free(p.bytes);
	return s;
}

static struct sorter *
merge_by_key(struct job *j, struct sorter *by_key)
{
	struct sorter *letters = sorter_open(48 << 20, j->to.path);
	struct versions all = {0};
	struct sorted item;
	uint64_t key = 0;

	while (sorter_next(by_key, &item)) {
		struct staged_row r;

		if (item.key != key)
			settle(j, &all, letters);
		key = item.key;
		stagedrow_unpack(item.bytes, &r);
		collect(j, &all, &r);
	}
	settle(j, &all, letters);
	for (size_t i = 0; i < all.cap; i++)
		free(all.v[i].bytes.bytes);
	free(all.v);
	return letters;
}

static void
settle_letters(struct job *j)
{
	struct sorter *by_key = sort_by_key(j);

	j->settled = merge_by_key(j, by_key);
	sorter_close(by_key);
}

static void
import_letters(struct job *j)
{
	if (staging_letters_repeat(j->in))
		settle_letters(j);
	j->letters = letters_open(j->to.db, j->to.run, staging_purposes(j->in),
	    staging_read(j->in, LETTERS));
	store_letters(j);
	letters_close(j->letters);
	sorter_close(j->settled);
}

static void
import_table(struct job *j)
{
	if (j->record == LETTERS) {
		import_letters(j);
		return;
	}
	j->store = upsert_open(j->to.db, &import_tables[j->record], j->to.run);
	if (j->record == CASES)
		j->moved = db_query(j->to.db, "UPDATE client SET address_run = ?1,"
		    " address_on = ?2 WHERE case_id = ?3");
	if (j->record == ABSENCES)
		j->worker = db_query(j->to.db,
		    "SELECT id FROM worker WHERE worker = ?1");
	store_rows(j);
	if (j->record == CASES)
		db_end(&j->moved);
	if (j->record == ABSENCES)
		db_end(&j->worker);
	upsert_close(j->store);
}

void
import_all(struct staging *in, const struct import_target *to,
    struct account account[TABLES])
{
	caseids_settle(staging_clients(in), to->db, to->run);
	for (int i = 0; i < TABLES; i++) {
		struct job j = {.in = in, .to = *to, .account = &account[i],
		    .record = i, .clients = staging_clients(in)};

		if (!staging_has(in, i))
			continue;
		import_table(&j);
		account[i].read = staging_read(in, i);
		account[i].rejected = staging_rejected(in, i);
		arena_free(&j.text);
	}
}

long
import_active(struct db *db)
{
	struct query q = db_query(db, "SELECT count(*) FROM client"
	    " WHERE status = ?1");
	long n;

	db_bind_int(&q, 1, STATUS_ACTIVE);
	n = db_step(&q) ? (long)db_int(&q, 0) : 0;
	db_end(&q);
	return n;
}

/* The ids of the active cases that are not in the files. */
static int64_t *
find_others(struct staging *in, struct db *db, size_t *n)
{
	struct query q = db_query(db, "SELECT id, case_id FROM client"
	    " WHERE status = ?1 ORDER BY id");
	int64_t *id = NULL;
	size_t cap = 0;

	*n = 0;
	db_bind_int(&q, 1, STATUS_ACTIVE);
	while (db_step(&q)) {
		if (staging_has_case(in, db_text(&q, 1)))
			continue;
		id = mem_grow(id, *n + 1, &cap, sizeof *id);
		id[(*n)++] = db_int(&q, 0);
	}
	db_end(&q);
	return id;
}

static void
close_cases(const struct import_target *to, const int64_t *id, size_t n)
{
	struct query q = db_query(to->db, "UPDATE client SET status = ?1,"
	    " run = ?2 WHERE id = ?3 RETURNING case_id");

	for (size_t i = 0; i < n; i++) {
		silences_touch(to->standing, id[i]);
		db_bind_int(&q, 1, STATUS_CLOSED);
		db_bind_int(&q, 2, to->run);
		db_bind_int(&q, 3, id[i]);
		while (db_step(&q)) {
			out_text(to->out, IMPORT_TABLE, import_tables[CASES].name);
			out_text(to->out, IMPORT_CASE, db_text(&q, 0));
			out_text(to->out, IMPORT_ACTION, "closed");
			out_row(to->out);
		}
	}
	db_end(&q);
}

bool
import_close_others(struct staging *in, const struct import_target *to,
    struct account *account, long active, bool force)
{
	const char *why = NULL;
	size_t n;
	int64_t *id = find_others(in, to->db, &n);

	if (account->rejected > 0)
		why = "a row was rejected";
	else if ((long)n * 5 > active)
		why = "more than a fifth of the active cases would be";
	if (why != NULL && !force) {
		diag_warn("--snapshot: no case was closed: %s; --force does",
		    why);
	} else {
		close_cases(to, id, n);
		account->closed = (long)n;
		why = NULL;
	}
	free(id);
	return why == NULL;
}
