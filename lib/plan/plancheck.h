/* plancheck.h -- a plan is read and checked: what visits-plan --check does.
 *
 * A row says date, worker, start and case; what it has no column for, the
 * stored visit says, or the case.  Stored open visits of the days of the plan
 * join, unless the plan has their visit_id. */
#ifndef LIB_PLAN_PLANCHECK_H
#define LIB_PLAN_PLANCHECK_H

#include "lib/plan/planning.h"

/* Reads, checks, prints a row for every rule broken, and with --commit stores
 * a plan that breaks none.  Returns the status of the program. */
int plancheck_run(struct planning *);

#endif
