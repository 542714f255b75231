/* route.h -- one worker's day while it is searched: its halts and what could
 * still be put between them.
 *
 * Whether a unit fits between two halts is known from four numbers, without
 * looking at the rest of the route (the forward and backward time slack of
 * Savelsbergh 1992, here with a floating break).  For every halt:
 *
 *	due       (F0)  earliest departure while the break is still due
 *	taken     (F1)  earliest departure with the break behind
 *	due_by    (B0)  latest arrival if the break is still due
 *	taken_by  (B1)  latest arrival if the break is behind
 *
 * so that u fits between i and j if one of F1.u.B1, F0.u.B0, F0.break.u.B1
 * or F0.u.break.B1 does.  Where the break is taken is never stored. */
#ifndef LIB_SOLVER_ROUTE_H
#define LIB_SOLVER_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/model.h"

struct halt {
	int node, unit;        /* unit -1: home, at both ends */
	int leg;               /* seconds from the halt before */
	int due, taken, due_by, taken_by;
	int at;                /* a pair meets at this time; -1: free */
};

/* Earliest departures on the way along a route. */
struct departure {
	int due, taken;
};

/* Between two halts with room for somebody: all that the insertion test wants
 * to know, side by side in memory. */
struct gap {
	int room, pos;         /* of the halt behind */
	int from, to, leg;     /* nodes, and the way that would be saved */
	struct departure leaving;  /* the halt before */
	int due_by, taken_by;  /* of the halt behind */
};

struct route {
	struct halt *halt;
	struct gap *gap;
	int n, cap;            /* halts, both homes counted; of both arrays */
	int n_gaps;
	int load;              /* visits */
	int room;              /* the largest of the gaps' */
	int64_t travel;
	int unmet;             /* wishes of its units of one worker */
};

/* Where a unit may be put: before halt `pos`, its people in that order. */
struct place {
	int cost;              /* FAR: nowhere */
	uint16_t pos, order;
};

void route_init(const struct model *, int r, struct route *);  /* home only */
void route_copy(struct route *to, const struct route *from);
void route_free(struct route *);

/* Halts of a unit in, its people in one of its orders, or out; at: when a pair
 * meets, person by person, or NULL.  Then the route is stale until
 * route_refresh(). */
void route_insert(const struct model *, struct route *, int unit, int pos,
    int order, const int *at);
void route_remove(const struct model *, struct route *, int unit);
void route_refresh(const struct model *, int r, struct route *);

/* The cheapest place for a unit that needs one worker, or for one half of a
 * pair (then the cost is that half's detour, and the other half may not fit).
 * Not before halt `but`; 0: all will do. */
struct place route_place(const struct model *, int r, const struct route *,
    int unit, int but);

/* What a unit costs in a gap if its people come in that order, and how it
 * leaves the last of them; FAR: it does not fit.  Wishes are not counted. */
int route_detour(const struct model *, int r, const struct gap *, int unit,
    int order, struct departure *leaving);

/* The order in which a unit's people are visited from halt pos on. */
int route_order(const struct model *, const struct route *, int pos);

/* One more stop: from a halt left as the departure says to a node, which then is
 * left when?  at: begin then and only then; -1: as early as possible. */
struct departure route_step(const struct model *, int r, struct departure, int leg,
    int node, int at);

/* Can the rest, from the halt behind the gap on, be kept coming from there? */
bool route_reaches(const struct model *, int r, struct departure, int leg,
    const struct gap *);

/* The gap before halt pos, NULL if there is no room. */
const struct gap *route_gap(const struct route *, int pos);

/* When each halt but the homes begins: the earliest feasible, one after the
 * other.  For route.n - 2 numbers. */
void route_starts(const struct model *, int r, const struct route *, int *);

#endif
