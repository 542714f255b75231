#include "lib/rule/silence.h"

#include "lib/rule/codes.h"

bool
silence_ends_with(int outcome)
{
	return outcome == OUTCOME_MET || outcome == OUTCOME_REFUSED ||
	    outcome == OUTCOME_SELF_REPORTED || outcome == OUTCOME_CANCELLED;
}

static bool
is_missed(const struct past_letter *l)
{
	return l->result == RESULT_MISSED || l->result == RESULT_RETURNED;
}

/* The signs of life: the latest of all, and the latest letter attended. */
static void
find_signs(struct silence *s, const struct history *h, date today)
{
	date sign = DATE_NONE;

	for (size_t i = 0; i < h->n_letters && h->letter[i].due <= today; i++) {
		const struct past_letter *l = &h->letter[i];

		if (l->result == RESULT_ATTENDED)
			s->attended = l->due;
		if (l->result == RESULT_ATTENDED || l->result == RESULT_EXCUSED)
			sign = l->due;
	}
	for (size_t i = 0; i < h->n_visits; i++) {
		const struct past_visit *v = &h->visit[i];

		if (v->state == VISIT_DONE && v->day <= today && v->day > sign &&
		    silence_ends_with(v->outcome))
			sign = v->day;
	}
	if (h->forgotten_sign != NULL && *h->forgotten_sign <= today &&
	    *h->forgotten_sign > sign)
		sign = *h->forgotten_sign;
	s->last_sign = sign;
}

/* Days without a sign; before any sign, since the first missed letter was
 * sent. */
int
silence_days(const struct silence *s, date today)
{
	date from = s->last_sign;

	if (from == DATE_NONE && s->since == DATE_NONE)
		return 0;
	if (from == DATE_NONE)
		from = s->sent != DATE_NONE ? s->sent : s->since;
	return from < today ? today - from : 0;
}

struct silence
silence_of(const struct history *h, date today)
{
	struct silence s = {.last_sign = DATE_NONE, .attended = DATE_NONE,
	    .since = DATE_NONE, .last_liable = DATE_NONE,
	    .last_missed = DATE_NONE, .sent = DATE_NONE};

	find_signs(&s, h, today);
	for (size_t i = 0; i < h->n_letters; i++) {
		const struct past_letter *l = &h->letter[i];

		if (l->due > today || l->due <= s.last_sign || !is_missed(l))
			continue;
		if (s.since == DATE_NONE)
			s.since = l->due;
		if (l->due == s.since && l->sent != DATE_NONE &&
		    (s.sent == DATE_NONE || l->sent < s.sent))
			s.sent = l->sent;
		s.missed += l->due != s.last_missed;
		s.last_missed = l->due;
		if (l->result == RESULT_MISSED)
			s.last_liable = l->due;
	}
	s.days = silence_days(&s, today);
	return s;
}

bool
silence_has_attempt(const struct silence *s, const struct past_visit *v,
    date today)
{
	if (v->state != VISIT_DONE || v->outcome != OUTCOME_NOT_HOME ||
	    v->day > today)
		return false;
	return s->since != DATE_NONE ? v->day >= s->since :
	    v->day > s->last_sign;
}

int
silence_attempt(const struct history *h, const struct past_visit *which,
    date today)
{
	struct silence s = silence_of(h, today);
	int n = 0;

	for (size_t i = 0; i < h->n_visits; i++) {
		n += silence_has_attempt(&s, &h->visit[i], today);
		if (h->visit[i].id == which->id)
			break;
	}
	return n;
}
