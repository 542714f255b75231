#include "lib/visits/logbook.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/tags.h"
#include "lib/rule/codes.h"
#include "lib/rule/silence.h"
#include "lib/visits/agreed.h"
#include "lib/visits/happened.h"
#include "lib/visits/meanwhile.h"
#include "lib/visits/presence.h"

void
logbook_open(struct logbook *b, struct db *db, int64_t run, date today,
    const struct holidays *holidays)
{
	*b = (struct logbook){.db = db, .run = run, .today = today,
	    .holidays = holidays};
	b->visits = visit_open(db);
	b->client = db_query(db, "SELECT id FROM client WHERE case_id = ?1");
	b->agreed = agreed_query(db);
	b->presence = presence_query(db);
	codebook_workers(&b->workers, db);
	codebook_offers(&b->offers, db);
}

void
logbook_close(struct logbook *b)
{
	visit_close(b->visits);
	db_end(&b->client);
	db_end(&b->agreed);
	db_end(&b->presence);
	codebook_free(&b->workers);
	codebook_free(&b->offers);
	arena_free(&b->text);
}

static bool
refuse(struct refusal *why, int column, const char *reason)
{
	why->column = column < 0 ? NULL : outcomes_column(column);
	why->reason = reason;
	return false;
}

static bool
is_contact(const struct outcome_row *e)
{
	return visit_is_contact((int)e->number[OUTCOMES_OUTCOME]);
}

/* For these three the date is the day of the call or the letter. */
static bool
has_own_day(const struct outcome_row *e)
{
	return is_contact(e) || e->number[OUTCOMES_OUTCOME] == OUTCOME_ANNOUNCED;
}

/* What find_*() looks for among the visits of a case. */
struct visit_search {
	const struct outcome_row *e;
	date day;
	int64_t exact, loose, open, contact, open_any;
	int n_exact, n_loose, n_contact;
	date planned_on;  /* of open_any */
};

/* Both of a pair log their visit, and each looks at another watch. */
static bool
is_of_pair(const struct outcome_row *e, const struct visit *v)
{
	int64_t worker = e->number[OUTCOMES_WORKER];

	return worker != OUTCOMES_NONE && v->with_worker != 0 &&
	    (worker == v->worker || worker == v->with_worker);
}

static void
look(void *arg, const struct visit *v)
{
	struct visit_search *s = arg;
	int64_t start = s->e->number[OUTCOMES_START];

	if (visit_is_open(v)) {
		s->open_any = v->id;
		s->planned_on = v->planned_on;
		if (v->day == s->day)
			s->open = v->id;
		return;
	}
	if (v->day != s->day)
		return;
	if (visit_is_contact(v->outcome)) {
		/* One contact a day; of two, the one with this outcome. */
		if (s->contact == 0 ||
		    v->outcome == s->e->number[OUTCOMES_OUTCOME])
			s->contact = v->id;
		s->n_contact++;
	} else if (start != OUTCOMES_NONE && v->start == start) {
		s->exact = v->id;
		s->n_exact++;
	} else if (start == OUTCOMES_NONE || v->start == CLOCK_NONE ||
	    is_of_pair(s->e, v)) {
		s->loose = v->id;
		s->n_loose++;
	}
}

static bool
ambiguous(struct refusal *why)
{
	return refuse(why, OUTCOMES_DATE,
	    "the case has more than one visit on that day; say which by"
	    " visit_id or start");
}

/* The visit at the door that this row is about: 0 is a new one. */
static bool
choose_at_door(const struct visit_search *s, int64_t *id, struct refusal *why)
{
	int others = s->n_loose + (s->open != 0);

	if (s->n_exact > 1 || (s->n_exact == 0 && others > 1))
		return ambiguous(why);
	*id = s->n_exact == 1 ? s->exact : s->open != 0 ? s->open : s->loose;
	return true;
}

static bool
choose_to_call_off(const struct visit_search *s, int64_t *id, struct refusal *why)
{
	if (!choose_at_door(s, id, why))
		return false;
	if (*id == 0 && s->n_contact > 1)
		return ambiguous(why);
	if (*id == 0)
		*id = s->contact;
	if (*id == 0)
		return refuse(why, OUTCOMES_DATE,
		    "the case has no visit on that day");
	return true;
}

static bool
choose_to_announce(const struct visit_search *s, int64_t *id, struct refusal *why)
{
	*id = s->open_any;
	return *id != 0 || refuse(why, OUTCOMES_OUTCOME,
	    "the case has no open visit to announce");
}

