#include "lib/cases/needless.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/history.h"
#include "lib/cases/usual.h"
#include "lib/rule/codes.h"
#include "lib/rule/overdue.h"

struct needless {
	struct histories *histories;
	struct usual_rules usual;
	date as_of;
};

struct needless *
needless_open(struct db *db, date as_of)
{
	struct needless *n = xcalloc(1, sizeof *n);

	usual_rules_read(&n->usual, false);
	n->histories = history_open(db);
	n->as_of = as_of;
	return n;
}

void
needless_close(struct needless *n)
{
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
	if (overdue_needless(&h, &n->usual.rules, n->as_of, sign_then))
		why |= NEEDLESS_CAME_IN;
	return why;
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
