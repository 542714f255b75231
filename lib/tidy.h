/* tidy.h -- the last touch: pairs meet no later than they must. */
#ifndef LIB_TIDY_H
#define LIB_TIDY_H

#include "lib/board.h"

/* While plans are searched, a meeting stays at the time at which it was put
 * in.  This moves each to the earliest time that both routes allow as they
 * are, until none can be moved.  Accepts. */
void tidy_meetings(struct board *);

#endif
