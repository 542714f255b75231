#include "lib/visits/agreed.h"

#include "lib/base/date.h"
#include "lib/rule/codes.h"

enum { FAR_MONTHS = 5 * 12 };

struct query
agreed_query(struct db *db)
{
	return db_query(db, "SELECT max(coalesce(no_visits_until, 0),"
	    " coalesce((SELECT max(v.no_visits_until) FROM visit v"
	    " WHERE v.client = client.id AND v.state = 2), 0))"
	    " FROM client WHERE id = ?1");
}

static date
first_possible(struct query *q, const struct visit *v)
{
	date day = DATE_NONE;

	db_bind_int(q, 1, v->client);
	if (db_step(q))
		day = db_date(q, 0);
	db_reset(q);
	return day;
}

static const char *
odd_next(struct query *q, const struct holidays *h, const struct visit *v,
    date today)
{
	if (v->outcome == OUTCOME_NOT_HOME)
		return "nobody was met: no visit is agreed";
	if (v->outcome == OUTCOME_MOVED || v->outcome == OUTCOME_WRONG_ADDRESS)
		return "nobody will go before there is another address";
	if (v->next_on < v->day)
		return "before the day of the visit";
	if (v->next_on > date_add_months(today, FAR_MONTHS))
		return "more than five years ahead";
	if (v->next_on < first_possible(q, v))
		return "before no_visits_until, so nobody will go";
	if (date_weekday(v->next_on) >= SATURDAY)
		return "a Saturday or Sunday: the next working day counts";
	if (holiday_is(h, v->next_on))
		return "a public holiday: the next working day counts";
	return NULL;
}

struct refusal
agreed_doubt(struct query *q, const struct holidays *h, const struct visit *v,
    date today)
{
	struct refusal what = {NULL, NULL};

	if (v->state != VISIT_DONE)
		return what;
	if (v->next == NEXT_NONE && v->next_on != DATE_NONE) {
		what.column = outcomes_column(OUTCOMES_NEXT_ON);
		what.reason = "there is a day, but the next is none";
	} else if (v->next == NEXT_VISIT) {
		what.column = outcomes_column(OUTCOMES_NEXT_ON);
		what.reason = odd_next(q, h, v, today);
	}
	if (what.reason == NULL && v->no_visits_until != DATE_NONE &&
	    v->no_visits_until < v->day) {
		what.column = outcomes_column(OUTCOMES_NO_VISITS_UNTIL);
		what.reason = "before the day of the visit";
	}
	return what;
}
