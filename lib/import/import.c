#include "lib/import/import.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/import/absences.h"
#include "lib/import/caseids.h"
#include "lib/import/doubts.h"
#include "lib/import/households.h"
#include "lib/import/identity.h"
#include "lib/import/letters.h"
#include "lib/import/lookalikes.h"
#include "lib/import/sweep.h"
#include "lib/import/tables.h"
#include "lib/import/upsert.h"
#include "lib/import/versions.h"
#include "lib/rule/codes.h"

/* One table on its way; letters go another. */
struct job {
	struct staging *in;
	struct import_target to;
	struct account *account;
	int table;
	bool whole_stock;
	struct doubts doubts;

	struct caseids *clients;
	struct upsert *store;        /* all tables but absences */
	struct absences *absences;
	struct versions rows;        /* of one key */
	struct query moved;          /* cases: the address has changed */
	struct sweep sweep;          /* what upsert stores */
	struct query again;          /* of a whole stock: it was closed */
	struct query idle;           /* workers: has hours on no day */
	struct lookalikes *alike;    /* cases, once there is a new one; workers and
	                              * offers */
	struct households *households;
};

static bool
of_case(int table)
{
	return table == CASES ||
	    import_tables[table].column[0].refers == REFERS_CASE;
}

static const char *
case_id(const struct job *j, const struct staged_row *r)
{
	return of_case(j->table) ? caseids_text(j->clients,
	    (uint32_t)r->value[0].i) : NULL;
}

/* A row of the output.  `given` is the row with its key as it was read. */
static void
tell(const struct job *j, const struct staged_row *given, enum action action)
{
	const struct value *v = given->value;
	struct value start;
	char day[DATE_SIZE], *key = NULL;

	if (action == UNCHANGED || action == REFUSED)
		return;
	if (j->table == ABSENCES) {
		start = stagedrow_value(given, ABSENCE_START);
		key = absences_key(v[ABSENCE_WORKER].s, v[ABSENCE_FROM].i,
		    &start);
	} else if (!of_case(j->table)) {
		key = xstrdup(v[0].s);
	} else if (j->table != CASES) {
		key = xstrdup(date_format((date)v[1].i, day));
	}
	account_tell(j->to.out, j->table, case_id(j, given), key, action);
	free(key);
}

static uint32_t
bit(int column)
{
	return UINT32_C(1) << column;
}

/* Visits that failed at the old address count no longer, and a place that came
 * another way is the old one. */
static void
note_move(struct job *j, const struct staged_row *r)
{
	uint32_t address = bit(CASE_STREET) | bit(CASE_POSTAL_CODE) |
	    bit(CASE_TOWN);
	bool has_place;

	if ((upsert_changed(j->store) & address) == 0)
		return;
	db_bind_int(&j->moved, 1, j->to.run);
	db_bind_date(&j->moved, 2, j->to.as_of);
	db_bind_text(&j->moved, 3, r->value[0].s);
	has_place = db_step(&j->moved) && db_int(&j->moved, 0) != 0;
	db_reset(&j->moved);
	if (has_place && (r->columns & bit(CASE_LAT)) == 0)
		j->account->strays += identity_has_moved(j->store, r);
}

static void
say_other(struct job *j, const struct staged_row *given,
    const struct staged_row *r)
{
	if (identity_is_other(j->store, r))
		staging_say(j->in, given, import_tables[CASES].column[0].name,
		    "by name and birth_date somebody else than before");
}

/* The column that says who is no longer there. */
static uint32_t
end_of(int table)
{
	return bit(table == CASES ? CASE_STATUS : WORKER_UNTIL);
}

/* A list of people, which does not say that anybody is closed or has left. */
static void
note_closed(struct job *j, const struct staged_row *r)
{
	struct value end = upsert_watched(j->store);

	if (j->whole_stock || (r->columns & end_of(j->table)) != 0 ||
	    end.type == VALUE_NULL)
		return;
	j->account->listed += j->table == CASES ? end.i != 0 :
	    end.i < j->to.as_of;
}

/* A closed case is never on the list. */
static void
note_status(struct job *j, uint32_t number)
{
	if ((upsert_changed(j->store) & bit(CASE_STATUS)) != 0)
		silences_touch(j->to.standing,
		    caseids_id(j->clients, number));
}

