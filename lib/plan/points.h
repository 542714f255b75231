/* points.h -- where people and homes are, and how far apart: collected one
 * by one, then turned into what the solver wants.
 *
 *	struct points *ps = points_straight(45, 1.3, 180);
 *	int home = points_home(ps, lat, lon);
 *	int door = points_person(ps, household, lat, lon);
 *	points_travel(ps, &problem.travel);
 *
 * By straight line, the handling time is on every leg except between two
 * people of one household at one point: so these share a point, every other
 * person has an own one, and homes are points of their own.  With a table of
 * travel times (--travel) the keys of the table are the points. */
#ifndef LIB_PLAN_POINTS_H
#define LIB_PLAN_POINTS_H

#include <stdbool.h>

#include "lib/solver/problem.h"

struct points;

/* Great circle (radius 6371.0088 km) * detour / km/h, plus seconds. */
struct points *points_straight(double kmh, double detour, int handling);
struct points *points_table(void);
bool points_is_table(const struct points *);
void points_free(struct points *);

/* `household` may be NULL or "".  Same arguments, same point. */
int points_home(struct points *, double lat, double lon);
int points_person(struct points *, const char *household, double lat,
    double lon);

/* A key of the table, used on this line of this file (kept, not copied). */
int points_key(struct points *, const char *place, bool home,
    const char *file, long line);

/* Reads the table: from* to* seconds* metres.  Returns the number of rows
 * that were rejected.  Two keys that are used (not two homes) without a row:
 * ends the program with the line of the key, and so does a
 * pair that is there twice with two values, with its line. */
long points_read(struct points *, const char *path);

/* Valid until points_free() or the next point. */
void points_travel(struct points *, struct travel *);

/* -1: the table does not say. */
long points_metres(const struct points *, int a, int b);

#endif
