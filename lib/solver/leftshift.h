/* leftshift.h -- the last touch: pairs meet no later than they must. */
#ifndef LIB_SOLVER_LEFTSHIFT_H
#define LIB_SOLVER_LEFTSHIFT_H

#include "lib/solver/solution.h"

/* While plans are searched, a meeting stays at the time at which it was put
 * in.  This moves each to the earliest time that both routes allow as they
 * are, until none can be moved.  Accepts. */
void leftshift_meetings(struct solution *);

#endif
