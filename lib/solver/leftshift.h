/* leftshift.h -- the last touch: pairs meet no later than they have to. */
#ifndef LIB_SOLVER_LEFTSHIFT_H
#define LIB_SOLVER_LEFTSHIFT_H

#include "lib/solver/solution.h"

/* During the search a meeting keeps the time at which it was inserted.  This
 * moves each one to the earliest time that both of its routes allow, until
 * none can be moved any more.  Accepts. */
void leftshift_meetings(struct solution *);

#endif
