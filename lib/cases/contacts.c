#include "lib/cases/contacts.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/cases/anonymous.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

/* Rows of one table in the order of the cases, read beside the visits. */
struct beside {
	struct walk walk;
	bool wanted;
};

/* The other members of a household: its first member stands for it. */
struct household_member {
	int64_t client, first;
};

/* OUTCOME_NONE: no contact, but somebody who was referred. */
enum { OUTCOME_NONE = -1 };

struct done {
	int64_t client, household;  /* the household by its first member */
	uint32_t n;          /* position in the order of visit_id */
	int day, start, minutes;
	int worker[2];       /* index into workers; -1: none */
	uint32_t offer;      /* the first of its offers */
	uint16_t n_offers;
	int8_t outcome, reaction;
	uint32_t causes;
};

struct contact_worker {
	int64_t id;
	int worker, funder;  /* words */
};

struct area {
	int64_t id;          /* of the offer */
	int area;            /* word */
	bool health;
};

struct contacts {
	struct db *db;
	struct tally_options o;
	unsigned keys;       /* o.key as a set of bits */
	bool offers, reactions, minutes, workers, causes;  /* are needed */
	date as_of;
	struct names *words;

	struct contact_worker *worker;
	struct area *area;
	struct household_member *member;
	size_t n_workers, worker_cap, n_areas, area_cap, n_members, member_cap;

	struct done *done;
	struct contact_offer *offer;
	size_t n_done, done_cap, n_offers, offer_cap, at;

	struct beside clients, letters, referrals, cuts, forgotten;
	struct anonymous *anonymous;

	/* Of the current person. */
	struct contact *contact;
	struct past_visit *visit;
	struct past_letter *letter;
	struct past_cut *cut;
	date *referral;
	date forgotten_sign;
	const char *counted_cuts;  /* with visits that were erased since */
	struct arena text;         /* of that */
	int household;       /* its number; -1 before the first one */
	size_t contact_cap, visit_cap, letter_cap, cut_cap, referral_cap;
};

static struct beside
beside(struct contacts *a, bool wanted, const char *sql, date as_of)
{
	struct beside b = {.wanted = wanted};

	if (!wanted)
		return b;
	b.walk = db_walk(a->db, sql);
	if (as_of != DATE_NONE)
		db_bind_date(&b.walk.query, 2, as_of);
	return b;
}

static bool
first_row(struct beside *b, int64_t client)
{
	return b->wanted && db_walk_to(&b->walk, client);
}

static int
word(struct contacts *a, struct query *q, int column)
{
	return names_add(a->words, db_text(q, column));
}

/* The word in a column that is only read for the sake of this key. */
static int
word_for(struct contacts *a, int key, struct query *q, int column)
{
	return a->keys >> key & 1 ? word(a, q, column) : 0;
}

static void
read_workers(struct contacts *a)
{
	struct query q = db_query(a->db,
#include "query/stats-workers.inc"
	);

	while (db_step(&q)) {
		a->worker = mem_grow(a->worker, a->n_workers + 1,
		    &a->worker_cap, sizeof *a->worker);
		a->worker[a->n_workers++] = (struct contact_worker){db_int(&q, 0),
		    word(a, &q, 1), word(a, &q, 2)};
	}
	db_end(&q);
}

