#include "lib/rule/lapse.h"

#include "lib/rule/codes.h"

enum { WHOLE = 100 };  /* percent */

int
lapse_misses(const struct history *h, const struct silence *s,
    const struct policy *policy, date until)
{
	const struct policy_row *p = policy_at(policy, until);
	date last = s->attended;
	int n = 0;

	for (size_t i = 0; i < h->n_letters && h->letter[i].due <= until; i++) {
		const struct past_letter *l = &h->letter[i];

		if (l->result != RESULT_MISSED || l->due <= last ||
		    (p != NULL && l->due < p->count_from))
			continue;
		n++;
		last = l->due;
	}
	return n;
}

/* When a decided cut ends the claim as a whole; DATE_NONE: it does not. */
static date
lapse_day(const struct history *h, const struct silence *s,
    const struct policy *policy, const struct past_cut *c)
{
	const struct policy_row *p = policy_at(policy, c->miss);

	if (c->state != CUT_DECIDED || c->cut_from == DATE_NONE ||
	    c->miss <= s->attended || p == NULL || p->lapse_at < 1)
		return DATE_NONE;
	if (c->percent >= 0 ? c->percent != WHOLE :
	    lapse_misses(h, s, policy, c->miss) < p->lapse_at)
		return DATE_NONE;
	return date_add_months(c->cut_from, p->lapse_months);
}

/* Has a visit settled the lapse?  It has if the person refused, or was met
 * once the cut had begun: an excuse or a call is no report in person. */
static bool
is_settled(const struct history *h, const struct past_cut *c, date today)
{
	for (size_t i = 0; i < h->n_visits; i++) {
		const struct past_visit *p = &h->visit[i];

		if (p->state != VISIT_DONE || p->day > today)
			continue;
		if ((p->outcome == OUTCOME_REFUSED && p->day >= c->miss) ||
		    (p->outcome == OUTCOME_MET && p->day >= c->cut_from))
			return true;
	}
	return false;
}

date
lapse_of(const struct history *h, const struct silence *s,
    const struct policy *policy, const struct past_cut *c, date today)
{
	date day = lapse_day(h, s, policy, c);

	return c->miss <= today && day > today && !is_settled(h, c, today) ?
	    day : DATE_NONE;
}
