#include "lib/cases/needless.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/history.h"
#include "lib/cases/usual.h"
#include "lib/rule/codes.h"
#include "lib/rule/overdue.h"

struct needless {
	struct histories *histories;
	struct usual_rules usual;
	struct query planned;  /* on which day a case's open visit was planned */
	date as_of;
};

struct needless *
needless_open(struct db *db, const struct overdue_options *rules, date as_of)
{
	struct needless *n = xcalloc(1, sizeof *n);

	usual_rules_read(&n->usual, rules);
	n->histories = history_open(db);
	n->as_of = as_of;
	n->planned = db_query(db, "SELECT planned_on FROM visit"
	    " WHERE client = ?1 AND state IN (0, 1)");
	return n;
}

void
needless_close(struct needless *n)
{
	db_end(&n->planned);
	history_close(n->histories);
	usual_rules_free(&n->usual);
	free(n);
}

/* The first day on which the person may be visited; DATE_NONE: any day. */
static date
first_day(const struct history *h, date as_of)
{
	date first = h->no_visits_until;

	for (size_t i = 0; i < h->n_visits; i++) {
		const struct past_visit *v = &h->visit[i];

		if (v->state == VISIT_DONE && v->day <= as_of &&
		    v->no_visits_until > first)
			first = v->no_visits_until;
	}
	return first;
}

/* Had a case a reason by these rules when its open visit was planned? */
static bool
had_reason(struct needless *n, int64_t client, const struct history *h,
    date sign_then)
{
	bool had;

	db_bind_int(&n->planned, 1, client);
	had = db_step(&n->planned) && !db_null(&n->planned, 0) &&
	    overdue_had_reason(h, &n->usual.rules, db_date(&n->planned, 0),
	    sign_then);
	db_reset(&n->planned);
	return had;
}

/* Has the person come in, and is there no reason left? */
static unsigned
came_in(struct needless *n, int64_t client, const struct history *h,
    date sign_then)
{
	struct overdue_rules strict = n->usual.rules;

	if (!overdue_needless(h, &n->usual.rules, n->as_of, sign_then))
		return 0;
	strict.missed = 1;
	return overdue_needless(h, &strict, n->as_of, sign_then) ||
	    had_reason(n, client, h, sign_then) ? NEEDLESS_CAME_IN :
	    NEEDLESS_CAME_IN | NEEDLESS_BY_RULES;
}

unsigned
needless_why(struct needless *n, int64_t client, date day, date sign_then)
{
	struct history h;
	unsigned why = 0;

	if (!history_of(n->histories, client, &h))
		return 0;
	if (h.closed)
		why |= NEEDLESS_CLOSED;
	if (first_day(&h, n->as_of) > day)
		why |= NEEDLESS_NO_VISITS;
	return why | came_in(n, client, &h, sign_then);
}

bool
needless_case(struct needless *n, int64_t client, bool *closed, date *first,
    date *sign)
{
	struct history h;

	if (!history_of(n->histories, client, &h))
		return false;
	*closed = h.closed;
	*first = first_day(&h, n->as_of);
	*sign = silence_of(&h, n->as_of).last_sign;
	return true;
}

bool
needless_drops(unsigned why, int state)
{
	return (why & (NEEDLESS_CLOSED | NEEDLESS_NO_VISITS)) != 0 ||
	    ((why & NEEDLESS_CAME_IN) != 0 && state == VISIT_PLANNED);
}

void
needless_say_by_rules(const struct overdue_options *rules, long n)
{
	if (n > 0)
		diag_note(language_count(n,
		    "%ld visit is left out though something was missed after the"
		    " sign of life: with --missed=%d --silent=%d that is no"
		    " reason, but nor was what it was planned for",
		    "%ld visits are left out though something was missed after"
		    " the sign of life: with --missed=%d --silent=%d that is no"
		    " reason, but nor was what they were planned for"), n,
		    rules->missed, rules->silent);
}
