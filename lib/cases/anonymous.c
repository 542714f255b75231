#include "lib/cases/anonymous.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

enum { AGES = 5 };  /* the usual groups */

struct anonymous {
	struct tally_options o;
	struct names *words;
	unsigned keys;
	int age_group[AGES];   /* of the usual groups: which of the options' */
	struct query visits, offers;
	bool row, offer_row;   /* the queries stand on one */
	int64_t household;     /* of the last person */
	bool erased_referrals;

	/* Of the current person. */
	struct contact *contact;
	struct contact_result *result;
	struct contact_offer *offer;
	size_t *first_offer;
	size_t n, cap, result_cap, n_offers, offer_cap, first_cap;

	/* What is to be said: visits in the run, of part of a case, left out. */
	long seen, parts, no_day, no_week, no_manager;
	bool years;            /* the period is of more than one */
};

/* The first of the usual groups that begins within each other one, or -1: by
 * these groups nobody knows.  Usual ones are part of other ones, or not. */
static void
map_ages(struct anonymous *a)
{
	static const struct age_groups usual = AGE_GROUPS_USUAL;
	const struct age_groups *asked = &a->o.ages;

	for (int i = 0; i < AGES; i++) {
		int low = i == 0 ? 0 : usual.from[i - 1];
		int high = i == usual.n ? INT_MAX : usual.from[i] - 1;
		int group = 0;

		while (group < asked->n && asked->from[group] <= low)
			group++;
		a->age_group[i] = group == asked->n ||
		    asked->from[group] > high ? group : -1;
	}
}

static const char visits_sql[] =
    "SELECT v.person, v.n, v.household, v.month, v.until, v.part,"
    " v.age_group, v.sex, v.town, w.worker, w.funder, x.worker, x.funder,"
    " v.outcome, v.reaction, v.minutes, v.causes, v.first_contact, v.days,"
    " v.came_back, v.came_back_next, v.cuts_threatened, v.cuts_averted"
    " FROM anon_visit AS v LEFT JOIN worker AS w ON w.id = v.worker"
    " LEFT JOIN worker AS x ON x.id = v.with_worker"
    " ORDER BY v.household, v.person, v.n";

static const char offers_sql[] =
    "SELECT o.person, o.n, f.area, o.accepted FROM anon_offer AS o"
    " JOIN offer AS f ON f.id = o.offer WHERE o.person = ?1"
    " ORDER BY o.n, o.offer";

struct anonymous *
anonymous_open(struct db *db, const struct tally_options *o,
    struct names *words)
{
	struct anonymous *a = xcalloc(1, sizeof *a);

	a->o = *o;
	a->words = words;
	a->keys = tally_keys(o);
	a->household = -1;
	a->years = date_civil(o->from).year != date_civil(o->to).year;
	map_ages(a);
	a->visits = db_query(db, visits_sql);
	a->offers = db_query(db, offers_sql);
	a->row = db_step(&a->visits);
	a->erased_referrals = db_value(db, "SELECT EXISTS (SELECT 1 FROM"
	    " run WHERE program = 'cases-erase' AND n_changed > 0)", 0) != 0;
	return a;
}

void
anonymous_close(struct anonymous *a)
{
	free(a->contact);
	free(a->result);
	free(a->offer);
	free(a->first_offer);
	free(a);
}

/* May the visit be counted: is it in the period for sure, and known well
 * enough for the keys?  What may be in it but is left out is counted. */
static bool
is_countable(struct anonymous *a, struct query *q)
{
	date from = (date)db_int(q, 3), to = date_month_end(from);

	if (!db_null(q, 4) && db_date(q, 4) < to)
		to = db_date(q, 4);
	if (to < a->o.from || from > a->o.to)
		return false;
	if (from < a->o.from || to > a->o.to) {
		a->no_day++;
		return false;
	}
	a->no_week += (a->keys & BIT(KEY_WEEK)) != 0;
	a->no_manager += (a->keys & BIT(KEY_CASE_MANAGER)) != 0;
	return (a->keys & (BIT(KEY_WEEK) | BIT(KEY_CASE_MANAGER))) == 0;
}

