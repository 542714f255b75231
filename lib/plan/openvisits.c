#include "lib/plan/openvisits.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/names.h"
#include "lib/cases/terms.h"

/* A text of the result row that lives as long as the visits. */
static const char *
text(struct openvisits *b, struct query *q, int column)
{
	return arena_strdup(&b->text, db_text(q, column));
}

/* The request by which it would be replanned. */
static struct request
request_of(struct openvisits *b, struct query *q, const struct stored *s)
{
	struct request r = request_empty();

	r.case_id = arena_strdup(&b->text, db_key(q, 13));
	r.urgency = db_null(q, 14) ? -1 : db_small(q, 14);
	r.visit_by = db_date(q, 15);
	r.not_before = db_date(q, 16);
	r.needs = text(b, q, 17);
	r.wanted = text(b, q, 18);
	r.seconds = db_seconds(q, 19);
	if (s->start != CLOCK_NONE && s->end > s->start && r.seconds < 0)
		r.seconds = s->end - s->start;
	r.windows = text(b, q, 20);
	r.tried = text(b, q, 21);
	r.household = text(b, q, 22);
	r.lat = db_degrees(q, 23);
	r.lon = db_degrees(q, 24);
	r.place = text(b, q, 25);
	r.worker = s->worker;
	r.with = s->with;
	r.day = s->day;
	r.start = s->start;
	r.visit_id = s->id;
	return r;
}

static struct stored
stored_of(struct openvisits *b, struct query *q)
{
	struct stored s = {
		.id = db_int(q, 0), .client = db_int(q, 1),
		.state = db_small(q, 2), .day = db_date(q, 3),
		.sign_then = db_date(q, 4),
		.start = db_clock(q, 5), .end = db_clock(q, 6),
		.worker = text(b, q, 7), .with = text(b, q, 8),
		.street = text(b, q, 9), .postal_code = text(b, q, 10),
		.town = text(b, q, 11), .case_manager = text(b, q, 12)};

	s.ask = request_of(b, q, &s);
	return s;
}

/* Applies what changed in the case since the visit was planned. */
static void
follow(struct openvisits *b, struct query *terms, struct stored *s,
    unsigned own)
{
	struct request *r = &s->ask;
	struct terms of_case, v = {.lat = r->lat, .lon = r->lon,
	    .place = r->place, .needs = r->needs, .windows = r->windows,
	    .minutes = r->seconds < 0 ? NAN : r->seconds / 60.0};

	if (!terms_of_case(terms, s->client, &of_case, &b->text))
		return;
	s->changed = terms_follow(&v, own, &of_case, &b->text);
	r->lat = v.lat;
	r->lon = v.lon;
	r->needs = v.needs;
	r->windows = v.windows;
	r->seconds = isnan(v.minutes) ? -1 : (int)(v.minutes * 60 + 0.5);
}

void
openvisits_load(struct openvisits *b, struct db *db)
{
	struct query terms = terms_query(db);
	size_t cap = 0, at_cap = 0;
	struct query q = db_query(db,
#include "query/plan-booked.inc"
	);

	b->cases = names_new();
	while (db_step(&q)) {
		int i;

		b->visit = mem_grow(b->visit, b->n + 1, &cap,
		    sizeof *b->visit);
		b->visit[b->n] = stored_of(b, &q);
		follow(b, &terms, &b->visit[b->n], (unsigned)db_int(&q, 26));
		i = names_add(b->cases, b->visit[b->n].ask.case_id);
		b->at = mem_grow(b->at, (size_t)i + 1, &at_cap, sizeof *b->at);
		b->at[i] = (int)b->n++;
	}
	db_end(&q);
	db_end(&terms);
}

void
openvisits_free(struct openvisits *b)
{
	names_free(b->cases);
	free(b->visit);
	free(b->at);
	arena_free(&b->text);
	*b = (struct openvisits){0};
}

int
openvisits_end(const struct stored *s)
{
	return s->end != CLOCK_NONE ? s->end : s->start + 1;
}

int
openvisits_case(const struct openvisits *b, const char *case_id)
{
	int i = b->cases != NULL ? names_find(b->cases, case_id) : -1;

	return i < 0 ? -1 : b->at[i];
}

int
openvisits_visit(const struct openvisits *b, int64_t id)
{
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (b->visit[mid].id == id)
			return (int)mid;
		if (b->visit[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return -1;
}

struct query
openvisits_cases(struct db *db)
{
	return db_query(db,
#include "query/plan-case.inc"
	);
}

int64_t
openvisits_client(struct query *q, const char *case_id, struct request *r,
    bool *centre, struct arena *arena)
{
	int64_t client;

	db_bind_text(q, 1, case_id);
	if (!db_step(q))
		return 0;
	client = db_int(q, 0);
	if (r != NULL) {
		r->needs = arena_strdup(arena, db_text(q, 1));
		r->seconds = db_seconds(q, 2);
		r->windows = arena_strdup(arena, db_text(q, 3));
		r->household = arena_strdup(arena, db_text(q, 4));
		r->lat = db_degrees(q, 5);
		r->lon = db_degrees(q, 6);
		*centre = db_int(q, 7) != 0;
	}
	db_reset(q);
	return client;
}

int64_t
openvisits_state(struct db *db)
{
	return db_value(db,
#include "query/plan-state.inc"
	    , 0);
}