static bool merge(struct logbook *, const struct outcome_row *,
    const struct visit *, struct visit *, struct refusal *);

/* Would the row leave this visit as it is? */
static bool
says_the_same(struct logbook *b, const struct outcome_row *e, int64_t id)
{
	struct visit old, new;
	struct refusal why;

	return visit_load(b->visits, id, &old, &b->text) &&
	    merge(b, e, &old, &new, &why) && visit_equal(&old, &new);
}

/* A contact that is already there stays; else it ends the open visit that was
 * planned by then; else it corrects that day's contact, or is a new one. */
static void
choose_contact(struct logbook *b, const struct visit_search *s, int64_t *id)
{
	if (s->contact != 0 && says_the_same(b, s->e, s->contact))
		*id = s->contact;
	else if (s->open_any != 0 &&
	    (s->planned_on == DATE_NONE || s->planned_on <= s->day))
		*id = s->open_any;
	else
		*id = s->contact;
}

static bool
find_client(struct logbook *b, const struct outcome_row *e, int64_t *client,
    struct refusal *why)
{
	if (!outcomes_gives(e, OUTCOMES_CASE_ID))
		return refuse(why, OUTCOMES_CASE_ID, "neither visit_id nor case_id");
	*client = db_find(&b->client, e->text[OUTCOMES_CASE_ID]);
	return *client != 0 || refuse(why, OUTCOMES_CASE_ID, "unknown case");
}

static bool
find_by_case(struct logbook *b, const struct outcome_row *e, struct visit *v,
    struct refusal *why)
{
	struct visit_search s = {.e = e};
	int64_t id = 0, client;

	if (!find_client(b, e, &client, why))
		return false;
	s.day = (date)e->number[OUTCOMES_DATE];
	if (e->number[OUTCOMES_DATE] == OUTCOMES_NONE) {
		if (!has_own_day(e))
			return refuse(why, OUTCOMES_DATE, "missing");
		s.day = b->today;
	}
	visit_each(b->visits, client, DATE_NONE, look, &s);
	if (e->number[OUTCOMES_OUTCOME] == OUTCOME_ANNOUNCED) {
		if (!choose_to_announce(&s, &id, why))
			return false;
	} else if (e->number[OUTCOMES_OUTCOME] == OUTCOME_OFF) {
		if (!choose_to_call_off(&s, &id, why))
			return false;
	} else if (is_contact(e)) {
		choose_contact(b, &s, &id);
	} else if (!choose_at_door(&s, &id, why)) {
		return false;
	}
	if (id != 0 && visit_load(b->visits, id, v, &b->text))
		return true;
	*v = (struct visit){.client = client, .day = s.day, .start = CLOCK_NONE,
	    .end = CLOCK_NONE, .planned_on = DATE_NONE, .outcome = -1,
	    .reaction = -1, .next = -1, .minutes = -1, .card_left = -1,
	    .consent = -1, .next_on = DATE_NONE, .no_visits_until = DATE_NONE,
	    .causes = "", .note = "", .offers = "", .accepted = "",
	    .state = VISIT_DONE};
	return true;
}

static bool
find_by_id(struct logbook *b, const struct outcome_row *e, struct visit *v,
    struct refusal *why)
{
	int64_t client;

	if (!visit_load(b->visits, e->number[OUTCOMES_VISIT_ID], v, &b->text))
		return refuse(why, OUTCOMES_VISIT_ID, "unknown visit");
	if (!outcomes_gives(e, OUTCOMES_CASE_ID))
		return true;
	if (!find_client(b, e, &client, why))
		return false;
	return client == v->client || refuse(why, OUTCOMES_CASE_ID,
	    "the visit is another case's");
}

/* The day that a report is about.  With a visit_id the visit's own date is
 * what the form shows: for a call or a letter that means today. */
static date
day_of(const struct logbook *b, const struct outcome_row *e, const struct visit *v)
{
	bool given = e->number[OUTCOMES_DATE] != OUTCOMES_NONE;

	if (!has_own_day(e))
		return given ? (date)e->number[OUTCOMES_DATE] : v->day;
	if (!given || (outcomes_gives(e, OUTCOMES_VISIT_ID) &&
	    e->number[OUTCOMES_DATE] == v->day))
		return b->today;
	return (date)e->number[OUTCOMES_DATE];
}

