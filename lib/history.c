#include "lib/history.h"

#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/mem.h"

/* One table's rows in the order of cases, each query with a range of them:
 * all of them, or one. */
struct source {
	struct query q;
	bool more;       /* the query stands on a row */
	void *item;
	size_t n, cap, size;
	void (*read)(struct query *, void *);
};

enum { LETTER, CUT, REFERRAL, VISIT, SOURCES };

struct histories {
	struct query client;
	bool scanning;
	char *case_id;
	size_t case_id_cap;
	struct source source[SOURCES];
};

static void
read_letter(struct query *q, void *item)
{
	struct past_letter *l = item;

	l->due = (date)db_int(q, 1);
	l->result = (int)db_int(q, 2);
	l->sent = db_date(q, 3);
}

static void
read_cut(struct query *q, void *item)
{
	struct past_cut *c = item;

	c->miss = (date)db_int(q, 1);
	c->state = (int)db_int(q, 2);
	c->hearing_until = db_date(q, 3);
	c->notice = db_date(q, 4);
	c->cut_from = db_date(q, 5);
}

static void
read_referral(struct query *q, void *item)
{
	*(date *)item = (date)db_int(q, 1);
}

static void
read_visit(struct query *q, void *item)
{
	struct past_visit *v = item;

	v->id = db_int(q, 1);
	v->day = (date)db_int(q, 2);
	v->start = db_null(q, 3) ? CLOCK_NONE : (int)db_int(q, 3);
	v->state = (int)db_int(q, 4);
	v->outcome = db_null(q, 5) ? -1 : (int)db_int(q, 5);
	v->next = db_null(q, 6) ? -1 : (int)db_int(q, 6);
	v->next_on = db_date(q, 7);
	v->no_visits_until = db_date(q, 8);
	v->worker = db_int(q, 9);
	v->with_worker = db_int(q, 10);
	v->logged_run = db_int(q, 11);
}

static const struct {
	const char *sql;
	size_t size;
	void (*read)(struct query *, void *);
} kinds[SOURCES] = {
	[LETTER] = {"SELECT client, due, result, sent FROM letter"
	    " WHERE client BETWEEN ?1 AND ?2 ORDER BY client, due, n",
	    sizeof(struct past_letter), read_letter},
	[CUT] = {"SELECT client, miss, state, hearing_until, notice, cut_from"
	    " FROM cut WHERE client BETWEEN ?1 AND ?2 ORDER BY client, miss",
	    sizeof(struct past_cut), read_cut},
	[REFERRAL] = {"SELECT client, day FROM referral"
	    " WHERE client BETWEEN ?1 AND ?2 ORDER BY client, day",
	    sizeof(date), read_referral},
	[VISIT] = {"SELECT client, id, day, start, state, outcome, next, next_on,"
	    " no_visits_until, worker, with_worker, logged_run FROM visit"
	    " WHERE client BETWEEN ?1 AND ?2 ORDER BY client, day, start, id",
	    sizeof(struct past_visit), read_visit},
};

struct histories *
histories_open(struct db *db)
{
	struct histories *hs = xcalloc(1, sizeof *hs);

	hs->client = db_query(db, "SELECT id, status, no_visits_until,"
	    " address_run, address_on, case_id FROM client"
	    " WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
	for (int i = 0; i < SOURCES; i++) {
		hs->source[i].q = db_query(db, kinds[i].sql);
		hs->source[i].size = kinds[i].size;
		hs->source[i].read = kinds[i].read;
	}
	return hs;
}

static void
bind_range(struct query *q, int64_t from, int64_t to)
{
	db_bind_int(q, 1, from);
	db_bind_int(q, 2, to);
}

static void
start(struct histories *hs, int64_t from, int64_t to)
{
	bind_range(&hs->client, from, to);
	for (int i = 0; i < SOURCES; i++) {
		struct source *s = &hs->source[i];

		bind_range(&s->q, from, to);
		s->more = db_step(&s->q);
	}
}

/* Takes the rows of this case; the query stands on the first of the next. */
static void
collect(struct source *s, int64_t client)
{
	s->n = 0;
	while (s->more && db_int(&s->q, 0) <= client) {
		s->item = mem_grow(s->item, s->n + 1, &s->cap, s->size);
		s->read(&s->q, (char *)s->item + s->n++ * s->size);
		s->more = db_step(&s->q);
	}
}

static void
keep_case_id(struct histories *hs, const char *id)
{
	size_t n = strlen(id) + 1;

	hs->case_id = mem_grow(hs->case_id, n, &hs->case_id_cap, 1);
	memcpy(hs->case_id, id, n);
}

const char *
histories_case_id(const struct histories *hs)
{
	return hs->case_id;
}

static void
put_together(struct histories *hs, int64_t *client, struct history *h)
{
	struct source *s = hs->source;

	*client = db_int(&hs->client, 0);
	keep_case_id(hs, db_text(&hs->client, 5));
	for (int i = 0; i < SOURCES; i++)
		collect(&s[i], *client);
	*h = (struct history){
	    .letter = s[LETTER].item, .n_letters = s[LETTER].n,
	    .cut = s[CUT].item, .n_cuts = s[CUT].n,
	    .referral = s[REFERRAL].item, .n_referrals = s[REFERRAL].n,
	    .visit = s[VISIT].item, .n_visits = s[VISIT].n,
	    .closed = db_int(&hs->client, 1) != 0,
	    .no_visits_until = db_date(&hs->client, 2),
	    .address_run = db_int(&hs->client, 3),
	    .address_on = db_date(&hs->client, 4)};
}

bool
histories_next(struct histories *hs, int64_t *client, struct history *h)
{
	if (!hs->scanning)
		start(hs, INT64_MIN, INT64_MAX);
	hs->scanning = db_step(&hs->client);
	if (hs->scanning)
		put_together(hs, client, h);
	return hs->scanning;
}

/* From which table on? */
static bool
history_from(struct histories *hs, int first, int64_t client,
    struct history *h)
{
	bool there;

	bind_range(&hs->client, client, client);
	there = db_step(&hs->client);
	for (int i = 0; i < SOURCES; i++) {
		struct source *s = &hs->source[i];

		s->more = false;
		if (i < first)
			continue;
		bind_range(&s->q, client, client);
		s->more = db_step(&s->q);
	}
	if (there)
		put_together(hs, &client, h);
	db_reset(&hs->client);
	for (int i = first; i < SOURCES; i++)
		db_reset(&hs->source[i].q);
	return there;
}

bool
history_of(struct histories *hs, int64_t client, struct history *h)
{
	return history_from(hs, LETTER, client, h);
}

bool
history_beside_letters(struct histories *hs, int64_t client,
    struct history *h)
{
	return history_from(hs, CUT, client, h);
}

void
histories_close(struct histories *hs)
{
	db_end(&hs->client);
	for (int i = 0; i < SOURCES; i++) {
		db_end(&hs->source[i].q);
		free(hs->source[i].item);
	}
	free(hs->case_id);
	free(hs);
}
