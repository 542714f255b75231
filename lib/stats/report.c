#include "lib/stats/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rule/codes.h"
#include "lib/stats/crosstab.h"
#include "lib/base/mem.h"
#include "lib/stats/suppress.h"

/* What is counted beyond the measures: the other parts of their sums. */
enum {
	COUNT_OTHER_ACCEPTED = MEASURES, COUNT_NOT_AVERTED, COUNTERS
};

enum { VALUE_SIZE = 32, CAME_BACK_DAYS = 60, CUT_MONTHS = 6 };

struct report {
	struct report_options o;
	const struct names *words;
	struct crosstab *figures;
	unsigned keys;         /* o.key as a set of bits */
	bool by_worker, by_area;
	bool no_refusals;      /* case managers never learn of a refusal */
	unsigned barred;
	int person;            /* number of the current one */
	int *order, n_cells;
	char label[MEASURE_LABEL];
	char text[MEASURES][VALUE_SIZE];
	const char *value[MEASURES];
};

/* Where a contact counts: by worker or funder a pair counts under each, once
 * under a common funder. */
struct contact_keys {
	int key[KEYS];
	int workers;           /* of the contact's, whose time counts here */
};

static bool
in_measures(const struct report_options *o, unsigned bits)
{
	return (o->measures & bits) != 0;
}

static unsigned
key_bits(const struct report_options *o)
{
	unsigned bits = 0;

	for (int i = 0; i < o->n_keys; i++)
		bits |= 1U << o->key[i];
	return bits;
}

bool
report_needs_attributes(const struct report_options *o)
{
	return (key_bits(o) & (1U << KEY_TOWN | 1U << KEY_POSTAL_CODE |
	    1U << KEY_SEX | 1U << KEY_AGE_GROUP | 1U << KEY_CASE_MANAGER)) != 0;
}

bool
report_needs_letters(const struct report_options *o)
{
	return in_measures(o, 1U << MEASURE_CAME_BACK |
	    1U << MEASURE_DAYS_TO_CONTACT);
}

bool
report_needs_referrals(const struct report_options *o)
{
	return in_measures(o, 1U << MEASURE_DAYS_TO_CONTACT);
}

bool
report_needs_cuts(const struct report_options *o)
{
	return in_measures(o, 1U << MEASURE_CUTS_THREATENED |
	    1U << MEASURE_CUTS_AVERTED);
}

bool
report_needs_offers(const struct report_options *o)
{
	return in_measures(o, 1U << MEASURE_OFFERS_MADE |
	    1U << MEASURE_OFFERS_ACCEPTED | 1U << MEASURE_HEALTH_ACCEPTED);
}

bool
report_needs_reactions(const struct report_options *o)
{
	return in_measures(o, 1U << (MEASURE_REACTION + REACTION_POSITIVE) |
	    1U << (MEASURE_REACTION + REACTION_NEUTRAL) |
	    1U << (MEASURE_REACTION + REACTION_NEGATIVE));
}

bool
report_needs_minutes(const struct report_options *o)
{
	return in_measures(o, 1U << MEASURE_MINUTES);
}

bool
report_needs_workers(const struct report_options *o)
{
	return report_needs_minutes(o) ||
	    (key_bits(o) & (1U << KEY_WORKER | 1U << KEY_FUNDER)) != 0;
}

struct report *
report_new(const struct report_options *o, const struct names *words)
{
	struct report *r = xcalloc(1, sizeof *r);

	r->o = *o;
	r->words = words;
	r->keys = key_bits(o);
	r->figures = crosstab_new(o->n_keys, COUNTERS);
	r->by_worker = (r->keys & (1U << KEY_WORKER | 1U << KEY_FUNDER)) != 0;
	r->by_area = (r->keys & 1U << KEY_AREA) != 0;
	r->no_refusals = (r->keys & 1U << KEY_CASE_MANAGER) != 0;
	r->barred = measure_barred(r->keys);
	for (int i = 0; i < MEASURES; i++)
		r->value[i] = r->text[i];
	return r;
}

