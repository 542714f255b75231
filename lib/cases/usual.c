#include "lib/cases/usual.h"

#include <stddef.h>

#include "lib/io/datafile.h"

void
usual_rules_read(struct usual_rules *u, bool with_holidays)
{
	*u = (struct usual_rules){.rules = OVERDUE_RULES};
	datafile_policy(&u->policy, NULL);
	if (with_holidays)
		datafile_holidays(&u->holidays, NULL);
	u->rules.policy = &u->policy;
	u->rules.holidays = &u->holidays;
}

void
usual_rules_free(struct usual_rules *u)
{
	policy_free(&u->policy);
	holiday_free(&u->holidays);
}