static int
merged(const struct outcome_row *e, int column, int stored, int none)
{
	if (!e->has[column])
		return stored;
	return e->number[column] == OUTCOMES_NONE ? none : (int)e->number[column];
}

static const char *
merged_text(const struct outcome_row *e, int column, const char *stored)
{
	return e->has[column] ? e->text[column] : stored;
}

static void
order_pair(const struct logbook *b, struct visit *v)
{
	int64_t first = v->worker;

	if (v->worker == 0 || (v->with_worker != 0 &&
	    strcmp(codebook_code(&b->workers, v->with_worker),
	    codebook_code(&b->workers, v->worker)) < 0)) {
		v->worker = v->with_worker;
		v->with_worker = first;
	}
}

/* Who was there.  Without the column `with` a row leaves a pair, and another
 * worker at a visit that is done joins; an empty `with` ends a pair.  Who is alone
 * in `with` is the worker, and still is when the row comes again. */
static bool
merge_workers(const struct logbook *b, const struct outcome_row *e,
    const struct visit *old, struct visit *v, struct refusal *why)
{
	int64_t worker = e->number[OUTCOMES_WORKER], with = e->number[OUTCOMES_WITH];
	bool named = worker != OUTCOMES_NONE;

	if (e->has[OUTCOMES_WITH]) {
		if (named && with == worker)
			return refuse(why, OUTCOMES_WITH, "the same as worker");
		if (e->has[OUTCOMES_WORKER])
			v->worker = named ? worker : 0;
		if (with == OUTCOMES_NONE)
			v->with_worker = 0;
		else if (with != v->worker)
			v->with_worker = with;
	} else if (named && old->id != 0 && old->state == VISIT_DONE &&
	    old->worker != 0) {
		if (worker != old->worker && worker != old->with_worker) {
			if (old->with_worker != 0)
				return refuse(why, OUTCOMES_WORKER,
				    "a third worker at one visit");
			v->with_worker = worker;
		}
	} else if (named && worker != old->with_worker) {
		v->worker = worker;
	} else if (!named && e->has[OUTCOMES_WORKER]) {
		v->worker = 0;
	}
	order_pair(b, v);
	return true;
}

static bool
merge_offers(const struct outcome_row *e, struct visit *v, struct refusal *why)
{
	const char *list, *tag;
	size_t n;

	v->offers = merged_text(e, OUTCOMES_OFFERS, v->offers);
	v->accepted = merged_text(e, OUTCOMES_ACCEPTED, v->accepted);
	for (list = v->accepted; (n = tags_next(&list, &tag)) > 0;) {
		char *code = xasprintf("%.*s", (int)n, tag);
		bool offered = tags_has(v->offers, code);

		free(code);
		if (!offered)
			return refuse(why, OUTCOMES_ACCEPTED, "not among the offers");
	}
	return true;
}

/* next_on alone means visit; a visit needs a day. */
static bool
merge_next(const struct outcome_row *e, struct visit *v, struct refusal *why)
{
	v->next = merged(e, OUTCOMES_NEXT, v->next, -1);
	v->next_on = merged(e, OUTCOMES_NEXT_ON, v->next_on, DATE_NONE);
	if (v->next < 0 && v->next_on != DATE_NONE)
		v->next = NEXT_VISIT;
	if (v->next == NEXT_VISIT && v->next_on == DATE_NONE)
		return refuse(why, OUTCOMES_NEXT_ON, "missing, the next is a visit");
	return true;
}

/* The second one of a pair: the first one has said when it began. */
static bool
is_second_row(const struct outcome_row *e, const struct visit *old)
{
	int64_t worker = e->number[OUTCOMES_WORKER];

	if (old->id == 0 || old->state != VISIT_DONE || old->worker == 0 ||
	    worker == OUTCOMES_NONE || e->has[OUTCOMES_WITH])
		return false;
	return worker != old->worker || (old->with_worker != 0 &&
	    !outcomes_gives(e, OUTCOMES_VISIT_ID));
}

/* Keeps how long the visit was planned to take. */
static void
merge_start(const struct outcome_row *e, const struct visit *old,
    struct visit *v)
{
	int start = merged(e, OUTCOMES_START, v->start, CLOCK_NONE);

	if (old->start != CLOCK_NONE && is_second_row(e, old))
		return;
	if (v->end != CLOCK_NONE && v->start != CLOCK_NONE)
		v->end = start == CLOCK_NONE ? CLOCK_NONE :
		    v->end + start - v->start;
	v->start = start;
}

