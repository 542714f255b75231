#include "lib/visits/visit.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/tags.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

struct visits {
	struct db *db;
	struct query load, offers, insert, update, forget, add_offer, of_case,
	    off;
	struct visit_off *other;
	size_t n_others, others_cap;
};

static const char load_sql[] =
#include "query/visit-load.inc"
    ;
static const char insert_sql[] =
#include "query/visit-insert.inc"
    ;
static const char update_sql[] =
#include "query/visit-update.inc"
    ;

static const char of_case_sql[] =
#include "query/visits-of-case.inc"
    ;
static const char off_sql[] =
#include "query/visit-off.inc"
    ;

struct visits *
visit_open(struct db *db)
{
	struct visits *vs = xcalloc(1, sizeof *vs);

	vs->db = db;
	vs->load = db_query(db, load_sql);
	vs->offers = db_query(db, "SELECT f.offer, o.accepted"
	    " FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer"
	    " WHERE o.visit = ?1 ORDER BY f.offer");
	vs->insert = db_query(db, insert_sql);
	vs->update = db_query(db, update_sql);
	vs->forget = db_query(db, "DELETE FROM visit_offer WHERE visit = ?1");
	vs->add_offer = db_query(db, "INSERT INTO visit_offer"
	    " SELECT ?1, id, ?3 FROM offer WHERE offer = ?2");
	vs->of_case = db_query(db, of_case_sql);
	vs->off = db_query(db, off_sql);
	return vs;
}

void
visit_close(struct visits *vs)
{
	db_end(&vs->load);
	db_end(&vs->offers);
	db_end(&vs->insert);
	db_end(&vs->update);
	db_end(&vs->forget);
	db_end(&vs->add_offer);
	db_end(&vs->of_case);
	db_end(&vs->off);
	free(vs->other);
	free(vs);
}

static int
number(struct query *q, int column, int none)
{
	return db_null(q, column) ? none : db_small(q, column);
}

static void
read_offers(struct visits *vs, struct visit *v, struct arena *text)
{
	char *all = xstrdup(""), *taken = xstrdup("");

	db_bind_int(&vs->offers, 1, v->id);
	while (db_step(&vs->offers)) {
		const char *code = db_text(&vs->offers, 0);

		tags_append(&all, code);
		if (db_int(&vs->offers, 1))
			tags_append(&taken, code);
	}
	v->offers = arena_strdup(text, all);
	v->accepted = arena_strdup(text, taken);
	free(all);
	free(taken);
}

bool
visit_load(struct visits *vs, int64_t id, struct visit *v, struct arena *text)
{
	struct query *q = &vs->load;
	struct stored_row row = {"visit", id};

	db_bind_int(q, 1, id);
	if (!db_step(q))
		return false;
	*v = (struct visit){
	    .id = id, .client = db_int(q, 0), .day = (date)db_int(q, 1),
	    .state = stored_code(q, 2, VISIT_CODES, row), .worker = db_int(q, 3),
	    .with_worker = db_int(q, 4), .start = number(q, 5, CLOCK_NONE),
	    .end = number(q, 6, CLOCK_NONE), .planned_on = db_date(q, 7),
	    .outcome = stored_code_or_none(q, 8, OUTCOME_CODES, row),
	    .reaction = stored_code_or_none(q, 9, REACTION_CODES, row),
	    .next = stored_code_or_none(q, 10, NEXT_CODES, row), .next_on = db_date(q, 11),
	    .minutes = number(q, 12, -1), .card_left = number(q, 13, -1),
	    .consent = number(q, 14, -1), .no_visits_until = db_date(q, 15),
	    .causes = arena_strdup(text, db_text(q, 16)),
	    .note = arena_strdup(text, db_text(q, 17)),
	    .logged_run = db_int(q, 18), .noted_run = db_int(q, 19)};
	if (v->state == VISIT_DONE && v->outcome < 0)
		stored_damaged(row);
	db_reset(q);
	read_offers(vs, v, text);
	return true;
}

static void
bind_number(struct query *q, int i, int64_t v, int64_t none)
{
	if (v == none)
		db_bind_null(q, i);
	else
		db_bind_int(q, i, v);
}

/* The parameters that INSERT and UPDATE share. */
static void
bind_visit(struct query *q, const struct visit *v, int64_t run)
{
	db_bind_int(q, 1, v->client);
	db_bind_int(q, 2, v->day);
	db_bind_int(q, 3, v->state);
	bind_number(q, 4, v->worker, 0);
	bind_number(q, 5, v->with_worker, 0);
	bind_number(q, 6, v->start, CLOCK_NONE);
	bind_number(q, 7, v->end, CLOCK_NONE);
	bind_number(q, 8, v->outcome, -1);
	bind_number(q, 9, v->reaction, -1);
	bind_number(q, 10, v->next, -1);
	db_bind_date(q, 11, v->next_on);
	bind_number(q, 12, v->minutes, -1);
	bind_number(q, 13, v->card_left, -1);
	bind_number(q, 14, v->consent, -1);
	db_bind_date(q, 15, v->no_visits_until);
	db_bind_text(q, 16, v->causes);
	db_bind_text(q, 17, v->note);
	bind_number(q, 18, v->logged_run, 0);
	db_bind_int(q, 19, run);
	bind_number(q, 20, v->noted_run, 0);
}

