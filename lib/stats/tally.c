#include "lib/stats/tally.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"

enum { CAME_BACK_DAYS = 60, CUT_MONTHS = 6 };

struct tally_table {
	struct crosstab *cells;
	int key[KEYS], n_keys;
	unsigned keys, measures;
};

struct tally {
	struct tally_options o;
	struct tally_table table[TALLY_TABLES];
	unsigned keys;         /* of all tables */
	bool no_refusals;      /* case managers never learn of a refusal */
	bool waits;            /* the days to the contact are wanted */
	struct contributor unit;      /* who is being counted */
};

/* The keys of a contact by number; of a pair, those of each worker. */
struct contact_keys {
	int key[2][KEYS];
	int n_workers;
};

/* Where a contact counts in one table: by worker or funder a pair counts under
 * each of the two, once under a common one. */
struct spots {
	int cell[2], n;
	int workers;           /* whose time counts in each cell */
};

unsigned
tally_keys(const struct tally_options *o)
{
	unsigned keys = 0;

	for (int i = 0; i < o->n_tables; i++)
		keys |= o->table[i];
	return keys;
}

bool
tally_needs_attributes(const struct tally_options *o)
{
	return (tally_keys(o) & (BIT(KEY_TOWN) | BIT(KEY_POSTAL_CODE) |
	    BIT(KEY_SEX) | BIT(KEY_AGE_GROUP) | BIT(KEY_LANGUAGE) |
	    BIT(KEY_CASE_MANAGER))) != 0;
}

static bool
waits(const struct tally_options *o)
{
	return (o->measures & (BIT(MEASURE_DAYS_TO_CONTACT) |
	    BIT(MEASURE_DAYS_Q1) | BIT(MEASURE_DAYS_Q3))) != 0;
}

bool
tally_needs_letters(const struct tally_options *o)
{
	return waits(o) || (o->measures & (BIT(MEASURE_CAME_BACK) |
	    BIT(MEASURE_CAME_BACK_NEXT))) != 0;
}

bool
tally_needs_referrals(const struct tally_options *o)
{
	return waits(o) || (o->measures & BIT(MEASURE_PERSONS_REFERRED)) != 0;
}

bool
tally_needs_cuts(const struct tally_options *o)
{
	return (o->measures & (BIT(MEASURE_CUTS_THREATENED) |
	    BIT(MEASURE_CUTS_AVERTED))) != 0;
}

bool
tally_needs_offers(const struct tally_options *o)
{
	return (tally_keys(o) & BIT(KEY_AREA)) != 0 ||
	    (o->measures & (BIT(MEASURE_OFFERS_MADE) |
	    BIT(MEASURE_OFFERS_ACCEPTED) | BIT(MEASURE_HEALTH_ACCEPTED))) != 0;
}

bool
tally_needs_reactions(const struct tally_options *o)
{
	return (o->measures & (BIT(MEASURE_REACTION + REACTION_POSITIVE) |
	    BIT(MEASURE_REACTION + REACTION_NEUTRAL) |
	    BIT(MEASURE_REACTION + REACTION_NEGATIVE))) != 0;
}

bool
tally_needs_minutes(const struct tally_options *o)
{
	return (o->measures & BIT(MEASURE_MINUTES)) != 0;
}

bool
tally_needs_causes(const struct tally_options *o)
{
	return (tally_keys(o) & BIT(KEY_CAUSE)) != 0 ||
	    (o->measures & BIT(MEASURE_PERSONS_WITH_CAUSE)) != 0;
}

bool
tally_needs_workers(const struct tally_options *o)
{
	return tally_needs_minutes(o) ||
	    (tally_keys(o) & (BIT(KEY_WORKER) | BIT(KEY_FUNDER))) != 0;
}

bool
tally_needs_households(const struct tally_options *o)
{
	return o->households ||
	    (o->measures & BIT(MEASURE_HOUSEHOLDS_VISITED)) != 0;
}

static void
set_up(struct tally_table *t, unsigned keys)
{
	t->keys = keys;
	for (int k = 0; k < KEYS; k++)
		if (keys & BIT(k))
			t->key[t->n_keys++] = k;
	t->measures = MEASURES_ALL & ~measure_barred(keys);
	t->cells = crosstab_new(t->n_keys, COUNTERS);
}