static void
read_worker(struct anonymous *a, struct query *q, int column,
    struct contact *c)
{
	if (db_null(q, column))
		return;
	c->worker[c->n_workers] = names_add(a->words, db_text(q, column));
	c->funder[c->n_workers++] = names_add(a->words,
	    db_text(q, column + 1));
}

static struct contact
read_contact(struct anonymous *a, struct query *q)
{
	struct stored_row row = {"anon_visit", db_int(q, 0)};
	struct contact c = {.day = (date)db_int(q, 3), .start = CLOCK_NONE,
	    .outcome = stored_code(q, 13, OUTCOME_CODES, row),
	    .reaction = stored_code_or_none(q, 14, REACTION_CODES, row),
	    .minutes = db_null(q, 15) ? -1 : db_small(q, 15),
	    .causes = codes_bits(code_cause, db_text(q, 16))};

	read_worker(a, q, 9, &c);
	read_worker(a, q, 11, &c);
	return c;
}

static struct contact_result
read_result(const struct anonymous *a, struct query *q)
{
	int64_t age = db_null(q, 6) ? -1 : db_int(q, 6);

	return (struct contact_result){
	    .age_group = age >= 0 && age < AGES ? a->age_group[age] : -1,
	    .first = db_int(q, 17) != 0,
	    .days = db_null(q, 18) ? -1 : db_small(q, 18),
	    .came_back = db_int(q, 19) != 0,
	    .came_back_next = db_int(q, 20) != 0,
	    .cuts = db_small(q, 21), .averted = db_small(q, 22)};
}

/* The offers of the n-th visit; all earlier ones have been read. */
static void
read_offers(struct anonymous *a, int64_t n)
{
	struct query *q = &a->offers;

	while (a->offer_row && db_int(q, 1) < n)
		a->offer_row = db_step(q);
	for (; a->offer_row && db_int(q, 1) == n; a->offer_row = db_step(q)) {
		a->offer = mem_grow(a->offer, a->n_offers + 1, &a->offer_cap,
		    sizeof *a->offer);
		a->offer[a->n_offers++] = (struct contact_offer){
		    .area = names_add(a->words, db_text(q, 2)),
		    .health = strcmp(db_text(q, 2), "health") == 0,
		    .accepted = db_int(q, 3) != 0};
	}
}

static void
add_visit(struct anonymous *a, struct query *q)
{
	a->contact = mem_grow(a->contact, a->n + 1, &a->cap,
	    sizeof *a->contact);
	a->result = mem_grow(a->result, a->n + 1, &a->result_cap,
	    sizeof *a->result);
	a->first_offer = mem_grow(a->first_offer, a->n + 1, &a->first_cap,
	    sizeof *a->first_offer);
	a->contact[a->n] = read_contact(a, q);
	a->result[a->n] = read_result(a, q);
	a->first_offer[a->n++] = a->n_offers;
	read_offers(a, db_int(q, 1));
	a->seen++;
	a->parts += db_int(q, 5) != 0;
}

/* The arrays have stopped growing. */
static void
join(struct anonymous *a)
{
	for (size_t i = 0; i < a->n; i++) {
		size_t end = i + 1 < a->n ? a->first_offer[i + 1] :
		    a->n_offers;

		a->contact[i].result = &a->result[i];
		a->contact[i].n_offers = end - a->first_offer[i];
		a->contact[i].offer = a->contact[i].n_offers > 0 ?
		    &a->offer[a->first_offer[i]] : NULL;
	}
}

/* All visits of the person on whom the query stands. */
static void
read_person(struct anonymous *a, int64_t person)
{
	struct query *q = &a->visits;

	a->n = a->n_offers = 0;
	db_bind_int(&a->offers, 1, person);
	a->offer_row = db_step(&a->offers);
	for (; a->row && db_int(q, 0) == person; a->row = db_step(q))
		if (is_countable(a, q))
			add_visit(a, q);
	if (a->offer_row)
		db_reset(&a->offers);
	join(a);
}

