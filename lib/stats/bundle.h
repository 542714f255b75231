/* bundle.h -- which figures change together in a witness.
 *
 * A person more who was reached is also one more of persons_visited, perhaps,
 * and of the visits, unless there was room for it: the figures of a cell limit
 * each other (cube.h).  So a witness for a figure is tried with it alone, and
 * then with more and more of what limits it. */
#ifndef LIB_STATS_BUNDLE_H
#define LIB_STATS_BUNDLE_H

#include <stdbool.h>

struct bundle {
	unsigned measures;     /* as bits */
	bool contact;          /* and a contact: its outcome, maybe visits */
};

/* What to try for a figure of this measure, in this order; the last one has
 * neither measures nor a contact. */
const struct bundle *bundle_for(int measure);

#endif