struct tally *
tally_new(const struct tally_options *o)
{
	struct tally *t = xcalloc(1, sizeof *t);

	t->o = *o;
	t->keys = tally_keys(o);
	t->no_refusals = (t->keys & BIT(KEY_CASE_MANAGER)) != 0;
	t->waits = waits(o);
	t->unit = (struct contributor){-1, -1};
	for (int i = 0; i < o->n_tables; i++)
		set_up(&t->table[i], o->table[i]);
	return t;
}

void
tally_free(struct tally *t)
{
	for (int i = 0; i < t->o.n_tables; i++)
		crosstab_free(t->table[i].cells);
	free(t);
}

static bool
is_visit(int outcome)
{
	return outcome <= OUTCOME_ABORTED;
}

static bool
is_reached(int outcome)
{
	return outcome == OUTCOME_MET || outcome == OUTCOME_SELF_REPORTED;
}

static bool
in_period(const struct tally *t, date day)
{
	return day >= t->o.from && day <= t->o.to;
}

static bool
counts(const struct tally *t, const struct contact *c)
{
	return in_period(t, c->day) &&
	    !(t->no_refusals && c->outcome == OUTCOME_REFUSED);
}

/* The keys that follow from the person and the day alone; the others stay as
 * they are. */
static void
set_keys(const struct tally *t, const struct participant *p, date day,
    int key[KEYS])
{
	for (int k = KEY_YEAR; k <= KEY_WEEK; k++)
		if (t->keys & BIT(k))
			key[k] = measure_period(k, day);
	key[KEY_TOWN] = p->town;
	key[KEY_POSTAL_CODE] = p->postal_code;
	key[KEY_SEX] = p->sex;
	if (t->keys & BIT(KEY_AGE_GROUP))
		key[KEY_AGE_GROUP] = measure_age_group(&t->o.ages, p->birth_date, day);
	key[KEY_LANGUAGE] = p->language;
	key[KEY_CASE_MANAGER] = p->case_manager;
}

static void
find_cells(const struct tally *t, const struct participant *p,
    const struct contact *c, struct contact_keys *at)
{
	*at = (struct contact_keys){.n_workers = c->n_workers};
	set_keys(t, p, c->day, at->key[0]);
	if (c->result != NULL)
		at->key[0][KEY_AGE_GROUP] = c->result->age_group;
	at->key[0][KEY_OUTCOME] = c->outcome;
	memcpy(at->key[1], at->key[0], sizeof at->key[1]);
	if (c->n_workers == 0)
		at->n_workers = 1;
	for (int i = 0; i < c->n_workers; i++) {
		at->key[i][KEY_WORKER] = c->worker[i];
		at->key[i][KEY_FUNDER] = c->funder[i];
	}
}

static void
set_key(struct contact_keys *at, int key, int value)
{
	at->key[0][key] = at->key[1][key] = value;
}

static int
cell_of(const struct tally_table *t, const int key[KEYS])
{
	int part[KEYS];

	for (int i = 0; i < t->n_keys; i++)
		part[i] = key[t->key[i]];
	return crosstab_cell(t->cells, part);
}

static struct spots
spots_in(const struct tally_table *t, const struct contact_keys *at)
{
	struct spots s = {{cell_of(t, at->key[0])}, 1, at->n_workers};

	if (!(t->keys & (BIT(KEY_WORKER) | BIT(KEY_FUNDER))) ||
	    at->n_workers == 1)
		return s;
	s.cell[1] = cell_of(t, at->key[1]);
	if (s.cell[1] != s.cell[0]) {
		s.n = 2;
		s.workers = 1;
	}
	return s;
}

static void
add(struct tally *t, const struct tally_table *table, int cell, int counter,
    long long amount)
{
	crosstab_add(table->cells, cell, counter, t->unit, amount);
}

static bool
attended_within(const struct history *h, date from, date to)
{
	for (size_t i = 0; i < h->n_letters; i++)
		if (h->letter[i].result == RESULT_ATTENDED &&
		    h->letter[i].due >= from && h->letter[i].due <= to)
			return true;
	return false;
}

