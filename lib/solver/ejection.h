/* ejection.h -- somebody for whom nobody has room, after all.
 *
 * An ejection chain (Glover 1996): a unit without a place takes that of another,
 * which takes that of a third on another route, and so on; the last one finds
 * room, or is left out because it is less urgent than the first.  Ruin and
 * recreate hardly ever does this, since whoever was taken out goes back first. */
#ifndef LIB_SOLVER_EJECTION_H
#define LIB_SOLVER_EJECTION_H

#include "lib/solver/solution.h"
#include "lib/solver/watch.h"

/* Does so as long as the plan gets better; true if it ever did.  What is better
 * is accepted, so that the solution has nothing to reject.  Pairs and fixed or
 * announced visits stay where they are.  Ends early when the watch says so, or
 * at this time by elapsed_seconds() (0: never). */
bool ejection_improve(struct solution *, double until, const struct watch *);

#endif
