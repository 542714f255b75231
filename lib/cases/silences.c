#include "lib/cases/silences.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

struct silences {
	struct db *db;
	bool all;            /* all that is stored is out of date */
	uint64_t *bit;       /* by case number: was it touched? */
	size_t words;
	int64_t touched;
	struct query forget, keep, look, status;
	date newest;

	/* The letters of one case, from silences_letter(). */
	bool letters_only;   /* the database had no other records at the start */
	int64_t client, highest;
	struct past_letter *letter;
	size_t n, cap;

	/* The text of the column `row`. */
	char *row;
	size_t row_len, row_cap;
};

/* If more than one case in eight was touched, reading all cases in order is
 * cheaper than seeking each of them. */
enum { SCAN_SHARE = 8 };

static const char newest_sql[] =
    "SELECT value FROM state WHERE name = 'newest'";

static date
newest(struct db *db)
{
	return (date)db_value(db, newest_sql, DATE_NONE);
}

static const char old_sql[] =
    "SELECT value FROM state WHERE name = 'standing_is_old'";

struct silences *
silences_open(struct db *db)
{
	struct silences *s = xcalloc(1, sizeof *s);

	s->db = db;
	s->all = db_value(db, old_sql, 0) != 0;
	s->newest = newest(db);
	s->letters_only = !s->all &&
	    db_value(db, "SELECT EXISTS (SELECT 1 FROM standing)"
	    " OR EXISTS (SELECT 1 FROM cut) OR EXISTS (SELECT 1 FROM referral)"
	    " OR EXISTS (SELECT 1 FROM visit)"
	    " OR EXISTS (SELECT 1 FROM forgotten)", 0) == 0;
	s->forget = db_query(db, "DELETE FROM standing WHERE client = ?1");
	s->keep = db_query(db, "INSERT OR REPLACE INTO standing"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	s->look = db_query(db, "SELECT last_sign, attended, since, sent,"
	    " missed, last_missed, row, others"
	    " FROM standing WHERE client = ?1");
	s->status = db_query(db, "SELECT status FROM client WHERE id = ?1");
	return s;
}

bool
silences_hold(struct db *db, date as_of)
{
	return db_value(db, old_sql, 0) == 0 && as_of >= newest(db);
}

void
silences_lower(struct silences *s)
{
	struct query q = db_query(s->db, "SELECT max(day) FROM (SELECT"
	    " max(due) AS day FROM letter WHERE result NOT IN (?1, ?2)"
	    " UNION ALL SELECT max(day) FROM visit WHERE state = ?3)");

	db_bind_int(&q, 1, RESULT_OPEN);
	db_bind_int(&q, 2, RESULT_CANCELLED);
	db_bind_int(&q, 3, VISIT_DONE);
	s->newest = db_step(&q) ? db_date(&q, 0) : DATE_NONE;
	db_reset(&q);
	db_end(&q);
	db_exec(s->db, "DELETE FROM state WHERE name = 'newest'");
}

/* Cases get the numbers 1, 2, 3; a bit for each of two thousand million is what
 * a forged one can cost. */
static void
check_number(int64_t client)
{
	if (client < 0 || client > INT32_MAX)
		stored_damaged((struct stored_row){"client", client});
}

void
silences_touch(struct silences *s, int64_t client)
{
	size_t word = (size_t)client / 64, old = s->words;
	uint64_t bit = UINT64_C(1) << ((uint64_t)client % 64);

	check_number(client);
	if (word >= s->words) {
		s->bit = mem_grow(s->bit, word + 1, &s->words, sizeof *s->bit);
		for (size_t i = old; i < s->words; i++)
			s->bit[i] = 0;
	}
	s->touched += !(s->bit[word] & bit);
	s->bit[word] |= bit;
}

static bool
is_touched(const struct silences *s, int64_t client)
{
	size_t word = (size_t)client / 64;

	return s->all ||
	    (word < s->words && (s->bit[word] >> ((uint64_t)client % 64) & 1));
}

static void
see_newest(struct silences *s, const struct history *h)
{
	for (size_t i = h->n_letters; i > 0; i--) {
		const struct past_letter *l = &h->letter[i - 1];

		if (l->due <= s->newest)
			break;
		if (l->result != RESULT_OPEN && l->result != RESULT_CANCELLED)
			s->newest = l->due;
	}
	for (size_t i = 0; i < h->n_visits; i++)
		if (h->visit[i].state == VISIT_DONE &&
		    h->visit[i].day > s->newest)
			s->newest = h->visit[i].day;
}

static void
add_day(struct silences *s, date day)
{
	char digits[16], *p = digits + sizeof digits;
	unsigned left = day < 0 ? 0u - (unsigned)day : (unsigned)day;
	size_t n;

	*--p = ',';
	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (day < 0)
		*--p = '-';
	n = (size_t)(digits + sizeof digits - p);
	s->row = mem_grow(s->row, s->row_len + n + 1, &s->row_cap, 1);
	memcpy(s->row + s->row_len, p, n);
	s->row_len += n;
}

/* The days with a letter missed since the latest attended one, comma-joined.
 * With them and the silence, the rule needs no letters. */
static const char *
row_of(struct silences *s, const struct history *h, const struct silence *silence)
{
	date last = silence->attended;

	s->row_len = 0;
	for (size_t i = 0; i < h->n_letters; i++)
		if (h->letter[i].result == RESULT_MISSED &&
		    h->letter[i].due > last) {
			last = h->letter[i].due;
			add_day(s, last);
		}
	if (s->row_len == 0)
		return "";
	s->row[s->row_len - 1] = '\0';
	return s->row;
}

/* Is this what the table holds already? */
static bool
is_kept(struct silences *s, int64_t client, const struct silence *silence,
    const char *row, bool others)
{
	struct query *q = &s->look;
	bool same;

	db_bind_int(q, 1, client);
	same = db_step(q) && db_date(q, 0) == silence->last_sign &&
	    db_date(q, 1) == silence->attended &&
	    db_date(q, 2) == silence->since && db_date(q, 3) == silence->sent &&
	    db_int(q, 4) == silence->missed &&
	    db_date(q, 5) == silence->last_missed &&
	    strcmp(db_text(q, 6), row) == 0 && db_int(q, 7) == others;
	db_reset(q);
	return same;
}

static void
keep(struct silences *s, int64_t client, const struct silence *silence,
    const char *row, bool others)
{
	struct query *q = &s->keep;

	db_bind_int(q, 1, client);
	db_bind_date(q, 2, silence->last_sign);
	db_bind_date(q, 3, silence->attended);
	db_bind_date(q, 4, silence->since);
	db_bind_date(q, 5, silence->sent);
	db_bind_int(q, 6, silence->missed);
	db_bind_date(q, 7, silence->last_missed);
	db_bind_text(q, 8, row);
	db_bind_int(q, 9, others);
	db_run(q);
}

static void
forget(struct silences *s, int64_t client)
{
	db_bind_int(&s->forget, 1, client);
	db_run(&s->forget);
}

static bool
is_closed(struct silences *s, int64_t client)
{
	bool closed;

	db_bind_int(&s->status, 1, client);
	closed = db_step(&s->status) && db_int(&s->status, 0) != 0;
	db_reset(&s->status);
	return closed;
}

/* Works the silence out as of the end of time: on the days that
 * silences_judge() can be asked for, nothing that counts lies in the future.
 * `none`: no row can be there of this case yet, and h->closed is not known:
 * few cases have a reason, so only of these the status is read. */
static void
work_out(struct silences *s, int64_t client, const struct history *h,
    bool none)
{
	struct silence silence = silence_of(h, DATE_MAX);
	const char *row;
	bool others = h->n_cuts + h->n_referrals + h->n_visits > 0;

	see_newest(s, h);
	if (!overdue_can_have_reason(h, &silence)) {
		if (!none)
			forget(s, client);
		return;
	}
	if (none && is_closed(s, client))
		return;
	row = row_of(s, h, &silence);
	if (none || !is_kept(s, client, &silence, row, others))
		keep(s, client, &silence, row, others);
}

static void
work_out_all(struct silences *s)
{
	struct histories *hs = history_open(s->db);
	struct history h;
	int64_t client;

	while (history_next(hs, &client, &h))
		if (is_touched(s, client))
			work_out(s, client, &h, false);
	history_close(hs);
}

static void
work_out_some(struct silences *s)
{
	struct histories *hs = history_open(s->db);
	struct history h;

	for (size_t word = 0; word < s->words; word++) {
		if (s->bit[word] == 0)
			continue;
		for (int i = 0; i < 64; i++) {
			int64_t client = (int64_t)(word * 64) + i;

			if (is_touched(s, client) && history_to(hs, client, &h))
				work_out(s, client, &h, false);
		}
	}
	history_close(hs);
}

static void
store_newest(struct silences *s)
{
	struct query q = db_query(s->db, "INSERT INTO state (name, value)"
	    " VALUES ('newest', ?1) ON CONFLICT (name) DO UPDATE"
	    " SET value = excluded.value WHERE value < excluded.value");

	db_bind_int(&q, 1, s->newest);
	db_run(&q);
	db_end(&q);
}

/* The letters collected so far are all that their case has.  If more of them
 * follow in this import, the case is touched and read again at the end. */
static void
work_out_letters(struct silences *s)
{
	struct history h = {.letter = s->letter, .n_letters = s->n,
	    .no_visits_until = DATE_NONE};

	if (s->n > 0)
		work_out(s, s->client, &h, true);
	s->n = 0;
}

void
silences_letter(struct silences *s, int64_t client,
    const struct past_letter *l)
{
	if (client != s->client) {
		work_out_letters(s);
		s->client = s->letters_only && client > s->highest ? client : 0;
		if (client > s->highest)
			s->highest = client;
	}
	/* The case came before, or has other records: read it all at the end. */
	if (s->client == 0) {
		silences_touch(s, client);
		return;
	}
	s->letter = mem_grow(s->letter, s->n + 1, &s->cap, sizeof *s->letter);
	s->letter[s->n++] = *l;
}

void
silences_letters_end(struct silences *s)
{
	work_out_letters(s);
}

void
silences_finish(struct silences *s)
{
	date known = newest(s->db);

	if (s->all || s->touched > db_value(s->db, "SELECT max(id) FROM client", 0) /
	    SCAN_SHARE)
		work_out_all(s);
	else if (s->touched > 0)
		work_out_some(s);
	if (s->newest != known)
		store_newest(s);
	if (s->all)
		db_exec(s->db, "DELETE FROM state WHERE name = 'standing_is_old'");
	db_end(&s->forget);
	db_end(&s->keep);
	db_end(&s->look);
	db_end(&s->status);
	free(s->letter);
	free(s->row);
	free(s->bit);
	free(s);
}

/* A row of the table: the silence, and the letters that count in a row. */
struct kept {
	struct silence silence;
	struct past_letter *letter;
	size_t n, cap;
};

static void
add_letter(struct kept *k, date due, int result)
{
	k->letter = mem_grow(k->letter, k->n + 1, &k->cap, sizeof *k->letter);
	k->letter[k->n++] = (struct past_letter){.due = due, .sent = DATE_NONE,
	    .result = result};
}

/* The days of a row; false: not what silences_finish() writes. */
static bool
read_row(struct kept *k, const char *s)
{
	while (*s != '\0') {
		char *end;
		long day = strtol(s, &end, 10);

		if ((*s != '-' && (*s < '0' || *s > '9')) || end == s ||
		    day < DATE_MIN || day > DATE_MAX ||
		    (k->n > 0 && day <= k->letter[k->n - 1].due) ||
		    (*end != ',' && *end != '\0'))
			return false;
		s = end + (*end == ',');
		add_letter(k, (date)day, RESULT_MISSED);
	}
	return true;
}

static bool
read_kept(struct kept *k, struct query *q, date as_of)
{
	struct silence *s = &k->silence;

	*s = (struct silence){.last_sign = db_date(q, 1),
	    .attended = db_date(q, 2), .since = db_date(q, 3),
	    .sent = db_date(q, 4), .missed = db_small(q, 5),
	    .last_missed = db_date(q, 6), .last_liable = DATE_NONE};
	s->days = silence_days(s, as_of);
	k->n = 0;
	if (!read_row(k, db_text(q, 7)))
		return false;
	if (k->n > 0 && k->letter[k->n - 1].due > s->last_sign)
		s->last_liable = k->letter[k->n - 1].due;
	return true;
}

/* What the rule needs beside the letters.  Closed cases have no row here. */
static bool
rest_of_history(struct histories *hs, struct query *q, const struct kept *k,
    struct history *h)
{
	*h = (struct history){.no_visits_until = db_date(q, 9)};
	if (db_int(q, 8) != 0 && !history_beside_letters(hs, db_int(q, 0), h))
		return false;
	h->letter = k->letter;
	h->n_letters = k->n;
	return true;
}

void
silences_judge(struct db *db, const struct overdue_rules *rules, date as_of,
    void (*each)(void *, int64_t, const char *, const struct verdict *),
    void *arg)
{
	struct query q = db_query(db, "SELECT s.client, s.last_sign, s.attended,"
	    " s.since, s.sent, s.missed, s.last_missed, s.row, s.others,"
	    " c.no_visits_until, c.case_id"
	    " FROM standing AS s JOIN client AS c ON c.id = s.client");
	struct histories *hs = history_open(db);
	struct kept k = {0};
	struct history h;
	struct verdict v;

	while (db_step(&q)) {
		if (!read_kept(&k, &q, as_of))
			stored_damaged((struct stored_row){"standing", db_int(&q, 0)});
		h = (struct history){.letter = k.letter, .n_letters = k.n};
		if (db_int(&q, 8) == 0 &&
		    !overdue_silence_is_reason(&h, &k.silence, rules))
			continue;
		if (!rest_of_history(hs, &q, &k, &h))
			continue;
		overdue_judge_silence(&v, &h, &k.silence, rules, as_of);
		if (v.rule == RULE_LISTED)
			each(arg, db_int(&q, 0), db_text(&q, 10), &v);
	}
	free(k.letter);
	history_close(hs);
	db_end(&q);
}
