#include "lib/cases/usual.h"

#include <stddef.h>

#include "lib/io/datafile.h"

void
usual_rules_read(struct usual_rules *u, const struct overdue_options *o,
    bool with_holidays)
{
	*u = (struct usual_rules){.rules = OVERDUE_RULES};
	if (o != NULL) {
		u->rules.missed = o->missed;
		u->rules.silent = o->silent;
	}
	datafile_policy(&u->policy, o != NULL ? o->policy : NULL);
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
