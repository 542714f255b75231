/* locate.h -- duties and people get their points.
 *
 *	locate_homes(points, roster);
 *	locate_people(points, person, n);
 *	points_read(points, file);         if there is a table
 */
#ifndef LIB_LOCATE_H
#define LIB_LOCATE_H

#include <stddef.h>

#include "lib/people.h"
#include "lib/points.h"
#include "lib/roster.h"

/* A shift without a home ends the program; what is no shift has none. */
void locate_homes(struct points *, struct roster *);

/* Who is to be planned, or to be taken by somebody else, and is nowhere
 * becomes HOLD_OUT with WHY_PLACE. */
void locate_people(struct points *, struct person *, size_t n);

#endif
