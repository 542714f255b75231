/* plancheck.h -- visits-plan --check: reads a plan and verifies it.
 *
 * Rows need date, worker, start and case_id; other columns default to the stored
 * visit, then to the case.  Open visits stored for the same days are verified
 * too, unless the plan has their visit_id. */
#ifndef LIB_PLAN_PLANCHECK_H
#define LIB_PLAN_PLANCHECK_H

#include "lib/plan/planning.h"

/* Prints a row per broken rule; with --commit stores a plan that breaks none.
 * Returns the program's status. */
int plancheck_run(struct planning *);

#endif
