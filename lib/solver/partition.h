/* partition.h -- draws the routes of a large problem into small groups.
 *
 * The set of all routes is cut in two again and again, across a direction in
 * which it is long, until a group has at most a hundred routes, which then lie
 * near each other.  Unassigned units go to the nearest
 * group.  Each draw cuts elsewhere, so that what was a border lies inside a
 * group next time.
 *
 * At first all routes of one home lie at the same place.  They are dealt out
 * worker by worker and skill by skill, so that each group has all days and all
 * skills: what is missing in a group at the beginning is hardly ever made good.
 *
 * Where far more people are unassigned than could ever be visited, a group
 * gets only the most urgent of them and, anew in each draw, a random few: time
 * and memory of a group depend on the number of its routes. */
#ifndef LIB_SOLVER_PARTITION_H
#define LIB_SOLVER_PARTITION_H

#include <stdbool.h>

#include "lib/solver/model.h"
#include "lib/solver/rng.h"

struct partition {
	const struct model *m;
	struct rng rng;
	int n_groups;
	int *group_of_route;
	int *group_of_unit;  /* -1: in none: a pair whose two routes are in
	                      * different groups, or not drawn this time */
	int *rank;           /* [route]: number of its worker, those with the
	                      * same skills next to each other */
	const struct plan *plan;  /* of this draw */
	bool first;
};

void partition_init(struct partition *, const struct model *, uint64_t seed);
void partition_free(struct partition *);

/* Draws groups for the routes as they are in the plan; `first`: for the first
 * time, cut exactly in the middle. */
void partition_draw(struct partition *, const struct plan *, bool first);

#endif