bool
anonymous_next(struct anonymous *a, struct participant *p,
    enum anonymous_household *which)
{
	struct query *q = &a->visits;

	while (a->row) {
		int64_t household = db_int(q, 2);

		*p = (struct participant){.birth_date = DATE_NONE,
		    .town = names_add(a->words, db_text(q, 8)),
		    .sex = names_add(a->words, db_text(q, 7))};
		read_person(a, db_int(q, 0));
		if (a->n == 0)
			continue;
		p->contact = a->contact;
		p->n_contacts = a->n;
		*which = household == 0 ? HOUSEHOLD_UNKNOWN :
		    household == a->household ? HOUSEHOLD_SAME :
		    HOUSEHOLD_OTHER;
		a->household = household;
		return true;
	}
	db_end(&a->visits);
	db_end(&a->offers);
	return false;
}

static bool
ages_unknown(const struct anonymous *a)
{
	for (int i = 0; i < AGES; i++)
		if (a->age_group[i] < 0)
			return (a->keys & BIT(KEY_AGE_GROUP)) != 0;
	return false;
}

static void
say_left_out(const struct anonymous *a)
{
	if (a->no_day > 0)
		diag_note(language_count(a->no_day,
		    "%ld anonymised visit is not counted: the period begins or"
		    " ends within its month",
		    "%ld anonymised visits are not counted: the period begins"
		    " or ends within their month"),
		    a->no_day);
	if (a->no_week > 0)
		diag_note(language_count(a->no_week,
		    "%ld anonymised visit is not counted: its week is not"
		    " known",
		    "%ld anonymised visits are not counted: their week is not"
		    " known"),
		    a->no_week);
	if (a->no_manager > 0)
		diag_note(language_count(a->no_manager,
		    "%ld anonymised visit is not counted: its case manager is"
		    " not known",
		    "%ld anonymised visits are not counted: their case manager"
		    " is not known"),
		    a->no_manager);
}

/* Is a person counted once in a period of several years? */
static bool
spans_years(const struct anonymous *a, const struct report_options *o)
{
	const unsigned times = BIT(KEY_YEAR) | BIT(KEY_QUARTER) |
	    BIT(KEY_MONTH) | BIT(KEY_WEEK);
	const unsigned once = BIT(MEASURE_PERSONS_VISITED) |
	    BIT(MEASURE_PERSONS_REACHED) | BIT(MEASURE_CAME_BACK) |
	    BIT(MEASURE_CAME_BACK_NEXT) | BIT(MEASURE_HOUSEHOLDS_VISITED) |
	    BIT(MEASURE_PERSONS_WITH_CAUSE);

	for (int i = 0; i < o->n_printed; i++)
		if (a->years && o->measures & once &&
		    !(o->count.table[i] & times))
			return true;
	return false;
}

void
anonymous_say(const struct anonymous *a, const struct report_options *o)
{
	say_left_out(a);
	if (a->erased_referrals && o->measures & BIT(MEASURE_PERSONS_REFERRED))
		diag_note("persons_referred: without those who were erased");
	if (a->seen == 0)
		return;
	if (a->keys & BIT(KEY_POSTAL_CODE))
		diag_note(language_count(a->seen,
		    "%ld anonymised visit stands under no postal_code",
		    "%ld anonymised visits stand under no postal_code"),
		    a->seen);
	if (a->keys & BIT(KEY_LANGUAGE))
		diag_note(language_count(a->seen,
		    "%ld anonymised visit stands under no language",
		    "%ld anonymised visits stand under no language"),
		    a->seen);
	if (ages_unknown(a))
		diag_note("anonymised visits stand under no age_group where"
		    " these groups cut the usual ones");
	if (o->measures & BIT(MEASURE_HOUSEHOLDS_VISITED))
		diag_note("households_visited: without the households of which"
		    " only a part was erased");
	if (a->parts > 0 && spans_years(a, o))
		diag_note(language_count(a->parts,
		    "%ld anonymised visit counts as of one person a year",
		    "%ld anonymised visits count as of one person a year"),
		    a->parts);
}
