/* locate.h -- assigns points to duties and candidates.
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

/* Ends the program if a shift has no home; bare duties need none. */
void locate_homes(struct points *, struct roster *);

/* Free and pinned candidates without a known place become FATE_DROPPED with
 * WHY_PLACE. */
void locate_candidates(struct points *, struct candidates *);

/* Without a table: says how many shifts and visits have a place, which only a
 * table knows. */
void locate_say_unused(const struct roster *, const struct candidates *);

#endif
