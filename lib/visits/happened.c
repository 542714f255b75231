#include "lib/visits/happened.h"

#include <stdbool.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/rule/codes.h"

enum { EARLIEST = 6 * 3600, LATEST = 22 * 3600, LONGEST = 8 * 60 };

static bool
talked(const struct visit *v)
{
	return v->outcome != OUTCOME_NOT_HOME && v->outcome != OUTCOME_MOVED &&
	    v->outcome != OUTCOME_WRONG_ADDRESS;
}

/* The registry or the post may say it on any day. */
static bool
at_weekend(const struct visit *v)
{
	return v->outcome != OUTCOME_MOVED && date_weekday(v->day) >= SATURDAY;
}

static bool
at_night(const struct visit *v)
{
	return v->start != CLOCK_NONE &&
	    (v->start < EARLIEST || v->start >= LATEST);
}

size_t
happened_doubt(const struct visit *v, struct refusal doubt[HAPPENED_DOUBTS])
{
	const struct { bool is; int column; const char *reason; } odd[] = {
		{!talked(v) && v->reaction >= 0, OUTCOMES_REACTION,
		    "nobody was met who could react"},
		{!talked(v) && *v->accepted != '\0', OUTCOMES_ACCEPTED,
		    "nobody was met who could accept"},
		{!talked(v) && v->consent == 1, OUTCOMES_CONSENT,
		    "nobody was met who could consent"},
		{at_night(v), OUTCOMES_START, "at night"},
		{at_weekend(v), OUTCOMES_DATE,
		    "a Saturday or Sunday"},
		{v->minutes > LONGEST, OUTCOMES_MINUTES, "more than eight hours"},
	};
	size_t n = 0;

	if (v->state != VISIT_DONE || visit_is_contact(v->outcome))
		return 0;
	for (size_t i = 0; i < HAPPENED_DOUBTS; i++)
		if (odd[i].is)
			doubt[n++] = (struct refusal){
				outcomes_column(odd[i].column), odd[i].reason};
	return n;
}