/* Of several letters on that day, one attended is enough. */
static bool
attended_next(const struct history *h, date after)
{
	date next = DATE_NONE;

	for (size_t i = 0; i < h->n_letters; i++) {
		const struct past_letter *l = &h->letter[i];

		if (l->due <= after || l->result == RESULT_CANCELLED)
			continue;
		if (next != DATE_NONE && l->due > next)
			return false;
		next = l->due;
		if (l->result == RESULT_ATTENDED)
			return true;
	}
	return false;
}

static bool
came_back(const struct participant *p, const struct contact *c)
{
	return c->result != NULL ? c->result->came_back :
	    attended_within(&p->history, c->day + 1, c->day + CAME_BACK_DAYS);
}

static bool
came_back_next(const struct participant *p, const struct contact *c)
{
	return c->result != NULL ? c->result->came_back_next :
	    attended_next(&p->history, c->day);
}

static void
count_reached(struct tally *t, const struct tally_table *table, int cell,
    const struct participant *p, const struct contact *c)
{
	if (!crosstab_add(table->cells, cell, MEASURE_PERSONS_REACHED, t->unit,
	    1))
		return;
	if (came_back(p, c))
		add(t, table, cell, MEASURE_CAME_BACK, 1);
	if (came_back_next(p, c))
		add(t, table, cell, MEASURE_CAME_BACK_NEXT, 1);
}

static void
count_visited(struct tally *t, const struct tally_table *table, int cell)
{
	add(t, table, cell, MEASURE_VISITS, 1);
	add(t, table, cell, MEASURE_PERSONS_VISITED, 1);
}

static void
count_offers(struct tally *t, const struct tally_table *table, int cell,
    const struct contact *c, int area)
{
	for (size_t i = 0; i < c->n_offers; i++) {
		const struct contact_offer *f = &c->offer[i];

		if (area >= 0 && f->area != area)
			continue;
		add(t, table, cell, MEASURE_OFFERS_MADE, 1);
		if (!f->accepted)
			continue;
		add(t, table, cell, MEASURE_OFFERS_ACCEPTED, 1);
		if (f->health)
			add(t, table, cell, MEASURE_HEALTH_ACCEPTED, 1);
	}
}

static void
count_in_cell(struct tally *t, const struct tally_table *table, int cell,
    const struct participant *p, const struct contact *c, int workers)
{
	add(t, table, cell, MEASURE_OUTCOME + c->outcome, 1);
	if (is_visit(c->outcome))
		count_visited(t, table, cell);
	if (is_reached(c->outcome))
		count_reached(t, table, cell, p, c);
	if (c->reaction >= 0)
		add(t, table, cell, MEASURE_REACTION + c->reaction, 1);
	if (c->minutes >= 0)
		add(t, table, cell, MEASURE_MINUTES,
		    (long long)c->minutes * workers);
	if (c->causes != 0)
		add(t, table, cell, MEASURE_PERSONS_WITH_CAUSE, 1);
	count_offers(t, table, cell, c, -1);
}

/* Whether an offer of the same area stands before this one. */
static bool
area_seen(const struct contact *c, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->offer[k].area == c->offer[i].area)
			return true;
	return false;
}

static void
count_by_area(struct tally *t, const struct tally_table *table, struct contact_keys *at,
    const struct contact *c)
{
	for (size_t i = 0; i < c->n_offers; i++) {
		struct spots s;

		if (area_seen(c, i))
			continue;
		set_key(at, KEY_AREA, c->offer[i].area);
		s = spots_in(table, at);
		for (int k = 0; k < s.n; k++)
			count_offers(t, table, s.cell[k], c, c->offer[i].area);
	}
}

static void
count_by_cause(struct tally *t, const struct tally_table *table, struct contact_keys *at,
    const struct contact *c)
{
	for (int cause = 0; c->causes >> cause != 0; cause++) {
		struct spots s;

		if (!(c->causes >> cause & 1))
			continue;
		set_key(at, KEY_CAUSE, cause);
		s = spots_in(table, at);
		for (int k = 0; k < s.n; k++)
			add(t, table, s.cell[k], MEASURE_PERSONS_WITH_CAUSE, 1);
	}
}

static void
count_contact(struct tally *t, const struct tally_table *table, struct contact_keys *at,
    const struct participant *p, const struct contact *c)
{
	struct spots s;

	if (table->keys & BIT(KEY_AREA)) {
		count_by_area(t, table, at, c);
		return;
	}
	if (table->keys & BIT(KEY_CAUSE)) {
		count_by_cause(t, table, at, c);
		return;
	}
	s = spots_in(table, at);
	for (int i = 0; i < s.n; i++)
		count_in_cell(t, table, s.cell[i], p, c, s.workers);
}

