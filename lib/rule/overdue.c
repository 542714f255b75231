#include "lib/rule/overdue.h"

#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/rule/codes.h"
#include "lib/rule/lapse.h"

const char *const overdue_rule_name[] = {"listed", "unknown", "closed",
    "no_reason", "no_visits_until", "open_visit", "moved", "attempts", NULL};
const char *const overdue_deadline_name[] = {"hearing", "cut", "restore",
    "assumed", "month", "follow_up", "", NULL};

enum { FOLLOW_UP_AHEAD = 14, FOLLOW_UP_GRACE = 2, PM = 12 * 3600 };

/* One question: whose history, by which rules, as of which day, and the answer
 * as far as it is known. */
struct view {
	const struct history *h;
	const struct overdue_rules *r;
	struct verdict *v;
	date today;
	date six_months_ago;
	const struct past_visit *latest;       /* done */
	const struct past_visit *latest_talk;  /* done, other than not_home */
};

static bool
is_open(const struct past_visit *v)
{
	return v->state == VISIT_PLANNED || v->state == VISIT_ANNOUNCED;
}

static void
count_attempt(struct verdict *v, const struct past_visit *a)
{
	v->attempts++;
	v->last_attempt = a->day;
	if (a->start != CLOCK_NONE)
		v->tried |= 1u << (date_weekday(a->day) * 2 + (a->start >= PM));
}

/* Collects in one pass over the visits what the latest of each kind decides. */
static void
look_at_visits(struct view *w)
{
	struct verdict *v = w->v;

	for (size_t i = 0; i < w->h->n_visits; i++) {
		const struct past_visit *p = &w->h->visit[i];

		if (is_open(p) && p->day < w->today)
			v->pending = p->day;
		if (p->state != VISIT_DONE || p->day > w->today)
			continue;
		w->latest = p;
		if (p->outcome != OUTCOME_NOT_HOME)
			w->latest_talk = p;
		if (silence_has_attempt(&v->silence, p, w->today))
			count_attempt(v, p);
		if (p->outcome == OUTCOME_MET) {
			v->worker = p->worker;
			v->with_worker = p->with_worker;
		}
		if (p->outcome == OUTCOME_ABORTED)
			v->pair = true;
	}
}

/* The percentage at stake for the latest miss of the silence. */
static void
find_threat(struct view *w)
{
	struct verdict *v = w->v;
	date last = v->silence.last_liable;
	const struct policy_row *p = policy_at(w->r->policy, last);

	if (last == DATE_NONE)
		return;
	v->in_row = lapse_misses(w->h, &v->silence, w->r->policy, last);
	v->threat = p != NULL ? policy_threat(p, v->in_row) : 0;
}

/* When this cut ends the claim, if that can still be undone; else DATE_NONE. */
static date
lapse_of_cut(const struct view *w, const struct past_cut *c)
{
	return lapse_of(w->h, &w->v->silence, w->r->policy, c, w->today);
}

/* Was this cut's appointment missed after the last sign, by the day asked for? */
static bool
in_silence(const struct view *w, const struct past_cut *c)
{
	return c->miss <= w->today && c->miss > w->v->silence.last_sign;
}

static bool
hearing_is_open(const struct view *w, const struct past_cut *c)
{
	return in_silence(w, c) && c->state == CUT_HEARING &&
	    c->miss >= w->six_months_ago;
}

static bool
cut_is_ahead(const struct view *w, const struct past_cut *c)
{
	return c->state == CUT_DECIDED && c->cut_from != DATE_NONE &&
	    c->cut_from > w->today &&
	    (in_silence(w, c) || lapse_of_cut(w, c) != DATE_NONE);
}

static bool
cut_is_reason(const struct view *w, const struct past_cut *c)
{
	return hearing_is_open(w, c) || cut_is_ahead(w, c) ||
	    lapse_of_cut(w, c) != DATE_NONE;
}

bool
overdue_cut_is_reason(const struct past_cut *c, const struct history *h,
    const struct silence *s, const struct overdue_rules *r, date today)
{
	struct verdict v = {.silence = *s};
	struct view w = {.h = h, .r = r, .v = &v, .today = today,
	    .six_months_ago = date_add_months(today, -6)};

	return cut_is_reason(&w, c);
}

