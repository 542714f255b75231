/* usual.h -- the rules of the team: what its settings or its command line name,
 * else SGB II's policy and what cases-overdue takes without options.
 *
 *	struct usual_rules u;            is not moved: its parts point at each other
 *	usual_rules_read(&u, &options);
 *	datafile_holidays(&u.holidays, holidays);    (if days are asked for)
 *	overdue_judge(&v, &h, &u.rules, as_of);
 *	usual_rules_free(&u); */
#ifndef LIB_CASES_USUAL_H
#define LIB_CASES_USUAL_H

#include "lib/rule/overdue.h"

struct usual_rules {
	struct overdue_rules rules;
	struct policy policy;
	struct holidays holidays;
};

/* Without holidays: only deadlines and agreed days depend on them, reasons do
 * not. */
void usual_rules_read(struct usual_rules *, const struct overdue_options *);
void usual_rules_free(struct usual_rules *);

#endif