/* What is wrong with a row that would be a new case; NULL: nothing. */
static const char *
no_new_case(const struct staged_row *r)
{
	if ((r->odd & ROW_SHORT) != 0)
		return "too few fields for a new record";
	if ((r->odd & ROW_BARE) != 0)
		return "nothing but the case_id of an unknown case";
	if ((r->odd & ROW_STRANGE) != 0)
		return "of an unknown case, and unlike the others of the file";
	return NULL;
}

static enum action
refuse(struct job *j, const struct staged_row *given, const char *reason)
{
	bool whole_row = (given->odd & ROW_SHORT) != 0;

	staging_refuse(j->in, given, whole_row ? NULL :
	    import_tables[j->table].column[0].name, reason);
	return REFUSED;
}

static bool
is_known_person(struct job *j, const struct staged_row *r)
{
	struct value surname = stagedrow_value(r, CASE_SURNAME);
	struct value given_name = stagedrow_value(r, CASE_GIVEN_NAME);
	struct value birth = stagedrow_value(r, CASE_BIRTH);

	return surname.type == VALUE_TEXT && given_name.type == VALUE_TEXT &&
	    birth.type == VALUE_INT && lookalikes_add_person(j->alike, surname.s,
	    given_name.s, birth.i);
}

/* One person under two numbers is perhaps nobody's intention. */
static void
say_alike(struct job *j, const struct staged_row *given, const char *case_id)
{
	if (j->alike == NULL)
		j->alike = lookalikes_open(j->to.db);
	if (lookalikes_add(j->alike, case_id))
		staging_say(j->in, given, import_tables[CASES].column[0].name,
		    "new, and another case has it but for capital letters,"
		    " blanks, signs or zeros in front");
	else if (is_known_person(j, given))
		staging_say(j->in, given, import_tables[CASES].column[0].name,
		    "new, and a person of this name and birth_date has another"
		    " case");
}

static void
say_crowded(struct job *j, const struct staged_row *r)
{
	struct value household = stagedrow_value(r, CASE_HOUSEHOLD);

	if (household.type != VALUE_TEXT)
		return;
	if (j->households == NULL)
		j->households = households_new();
	if (households_add(j->households, household.s))
		staging_say(j->in, r, import_tables[CASES].column[CASE_HOUSEHOLD]
		    .name, "more than 15 cases have it: does it mean none?");
}

static enum action
put_case(struct job *j, const struct staged_row *given)
{
	uint32_t number = (uint32_t)given->value[0].i;
	bool known = caseids_id(j->clients, number) != 0;
	struct staged_row r = *given;
	enum action action;

	r.value[0].type = VALUE_TEXT;
	r.value[0].s = caseids_text(j->clients, number);
	if (!known && no_new_case(given) != NULL)
		return refuse(j, given, no_new_case(given));
	if (!known)
		say_alike(j, given, r.value[0].s);
	say_crowded(j, given);
	action = known ? upsert_put(j->store, &r) : upsert_add(j->store, &r);
	if (action == ADDED) {
		caseids_set(j->clients, number, db_last_id(j->to.db));
	} else if (action == CHANGED) {
		say_other(j, given, &r);
		note_move(j, &r);
		note_status(j, number);
	}
	if (known)
		note_closed(j, &r);
	return action;
}

/* An older file, read after the newer one, takes a decision back. */
static bool
is_heard_again(struct job *j, const struct staged_row *r, enum action action)
{
	return j->table == CUTS && action == CHANGED &&
	    (upsert_changed(j->store) & UINT32_C(1) << CUT_STATE) != 0 &&
	    r->value[CUT_STATE].i == CUT_HEARING;
}

static enum action
put_referring(struct job *j, const struct staged_row *given)
{
	struct staged_row r = *given;
	enum action action;

	r.value[0].i = caseids_id(j->clients, (uint32_t)given->value[0].i);
	action = upsert_put(j->store, &r);
	j->account->reheard += is_heard_again(j, &r, action);
	if (action == ADDED || action == CHANGED)
		silences_touch(j->to.standing, r.value[0].i);
	return action;
}

static enum action
put(struct job *j, const struct staged_row *given)
{
	enum action action;

	if (j->table == CASES)
		return put_case(j, given);
	if (j->table == ABSENCES)
		action = absences_put(j->absences, given);
	else if (of_case(j->table))
		action = put_referring(j, given);
	else
		action = upsert_put(j->store, given);
	if (j->table == WORKERS && action != ADDED && action != REFUSED)
		note_closed(j, given);
	return action == REFUSED ?
	    refuse(j, given, "too few fields for a new record") : action;
}

