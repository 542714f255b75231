/* household.h -- members of a household at one point are planned as a block.
 *
 * A block is formed if at least one shift (for a pair, two shifts of one day)
 * could serve all of its members on an otherwise empty route, with at most half
 * an hour of waiting inside the block.  Members who cannot be planned at all are
 * ignored in that test.  Otherwise the members are planned one by one, and their
 * number is noted with the first of them (`parted`); not of stored visits that
 * did not follow each other before, of whom it was said then. */
#ifndef LIB_PLAN_HOUSEHOLD_H
#define LIB_PLAN_HOUSEHOLD_H

#include <stdbool.h>

#include "lib/plan/instance.h"
#include "lib/solver/problem.h"

/* Forms the blocks; after instance_close(). */
void household_form(struct instance *);

/* If only some members of a household were placed, and these could go together
 * but do not, makes them a block and returns true: solve again.  Otherwise the
 * plan would separate people for no visible reason. */
bool household_tie(struct instance *, const struct plan *);

#endif