static void
read_areas(struct contacts *a)
{
	struct query q = db_query(a->db,
#include "query/stats-areas.inc"
	);

	while (db_step(&q)) {
		a->area = mem_grow(a->area, a->n_areas + 1, &a->area_cap,
		    sizeof *a->area);
		a->area[a->n_areas++] = (struct area){db_int(&q, 0),
		    word(a, &q, 1), strcmp(db_text(&q, 1), "health") == 0};
	}
	db_end(&q);
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int
worker_of(const struct contacts *a, int64_t id)
{
	const struct contact_worker *w = mem_search(&id, a->worker, a->n_workers,
	    sizeof *w, by_id);

	return w == NULL ? -1 : (int)(w - a->worker);
}

static int
number(struct query *q, int column, int none)
{
	int64_t v = db_int(q, column);

	if (v < 0 || (v == 0 && db_null(q, column)))
		return none;
	return v > INT_MAX ? INT_MAX : (int)v;
}

/* The offers of this visit; `q` goes along with the visits. */
static void
read_offers(struct contacts *a, struct query *q, bool *row, int64_t visit,
    struct done *d)
{
	while (*row && db_int(q, 0) < visit)
		*row = db_step(q);
	d->offer = (uint32_t)a->n_offers;
	for (; *row && db_int(q, 0) == visit; *row = db_step(q)) {
		int64_t id = db_int(q, 1);
		const struct area *f = mem_search(&id, a->area, a->n_areas,
		    sizeof *f, by_id);

		if (f == NULL)
			continue;
		a->offer = mem_grow(a->offer, a->n_offers + 1, &a->offer_cap,
		    sizeof *a->offer);
		a->offer[a->n_offers++] = (struct contact_offer){
		    .area = f->area, .health = f->health,
		    .accepted = db_int(q, 2) != 0};
		d->n_offers++;
	}
}

static void
read_worker(const struct contacts *a, struct query *q, struct done *d)
{
	int n = 0;

	for (int i = 0; i < 2; i++) {
		int64_t id = db_int(q, 7 + i);

		if (id != 0)
			d->worker[n++] = worker_of(a, id);
	}
}

static void
read_visit(struct contacts *a, struct query *q, struct done *d)
{
	struct stored_row row = {"visit", db_int(q, 0)};

	*d = (struct done){
		.n = (uint32_t)a->n_done, .client = db_int(q, 1),
		.day = db_date(q, 2), .start = number(q, 3, CLOCK_NONE),
		.outcome = (int8_t)stored_code(q, 4, OUTCOME_CODES, row),
		.reaction = -1, .minutes = -1,
		.worker = {-1, -1},
	};
	if (a->reactions)
		d->reaction = (int8_t)stored_code_or_none(q, 5,
		    REACTION_CODES, row);
	if (a->minutes)
		d->minutes = number(q, 6, -1);
	if (a->workers)
		read_worker(a, q, d);
	if (a->causes)
		d->causes = codes_bits(code_cause, db_text(q, 9));
}

static void
read_visits(struct contacts *a)
{
	bool row = false;
	struct query q = db_query(a->db,
#include "query/stats-visits.inc"
	);
	struct query beside = db_query(a->db,
#include "query/stats-offers.inc"
	);

	db_bind_date(&q, 1, a->as_of);
	if (a->offers)
		row = db_step(&beside);
	while (db_step(&q)) {
		struct done *d;

		a->done = mem_grow(a->done, a->n_done + 1, &a->done_cap,
		    sizeof *a->done);
		d = &a->done[a->n_done];
		read_visit(a, &q, d);
		if (row)
			read_offers(a, &beside, &row, db_int(&q, 0), d);
		a->n_done++;
	}
	db_end(&beside);
	db_end(&q);
}

/* Persons who were referred and perhaps never visited. */
static void
read_referred(struct contacts *a)
{
	struct query q = db_query(a->db,
#include "query/stats-referred.inc"
	);

	db_bind_date(&q, 1, a->o.from);
	db_bind_date(&q, 2, a->o.to);
	while (db_step(&q)) {
		a->done = mem_grow(a->done, a->n_done + 1, &a->done_cap,
		    sizeof *a->done);
		a->done[a->n_done] = (struct done){.client = db_int(&q, 0),
		    .day = INT_MAX, .n = (uint32_t)a->n_done,
		    .outcome = OUTCOME_NONE, .reaction = -1, .minutes = -1,
		    .worker = {-1, -1}};
		a->n_done++;
	}
	db_end(&q);
}

static void
read_households(struct contacts *a)
{
	struct names *names = names_new();
	int64_t *first = NULL;
	size_t cap = 0;
	struct query q = db_query(a->db,
#include "query/stats-households.inc"
	);

	while (db_step(&q)) {
		int n = names_count(names);
		int i = names_add(names, db_text(&q, 1));

		first = mem_grow(first, (size_t)n + 1, &cap, sizeof *first);
		if (i == n) {
			first[n] = db_int(&q, 0);
			continue;
		}
		a->member = mem_grow(a->member, a->n_members + 1,
		    &a->member_cap, sizeof *a->member);
		a->member[a->n_members++] = (struct household_member){db_int(&q, 0),
		    first[i]};
	}
	db_end(&q);
	free(first);
	names_free(names);
}

/* Wants the contacts in the order of their cases. */
static void
set_households(struct contacts *a)
{
	size_t m = 0;

	for (size_t i = 0; i < a->n_done; i++) {
		struct done *d = &a->done[i];

		while (m < a->n_members && a->member[m].client < d->client)
			m++;
		d->household = m < a->n_members &&
		    a->member[m].client == d->client ?
		    a->member[m].first : d->client;
	}
}

static int64_t
client_of(const struct done *d)
{
	return d->client;
}

static int64_t
household_of(const struct done *d)
{
	return d->household;
}

/* One stable pass over some bits of a number. */
enum { DIGIT = 20, DIGITS = 1 << DIGIT };

static void
sort_pass(const struct done *from, struct done *to, size_t n,
    int64_t (*key)(const struct done *), int shift)
{
	uint32_t *at = xcalloc(DIGITS + 1, sizeof *at);

	for (size_t i = 0; i < n; i++)
		at[(key(&from[i]) >> shift & (DIGITS - 1)) + 1]++;
	for (size_t i = 0; i < DIGITS; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < n; i++)
		to[at[key(&from[i]) >> shift & (DIGITS - 1)]++] = from[i];
	free(at);
}

/* Stable and in linear time: the visits of a case stay in the order of their
 * numbers, the cases of a household in the order of theirs. */
static void
sort_by(struct contacts *a, int64_t (*key)(const struct done *))
{
	int64_t most = 0;

	for (size_t i = 0; i < a->n_done; i++)
		if (key(&a->done[i]) > most)
			most = key(&a->done[i]);
	for (int shift = 0; shift < 63 && most >> shift > 0; shift += DIGIT) {
		struct done *other = xreallocarray(NULL, a->n_done,
		    sizeof *other);

		sort_pass(a->done, other, a->n_done, key, shift);
		free(a->done);
		a->done = other;
		a->done_cap = a->n_done;
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct done *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static void
sort_by_time(struct done *d, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (by_time(&d[i - 1], &d[i]) > 0) {
			qsort(d, n, sizeof *d, by_time);
			return;
		}
}

static void
open_tables(struct contacts *a)
{
	a->clients = beside(a, tally_needs_attributes(&a->o),
#include "query/stats-clients.inc"
	    , DATE_NONE);
	a->letters = beside(a, tally_needs_letters(&a->o),
#include "query/stats-letters.inc"
	    , a->as_of);
	a->referrals = beside(a, tally_needs_referrals(&a->o),
#include "query/stats-referrals.inc"
	    , a->as_of);
	a->cuts = beside(a, tally_needs_cuts(&a->o),
#include "query/stats-cuts.inc"
	    , a->as_of);
	a->forgotten = beside(a, true, "SELECT client, reached, last_sign, cuts"
	    " FROM forgotten WHERE client >= ?1 ORDER BY client", DATE_NONE);
}

struct contacts *
contacts_open(struct db *db, const struct tally_options *o, date as_of)
{
	struct contacts *a = xcalloc(1, sizeof *a);

	a->db = db;
	a->o = *o;
	a->keys = tally_keys(o);
	a->offers = tally_needs_offers(o);
	a->reactions = tally_needs_reactions(o);
	a->minutes = tally_needs_minutes(o);
	a->workers = tally_needs_workers(o);
	a->causes = tally_needs_causes(o);
	a->as_of = as_of;
	a->household = -1;
	a->words = names_new();
	names_add(a->words, "");  /* the word 0 */
	read_workers(a);
	read_areas(a);
	read_visits(a);
	if (o->measures & BIT(MEASURE_PERSONS_REFERRED))
		read_referred(a);
	sort_by(a, client_of);
	if (tally_needs_households(o)) {
		read_households(a);
		set_households(a);
		sort_by(a, household_of);
	}
	open_tables(a);
	a->anonymous = anonymous_open(db, o, a->words);
	return a;
}

const struct names *
contacts_words(const struct contacts *a)
{
	return a->words;
}

void
contacts_say(const struct contacts *a, const struct report_options *o)
{
	anonymous_say(a->anonymous, o);
}

void
contacts_close(struct contacts *a)
{
	anonymous_close(a->anonymous);
	names_free(a->words);
	free(a->worker);
	free(a->area);
	free(a->member);
	free(a->done);
	free(a->offer);
	free(a->contact);
	free(a->visit);
	free(a->letter);
	free(a->cut);
	free(a->referral);
	arena_free(&a->text);
	free(a);
}

/* The queries must not outlive the transaction. */
static void
end(struct contacts *a)
{
	if (a->clients.wanted)
		db_end(&a->clients.walk.query);
	if (a->letters.wanted)
		db_end(&a->letters.walk.query);
	if (a->referrals.wanted)
		db_end(&a->referrals.walk.query);
	if (a->cuts.wanted)
		db_end(&a->cuts.walk.query);
	db_end(&a->forgotten.walk.query);
}

static struct contact
contact(const struct contacts *a, const struct done *d)
{
	struct contact c = {
		.day = d->day, .start = d->start, .outcome = d->outcome,
		.reaction = d->reaction, .minutes = d->minutes,
		.causes = d->causes,
		.offer = d->n_offers > 0 ? &a->offer[d->offer] : NULL,
		.n_offers = d->n_offers,
	};

	for (; c.n_workers < 2 && d->worker[c.n_workers] >= 0; c.n_workers++) {
		const struct contact_worker *w = &a->worker[d->worker[c.n_workers]];

		c.worker[c.n_workers] = w->worker;
		c.funder[c.n_workers] = w->funder;
	}
	return c;
}

static void
add_contacts(struct contacts *a, struct participant *p, const struct done *d,
    size_t n)
{
	a->contact = mem_grow(a->contact, n, &a->contact_cap,
	    sizeof *a->contact);
	for (size_t i = 0; i < n; i++)
		a->contact[i] = contact(a, &d[i]);
	p->contact = a->contact;
	p->n_contacts = n;
}

static void
add_attributes(struct contacts *a, struct participant *p, int64_t client)
{
	struct query *q = &a->clients.walk.query;

	if (!first_row(&a->clients, client))
		return;
	p->town = word_for(a, KEY_TOWN, q, 1);
	p->postal_code = word_for(a, KEY_POSTAL_CODE, q, 2);
	p->sex = word_for(a, KEY_SEX, q, 3);
	p->birth_date = db_date(q, 4);
	p->case_manager = word_for(a, KEY_CASE_MANAGER, q, 5);
	p->language = word_for(a, KEY_LANGUAGE, q, 6);
}

static void
add_past_visits(struct contacts *a, struct history *h, const struct done *d,
    size_t n)
{
	a->visit = mem_grow(a->visit, n, &a->visit_cap, sizeof *a->visit);
	for (size_t i = 0; i < n; i++)
		a->visit[i] = (struct past_visit){.id = d[i].n,
		    .day = d[i].day, .start = d[i].start, .state = VISIT_DONE,
		    .outcome = d[i].outcome, .next = -1,
		    .next_on = DATE_NONE, .no_visits_until = DATE_NONE};
	h->visit = a->visit;
	h->n_visits = n;
}

static void
add_letters(struct contacts *a, struct history *h, int64_t client)
{
	struct beside *b = &a->letters;
	bool row = first_row(b, client);

	for (; row; row = db_walk_on(&b->walk)) {
		a->letter = mem_grow(a->letter, h->n_letters + 1,
		    &a->letter_cap, sizeof *a->letter);
		a->letter[h->n_letters++] = (struct past_letter){
		    .due = db_date(&b->walk.query, 1), .sent = DATE_NONE,
		    .result = stored_code(&b->walk.query, 2, RESULT_CODES,
		    (struct stored_row){"letter", client})};
	}
	h->letter = a->letter;
}

static void
add_referrals(struct contacts *a, struct history *h, int64_t client)
{
	struct beside *b = &a->referrals;
	bool row = first_row(b, client);

	for (; row; row = db_walk_on(&b->walk)) {
		a->referral = mem_grow(a->referral, h->n_referrals + 1,
		    &a->referral_cap, sizeof *a->referral);
		a->referral[h->n_referrals++] = db_date(&b->walk.query, 1);
	}
	h->referral = a->referral;
}

/* What is remembered of visits that were erased. */
static void
add_forgotten(struct contacts *a, struct participant *p, int64_t client)
{
	struct query *q = &a->forgotten.walk.query;

	arena_reset(&a->text);
	a->counted_cuts = "";
	if (!first_row(&a->forgotten, client))
		return;
	p->reached_before = db_int(q, 1) != 0;
	if (!db_null(q, 2)) {
		a->forgotten_sign = db_date(q, 2);
		p->history.forgotten_sign = &a->forgotten_sign;
	}
	a->counted_cuts = arena_strdup(&a->text, db_text(q, 3));
}

/* Is the day one of those in the list? */
static bool
is_listed(const char *list, date day)
{
	while (*list != '\0') {
		char *end;

		if (strtol(list, &end, 10) == day)
			return true;
		if (end == list)
			return false;
		list = end + (*end == ',');
	}
	return false;
}

static void
add_cuts(struct contacts *a, struct history *h, int64_t client)
{
	struct beside *b = &a->cuts;
	bool row = first_row(b, client);

	for (; row; row = db_walk_on(&b->walk)) {
		if (is_listed(a->counted_cuts, db_date(&b->walk.query, 1)))
			continue;
		a->cut = mem_grow(a->cut, h->n_cuts + 1, &a->cut_cap,
		    sizeof *a->cut);
		a->cut[h->n_cuts++] = (struct past_cut){
		    .miss = db_date(&b->walk.query, 1), .hearing_until = DATE_NONE,
		    .notice = db_date(&b->walk.query, 3),
		    .cut_from = db_date(&b->walk.query, 4),
		    .state = stored_code(&b->walk.query, 2, CUT_CODES,
		    (struct stored_row){"cut", client})};
	}
	h->cut = a->cut;
}

/* Is one of the person's contacts in the period, one where they were reached
 * if `reached`? */
static bool
in_period(const struct contacts *a, const struct done *d, size_t n,
    bool reached)
{
	for (size_t i = 0; i < n; i++)
		if (d[i].day >= a->o.from && d[i].day <= a->o.to &&
		    (!reached || d[i].outcome == OUTCOME_MET ||
		    d[i].outcome == OUTCOME_SELF_REPORTED))
			return true;
	return false;
}

/* `referred`: the person may have a referral in the period. */
static void
fill(struct contacts *a, struct participant *p, struct done *d, size_t n,
    bool referred)
{
	int64_t client = d[0].client;
	bool reached = a->letters.wanted && in_period(a, d, n, true);

	*p = (struct participant){.birth_date = DATE_NONE,
	    .household = a->household};
	add_contacts(a, p, d, n);
	add_attributes(a, p, client);
	add_forgotten(a, p, client);
	add_cuts(a, &p->history, client);
	if (reached || referred)
		add_referrals(a, &p->history, client);
	if (!reached)
		return;
	add_past_visits(a, &p->history, d, n);
	add_letters(a, &p->history, client);
}

/* The household of the case whose contacts begin at the i-th, counted from 0
 * on in the order in which they are met. */
static void
number_household(struct contacts *a, size_t i)
{
	bool same = tally_needs_households(&a->o) && i > 0 &&
	    a->done[i].household == a->done[i - 1].household;

	a->household += !same;
}

/* Those who were erased come last. */
static bool
next_anonymous(struct contacts *a, struct participant *p)
{
	enum anonymous_household which;

	if (!anonymous_next(a->anonymous, p, &which))
		return false;
	a->household += which == HOUSEHOLD_OTHER;
	p->household = which == HOUSEHOLD_UNKNOWN ? -1 : a->household;
	return true;
}

bool
contacts_next(struct contacts *a, struct participant *p)
{
	while (a->at < a->n_done) {
		struct done *d = &a->done[a->at];
		bool referred;
		size_t n = 1;

		number_household(a, a->at);
		while (a->at + n < a->n_done && d[n].client == d->client)
			n++;
		a->at += n;
		referred = d[n - 1].outcome == OUTCOME_NONE;
		n -= referred;
		if (!referred && !in_period(a, d, n, false))
			continue;
		sort_by_time(d, n);
		fill(a, p, d, n, referred);
		return true;
	}
	if (next_anonymous(a, p))
		return true;
	end(a);
	return false;
}

/* Those of a column of a table. */
static void
add_values(struct contacts *a, struct report *r, int key, const char *sql)
{
	struct query q = db_query(a->db, sql);

	while (db_step(&q))
		report_value(r, key, word(a, &q, 0));
	db_end(&q);
}

static void
add_words(struct contacts *a, struct report *r, int key, const char *const *word)
{
	for (; *word != NULL; word++)
		report_value(r, key, names_add(a->words, *word));
}

static void
add_codes(struct report *r, int key, const char *const *word)
{
	for (int i = 0; word[i] != NULL; i++)
		report_value(r, key, i);
}

static void
add_days(const struct contacts *a, struct report *r, int key)
{
	int last = INT_MIN;

	for (date d = a->o.from; d <= a->o.to; d++) {
		int period = measure_period(key, d);

		if (period != last)
			report_value(r, key, period);
		last = period;
	}
}

static void
add_key_values(struct contacts *a, struct report *r, int key)
{
	static const char *const sexes[] = {"f", "m", "x", NULL};

	switch (key) {
	case KEY_YEAR: case KEY_QUARTER: case KEY_MONTH: case KEY_WEEK:
		add_days(a, r, key);
		break;
	case KEY_TOWN:
		add_values(a, r, key, "SELECT town FROM place"
		    " WHERE town IS NOT NULL");
		break;
	case KEY_POSTAL_CODE:
		add_values(a, r, key, "SELECT postal_code FROM place");
		break;
	case KEY_WORKER:
		for (size_t i = 0; i < a->n_workers; i++) {
			report_value(r, key, a->worker[i].worker);
			report_funder(r, a->worker[i].worker,
			    a->worker[i].funder);
		}
		break;
	case KEY_FUNDER:
		for (size_t i = 0; i < a->n_workers; i++)
			report_value(r, key, a->worker[i].funder);
		break;
	case KEY_AREA:
		add_values(a, r, key, "SELECT area FROM offer"
		    " WHERE area IS NOT NULL");
		break;
	case KEY_SEX: add_words(a, r, key, sexes); break;
	case KEY_AGE_GROUP:
		for (int i = 0; i <= a->o.ages.n; i++)
			report_value(r, key, i);
		break;
	case KEY_OUTCOME:
		for (int i = 0; i < OUTCOME_CODES; i++)
			report_value(r, key, i);
		break;
	case KEY_CAUSE: add_codes(r, key, code_cause); break;
	default: break;
	}
}

void
contacts_values(struct contacts *a, struct report *r)
{
	for (int k = 0; k < KEYS; k++)
		if (a->keys & BIT(k))
			add_key_values(a, r, k);
}
