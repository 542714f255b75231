#include "lib/cases/history.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

/* A cursor over one table, ordered by case, and its rows of the current case. */
struct source {
	struct walk walk;
	void *item;
	size_t n, cap, size;
	void (*read)(struct query *, void *);
};

enum { LETTER, CUT, REFERRAL, VISIT, FORGOTTEN, SOURCES };

struct histories {
	struct walk client;
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
	l->result = stored_code(q, 2, RESULT_CODES,
	    (struct stored_row){"letter", db_int(q, 0)});
	l->sent = db_date(q, 3);
}

static void
read_cut(struct query *q, void *item)
{
	struct past_cut *c = item;

	c->miss = (date)db_int(q, 1);
	c->state = stored_code(q, 2, CUT_CODES,
	    (struct stored_row){"cut", db_int(q, 0)});
	c->hearing_until = db_date(q, 3);
	c->notice = db_date(q, 4);
	c->cut_from = db_date(q, 5);
	c->percent = db_null(q, 6) ? -1 : db_real(q, 6);
}

static void
read_referral(struct query *q, void *item)
{
	*(date *)item = (date)db_int(q, 1);
}

static void
read_forgotten(struct query *q, void *item)
{
	*(date *)item = (date)db_int(q, 1);
}

static void
read_visit(struct query *q, void *item)
{
	struct past_visit *v = item;
	struct stored_row row = {"visit", db_int(q, 1)};

	v->id = row.id;
	v->day = (date)db_int(q, 2);
	v->start = db_clock(q, 3);
	v->state = stored_code(q, 4, VISIT_CODES, row);
	v->outcome = stored_code_or_none(q, 5, OUTCOME_CODES, row);
	v->next = stored_code_or_none(q, 6, NEXT_CODES, row);
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
	    " WHERE client >= ?1 ORDER BY client, due, n",
	    sizeof(struct past_letter), read_letter},
	[CUT] = {"SELECT client, miss, state, hearing_until, notice, cut_from,"
	    " percent FROM cut WHERE client >= ?1 ORDER BY client, miss",
	    sizeof(struct past_cut), read_cut},
	[REFERRAL] = {"SELECT client, day FROM referral"
	    " WHERE client >= ?1 ORDER BY client, day",
	    sizeof(date), read_referral},
	[VISIT] = {"SELECT client, id, day, start, state, outcome, next, next_on,"
	    " no_visits_until, worker, with_worker, logged_run FROM visit"
	    " WHERE client >= ?1 ORDER BY client, day, start, id",
	    sizeof(struct past_visit), read_visit},
	[FORGOTTEN] = {"SELECT client, last_sign FROM forgotten"
	    " WHERE client >= ?1 AND last_sign IS NOT NULL ORDER BY client",
	    sizeof(date), read_forgotten},
};

struct histories *
history_open(struct db *db)
{
	struct histories *hs = xcalloc(1, sizeof *hs);

	hs->client = db_walk(db, "SELECT id, status, no_visits_until,"
	    " address_run, address_on, case_id FROM client"
	    " WHERE id >= ?1 ORDER BY id");
	for (int i = 0; i < SOURCES; i++) {
		hs->source[i].walk = db_walk(db, kinds[i].sql);
		hs->source[i].size = kinds[i].size;
		hs->source[i].read = kinds[i].read;
	}
	return hs;
}

/* Reads the rows of a case from table `first` on; the tables before it stay
 * empty. */
static void
collect(struct histories *hs, int first, int64_t client)
{
	for (int i = 0; i < SOURCES; i++) {
		struct source *s = &hs->source[i];
		bool more = i >= first && db_walk_to(&s->walk, client);

		for (s->n = 0; more; more = db_walk_on(&s->walk)) {
			s->item = mem_grow(s->item, s->n + 1, &s->cap, s->size);
			s->read(&s->walk.query, (char *)s->item + s->n++ * s->size);
		}
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
history_case_id(const struct histories *hs)
{
	return hs->case_id;
}

/* Builds the history of the case that the cursor over cases stands on. */
static void
put_together(struct histories *hs, int first, struct history *h)
{
	struct source *s = hs->source;
	struct query *q = &hs->client.query;

	keep_case_id(hs, db_text(q, 5));
	collect(hs, first, hs->client.at);
	*h = (struct history){
	    .letter = s[LETTER].item, .n_letters = s[LETTER].n,
	    .cut = s[CUT].item, .n_cuts = s[CUT].n,
	    .referral = s[REFERRAL].item, .n_referrals = s[REFERRAL].n,
	    .visit = s[VISIT].item, .n_visits = s[VISIT].n,
	    .closed = stored_code(q, 1, STATUS_CODES, (struct stored_row){
	    "client", hs->client.at}) == STATUS_CLOSED, .no_visits_until = db_date(q, 2),
	    .address_run = db_int(q, 3), .address_on = db_date(q, 4),
	    .forgotten_sign = s[FORGOTTEN].n > 0 ? s[FORGOTTEN].item : NULL};
}

bool
history_next(struct histories *hs, int64_t *client, struct history *h)
{
	if (hs->scanning)
		db_walk_on(&hs->client);
	else
		db_walk_to(&hs->client, INT64_MIN);
	hs->scanning = hs->client.at != INT64_MAX;
	if (!hs->scanning)
		return false;
	*client = hs->client.at;
	put_together(hs, LETTER, h);
	return true;
}

static bool
walk_to(struct histories *hs, int first, int64_t client, struct history *h)
{
	bool there = db_walk_to(&hs->client, client);

	if (there)
		put_together(hs, first, h);
	return there;
}

bool
history_to(struct histories *hs, int64_t client, struct history *h)
{
	return walk_to(hs, LETTER, client, h);
}

bool
history_beside_letters(struct histories *hs, int64_t client,
    struct history *h)
{
	return walk_to(hs, CUT, client, h);
}

bool
history_of(struct histories *hs, int64_t client, struct history *h)
{
	bool there = walk_to(hs, LETTER, client, h);

	db_walk_stop(&hs->client);
	for (int i = 0; i < SOURCES; i++)
		db_walk_stop(&hs->source[i].walk);
	return there;
}

void
history_close(struct histories *hs)
{
	db_end(&hs->client.query);
	for (int i = 0; i < SOURCES; i++) {
		db_end(&hs->source[i].walk.query);
		free(hs->source[i].item);
	}
	free(hs->case_id);
	free(hs);
}
