#include "lib/cases/contacts.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/contacts_parts.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

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

/* The word in a column that is only read for the sake of this key. */
static int
word_for(struct contacts *a, int key, struct query *q, int column)
{
	return a->keys >> key & 1 ? contacts_word(a, q, column) : 0;
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
	contacts_read(a);
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