static date
latest_referral(const struct view *w)
{
	date latest = DATE_NONE;

	for (size_t i = 0; i < w->h->n_referrals; i++)
		if (w->h->referral[i] <= w->today && w->h->referral[i] > latest)
			latest = w->h->referral[i];
	return latest;
}

static bool
follows_up(const struct view *w)
{
	const struct past_visit *p = w->latest_talk;

	return p != NULL && p->next == NEXT_VISIT && p->next_on != DATE_NONE &&
	    w->today >= p->next_on - FOLLOW_UP_AHEAD;
}

/* Are there so many misses in a row that the whole claim is at stake? */
static bool
row_is_reason(const struct silence *s, const struct overdue_rules *r, int in_row)
{
	const struct policy_row *p = policy_at(r->policy, s->last_liable);

	return p != NULL && p->lapse_at > 0 && in_row >= p->lapse_at;
}

static unsigned
reasons_of_silence(const struct silence *s, const struct overdue_rules *r,
    int in_row)
{
	unsigned found = 0;

	if (s->missed >= r->missed ||
	    (s->missed >= 1 && row_is_reason(s, r, in_row)))
		found |= REASON_LETTERS;
	if (s->missed >= 1 && s->days >= r->silent)
		found |= REASON_SILENT;
	return found;
}

bool
overdue_silence_is_reason(const struct history *h, const struct silence *s,
    const struct overdue_rules *r)
{
	return reasons_of_silence(s, r,
	    lapse_misses(h, s, r->policy, s->last_liable)) != 0;
}

static unsigned
reasons(const struct view *w)
{
	const struct silence *s = &w->v->silence;
	date referral = latest_referral(w);
	unsigned found = reasons_of_silence(s, w->r, w->v->in_row);

	for (size_t i = 0; i < w->h->n_cuts; i++)
		if (cut_is_reason(w, &w->h->cut[i]))
			found |= REASON_HEARING;
	if (referral != DATE_NONE && referral > s->last_sign)
		found |= REASON_REFERRED;
	if (follows_up(w))
		found |= REASON_FOLLOW_UP;
	return found;
}

static void
offer_deadline(const struct view *w, date day, enum deadline name)
{
	struct verdict *v = w->v;

	if (day < w->today)
		day = w->today;
	if (v->visit_by == DATE_NONE || day < v->visit_by ||
	    (day == v->visit_by && name < v->deadline)) {
		v->visit_by = day;
		v->deadline = name;
	}
}

/* The last working day on which a posted notice still takes effect this month;
 * once that day is over, the one for the next month. */
static date
month_deadline(const struct view *w, int post_days)
{
	const struct holidays *h = w->r->holidays;
	date end = date_month_end(w->today);
	date day = holiday_workday_on_or_before(h, end - post_days);

	if (day < w->today)
		day = holiday_workday_on_or_before(h,
		    date_month_end(end + 1) - post_days);
	return day;
}

/* The hearing about a miss ends on H; `given` if that is known, else counted
 * from the miss. */
static void
miss_deadline(const struct view *w, date miss, date given, enum deadline name)
{
	const struct policy_row *p = policy_at(w->r->policy, miss);
	const struct holidays *h = w->r->holidays;
	date end;

	if (p == NULL)
		return;
	end = holiday_workday_on_or_after(h,
	    given != DATE_NONE ? given : miss + p->hearing_days);
	if (end >= w->today)
		offer_deadline(w, holiday_workday_before(h, end), name);
	else
		offer_deadline(w, month_deadline(w, p->post_days),
		    DEADLINE_MONTH);
}

static bool
has_cut(const struct history *h, date miss)
{
	for (size_t i = 0; i < h->n_cuts; i++)
		if (h->cut[i].miss == miss)
			return true;
	return false;
}

static date
earlier(date a, date b)
{
	return a == DATE_NONE || b < a ? b : a;
}

static void
look_at_lapse(struct view *w, const struct past_cut *c)
{
	struct verdict *v = w->v;
	date day = lapse_of_cut(w, c);

	if (day == DATE_NONE)
		return;
	v->lapses_on = earlier(v->lapses_on, day);
	if (c->cut_from <= w->today)
		offer_deadline(w, holiday_workday_before(w->r->holidays, day),
		    DEADLINE_RESTORE);
}

