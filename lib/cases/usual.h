/* usual.h -- the rules that hold where nobody names others: SGB II's policy and
 * what cases-overdue takes without options.
 *
 *	struct usual_rules u;            is not moved: its parts point at each other
 *	usual_rules_read(&u, NULL, true);
 *	overdue_judge(&v, &h, &u.rules, as_of);
 *	usual_rules_free(&u); */
#ifndef LIB_CASES_USUAL_H
#define LIB_CASES_USUAL_H

#include <stdbool.h>

#include "lib/rule/overdue.h"

struct usual_rules {
	struct overdue_rules rules;
	struct policy policy;
	struct holidays holidays;
};

/* The options are those of somebody who does name others; NULL: nobody does.
 * Without holidays for whoever asks for reasons alone: only deadlines and agreed
 * days depend on them. */
void usual_rules_read(struct usual_rules *, const struct overdue_options *,
    bool with_holidays);
void usual_rules_free(struct usual_rules *);

#endif