static void
merge_consent(const struct outcome_row *e, struct visit *v)
{
	v->consent = merged(e, OUTCOMES_CONSENT, v->consent, -1);
	v->causes = merged_text(e, OUTCOMES_CAUSES, v->causes);
	if (v->consent != 1)
		v->causes = "";
}

/* Nothing of what was noted stays, but for what this row says. */
static void
call_off(const struct outcome_row *e, struct visit *v)
{
	v->state = VISIT_OFF;
	v->outcome = -1;
	if (!outcomes_gives(e, OUTCOMES_NOTE))
		v->note = "";
	if (!outcomes_gives(e, OUTCOMES_CAUSES))
		v->causes = "";
}

/* What is stored, with what the row says. */
static bool
merge(struct logbook *b, const struct outcome_row *e, const struct visit *old,
    struct visit *v, struct refusal *why)
{
	int outcome = (int)e->number[OUTCOMES_OUTCOME];
	bool correction = old->id != 0 && old->state == VISIT_DONE;

	*v = *old;
	v->note = merged_text(e, OUTCOMES_NOTE, v->note);
	if (outcome == OUTCOME_ANNOUNCED) {
		v->state = VISIT_ANNOUNCED;
		return true;
	}
	v->reaction = merged(e, OUTCOMES_REACTION, v->reaction, -1);
	v->minutes = merged(e, OUTCOMES_MINUTES, v->minutes, -1);
	v->card_left = merged(e, OUTCOMES_CARD_LEFT, v->card_left, -1);
	v->no_visits_until = merged(e, OUTCOMES_NO_VISITS_UNTIL,
	    v->no_visits_until, DATE_NONE);
	merge_start(e, old, v);
	merge_consent(e, v);
	if (!merge_workers(b, e, old, v, why) || !merge_offers(e, v, why) ||
	    !merge_next(e, v, why))
		return false;
	if (outcome == OUTCOME_OFF) {
		call_off(e, v);
		return true;
	}
	if (!(correction && is_contact(e)))
		v->day = day_of(b, e, old);
	v->state = VISIT_DONE;
	v->outcome = outcome;
	return true;
}

/* Rows that no state of the visit could make right. */
static bool
permitted(const struct logbook *b, const struct outcome_row *e,
    const struct visit *old, struct refusal *why)
{
	int64_t outcome = e->number[OUTCOMES_OUTCOME];

	if (outcome != OUTCOME_OFF && day_of(b, e, old) > b->today)
		return refuse(why, OUTCOMES_DATE, "after today");
	if (outcome == OUTCOME_ANNOUNCED && old->state == VISIT_OFF)
		return refuse(why, OUTCOMES_OUTCOME, "the visit is off");
	return true;
}

/* With one of these the case is settled for now. */
static bool
settles(int outcome)
{
	return silence_ends_with(outcome) || outcome == OUTCOME_MOVED ||
	    outcome == OUTCOME_WRONG_ADDRESS;
}

static void
end_others(struct logbook *b, const struct visit *v, unsigned why)
{
	size_t n;
	const struct visit_off *off = visit_end_others(b->visits, v, why, b->run,
	    &n);

	for (size_t i = 0; i < n; i++)
		if (off[i].announced)
			diag_warn("visit %lld is off, but it was announced:"
			    " somebody has to call", (long long)off[i].id);
		else
			diag_warn("visit %lld is off", (long long)off[i].id);
	for (size_t i = 0; i < n; i++)
		b->promises += off[i].announced;
}

/* Does the row, as something new, do away with other open visits? */
static unsigned
ends(const struct visit *old, const struct visit *new)
{
	unsigned why = 0;

	if (new->state != VISIT_DONE)
		return 0;
	if (settles(new->outcome) &&
	    (old->state != VISIT_DONE || old->outcome != new->outcome))
		why |= VISIT_SETTLED;
	if (new->no_visits_until != DATE_NONE &&
	    (old->state != VISIT_DONE ||
	    new->no_visits_until != old->no_visits_until))
		why |= VISIT_UNWANTED;
	return why;
}