void
report_free(struct report *r)
{
	crosstab_free(r->figures);
	free(r->order);
	free(r);
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
counts(const struct report *r, const struct contact *c)
{
	return c->day >= r->o.from && c->day <= r->o.to &&
	    !(r->no_refusals && c->outcome == OUTCOME_REFUSED);
}

static int
key_of(const struct report *r, const struct participant *p,
    const struct contact *c, int key)
{
	switch (key) {
	case KEY_TOWN: return p->town;
	case KEY_POSTAL_CODE: return p->postal_code;
	case KEY_SEX: return p->sex;
	case KEY_CASE_MANAGER: return p->case_manager;
	case KEY_AGE_GROUP:
		return age_group(&r->o.ages, p->birth_date, c->day);
	case KEY_OUTCOME: return c->outcome;
	case KEY_WORKER: case KEY_FUNDER: case KEY_AREA:
		return 0;  /* the unknown one, unless it is set later */
	default: return measure_period(key, c->day);
	}
}

static void
set_key(const struct report *r, struct contact_keys *s, int key, int value)
{
	for (int i = 0; i < r->o.n_keys; i++)
		if (r->o.key[i] == key)
			s->key[i] = value;
}

/* The one or two spots of a contact; returns how many. */
static int
spots(const struct report *r, const struct participant *p,
    const struct contact *c, struct contact_keys s[2])
{
	for (int i = 0; i < r->o.n_keys; i++)
		s[0].key[i] = key_of(r, p, c, r->o.key[i]);
	s[0].workers = c->n_workers > 0 ? c->n_workers : 1;
	if (!r->by_worker || c->n_workers == 0)
		return 1;
	s[1] = s[0];
	for (int i = 0; i < c->n_workers; i++) {
		set_key(r, &s[i], KEY_WORKER, c->worker[i]);
		set_key(r, &s[i], KEY_FUNDER, c->funder[i]);
	}
	if (c->n_workers == 2 && memcmp(s[0].key, s[1].key,
	    (size_t)r->o.n_keys * sizeof s[0].key[0]) == 0)
		return 1;
	s[0].workers = s[1].workers = 1;
	return c->n_workers;
}

static void
add(struct report *r, int cell, int counter, long long amount)
{
	crosstab_add(r->figures, cell, counter, r->person, amount);
}

static void
count_offers(struct report *r, struct contact_keys *s, int cell,
    const struct contact *c)
{
	for (size_t i = 0; i < c->n_offers; i++) {
		const struct contact_offer *f = &c->offer[i];

		if (r->by_area) {
			set_key(r, s, KEY_AREA, f->area);
			cell = crosstab_cell(r->figures, s->key);
		}
		add(r, cell, MEASURE_OFFERS_MADE, 1);
		if (!f->accepted)
			continue;
		add(r, cell, MEASURE_OFFERS_ACCEPTED, 1);
		add(r, cell, f->health ? MEASURE_HEALTH_ACCEPTED :
		    COUNT_OTHER_ACCEPTED, 1);
	}
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

static void
count_reached(struct report *r, int cell, const struct participant *p,
    const struct contact *c)
{
	bool first = crosstab_add(r->figures, cell, MEASURE_PERSONS_REACHED,
	    r->person, 1);

	if (first && attended_within(&p->history, c->day + 1,
	    c->day + CAME_BACK_DAYS))
		add(r, cell, MEASURE_CAME_BACK, 1);
}

static void
count_in_cell(struct report *r, int cell, const struct participant *p,
    const struct contact *c, int workers)
{
	add(r, cell, MEASURE_OUTCOME + c->outcome, 1);
	if (is_visit(c->outcome)) {
		add(r, cell, MEASURE_VISITS, 1);
		add(r, cell, MEASURE_PERSONS_VISITED, 1);
		crosstab_part(r->figures, cell, r->person, c->outcome);
	}
	if (is_reached(c->outcome))
		count_reached(r, cell, p, c);
	if (c->reaction >= 0)
		add(r, cell, MEASURE_REACTION + c->reaction, 1);
	if (c->minutes >= 0)
		add(r, cell, MEASURE_MINUTES, (long long)c->minutes * workers);
}

static void
count_contact(struct report *r, const struct participant *p,
    const struct contact *c)
{
	struct contact_keys s[2];
	int n = spots(r, p, c, s);

	for (int i = 0; i < n; i++) {
		int cell = -1;

		if (!r->by_area) {
			cell = crosstab_cell(r->figures, s[i].key);
			count_in_cell(r, cell, p, c, s[i].workers);
		}
		count_offers(r, &s[i], cell, c);
	}
}

/* How long the person had been silent when this contact came about. */
static bool
days_to_contact(const struct participant *p, date day, int *days)
{
	const struct history *h = &p->history;
	date since = overdue_silence(h, day - 1).since;

	for (size_t i = h->n_referrals; i-- > 0 && since == DATE_NONE; )
		if (h->referral[i] <= day)
			since = h->referral[i];
	if (since == DATE_NONE)
		return false;
	*days = day - since;
	return true;
}

static const struct contact *
first_contact(const struct participant *p)
{
	for (size_t i = 0; i < p->n_contacts; i++)
		if (is_reached(p->contact[i].outcome))
			return &p->contact[i];
	return NULL;
}

static void
count_first_contact(struct report *r, const struct participant *p)
{
	const struct contact *c = first_contact(p);
	struct contact_keys s[2];
	int days = 0, n;
	bool known;

	if (c == NULL || !counts(r, c))
		return;
	known = report_needs_letters(&r->o) &&
	    days_to_contact(p, c->day, &days);
	n = spots(r, p, c, s);
	for (int i = 0; i < n; i++) {
		int cell = crosstab_cell(r->figures, s[i].key);

		add(r, cell, MEASURE_FIRST_CONTACTS, 1);
		if (known)
			crosstab_sample(r->figures, cell, days);
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
first_under_threat(const struct report *r, const struct participant *p,
    const struct past_cut *k)
{
	for (size_t i = 0; i < p->n_contacts; i++) {
		const struct contact *c = &p->contact[i];

		if (c->outcome == OUTCOME_CANCELLED ||
		    (r->no_refusals && c->outcome == OUTCOME_REFUSED))
			continue;
		if (threatened_on(k, c->day))
			return c;
	}
	return NULL;
}

static void
count_cut(struct report *r, const struct participant *p, const struct past_cut *k)
{
	const struct contact *c = first_under_threat(r, p, k);
	struct contact_keys s[2];
	int n;

	if (c == NULL || !counts(r, c))
		return;
	n = spots(r, p, c, s);
	for (int i = 0; i < n; i++) {
		int cell = crosstab_cell(r->figures, s[i].key);

		add(r, cell, MEASURE_CUTS_THREATENED, 1);
		add(r, cell, k->state == CUT_AVERTED ? MEASURE_CUTS_AVERTED :
		    COUNT_NOT_AVERTED, 1);
	}
}

void
report_count(struct report *r, const struct participant *p)
{
	for (size_t i = 0; i < p->n_contacts; i++)
		if (counts(r, &p->contact[i]))
			count_contact(r, p, &p->contact[i]);
	if (!r->by_area) {
		count_first_contact(r, p);
		for (size_t i = 0; i < p->history.n_cuts; i++)
			count_cut(r, p, &p->history.cut[i]);
	}
	r->person++;
}

static long
persons_behind(const struct report *r, int cell, int measure)
{
	long long twice;

	if (measure == MEASURE_DAYS_TO_CONTACT)
		return crosstab_median(r->figures, cell, &twice);
	return crosstab_persons(r->figures, cell, measure);
}

static bool
anybody(const struct report *r, int cell)
{
	for (int m = 0; m < MEASURES; m++)
		if ((r->o.measures >> m & 1) && persons_behind(r, cell, m) > 0)
			return true;
	return false;
}

static const char *
label(void *arg, int k, int value)
{
	struct report *r = arg;
	int key = r->o.key[k];

	switch (key) {
	case KEY_YEAR: case KEY_QUARTER: case KEY_MONTH: case KEY_WEEK:
		return measure_period_label(key, value, r->label);
	case KEY_AGE_GROUP:
		return age_group_label(&r->o.ages, value, r->label);
	case KEY_OUTCOME:
		return code_outcome[value];
	default:
		return names_text(r->words, value);
	}
}

void
report_finish(struct report *r)
{
	int all = crosstab_cells(r->figures);

	crosstab_finish(r->figures);
	r->order = crosstab_order(r->figures, label, r);
	for (int i = 0; i < all; i++)
		if (anybody(r, r->order[i]))
			r->order[r->n_cells++] = r->order[i];
}

int
report_cells(const struct report *r)
{
	return r->n_cells;
}

const char *
report_label(struct report *r, int i, int k)
{
	return label(r, k, crosstab_key(r->figures, r->order[i])[k]);
}

/* What must be hidden among the outcomes, and are visits? */
static unsigned
hide_outcomes(const struct report *r, int cell)
{
	struct suppress_sum s = {.n = OUTCOME_ABORTED + 1};
	struct suppressed h;

	for (int i = 0; i < s.n; i++) {
		s.value[i] = crosstab_value(r->figures, cell,
		    MEASURE_OUTCOME + i);
		if (r->barred >> (MEASURE_OUTCOME + i) & 1)
			s.unprinted |= 1U << i;
	}
	crosstab_who(r->figures, cell, s.who);
	h = suppress_parts(&s, r->o.suppress);
	return h.parts << MEASURE_OUTCOME | (unsigned)h.sum << MEASURE_VISITS;
}

/* A sum of which one part is printed, the other one not. */
static unsigned
hide_part(const struct report *r, int cell, int sum, int part, int rest)
{
	struct suppress_sum s = {.n = 2, .unprinted = 2};
	long a = crosstab_persons(r->figures, cell, part);
	long b = crosstab_persons(r->figures, cell, rest);
	struct suppressed h;

	s.value[0] = crosstab_value(r->figures, cell, part);
	s.value[1] = crosstab_value(r->figures, cell, rest);
	s.who[3] = a + b - crosstab_persons(r->figures, cell, sum);
	s.who[1] = a - s.who[3];
	s.who[2] = b - s.who[3];
	h = suppress_parts(&s, r->o.suppress);
	return (h.parts & 1) << part | (unsigned)h.sum << sum;
}

/* Whatever is printed of them: what is hidden must not depend on it, or two
 * reports would tell what one does not. */
static unsigned
hidden(const struct report *r, int cell)
{
	unsigned bits = hide_outcomes(r, cell) |
	    hide_part(r, cell, MEASURE_OFFERS_ACCEPTED,
	    MEASURE_HEALTH_ACCEPTED, COUNT_OTHER_ACCEPTED) |
	    hide_part(r, cell, MEASURE_CUTS_THREATENED, MEASURE_CUTS_AVERTED,
	    COUNT_NOT_AVERTED);

	for (int m = 0; m < MEASURES; m++)
		if (suppress_few(persons_behind(r, cell, m), r->o.suppress))
			bits |= 1U << m;
	return bits;
}

static void
put_median(char *buf, const struct report *r, int cell)
{
	long long twice;

	buf[0] = '\0';
	if (crosstab_median(r->figures, cell, &twice) > 0)
		snprintf(buf, VALUE_SIZE, "%lld%s", twice / 2,
		    twice % 2 ? ".5" : "");
}

static void
put_value(char *buf, const struct report *r, int cell, int measure)
{
	switch (measure) {
	case MEASURE_DAYS_TO_CONTACT:
		put_median(buf, r, cell);
		break;
	case MEASURE_PERSONS_VISITED: case MEASURE_PERSONS_REACHED:
		snprintf(buf, VALUE_SIZE, "%ld",
		    crosstab_persons(r->figures, cell, measure));
		break;
	default:
		snprintf(buf, VALUE_SIZE, "%lld",
		    crosstab_value(r->figures, cell, measure));
	}
}

const char *const *
report_values(struct report *r, int i)
{
	int cell = r->order[i];
	unsigned hide = hidden(r, cell);

	for (int m = 0; m < MEASURES; m++)
		if (hide >> m & 1)
			strcpy(r->text[m], "*");
		else
			put_value(r->text[m], r, cell, m);
	return r->value;
}
