/* locate.h -- duties and candidates get their points.
 *
 *	locate_homes(points, roster);
 *	locate_candidates(points, &candidates);
 *	points_read(points, file);         if there is a table
 */
#ifndef LIB_PLAN_LOCATE_H
#define LIB_PLAN_LOCATE_H

#include <stddef.h>

#include "lib/plan/candidate.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"

/* A shift without a home ends the program; what is no shift has none. */
void locate_homes(struct points *, struct roster *);

/* Who is to be planned, or to be taken by somebody else, and is nowhere
 * becomes FATE_DROPPED with WHY_PLACE. */
void locate_candidates(struct points *, struct candidates *);

#endif