static enum logged
store(struct logbook *b, const struct visit *old, struct visit *new)
{
	if (old->id != 0 && visit_equal(old, new))
		return LOGGED_UNCHANGED;
	if (new->state == VISIT_DONE && new->logged_run == 0)
		new->logged_run = b->run;
	if (new->state != VISIT_ANNOUNCED)
		new->noted_run = b->run;
	visit_save(b->visits, new, b->run);
	end_others(b, new, ends(old, new));
	return old->logged_run == 0 && new->state == VISIT_DONE ? LOGGED_NEW :
	    LOGGED_CHANGED;
}

bool
logbook_misses(struct logbook *b, const struct outcome_row *e)
{
	struct visit none = {.reaction = -1, .next = -1, .minutes = -1,
	    .card_left = -1, .consent = -1, .next_on = DATE_NONE,
	    .no_visits_until = DATE_NONE, .causes = "", .note = "",
	    .offers = "", .accepted = ""};
	struct visit v;
	bool known;

	arena_reset(&b->text);
	known = outcomes_gives(e, OUTCOMES_VISIT_ID) &&
	    visit_load(b->visits, e->number[OUTCOMES_VISIT_ID], &v, &b->text);
	return meanwhile_says_more(e, known ? &v : &none);
}

/* Does the row take back what an earlier one of the same input said? */
static bool
overrules(const struct logbook *b, const struct visit *old,
    const struct visit *new)
{
	return old->id != 0 && old->noted_run == b->run && !visit_is_open(old) &&
	    (new->state != old->state || new->outcome != old->outcome);
}

static void
doubt(struct logbook *b, const struct visit *v, struct refusal *why)
{
	*why = agreed_doubt(&b->agreed, b->holidays, v, b->today);
	why[1] = presence_doubt(&b->presence, v);
	happened_doubt(v, why + 2);
}

/* What was agreed counts if the person called off, not if we did. */
static void
doubt_off(const struct outcome_row *e, struct refusal *why)
{
	static const int agreed[] = {OUTCOMES_NEXT_ON, OUTCOMES_NO_VISITS_UNTIL};

	for (size_t i = 0; i < sizeof agreed / sizeof agreed[0]; i++)
		if (outcomes_gives(e, agreed[i]))
			refuse(why, agreed[i], "does not count at a visit that"
			    " is off; cancelled keeps it");
}

/* What is told of a visit that is only announced, and not taken: the first
 * column of it; -1: nothing. */
static int
told_too_early(const struct outcome_row *e)
{
	if (e->number[OUTCOMES_OUTCOME] != OUTCOME_ANNOUNCED)
		return -1;
	for (int c = OUTCOMES_REACTION; c <= OUTCOMES_CONSENT; c++)
		if (outcomes_gives(e, c))
			return c;
	return -1;
}

bool
logbook_enter(struct logbook *b, struct outcome_row *e, struct receipt *a,
    struct refusal why[LOGBOOK_DOUBTS])
{
	struct visit old, new;
	int early;
	bool found;

	memset(why, 0, LOGBOOK_DOUBTS * sizeof *why);
	arena_reset(&b->text);
	found = outcomes_gives(e, OUTCOMES_VISIT_ID) ?
	    find_by_id(b, e, &old, why) : find_by_case(b, e, &old, why);
	if (!found || !permitted(b, e, &old, why))
		return false;
	if (e->is_short && old.id == 0)
		return refuse(why, -1, "too few fields for a new visit");
	*a = (struct receipt){.visit = old.id, .client = old.client,
	    .action = LOGGED_UNCHANGED};
	if (e->number[OUTCOMES_OUTCOME] == OUTCOME_ANNOUNCED &&
	    old.state == VISIT_DONE)
		return true;
	if (meanwhile_noted(e, &old, b->run) &&
	    !meanwhile_reconcile(e, &old, &b->text, why))
		return false;
	if (!merge(b, e, &old, &new, why))
		return false;
	a->action = store(b, &old, &new);
	early = told_too_early(e);
	a->unagreed = early < 0 && new.consent != 1 &&
	    *e->text[OUTCOMES_CAUSES] != '\0';
	a->visit = new.id;
	if (a->action != LOGGED_UNCHANGED)
		doubt(b, &new, why);
	if (early >= 0)
		refuse(why, early, "not taken: the visit is only announced");
	if (a->action != LOGGED_UNCHANGED && new.state == VISIT_OFF)
		doubt_off(e, why);
	if (overrules(b, &old, &new))
		refuse(&why[LOGBOOK_DOUBTS - 1], OUTCOMES_OUTCOME,
		    "an earlier row has another one of this visit");
	return true;
}