static void
save_offers(struct visits *vs, const struct visit *v)
{
	const char *list = v->offers, *tag;
	size_t n;

	db_bind_int(&vs->forget, 1, v->id);
	db_run(&vs->forget);
	while ((n = tags_next(&list, &tag)) > 0) {
		char *code = xasprintf("%.*s", (int)n, tag);

		db_bind_int(&vs->add_offer, 1, v->id);
		db_bind_text(&vs->add_offer, 2, code);
		db_bind_int(&vs->add_offer, 3, tags_has(v->accepted, code));
		db_run(&vs->add_offer);
		free(code);
	}
}

void
visit_save(struct visits *vs, struct visit *v, int64_t run)
{
	struct query *q = v->id == 0 ? &vs->insert : &vs->update;

	bind_visit(q, v, run);
	if (v->id != 0)
		db_bind_int(q, 21, v->id);
	db_run(q);
	if (v->id == 0)
		v->id = db_last_id(vs->db);
	save_offers(vs, v);
}

void
visit_each(struct visits *vs, int64_t client, date day,
    void (*each)(void *, const struct visit *), void *arg)
{
	struct query *q = &vs->of_case;

	db_bind_int(q, 1, client);
	db_bind_date(q, 2, day);
	while (db_step(q)) {
		struct stored_row row = {"visit", db_int(q, 0)};
		struct visit v = {.id = row.id, .client = client,
		    .state = stored_code(q, 1, VISIT_CODES, row),
		    .outcome = stored_code_or_none(q, 2, OUTCOME_CODES, row),
		    .start = number(q, 3, CLOCK_NONE), .day = db_date(q, 4),
		    .planned_on = db_date(q, 5), .worker = db_int(q, 6),
		    .with_worker = db_int(q, 7)};

		each(arg, &v);
	}
}

/* What visit_end_others() is looking for. */
struct others_of {
	struct visits *visits;
	const struct visit *visit;
	unsigned why;
};

static bool
ends(const struct others_of *o, const struct visit *v)
{
	if (v->id == o->visit->id || !visit_is_open(v))
		return false;
	if ((o->why & VISIT_SETTLED) && (v->planned_on == DATE_NONE ||
	    v->planned_on <= o->visit->day))
		return true;
	return (o->why & VISIT_UNWANTED) && v->day < o->visit->no_visits_until;
}

static void
note_other(void *arg, const struct visit *v)
{
	const struct others_of *o = arg;
	struct visits *vs = o->visits;

	if (!ends(o, v))
		return;
	vs->other = mem_grow(vs->other, vs->n_others + 1, &vs->others_cap,
	    sizeof *vs->other);
	vs->other[vs->n_others++] = (struct visit_off){v->id,
	    v->state == VISIT_ANNOUNCED};
}

const struct visit_off *
visit_end_others(struct visits *vs, const struct visit *v, unsigned why,
    int64_t run, size_t *n)
{
	struct others_of o = {vs, v, why};

	vs->n_others = 0;
	if (why != 0)
		visit_each(vs, v->client, DATE_NONE, note_other, &o);
	for (size_t i = 0; i < vs->n_others; i++) {
		db_bind_int(&vs->off, 1, vs->other[i].id);
		db_bind_int(&vs->off, 2, 0);
		db_bind_int(&vs->off, 3, run);
		db_run(&vs->off);
	}
	*n = vs->n_others;
	return vs->other;
}

bool
visit_is_open(const struct visit *v)
{
	return v->state == VISIT_PLANNED || v->state == VISIT_ANNOUNCED;
}

bool
visit_is_contact(int outcome)
{
	return outcome == OUTCOME_SELF_REPORTED || outcome == OUTCOME_CANCELLED;
}

bool
visit_equal(const struct visit *a, const struct visit *b)
{
	return a->day == b->day && a->state == b->state &&
	    a->worker == b->worker && a->with_worker == b->with_worker &&
	    a->start == b->start && a->end == b->end &&
	    a->outcome == b->outcome && a->reaction == b->reaction &&
	    a->next == b->next && a->next_on == b->next_on &&
	    a->minutes == b->minutes && a->card_left == b->card_left &&
	    a->consent == b->consent &&
	    a->no_visits_until == b->no_visits_until &&
	    strcmp(a->causes, b->causes) == 0 &&
	    strcmp(a->note, b->note) == 0 &&
	    strcmp(a->offers, b->offers) == 0 &&
	    strcmp(a->accepted, b->accepted) == 0;
}
