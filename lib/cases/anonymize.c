#include "lib/cases/anonymize.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/cases/history.h"
#include "lib/rule/codes.h"
#include "lib/stats/tally.h"

struct anonymize {
	struct db *db;
	date as_of;
	struct histories *histories;
	struct query attributes, earlier, random, taken, keep, offers, remember;
	struct names *household;
	int64_t *household_number;
	size_t household_cap;

	/* Of the current case. */
	struct history history;
	struct participant who;
	bool split;                    /* the household */
	char *household_id, *counted;  /* cuts, as in the table forgotten */
	date forgotten_sign;
	struct contact *contact;
	struct contact_result *result;
	const struct past_visit **visit;
	size_t cap, result_cap, visit_cap;
	struct past_cut *cut;
	size_t cut_cap;
};

struct anonymize *
anonymize_open(struct db *db, date as_of)
{
	struct anonymize *a = xcalloc(1, sizeof *a);

	a->db = db;
	a->as_of = as_of;
	a->histories = history_open(db);
	a->household = names_new();
	a->attributes = db_query(db, "SELECT birth_date, household_id"
	    " FROM client WHERE id = ?1");
	a->earlier = db_query(db, "SELECT reached, last_sign, cuts"
	    " FROM forgotten WHERE client = ?1");
	a->random = db_query(db, "SELECT random() >> 1 & 0x3fffffffffffffff");
	a->taken = db_query(db, "SELECT 1 FROM anon_visit WHERE person = ?1");
	a->keep = db_query(db,
#include "query/anon-insert.inc"
	);
	a->offers = db_query(db, "INSERT INTO anon_offer (person, n, offer,"
	    " accepted) SELECT ?1, ?2, offer, accepted FROM visit_offer"
	    " WHERE visit = ?3");
	a->remember = db_query(db, "INSERT OR REPLACE INTO forgotten"
	    " (client, reached, last_sign, cuts) VALUES (?1, ?2, ?3, ?4)");
	return a;
}

void
anonymize_close(struct anonymize *a)
{
	history_close(a->histories);
	names_free(a->household);
	db_end(&a->attributes);
	db_end(&a->earlier);
	db_end(&a->random);
	db_end(&a->taken);
	db_end(&a->keep);
	db_end(&a->offers);
	db_end(&a->remember);
	free(a->household_number);
	free(a->household_id);
	free(a->counted);
	free(a->contact);
	free(a->result);
	free(a->visit);
	free(a->cut);
	free(a);
}

/* A random number from 1 on. */
static int64_t
draw(struct anonymize *a)
{
	int64_t number;

	db_step(&a->random);
	number = db_int(&a->random, 0) + 1;
	db_reset(&a->random);
	return number;
}

static int64_t
draw_person(struct anonymize *a)
{
	int64_t person;
	bool taken;

	do {
		person = draw(a);
		db_bind_int(&a->taken, 1, person);
		taken = db_step(&a->taken);
		db_reset(&a->taken);
	} while (taken);
	return person;
}

/* The same for those of one household who are erased together; nothing else
 * joins the years of a case that stays. */
static int64_t
draw_household(struct anonymize *a, int year)
{
	int n = names_count(a->household), i;
	char *name;

	if (*a->household_id == '\0')
		return draw(a);
	if (a->split)
		return 0;
	name = xasprintf("%d %s", year, a->household_id);
	i = names_add(a->household, name);
	free(name);
	if (i == n) {
		a->household_number = mem_grow(a->household_number,
		    (size_t)n + 1, &a->household_cap,
		    sizeof *a->household_number);
		a->household_number[n] = draw(a);
	}
	return a->household_number[i];
}

static void
add_contacts(struct anonymize *a)
{
	const struct history *h = &a->history;
	size_t n = 0;

	for (size_t i = 0; i < h->n_visits; i++) {
		const struct past_visit *v = &h->visit[i];

		if (v->state != VISIT_DONE || v->outcome < 0)
			continue;
		a->contact = mem_grow(a->contact, n + 1, &a->cap,
		    sizeof *a->contact);
		a->visit = mem_grow(a->visit, n + 1, &a->visit_cap,
		    sizeof *a->visit);
		a->contact[n] = (struct contact){.day = v->day,
		    .start = v->start, .outcome = v->outcome};
		a->visit[n++] = v;
	}
	a->who.contact = a->contact;
	a->who.n_contacts = n;
}

static bool
is_counted(const struct anonymize *a, date miss)
{
	char *day = xasprintf(",%d,", miss);
	char *all = xasprintf(",%s,", a->counted);
	bool counted = strstr(all, day) != NULL;

	free(day);
	free(all);
	return counted;
}

/* The same that a report would see as of the day: letters and so on after it
 * do not count, nor do cuts that were counted with a visit erased earlier. */
static void
limit(struct anonymize *a, date as_of)
{
	struct history *h = &a->who.history;
	size_t n = 0;

	while (h->n_letters > 0 && h->letter[h->n_letters - 1].due > as_of)
		h->n_letters--;
	while (h->n_referrals > 0 && h->referral[h->n_referrals - 1] > as_of)
		h->n_referrals--;
	for (size_t i = 0; i < h->n_cuts; i++) {
		if (h->cut[i].miss > as_of || is_counted(a, h->cut[i].miss))
			continue;
		a->cut = mem_grow(a->cut, n + 1, &a->cut_cap, sizeof *a->cut);
		a->cut[n++] = h->cut[i];
	}
	h->cut = a->cut;
	h->n_cuts = n;
}

