/* points.h -- the locations of a plan and the travel between them: collected
 * one by one, then turned into the solver's matrix or formula.
 *
 *	struct points *ps = points_straight(45, 1.3, 180);
 *	int home = points_home(ps, lat, lon);
 *	int door = points_person(ps, household, lat, lon);
 *	points_travel(ps, &problem.travel);
 *
 * With straight lines the handling time is added to every leg except between
 * members of one household at one location.  So only those share a point; all
 * other people and all homes have their own.  With a table (--travel) its keys
 * are the points. */
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

/* The same arguments give the same point; `household` may be NULL or "". */
int points_home(struct points *, double lat, double lon);
int points_person(struct points *, const char *household, double lat,
    double lon);

/* A key of the table, with the file (not copied) and line that use it. */
int points_key(struct points *, const char *place, bool home,
    const char *file, long line);

/* Reads the table: from* to* seconds* metres.  Returns the number of rows
 * rejected.  Ends the program, naming the line, if two keys in use (other than
 * two homes) have no row, or one pair has two different values. */
long points_read(struct points *, const char *path);

/* Valid until points_free() or the next point. */
void points_travel(struct points *, struct travel *);

/* -1: not in the table. */
long points_metres(const struct points *, int a, int b);

#endif
