#include "lib/plan/openvisits.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/names.h"

/* A text of the row, as long as the visits live. */
static const char *
text(struct openvisits *b, struct query *q, int column)
{
	return arena_strdup(&b->text, db_text(q, column));
}

static int
time_of(struct query *q, int column)
{
	return db_null(q, column) ? CLOCK_NONE : (int)db_int(q, column);
}

static int
seconds_of(struct query *q, int column)
{
	return db_null(q, column) ? -1 : (int)(db_real(q, column) * 60 + 0.5);
}

static double
degrees_of(struct query *q, int column)
{
	return db_null(q, column) ? NAN : db_real(q, column);
}

static struct stored *
stored_of(struct openvisits *b, struct query *q)
{
	struct stored *s = arena_alloc(&b->text, sizeof *s);

	*s = (struct stored){
		.id = db_int(q, 0), .client = db_int(q, 1),
		.state = (int)db_int(q, 2), .day = db_date(q, 3),
		.sign_then = db_date(q, 4),
		.start = time_of(q, 5), .end = time_of(q, 6),
		.worker = text(b, q, 7), .with = text(b, q, 8),
		.street = text(b, q, 9), .postal_code = text(b, q, 10),
		.town = text(b, q, 11), .case_manager = text(b, q, 12)};
	return s;
}

static struct person
person_of(struct openvisits *b, struct query *q)
{
	struct person p = person_nobody();
	struct stored *s = stored_of(b, q);

	p.stored = s;
	p.case_id = text(b, q, 13);
	p.urgency = db_null(q, 14) ? -1 : (int)db_int(q, 14);
	p.visit_by = db_date(q, 15);
	p.not_before = db_date(q, 16);
	p.needs = text(b, q, 17);
	p.wanted = text(b, q, 18);
	p.seconds = seconds_of(q, 19);
	if (s->start != CLOCK_NONE && s->end > s->start && p.seconds < 0)
		p.seconds = s->end - s->start;
	p.windows = text(b, q, 20);
	p.tried = text(b, q, 21);
	p.household = text(b, q, 22);
	p.lat = degrees_of(q, 23);
	p.lon = degrees_of(q, 24);
	p.place = text(b, q, 25);
	p.worker = s->worker;
	p.with = s->with;
	p.day = s->day;
	p.start = s->start;
	p.visit_id = s->id;
	p.fate = FATE_FIXED;
	return p;
}

void
openvisits_load(struct openvisits *b, struct db *db)
{
	size_t cap = 0, at_cap = 0;
	struct query q = db_query(db,
#include "query/plan-booked.inc"
	);

	b->cases = names_new();
	while (db_step(&q)) {
		int i;

		b->person = mem_grow(b->person, b->n + 1, &cap,
		    sizeof *b->person);
		b->person[b->n] = person_of(b, &q);
		i = names_add(b->cases, b->person[b->n].case_id);
		b->at = mem_grow(b->at, (size_t)i + 1, &at_cap, sizeof *b->at);
		b->at[i] = (int)b->n++;
	}
	db_end(&q);
}

void
openvisits_free(struct openvisits *b)
{
	names_free(b->cases);
	free(b->person);
	free(b->at);
	arena_free(&b->text);
	*b = (struct openvisits){0};
}

struct person *
openvisits_case(const struct openvisits *b, const char *case_id)
{
	int i = b->cases != NULL ? names_find(b->cases, case_id) : -1;

	return i < 0 ? NULL : &b->person[b->at[i]];
}

struct person *
openvisits_visit(const struct openvisits *b, int64_t id)
{
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (b->person[mid].stored->id == id)
			return &b->person[mid];
		if (b->person[mid].stored->id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

void
openvisits_locate(struct db *db, struct person *p, size_t n)
{
	struct query q = db_query(db,
	    "SELECT lat, lon FROM place WHERE postal_code = ?1");

	for (size_t i = 0; i < n; i++) {
		if (p[i].postal_code[0] == '\0' ||
		    !(isnan(p[i].lat) || isnan(p[i].lon)))
			continue;
		db_bind_text(&q, 1, p[i].postal_code);
		if (!db_step(&q))
			continue;
		p[i].lat = db_real(&q, 0);
		p[i].lon = db_real(&q, 1);
		db_reset(&q);
	}
	db_end(&q);
}

int64_t
openvisits_client(struct db *db, const char *case_id, struct person *p,
    struct arena *arena)
{
	int64_t client = 0;
	struct query q = db_query(db,
#include "query/plan-case.inc"
	);

	db_bind_text(&q, 1, case_id);
	if (db_step(&q)) {
		client = db_int(&q, 0);
		if (p != NULL) {
			p->needs = arena_strdup(arena, db_text(&q, 1));
			p->seconds = seconds_of(&q, 2);
			p->windows = arena_strdup(arena, db_text(&q, 3));
			p->household = arena_strdup(arena, db_text(&q, 4));
			p->lat = degrees_of(&q, 5);
			p->lon = degrees_of(&q, 6);
			p->postal_code = arena_strdup(arena, db_text(&q, 7));
		}
	}
	db_end(&q);
	return client;
}

int64_t
openvisits_state(struct db *db)
{
	return db_value(db,
#include "query/plan-state.inc"
	    , 0);
}
