#include "lib/plan/planstore.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/cases/history.h"
#include "lib/cases/silences.h"
#include "lib/cases/terms.h"
#include "lib/plan/openvisits.h"
#include "lib/rule/codes.h"

struct planstore {
	struct db *db;
	int64_t run;
	const struct roster *roster;
	const struct instance_options *options;
	date as_of;
	struct query insert, update, off, worker, terms, cases;
	struct histories *histories;
	struct silences *standing;
	struct counts counts;
};

struct planstore *
planstore_open(struct db *db, int64_t run, const struct roster *roster,
    const struct instance_options *options, date as_of)
{
	struct planstore *b = xcalloc(1, sizeof *b);

	b->db = db;
	b->run = run;
	b->roster = roster;
	b->options = options;
	b->as_of = as_of;
	b->insert = db_query(db,
#include "query/plan-insert.inc"
	);
	b->update = db_query(db,
#include "query/plan-update.inc"
	);
	b->off = db_query(db,
#include "query/visit-off.inc"
	);
	b->worker = db_query(db, "SELECT id FROM worker WHERE worker = ?1");
	b->terms = terms_query(db);
	b->cases = openvisits_cases(db);
	b->histories = history_open(db);
	b->standing = silences_open(db);
	return b;
}

/* Visits of days that are over, whose outcome nobody will miss from now on. */
static void
say_unlogged(const struct planstore *b)
{
	struct query q = db_query(b->db, "SELECT id FROM visit"
	    " WHERE run = ?1 AND state = ?2 AND day < ?3 ORDER BY id");
	char *ids = xstrdup("");
	long n = 0;

	db_bind_int(&q, 1, b->run);
	db_bind_int(&q, 2, VISIT_OFF);
	db_bind_date(&q, 3, b->as_of);
	while (db_step(&q)) {
		char *longer = xasprintf("%s%s%lld", ids, n++ > 0 ? "," : "",
		    (long long)db_int(&q, 0));

		free(ids);
		ids = longer;
	}
	db_end(&q);
	if (n > 0)
		diag_warn(language_count(n,
		    "visit %s has no outcome and is off, since its case is"
		    " planned again",
		    "visits %s have no outcomes and are off, since their cases"
		    " are planned again"), ids);
	free(ids);
}

void
planstore_close(struct planstore *b, struct counts *c)
{
	say_unlogged(b);
	c->added += b->counts.added;
	c->changed += b->counts.changed;
	c->unchanged += b->counts.unchanged;
	db_end(&b->insert);
	db_end(&b->update);
	db_end(&b->off);
	db_end(&b->worker);
	db_end(&b->terms);
	db_end(&b->cases);
	history_close(b->histories);
	silences_finish(b->standing);
	free(b);
}

static const char *
code(const struct planstore *b, int route)
{
	return b->roster->worker[b->roster->duty[route].worker].worker;
}

static int64_t
worker_id(struct planstore *b, int route)
{
	int64_t id = 0;

	db_bind_text(&b->worker, 1, code(b, route));
	if (db_step(&b->worker)) {
		id = db_int(&b->worker, 0);
		db_reset(&b->worker);
	}
	if (id == 0)
		die("a worker of the plan is not in the database;"
		    " nothing was stored");
	return id;
}

static void
bind_workers(struct planstore *b, struct query *q, const struct assignment *e)
{
	int first = e->route, second = e->other;

	if (second >= 0 && strcmp(code(b, first), code(b, second)) > 0) {
		first = e->other;
		second = e->route;
	}
	db_bind_int(q, 3, worker_id(b, first));
	if (second >= 0)
		db_bind_int(q, 4, worker_id(b, second));
	else
		db_bind_null(q, 4);
}

static void
bind_degrees(struct query *q, int i, double v)
{
	if (isnan(v))
		db_bind_null(q, i);
	else
		db_bind_real(q, i, v);
}

/* Stores `pair` with each member of a household planned for two workers;
 * otherwise replanning would split the household. */
static void
bind_needs(struct query *q, int i, const struct assignment *e)
{
	const char *needs = e->candidate->ask.needs;
	char *all = e->other < 0 || tags_has(needs, "pair") ? xstrdup(needs) :
	    tags_add(needs, "pair");

	db_bind_text(q, i, all);
	free(all);
}

/* The parameters that both statements share. */
static void
bind_visit(struct planstore *b, struct query *q, const struct assignment *e,
    int64_t client)
{
	const struct candidate *p = e->candidate;
	date day = b->roster->duty[e->route].day;
	int start = e->start - roster_day(b->roster, day) * DAY_SECONDS;
	int seconds = schedule_seconds(p, b->options);

	db_bind_int(q, 1, client);
	db_bind_date(q, 2, day);
	bind_workers(b, q, e);
	db_bind_int(q, 5, start);
	db_bind_int(q, 6, start + seconds);
	db_bind_int(q, 7, p->ask.urgency < 0 ? b->options->urgency : p->ask.urgency);
	db_bind_date(q, 8, p->ask.visit_by);
	db_bind_date(q, 9, p->ask.not_before);
	bind_needs(q, 10, e);
	db_bind_text(q, 11, p->ask.wanted);
	db_bind_real(q, 12, seconds / 60.0);
	db_bind_text(q, 13, p->ask.windows);
	db_bind_text(q, 14, p->ask.tried);
	db_bind_text(q, 15, p->ask.household);
	bind_degrees(q, 16, p->ask.lat);
	bind_degrees(q, 17, p->ask.lon);
	db_bind_text(q, 18, p->ask.place);
	db_bind_int(q, 19, b->run);
}