static void
look_at_cuts(struct view *w)
{
	struct verdict *v = w->v;

	for (size_t i = 0; i < w->h->n_cuts; i++) {
		const struct past_cut *c = &w->h->cut[i];

		if (hearing_is_open(w, c))
			miss_deadline(w, c->miss, c->hearing_until,
			    DEADLINE_HEARING);
		if (cut_is_ahead(w, c)) {
			offer_deadline(w,
			    holiday_workday_before(w->r->holidays, c->cut_from),
			    DEADLINE_CUT);
			v->cut_from = earlier(v->cut_from, c->cut_from);
		}
		look_at_lapse(w, c);
	}
}

/* The day agreed with the person, moved to the next working day; DATE_NONE:
 * none was agreed, or it is too far ahead to matter. */
static date
agreed_day(const struct view *w)
{
	const struct past_visit *p = w->latest_talk;

	if (p == NULL || p->next != NEXT_VISIT || p->next_on == DATE_NONE)
		return DATE_NONE;
	w->v->agreed_far = !(w->v->reasons & REASON_FOLLOW_UP) &&
	    p->outcome != OUTCOME_CANCELLED;
	if (w->v->agreed_far)
		return DATE_NONE;
	return holiday_workday_on_or_after(w->r->holidays, p->next_on);
}

/* An agreed day sets a deadline of its own, a few days later.  Nobody is to
 * visit before it, so an earlier deadline moves to it. */
static void
keep_agreed_day(struct view *w)
{
	struct verdict *v = w->v;
	date day = agreed_day(w), last = day;

	if (day == DATE_NONE)
		return;
	v->agreed = day;
	for (int i = 0; i < FOLLOW_UP_GRACE; i++)
		last = holiday_workday_on_or_after(w->r->holidays, last + 1);
	if (w->latest_talk->outcome != OUTCOME_CANCELLED)
		offer_deadline(w, last, DEADLINE_FOLLOW_UP);
	if (day < w->today)
		return;
	v->not_before = day;
	v->agreed_late = v->visit_by != DATE_NONE && v->visit_by < day;
	if (v->agreed_late)
		v->visit_by = day;
}

static void
find_deadline(struct view *w)
{
	struct verdict *v = w->v;
	const struct silence *s = &v->silence;

	look_at_cuts(w);
	if (v->threat > 0 && s->last_liable >= w->six_months_ago &&
	    !has_cut(w->h, s->last_liable))
		miss_deadline(w, s->last_liable, DATE_NONE, DEADLINE_ASSUMED);
	keep_agreed_day(w);
}

static void
find_urgency(struct verdict *v, date today)
{
	const struct silence *s = &v->silence;
	int missed = s->missed < 3 ? s->missed : 3;
	int days = s->days < 360 ? s->days : 360;
	int slack = v->visit_by == DATE_NONE ? -1 : v->visit_by - today;

	v->part_deadline = slack >= 0 && slack <= 28 ? 50 - 50 * slack / 28 : 0;
	v->part_missed = 10 * missed;
	v->part_silent = 20 * days / 360;
	v->urgency = v->part_deadline + v->part_missed + v->part_silent;
	if (v->urgency < 1)
		v->urgency = 1;
}

static bool
no_visits_wanted(const struct view *w)
{
	date until = w->h->no_visits_until;

	for (size_t i = 0; i < w->h->n_visits; i++) {
		const struct past_visit *p = &w->h->visit[i];

		if (p->state == VISIT_DONE && p->day <= w->today &&
		    p->no_visits_until > until)
			until = p->no_visits_until;
	}
	return until > w->today;
}

static bool
visit_is_coming(const struct view *w)
{
	for (size_t i = 0; i < w->h->n_visits; i++)
		if (is_open(&w->h->visit[i]) && w->h->visit[i].day >= w->today)
			return true;
	return false;
}

/* The order of the storing runs counts too: an address that was stored after
 * the visit was logged is newer, whatever day each run was told. */
static bool
address_is_newer(const struct history *h, const struct past_visit *p)
{
	return h->address_run != 0 &&
	    (h->address_run > p->logged_run || h->address_on > p->day);
}

static bool
has_moved(const struct view *w)
{
	const struct past_visit *p = w->latest;

	return p != NULL && (p->outcome == OUTCOME_MOVED ||
	    p->outcome == OUTCOME_WRONG_ADDRESS) &&
	    latest_referral(w) <= p->day && !address_is_newer(w->h, p);
}

