#include "lib/visits/receipt.h"

#include <stdlib.h>

#include "lib/base/tags.h"
#include "lib/cases/history.h"
#include "lib/rule/codes.h"
#include "lib/rule/silence.h"

enum {
	VISIT_ID, CASE_ID, DATE, WORKER, OUTCOME, ATTEMPT, NEXT, NEXT_ON,
	CASE_MANAGER, HAND_BACK, ACTION
};

const struct out_column receipt_columns[] = {
	{"visit_id", true}, {"case_id", true}, {"date", true}, {"worker", true},
	{"outcome", true}, {"attempt", true}, {"next", true}, {"next_on", true},
	{"case_manager", true}, {"hand_back", true}, {"action", true}, {0}};

struct printer {
	struct out *o;
	struct visits *visits;
	struct histories *histories;
	struct codebook workers;
	struct query client;
	int max_attempts;
	struct arena text;
};

struct out *
receipt_open(const struct out_options *options)
{
	return out_open(receipt_columns, options);
}

/* Which attempt of its run, as it was on that day; 0: none. */
static int
attempt(struct printer *p, const struct visit *v)
{
	struct past_visit this = {.id = v->id};
	struct history h;

	if (v->state != VISIT_DONE || v->outcome != OUTCOME_NOT_HOME ||
	    !history_of(p->histories, v->client, &h))
		return 0;
	return silence_attempt(&h, &this, v->day);
}

static bool
is_excuse(const struct visit *v)
{
	return v->consent == 1 && (tags_has(v->causes, "illness") ||
	    tags_has(v->causes, "mental_health") ||
	    tags_has(v->causes, "addiction") || tags_has(v->causes, "care"));
}

/* What the case manager gets to know, the first that holds. */
static const char *
hand_back(const struct printer *p, const struct visit *v, int attempts)
{
	if (v->state != VISIT_DONE)
		return "";
	if (v->outcome == OUTCOME_MOVED || v->outcome == OUTCOME_WRONG_ADDRESS)
		return "moved";
	if (v->outcome == OUTCOME_NOT_HOME && p->max_attempts > 0 &&
	    attempts >= p->max_attempts)
		return "unreachable";
	if (is_excuse(v))
		return "excuse";
	if (v->outcome == OUTCOME_MET || v->outcome == OUTCOME_SELF_REPORTED)
		return "reached";
	return "";
}

static void
print_workers(struct printer *p, const struct visit *v)
{
	char *both;

	if (v->with_worker == 0) {
		out_text(p->o, WORKER, codebook_code(&p->workers, v->worker));
		return;
	}
	both = tags_add(codebook_code(&p->workers, v->worker),
	    codebook_code(&p->workers, v->with_worker));
	out_text(p->o, WORKER, arena_strdup(&p->text, both));
	free(both);
}

static void
print_outcome(struct printer *p, const struct visit *v)
{
	int tries = attempt(p, v);

	if (v->state == VISIT_DONE)
		out_text(p->o, OUTCOME, code_outcome[v->outcome]);
	else
		out_text(p->o, OUTCOME, code_visit[v->state]);
	if (tries > 0)
		out_int(p->o, ATTEMPT, tries);
	if (v->next >= 0)
		out_text(p->o, NEXT, code_next[v->next]);
	out_date(p->o, NEXT_ON, v->next_on);
	/* A refusal is nobody else's business. */
	if (v->state == VISIT_DONE && v->outcome == OUTCOME_REFUSED)
		return;
	out_text(p->o, CASE_MANAGER, db_text(&p->client, 1));
	out_text(p->o, HAND_BACK, hand_back(p, v, tries));
}

static void
print_one(struct printer *p, const struct receipt *a)
{
	static const char *const action[] = {"new", "changed", "unchanged"};
	struct visit v;

	arena_reset(&p->text);
	if (!visit_load(p->visits, a->visit, &v, &p->text))
		return;
	db_bind_int(&p->client, 1, v.client);
	if (!db_step(&p->client))
		return;
	out_int(p->o, VISIT_ID, v.id);
	out_text(p->o, CASE_ID, db_text(&p->client, 0));
	out_date(p->o, DATE, v.day);
	print_workers(p, &v);
	print_outcome(p, &v);
	out_text(p->o, ACTION, action[a->action]);
	out_row(p->o);
	db_reset(&p->client);
}

void
receipt_print(struct out *o, struct db *db, const struct receipt *a, size_t n,
    int max_attempts)
{
	struct printer p = {.o = o, .max_attempts = max_attempts};

	p.visits = visit_open(db);
	p.histories = history_open(db);
	p.client = db_query(db,
	    "SELECT case_id, case_manager FROM client WHERE id = ?1");
	codebook_workers(&p.workers, db);
	for (size_t i = 0; i < n; i++)
		print_one(&p, &a[i]);
	codebook_free(&p.workers);
	db_end(&p.client);
	history_close(p.histories);
	visit_close(p.visits);
	arena_free(&p.text);
}
