#include "lib/cases/contacts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/cases/contacts_parts.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

int
contacts_word(struct contacts *a, struct query *q, int column)
{
	return names_add(a->words, db_text(q, column));
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
		    contacts_word(a, &q, 1), contacts_word(a, &q, 2)};
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
		    contacts_word(a, &q, 1), strcmp(db_text(&q, 1), "health") == 0};
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

void
contacts_read(struct contacts *a)
{
	read_workers(a);
	read_areas(a);
	read_visits(a);
	if (a->o.measures & BIT(MEASURE_PERSONS_REFERRED))
		read_referred(a);
	sort_by(a, client_of);
	if (tally_needs_households(&a->o)) {
		read_households(a);
		set_households(a);
		sort_by(a, household_of);
	}
}
