#include "lib/cases/usual.h"

#include "lib/io/datafile.h"

void
usual_rules_read(struct usual_rules *u, const struct overdue_options *o)
{
	*u = (struct usual_rules){.rules = OVERDUE_RULES};
	u->rules.missed = o->missed;
	u->rules.silent = o->silent;
	datafile_policy(&u->policy, o->policy);
	u->rules.policy = &u->policy;
	u->rules.holidays = &u->holidays;
}

void
usual_rules_free(struct usual_rules *u)
{
	policy_free(&u->policy);
	holiday_free(&u->holidays);
}
