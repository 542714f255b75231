/* bound.h -- more urgency than this no plan can have.
 *
 * Each visit is charged its own time, half of the shortest travel to it and
 * half of the shortest from it; each route offers its shift without the break
 * and without half of the shortest travel out and back.  Visits may be cut in
 * pieces and go wherever skills, days and deadlines allow: then filling the
 * routes by urgency per second is best (a fractional knapsack over a flow).
 * The same is done with numbers of visits in place of time, a route having no
 * more of them than its shortest ones would fit; the smaller result counts. */
#ifndef LIB_SOLVER_BOUND_H
#define LIB_SOLVER_BOUND_H

#include <stdint.h>

#include "lib/solver/model.h"

int64_t bound_urgency(const struct model *);

#endif