/* How long the person had been silent when this contact came about; -1: that
 * is not known. */
static int
days_to_contact(const struct participant *p, const struct contact *c)
{
	const struct history *h = &p->history;
	date since;

	if (c->result != NULL)
		return c->result->days;
	since = silence_of(h, c->day - 1).since;
	for (size_t i = h->n_referrals; i-- > 0 && since == DATE_NONE; )
		if (h->referral[i] <= c->day)
			since = h->referral[i];
	return since == DATE_NONE ? -1 : c->day - since;
}

static bool
is_first(const struct participant *p, const struct contact *c)
{
	return c->result != NULL ? c->result->first :
	    !p->reached_before && is_reached(c->outcome);
}

static const struct contact *
first_contact(const struct participant *p)
{
	for (size_t i = 0; i < p->n_contacts; i++)
		if (is_first(p, &p->contact[i]))
			return &p->contact[i];
	return NULL;
}

/* Tables by area and by cause have nothing that is counted once for a person
 * or a cut. */
static bool
has_persons(const struct tally_table *table)
{
	return !(table->keys & (BIT(KEY_AREA) | BIT(KEY_CAUSE)));
}

static void
count_first_contact(struct tally *t, const struct participant *p)
{
	const struct contact *c = first_contact(p);
	struct contact_keys at;
	int days;

	if (c == NULL || !counts(t, c))
		return;
	days = t->waits ? days_to_contact(p, c) : -1;
	find_cells(t, p, c, &at);
	for (int i = 0; i < t->o.n_tables; i++) {
		const struct tally_table *table = &t->table[i];
		struct spots s = {.n = 0};

		if (has_persons(table))
			s = spots_in(table, &at);
		for (int k = 0; k < s.n; k++) {
			add(t, table, s.cell[k], MEASURE_FIRST_CONTACTS, 1);
			if (days < 0)
				continue;
			add(t, table, s.cell[k], COUNT_WAITED, 1);
			crosstab_sample(table->cells, s.cell[k], days);
		}
	}
}

static bool
threatened_on(const struct past_cut *k, date day)
{
	date notice = k->notice != DATE_NONE ? k->notice : k->cut_from;

	return k->miss <= day && k->miss >= date_add_months(day, -CUT_MONTHS) &&
	    (notice == DATE_NONE || notice > day);
}

/* The first visit, or word from the person, ever while this cut threatened. */
static const struct contact *
first_under_threat(bool no_refusals, const struct participant *p,
    const struct past_cut *k)
{
	for (size_t i = 0; i < p->n_contacts; i++) {
		const struct contact *c = &p->contact[i];

		if (c->outcome == OUTCOME_CANCELLED ||
		    (no_refusals && c->outcome == OUTCOME_REFUSED))
			continue;
		if (threatened_on(k, c->day))
			return c;
	}
	return NULL;
}

/* Cuts with this contact, so many of them averted. */
static void
count_cuts(struct tally *t, const struct participant *p,
    const struct contact *c, int cuts, int averted)
{
	struct contact_keys at;

	if (!counts(t, c))
		return;
	find_cells(t, p, c, &at);
	for (int i = 0; i < t->o.n_tables; i++) {
		const struct tally_table *table = &t->table[i];
		struct spots s = {.n = 0};

		if (has_persons(table))
			s = spots_in(table, &at);
		for (int k = 0; k < s.n; k++) {
			add(t, table, s.cell[k], MEASURE_CUTS_THREATENED, cuts);
			if (averted > 0)
				add(t, table, s.cell[k], MEASURE_CUTS_AVERTED,
				    averted);
		}
	}
}

static void
count_cut(struct tally *t, const struct participant *p,
    const struct past_cut *cut)
{
	const struct contact *c = first_under_threat(t->no_refusals, p, cut);

	if (c != NULL)
		count_cuts(t, p, c, 1, cut->state == CUT_AVERTED);
}