/* The case's last known sign of life. */
static date
sign_of(struct planstore *b, int64_t client)
{
	struct history h;

	if (!history_of(b->histories, client, &h))
		return DATE_NONE;
	return silence_of(&h, b->as_of).last_sign;
}

/* Which terms the row set differently from the case; columns that it lacks
 * follow the case. */
static void
bind_own(struct planstore *b, struct query *q, const struct assignment *e,
    int64_t client)
{
	const struct request *p = &e->candidate->ask;
	struct terms row = {.lat = p->lat, .lon = p->lon, .place = p->place,
	    .needs = p->needs, .windows = p->windows,
	    .minutes = p->seconds < 0 ? NAN : p->seconds / 60.0};
	struct terms of_case = {.needs = ""};
	struct arena text = {0};
	unsigned own = 0;

	if (terms_of_case(&b->terms, client, &of_case, &text))
		own = terms_own(&row, &of_case);
	if (e->other >= 0 && !(own & TERMS_NEEDS) &&
	    !tags_has(of_case.needs, "pair"))
		own |= TERMS_PAIR;
	db_bind_int(q, 23, own);
	arena_free(&text);
}

static void
bind_planned(struct planstore *b, struct query *q, int64_t client)
{
	db_bind_date(q, 20, b->as_of);
	db_bind_date(q, 21, sign_of(b, client));
}

/* Calls off an open visit by its id, or those of a client; the other one is 0. */
static void
call_off(struct planstore *b, int64_t visit, int64_t client)
{
	db_bind_int(&b->off, 1, visit);
	db_bind_int(&b->off, 2, client);
	db_bind_int(&b->off, 3, b->run);
	db_run(&b->off);
}

static void
store_new(struct planstore *b, const struct assignment *e)
{
	int64_t client = openvisits_client(&b->cases, e->candidate->ask.case_id,
	    NULL, NULL, NULL);

	if (client == 0)
		die("a case of the plan is not in the database;"
		    " nothing was stored");
	silences_touch(b->standing, client);
	call_off(b, 0, client);
	bind_visit(b, &b->insert, e, client);
	bind_planned(b, &b->insert, client);
	bind_own(b, &b->insert, e, client);
	db_run(&b->insert);
	e->candidate->visit_id = db_last_id(b->db);
	b->counts.added++;
}

/* A moved visit loses its announcement. */
static void
bind_state(struct planstore *b, const struct assignment *e)
{
	const struct stored *s = e->candidate->stored;
	date day = b->roster->duty[e->route].day;
	int start = e->start - roster_day(b->roster, day) * DAY_SECONDS;

	db_bind_int(&b->update, 24, day == s->day && start == s->start ?
	    s->state : VISIT_PLANNED);
}

static void
store_again(struct planstore *b, const struct assignment *e)
{
	const struct stored *s = e->candidate->stored;

	bind_visit(b, &b->update, e, s->client);
	bind_state(b, e);
	if (e->candidate->renewed) {
		bind_planned(b, &b->update, s->client);
		bind_own(b, &b->update, e, s->client);
	} else {
		db_bind_null(&b->update, 20);
		db_bind_null(&b->update, 21);
		db_bind_null(&b->update, 23);
	}
	db_bind_int(&b->update, 22, s->id);
	db_run(&b->update);
	b->counts.changed++;
}

/* Is the visit stored just like this already? */
static bool
same_place(const struct planstore *b, const struct assignment *e)
{
	const struct stored *s = e->candidate->stored;
	const struct duty *d = &b->roster->duty[e->route];
	int start = e->start - roster_day(b->roster, d->day) * DAY_SECONDS;
	const char *w = code(b, e->route);
	const char *with = e->other < 0 ? "" : code(b, e->other);

	return e->candidate->ask.file == NULL && s->changed == 0 && d->day == s->day &&
	    start == s->start &&
	    ((strcmp(w, s->worker) == 0 && strcmp(with, s->with) == 0) ||
	    (strcmp(w, s->with) == 0 && strcmp(with, s->worker) == 0));
}

/* Was this visit stored with the pair's other assignment? */
static bool
is_second(const struct planstore *b, const struct assignment *e)
{
	return e->other >= 0 &&
	    strcmp(code(b, e->route), code(b, e->other)) > 0;
}

void
planstore_store(struct planstore *b, const struct schedule *a)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct assignment *e = &a->assignment[i];

		if (is_second(b, e))
			continue;
		if (e->candidate->stored == NULL)
			store_new(b, e);
		else if (e->candidate->fate == FATE_FIXED || same_place(b, e))
			b->counts.unchanged++;
		else
			store_again(b, e);
	}
}

void
planstore_call_off(struct planstore *b, int64_t visit)
{
	call_off(b, visit, 0);
	b->counts.changed++;
}