/* Visits may have been logged that are later than the day. */
static date
last_day(const struct anonymize *a)
{
	size_t n = a->who.n_contacts;

	return n > 0 && a->contact[n - 1].day > a->as_of ?
	    a->contact[n - 1].day : a->as_of;
}

static void
read_earlier(struct anonymize *a, int64_t client)
{
	struct query *q = &a->earlier;

	free(a->counted);
	a->counted = xstrdup("");
	a->forgotten_sign = DATE_NONE;
	db_bind_int(q, 1, client);
	if (db_step(q)) {
		a->who.reached_before = db_int(q, 0) != 0;
		a->forgotten_sign = db_date(q, 1);
		free(a->counted);
		a->counted = xstrdup(db_text(q, 2));
	}
	db_reset(q);
}

static void
read_case(struct anonymize *a, int64_t client)
{
	struct query *q = &a->attributes;

	a->who = (struct participant){.birth_date = DATE_NONE};
	history_of(a->histories, client, &a->history);
	read_earlier(a, client);
	db_bind_int(q, 1, client);
	db_step(q);
	a->who.birth_date = db_date(q, 0);
	free(a->household_id);
	a->household_id = xstrdup(db_text(q, 1));
	db_reset(q);
	a->who.history = a->history;
	add_contacts(a);
	limit(a, last_day(a));
	a->result = mem_grow(a->result, a->who.n_contacts + 1, &a->result_cap,
	    sizeof *a->result);
	tally_results(&a->who, a->result);
}

/* The day of erasure is all that is known of a visit in its own month. */
static date
bound(const struct anonymize *a, date day)
{
	return day <= a->as_of && date_month_end(day) == date_month_end(a->as_of) ?
	    a->as_of : DATE_NONE;
}

static void
keep(struct anonymize *a, size_t i, int64_t person, int64_t n,
    int64_t household, bool part)
{
	const struct contact_result *r = &a->result[i];
	date day = a->contact[i].day;
	struct query *q = &a->keep;
	struct civil c = date_civil(day);

	db_bind_int(q, 1, person);
	db_bind_int(q, 2, n);
	db_bind_int(q, 3, household);
	db_bind_date(q, 4, date_from(c.year, c.month, 1));
	db_bind_date(q, 5, bound(a, day));
	db_bind_int(q, 6, part);
	if (r->age_group < 0)
		db_bind_null(q, 7);
	else
		db_bind_int(q, 7, r->age_group);
	db_bind_int(q, 8, r->first);
	if (r->days < 0)
		db_bind_null(q, 9);
	else
		db_bind_int(q, 9, r->days);
	db_bind_int(q, 10, r->came_back);
	db_bind_int(q, 11, r->came_back_next);
	db_bind_int(q, 12, r->cuts);
	db_bind_int(q, 13, r->averted);
	db_bind_int(q, 14, a->visit[i]->id);
	db_run(q);
	db_bind_int(&a->offers, 1, person);
	db_bind_int(&a->offers, 2, n);
	db_bind_int(&a->offers, 3, a->visit[i]->id);
	db_run(&a->offers);
}

/* Returns how many of the contacts are kept: those up to the day. */
static size_t
keep_all(struct anonymize *a, date until, bool part)
{
	int year = 0;
	int64_t person = 0, household = 0, n = 0;
	size_t i;

	for (i = 0; i < a->who.n_contacts && a->contact[i].day <= until; i++) {
		int now = part ? date_civil(a->contact[i].day).year : 0;

		if (i == 0 || now != year) {
			person = draw_person(a);
			household = draw_household(a, now);
			n = 0;
		}
		year = now;
		keep(a, i, person, n++, household, part);
	}
	return i;
}

void
anonymize_case(struct anonymize *a, int64_t client, bool split)
{
	a->split = split;
	read_case(a, client);
	keep_all(a, DATE_MAX, false);
}

static void
add_counted(struct anonymize *a, date miss)
{
	char *more = xasprintf("%s%s%d", a->counted,
	    *a->counted == '\0' ? "" : ",", miss);

	free(a->counted);
	a->counted = more;
}

/* Of the first n contacts. */
static void
remember(struct anonymize *a, int64_t client, size_t n)
{
	bool reached = a->who.reached_before;
	date sign = a->forgotten_sign;

	for (size_t i = 0; i < n; i++) {
		reached |= a->result[i].first;
		if (silence_ends_with(a->contact[i].outcome) &&
		    a->contact[i].day > sign)
			sign = a->contact[i].day;
	}
	for (size_t i = 0; i < a->who.history.n_cuts; i++) {
		const struct past_cut *k = &a->who.history.cut[i];
		const struct contact *c = tally_cut_contact(&a->who, k);

		if (c != NULL && c < a->contact + n)
			add_counted(a, k->miss);
	}
	db_bind_int(&a->remember, 1, client);
	db_bind_int(&a->remember, 2, reached);
	db_bind_date(&a->remember, 3, sign);
	db_bind_text(&a->remember, 4, a->counted);
	db_run(&a->remember);
}

void
anonymize_visits(struct anonymize *a, int64_t client, date until, bool split)
{
	size_t n;

	a->split = split;
	read_case(a, client);
	n = keep_all(a, until, true);
	if (n > 0)
		remember(a, client, n);
}
