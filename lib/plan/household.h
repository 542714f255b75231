/* household.h -- people of one household at one point go together.
 *
 * They are a block if some shift (pair: two shifts of a day) could take them
 * alone, with half an hour of waiting within the block at most; a member who
 * cannot be planned at all does not count for that.  Otherwise they are
 * single. */
#ifndef LIB_PLAN_HOUSEHOLD_H
#define LIB_PLAN_HOUSEHOLD_H

#include <stdbool.h>

#include "lib/plan/instance.h"
#include "lib/solver/problem.h"

/* Makes the blocks of an instance that is closed. */
void household_form(struct instance *);

/* Of a household that cannot go together as a whole, some have a place: if
 * those could go together and do not, they become a block, and the instance
 * has to be solved again (true).  Without that, the plan alone would not show
 * why they are apart. */
bool household_tie(struct instance *, const struct plan *);

#endif