static void
count_referral(struct tally *t, const struct participant *p, date day)
{
	int key[KEYS] = {0};

	set_keys(t, p, day, key);
	for (int i = 0; i < t->o.n_tables; i++) {
		const struct tally_table *table = &t->table[i];

		if (table->measures & BIT(MEASURE_PERSONS_REFERRED))
			add(t, table, cell_of(table, key),
			    MEASURE_PERSONS_REFERRED, 1);
	}
}

void
tally_add(struct tally *t, const struct participant *p)
{
	t->unit.person++;
	t->unit.household = p->household;
	for (size_t i = 0; i < p->n_contacts; i++) {
		struct contact_keys at;

		if (!counts(t, &p->contact[i]))
			continue;
		find_cells(t, p, &p->contact[i], &at);
		for (int k = 0; k < t->o.n_tables; k++)
			count_contact(t, &t->table[k], &at, p, &p->contact[i]);
		if (p->contact[i].result != NULL && p->contact[i].result->cuts > 0)
			count_cuts(t, p, &p->contact[i],
			    p->contact[i].result->cuts,
			    p->contact[i].result->averted);
	}
	count_first_contact(t, p);
	for (size_t i = 0; i < p->history.n_cuts; i++)
		count_cut(t, p, &p->history.cut[i]);
	if (!(t->o.measures & BIT(MEASURE_PERSONS_REFERRED)))
		return;
	for (size_t i = 0; i < p->history.n_referrals; i++)
		if (in_period(t, p->history.referral[i]))
			count_referral(t, p, p->history.referral[i]);
}

void
tally_results(const struct participant *p, struct contact_result *result)
{
	static const struct age_groups usual = AGE_GROUPS_USUAL;
	const struct contact *first = first_contact(p);

	for (size_t i = 0; i < p->n_contacts; i++) {
		const struct contact *c = &p->contact[i];
		bool reached = is_reached(c->outcome);

		result[i] = (struct contact_result){
		    .age_group = measure_age_group(&usual, p->birth_date,
		    c->day),
		    .first = c == first,
		    .days = c == first ? days_to_contact(p, c) : -1,
		    .came_back = reached && came_back(p, c),
		    .came_back_next = reached && came_back_next(p, c)};
	}
	for (size_t i = 0; i < p->history.n_cuts; i++) {
		const struct past_cut *k = &p->history.cut[i];
		const struct contact *c = first_under_threat(false, p, k);

		if (c == NULL)
			continue;
		result[c - p->contact].cuts++;
		result[c - p->contact].averted += k->state == CUT_AVERTED;
	}
}

const struct contact *
tally_cut_contact(const struct participant *p, const struct past_cut *k)
{
	return first_under_threat(false, p, k);
}

void
tally_finish(struct tally *t)
{
	for (int i = 0; i < t->o.n_tables; i++)
		crosstab_finish(t->table[i].cells);
}

struct crosstab *
tally_table(const struct tally *t, int i)
{
	return t->table[i].cells;
}

unsigned
tally_measures(const struct tally *t, int i)
{
	return t->table[i].measures;
}

int
tally_quartile(int measure)
{
	switch (measure) {
	case MEASURE_DAYS_Q1: return 1;
	case MEASURE_DAYS_TO_CONTACT: return 2;
	case MEASURE_DAYS_Q3: return 3;
	default: return 0;
	}
}

/* The counter to which everybody behind a measure contributes. */
static int
counter_of(int measure)
{
	if (tally_quartile(measure) > 0)
		return COUNT_WAITED;
	return measure == MEASURE_HOUSEHOLDS_VISITED ?
	    MEASURE_PERSONS_VISITED : measure;
}

long long
tally_value(const struct crosstab *f, int cell, int measure)
{
	switch (measure) {
	case MEASURE_PERSONS_VISITED: case MEASURE_PERSONS_REACHED:
	case MEASURE_PERSONS_REFERRED: case MEASURE_PERSONS_WITH_CAUSE:
		return crosstab_persons(f, cell, measure);
	case MEASURE_HOUSEHOLDS_VISITED:
		return crosstab_households(f, cell, MEASURE_PERSONS_VISITED);
	default:
		return crosstab_value(f, cell, measure);
	}
}

long
tally_persons(const struct crosstab *f, int cell, int measure)
{
	return crosstab_persons(f, cell, counter_of(measure));
}

long
tally_households(const struct crosstab *f, int cell, int measure)
{
	return crosstab_households(f, cell, counter_of(measure));
}