/* Who is in a whole stock without a word about being closed is there again. */
static bool
is_back(struct job *j, const struct staged_row *given)
{
	bool back;

	if (!j->whole_stock || j->table == ABSENCES ||
	    (given->columns & end_of(j->table)) != 0)
		return false;
	db_bind_text(&j->again, 1, j->table == CASES ?
	    case_id(j, given) : given->value[0].s);
	db_bind_int(&j->again, 2, j->to.run);
	db_bind_date(&j->again, 3, j->to.as_of);
	back = db_step(&j->again);
	if (back && j->table == CASES)
		silences_touch(j->to.standing, db_int(&j->again, 0));
	db_reset(&j->again);
	return back;
}

/* A slip in a day, and somebody who is ill is planned. */
static bool
is_futile(const struct job *j, const struct staged_row *r, enum action action)
{
	struct value last;

	if (j->table != ABSENCES || action != ADDED)
		return false;
	last = stagedrow_value(r, ABSENCE_TO);
	return last.type == VALUE_INT && last.i < r->value[ABSENCE_FROM].i;
}

/* A list whose hours are empty leaves the planner with one worker less. */
static void
say_idle(struct job *j, const struct staged_row *r, enum action action)
{
	uint32_t hours = bit(WORKER_MON) | bit(WORKER_TUE) | bit(WORKER_WED) |
	    bit(WORKER_THU) | bit(WORKER_FRI);

	if (j->table != WORKERS || (action != ADDED && (action != CHANGED ||
	    (upsert_changed(j->store) & hours) == 0)))
		return;
	db_bind_text(&j->idle, 1, r->value[0].s);
	db_bind_date(&j->idle, 2, j->to.as_of);
	if (db_step(&j->idle))
		staging_say(j->in, r, import_tables[WORKERS].column[0].name,
		    "hours on no day: no visit is planned for this worker");
	db_reset(&j->idle);
}

/* Of others whole columns may change: a cut that goes on has no hearing. */
static bool
is_of_people(int table)
{
	return table == CASES || table == WORKERS;
}

/* Workers and offers are few, and known before the first is stored. */
static void
say_code_alike(struct job *j, const struct staged_row *r, enum action action)
{
	if ((j->table == WORKERS || j->table == OFFERS) && action == ADDED &&
	    lookalikes_add(j->alike, r->value[0].s))
		staging_say(j->in, r, import_tables[j->table].column[0].name,
		    "new, and another one has it but for capital letters, blanks,"
		    " signs or zeros in front");
}

static void
store_row(struct job *j, const struct staged_row *r)
{
	enum action action = put(j, r);

	account_count(j->account, action);
	if (is_of_people(j->table) && action != REFUSED)
		sweep_note(&j->sweep, j->store, r, action == ADDED);
	doubts_look(&j->doubts, r, action);
	j->account->futile += is_futile(j, r, action);
	say_idle(j, r, action);
	say_code_alike(j, r, action);
	if (action != REFUSED && is_back(j, r)) {
		j->account->again++;
		if (action == UNCHANGED)
			action = CHANGED;
	}
	tell(j, r, action);
}

static bool
next_row(struct job *j, struct staged_row *r)
{
	if (import_tables[j->table].column[0].refers == REFERS_CASE)
		return staging_next_known(j->in, j->table, r);
	if (j->table == CASES)
		return staging_next_allowed(j->in, j->table, r);
	while (staging_next(j->in, j->table, r)) {
		if (j->table != ABSENCES ||
		    absences_worker(j->absences, r->value[0].s) != 0)
			return true;
		staging_refuse(j->in, r, "worker", "unknown worker");
	}
	return false;
}

/* Of absences only the worker and the first day: several of one day can stand
 * beside each other. */
static bool
come_together(const struct job *j, const struct staged_row *a,
    const struct staged_row *b)
{
	for (size_t i = 0; i < import_tables[j->table].keys; i++)
		if (!value_equal(&a->value[i], &b->value[i]))
			return false;
	return true;
}

static bool
same_key(const struct job *j, const struct staged_row *a,
    const struct staged_row *b)
{
	struct value s, t;

	if (j->table != ABSENCES)
		return true;
	s = stagedrow_value(a, ABSENCE_START);
	t = stagedrow_value(b, ABSENCE_START);
	return value_equal(&s, &t);
}

