/* route.h -- one worker's day during the search: its stops, and what could
 * still be inserted between them.
 *
 * Whether a unit fits between two stops is known from four numbers each,
 * without looking at the rest of the route (the forward and backward time
 * slack of Savelsbergh 1992, here with a floating break):
 *
 *	due       (F0)  earliest departure while the break is still due
 *	taken     (F1)  earliest departure after the break
 *	due_by    (B0)  latest arrival if the break is still due
 *	taken_by  (B1)  latest arrival if the break has been taken
 *
 * A unit u fits between i and j if one of F1.u.B1, F0.u.B0, F0.break.u.B1 or
 * F0.u.break.B1 is feasible.  Where the break is taken is not stored. */
#ifndef LIB_SOLVER_ROUTE_H
#define LIB_SOLVER_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/model.h"

/* A stop of a route, or one of its two ends. */
struct route_stop {
	int node, unit;        /* unit -1: home, at both ends of the route */
	int leg;               /* travel seconds from the stop before */
	int due, taken, due_by, taken_by;
	int at;                /* when a pair meets; -1: as early as possible */
};

/* Earliest departures on the way along a route. */
struct departure {
	int due, taken;
};

/* A gap between two stops that has room for somebody: all that the insertion
 * test reads, next to each other in memory. */
struct gap {
	int room;              /* seconds between the two stops, at most */
	int pos;               /* of the stop after the gap */
	int from, to, leg;     /* nodes, and the travel that would be saved */
	struct departure leaving;  /* from the stop before */
	int due_by, taken_by;  /* at the stop after */
};

struct route {
	struct route_stop *stop;
	struct gap *gap;
	int n, cap;            /* stops, both homes included; cap of both arrays */
	int n_gaps;
	int load;              /* visits */
	int room;              /* the largest of the gaps' */
	int stale, stale_end;  /* stops whose times are unknown: from the one
	                        * to before the other */
	int64_t travel;
	int unmet;             /* unmet wishes, those of pairs not counted */
};

/* Where a unit may be inserted: before stop `pos`, its people in that order. */
struct place {
	int cost;              /* FAR: nowhere */
	uint16_t pos, order;
};

void route_init(const struct model *, int r, struct route *);  /* home only */
void route_copy(struct route *to, const struct route *from);
void route_free(struct route *);

/* Insert the stops of a unit, its people in one of its orders, or remove them.
 * `at`: when a pair meets, person by person, else NULL.  Afterwards the route
 * is stale until route_refresh(). */
void route_insert(const struct model *, struct route *, int unit, int pos,
    int order, const int *at);
void route_remove(const struct model *, struct route *, int unit);
void route_refresh(const struct model *, int r, struct route *);

/* The cheapest place for a unit that needs one worker, or for one half of a
 * pair (then the cost is the detour of that half, and whether both can meet is
 * not looked at).  The gap before stop `except` is left out; 0: none is. */
struct place route_place(const struct model *, int r, const struct route *,
    int unit, int except);

/* What a unit costs in a gap if its people are visited in that order, wishes
 * not counted, and the earliest departures from the last of them.  FAR: it
 * does not fit. */
int route_detour(const struct model *, int r, const struct gap *, int unit,
    int order, struct departure *leaving);

/* In which of its orders the unit whose first stop is `pos` is visited. */
int route_order(const struct model *, const struct route *, int pos);

/* Extends a route by one stop, `leg` seconds away, and returns the earliest
 * departures from it.  `at`: the visit begins exactly then; -1: as early as
 * possible. */
struct departure route_step(const struct model *, int r, struct departure, int leg,
    int node, int at);

/* Is the remainder of the route, after the gap, still feasible if it is reached
 * like this? */
bool route_reaches(const struct model *, int r, struct departure, int leg,
    const struct gap *);

/* The gap before stop `pos`, NULL if it has no room. */
const struct gap *route_gap(const struct route *, int pos);

/* When each visit begins: the earliest feasible start, one after the other.
 * Writes route.n - 2 numbers. */
void route_starts(const struct model *, int r, const struct route *, int *);

#endif