static bool
attempts_used_up(const struct view *w)
{
	const struct verdict *v = w->v;

	return w->r->max_attempts > 0 && v->attempts >= w->r->max_attempts &&
	    latest_referral(w) <= v->last_attempt &&
	    v->silence.last_missed <= v->last_attempt;
}

static enum overdue_rule
keeps_out(const struct view *w)
{
	if (w->h->closed)
		return RULE_CLOSED;
	if (w->v->reasons == 0)
		return RULE_NO_REASON;
	if (no_visits_wanted(w))
		return RULE_NO_VISITS_UNTIL;
	if (visit_is_coming(w))
		return RULE_OPEN_VISIT;
	if (has_moved(w))
		return RULE_MOVED;
	if (attempts_used_up(w))
		return RULE_ATTEMPTS;
	return RULE_LISTED;
}

void
overdue_judge_silence(struct verdict *v, const struct history *h,
    const struct silence *s, const struct overdue_rules *r, date today)
{
	struct view w = {.h = h, .r = r, .today = today,
	    .six_months_ago = date_add_months(today, -6)};

	*v = (struct verdict){.silence = *s,
	    .last_attempt = DATE_NONE, .visit_by = DATE_NONE,
	    .deadline = DEADLINE_NONE, .cut_from = DATE_NONE,
	    .lapses_on = DATE_NONE,
	    .pending = DATE_NONE, .agreed = DATE_NONE,
	    .not_before = DATE_NONE};
	w.v = v;
	look_at_visits(&w);
	find_threat(&w);
	v->reasons = reasons(&w);
	v->rule = keeps_out(&w);
	if (v->reasons == 0)
		return;
	find_deadline(&w);
	find_urgency(v, today);
}

void
overdue_judge(struct verdict *v, const struct history *h,
    const struct overdue_rules *r, date today)
{
	struct silence s = silence_of(h, today);

	overdue_judge_silence(v, h, &s, r, today);
}

bool
overdue_can_have_reason(const struct history *h, const struct silence *s)
{
	if (h->closed)
		return false;
	if (s->missed > 0)
		return true;
	for (size_t i = 0; i < h->n_cuts; i++)
		if ((h->cut[i].state == CUT_HEARING &&
		    h->cut[i].miss > s->last_sign) ||
		    (h->cut[i].state == CUT_DECIDED &&
		    h->cut[i].miss > s->attended))
			return true;
	for (size_t i = 0; i < h->n_referrals; i++)
		if (h->referral[i] > s->last_sign)
			return true;
	for (size_t i = 0; i < h->n_visits; i++)
		if (h->visit[i].state == VISIT_DONE &&
		    h->visit[i].next == NEXT_VISIT)
			return true;
	return false;
}

bool
overdue_needless(const struct history *h, const struct overdue_rules *r,
    date today, date sign_then)
{
	struct verdict v;

	if (silence_of(h, today).last_sign <= sign_then)
		return false;
	overdue_judge(&v, h, r, today);
	return v.reasons == 0;
}

/* What is a sign of life by now was none then: a letter was missed, as far as
 * anybody knew, and a visit was not noted yet. */
static void
forget_signs(struct history *then, struct past_letter *letter,
    struct past_visit *visit, date sign)
{
	size_t n = 0;

	for (size_t i = 0; i < then->n_letters; i++) {
		letter[i] = then->letter[i];
		if (letter[i].due > sign &&
		    (letter[i].result == RESULT_ATTENDED ||
		    letter[i].result == RESULT_EXCUSED))
			letter[i].result = RESULT_MISSED;
	}
	for (size_t i = 0; i < then->n_visits; i++)
		if (then->visit[i].day <= sign)
			visit[n++] = then->visit[i];
	then->letter = letter;
	then->visit = visit;
	then->n_visits = n;
}

bool
overdue_had_reason(const struct history *h, const struct overdue_rules *r,
    date planned, date sign_then)
{
	struct past_letter *letter = xcalloc(h->n_letters + 1, sizeof *letter);
	struct past_visit *visit = xcalloc(h->n_visits + 1, sizeof *visit);
	struct history then = *h;
	struct verdict v;

	forget_signs(&then, letter, visit, sign_then);
	overdue_judge(&v, &then, r, planned);
	free(letter);
	free(visit);
	return v.reasons != 0;
}