/* Of several rows with one key the later one stands, where it says anything.
 * The earlier ones change nothing: they count as unchanged, so that the same
 * files read twice change nothing the second time. */
static void
collect(struct job *j, const struct staged_row *r)
{
	for (size_t i = 0; i < j->rows.n;) {
		struct version *v = &j->rows.v[i];

		if (same_key(j, &v->row, r)) {
			j->account->unchanged++;
			j->account->differing += stagedrow_differ(&v->row, r);
			versions_merge(&j->rows, v, r);
			return;
		}
		if (absences_replace(&v->row, r)) {
			j->account->unchanged++;
			j->account->differing++;
			versions_remove(&j->rows, i);
		} else {
			i++;
		}
	}
	versions_add(&j->rows, r);
}

static void
store_collected(struct job *j)
{
	for (size_t i = 0; i < j->rows.n; i++)
		store_row(j, &j->rows.v[i].row);
	j->rows.n = 0;
}

static void
store_rows(struct job *j)
{
	struct staged_row r;

	while (next_row(j, &r)) {
		if (j->rows.n > 0 && !come_together(j, &j->rows.v[0].row, &r))
			store_collected(j);
		collect(j, &r);
	}
	store_collected(j);
}

static void
begin(struct job *j)
{
	struct db *db = j->to.db;

	if (j->table == ABSENCES)
		j->absences = absences_open(db, j->to.run);
	else
		j->store = upsert_open(db, &import_tables[j->table],
		    j->to.run);
	if (j->table == CASES) {
		j->moved = db_query(db, "UPDATE client SET address_run = ?1,"
		    " address_on = ?2 WHERE case_id = ?3"
		    " RETURNING lat IS NOT NULL");
		upsert_watch(j->store, "status");
		j->again = db_query(db, "UPDATE client SET status = 0,"
		    " run = ?2 WHERE case_id = ?1 AND status = 1"
		    " AND ?3 IS NOT NULL RETURNING id");
	} else if (j->table == OFFERS) {
		j->alike = lookalikes_of(db, "SELECT offer FROM offer");
	} else if (j->table == WORKERS) {
		j->alike = lookalikes_of(db, "SELECT worker FROM worker");
		j->again = db_query(db, "UPDATE worker SET until = NULL,"
		    " run = ?2 WHERE worker = ?1 AND until < ?3 RETURNING id");
		upsert_watch(j->store, "until");
		j->idle = db_query(db, "SELECT 1 FROM worker WHERE worker = ?1"
		    " AND coalesce(mon, tue, wed, thu, fri) IS NULL"
		    " AND (until IS NULL OR until >= ?2)");
	}
}

static void
end(struct job *j)
{
	if (j->table == CASES)
		db_end(&j->moved);
	if (j->table == CASES || j->table == WORKERS)
		db_end(&j->again);
	if (j->table == WORKERS)
		db_end(&j->idle);
	absences_close(j->absences);
	upsert_close(j->store);
	lookalikes_close(j->alike);
	households_free(j->households);
	versions_free(&j->rows);
}

/* How many cases there were before. */
static long
records(struct job *j)
{
	struct query q = db_query(j->to.db, "SELECT count(*) FROM client");
	long n = db_step(&q) ? (long)db_int(&q, 0) - j->account->added : 0;

	db_end(&q);
	return n;
}

static void
import_table(struct job *j)
{
	if (j->table == LETTERS) {
		letters_import(j->in, &j->to, j->account);
		return;
	}
	begin(j);
	store_rows(j);
	if (is_of_people(j->table))
		sweep_say(&j->sweep, records(j));
	end(j);
}

void
import_all(struct staging *in, const struct import_target *to,
    struct account account[TABLES], const bool whole_stock[TABLES])
{
	caseids_settle(staging_clients(in), to->db, to->run);
	for (int i = 0; i < TABLES; i++) {
		struct job j = {.in = in, .to = *to, .account = &account[i],
		    .table = i, .sweep = {.table = i}, .whole_stock = whole_stock[i],
		    .clients = staging_clients(in), .doubts = {in, i, to->as_of,
		    to->today, &account[i]}};

		if (!staging_has(in, i))
			continue;
		import_table(&j);
		staging_count(in, i, &account[i]);
	}
}
