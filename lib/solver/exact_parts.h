/* exact_parts.h -- what the parts of exact.h share: exact_route.c has what one
 * route can do, exact_day.c puts the routes of a day together, exact_meet.c
 * lets the two of a pair meet, with the orders of exact_sequences.c and the hours
 * of exact_between.c, and exact.c puts the days together.  For
 * lib/solver/exact*.c alone. */
#ifndef LIB_SOLVER_EXACT_PARTS_H
#define LIB_SOLVER_EXACT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/solver/model.h"
#include "lib/solver/route.h"
#include "lib/solver/solution.h"

enum { EXACT_UNITS = 12, EXACT_PAIRS = 10 };  /* at most */

/* A route up to one of its stops. */
struct label {
	struct departure leaving;
	int cost;
	int unit, order, before;  /* label; -1: home */
	int next;          /* of the same set; -1: none */
};

/* When another route of the day can be done with a unit, at the earliest and at
 * the latest; a pair's visit ends then on this route too. */
struct between {
	int from, to;
};

/* An order in which a route visits its units. */
struct sequence {
	int cost, n;
	signed char unit[EXACT_UNITS], order[EXACT_UNITS];
};

/* All orders of a route's set that the route could do alone and that cost less
 * than `below`, cheapest first; all others cost `next` at least.  They are
 * asked for again and again, by the meetings of other sets too. */
struct sequence_list {
	struct sequence *item;
	size_t n, cap;
	int below, next;
};

/* What one route can do. */
struct route_table {
	struct label *label;
	size_t n, cap;
	int *first;        /* [set]: label; -1: none */
	int *cost;         /* [set]: of the closed route; FAR: impossible */
	int *last;         /* [set]: its last label */
	int *rest;         /* [set * tasks + node]: one more than what
	                    * exact_route_rest() says; 0: not asked for yet */
	struct sequence_list **list;  /* [set]; see exact_sequences() */
};

/* After each of a day's routes.  A state says of each unit whether it is
 * visited: a bit, for a pair two bits. */
struct day_table {
	int *cost;         /* [state]; FAR: impossible */
	int *set, *from;   /* [state]: of the last route; the state before */
};

enum { NOT_YET, BY_UNSKILLED, BY_SKILLED, BY_TWO };

/* The sets that a route can have, ascending, and what they cost there. */
struct route_sets {
	int n, *set, *cost;
	int *of;           /* [set]: its cost; FAR: impossible */
};

struct exact {
	const struct model *m;
	int n, sets;       /* units; 1 << n */
	int bit[EXACT_UNITS + 1];  /* where the state of a unit begins */
	int pair[EXACT_UNITS], n_pairs;
	int states;
	bool tried;        /* do dayparts that were tried before count?  Not
	                    * beside pairs: they may make others wait until it
	                    * is afternoon */
	int load[1 << EXACT_UNITS];  /* [set]: visits of one route ... */
	int total[1 << EXACT_UNITS]; /* ... of all, a pair's counted twice */
	int spread[1 << EXACT_UNITS];  /* [set]: the bits of its singles */
	int *units;        /* [state]: the set; -1: half a pair is missing */
	struct route_table *route;
	int *pair_wishes;  /* [route * n + unit] */
	struct between *meets;  /* [route * n + unit] */
	int steps;         /* that searches for meetings may still take */
	int **day;         /* [day][set]: cost, or as long as that is not known
	                    * what it is at least; FAR: impossible */
	struct exact_meeting ***met;  /* [day][set] */
	struct day_table ***table;  /* [day][number of visits + 1] */
	int *all, **choice;  /* [set] of the days so far; [day][set]: the
	                      * part of the set on this day */
};

static inline bool
exact_is_pair(const struct exact *x, int unit)
{
	return x->m->unit[unit].pair;
}

/* Is one of the set a pair? */
static inline bool
exact_has_pair(const struct exact *x, int set)
{
	for (int i = 0; i < x->n_pairs; i++)
		if (set >> x->pair[i] & 1)
			return true;
	return false;
}

/* The table of one route, and its end. */
void exact_route_fill(struct exact *, int r);
void exact_route_free(struct route_table *);

/* A label before the first stop; appends a unit, false if it does not fit; the
 * cost of the closed route, FAR if it does not get home. */
struct label exact_route_begin(const struct exact *, int r);
bool exact_route_extend(const struct exact *, int r, struct label *, int unit,
    int order);
int exact_route_close(const struct exact *, int r, const struct label *);

/* The node of its last stop. */
int exact_route_last(const struct model *, int r, const struct label *);

/* What it costs at least to go on from a node to these units, in any order and
 * whatever the hour, and home. */
int exact_route_rest(struct exact *, int r, int set, int node);

/* Appends the units of a route's cheapest order. */
void exact_route_put(const struct exact *, struct solution *, int r, int set);

/* What a pair costs at least whose second worker is on this route. */
int exact_route_pair_wishes(const struct model *, int r, int unit);

/* The tables of a day that has so many visits, after none, one, two ... of its
 * routes; -1: even shares do not matter.  They stay with `exact`. */
const struct day_table *exact_day_tables(struct exact *, int day, int of_day);
void exact_day_free(struct exact *, int day);

/* How many routes a day has. */
int exact_day_routes(const struct exact *, int day);

struct route_sets exact_day_sets(const struct exact *, int r, int of_day);
void exact_day_sets_free(struct route_sets *);

/* What a route's visits beyond its even share cost if the day has so many; -1:
 * nothing. */
int exact_day_share(const struct exact *, int r, int load, int of_day);

/* The units of a state; -1: a pair has only one of its two workers. */
int exact_day_units(const struct exact *, int state);

/* Sets x->meets. */
void exact_between_fill(struct exact *);

/* All orders of a route's set that cost less than `most`, and perhaps more. */
const struct sequence_list *exact_sequences(struct exact *, int r, int set,
    int most);
void exact_sequences_free(struct sequence_list *);

/* The best way to visit just this set on a day, the two of a pair together:
 * x->met[day][set], and its cost in x->day.  False if that would take too
 * long. */
bool exact_meet(struct exact *, int day, int set, int of_day);
void exact_meet_put(const struct exact *, struct solution *, int day, int set);
void exact_meet_free(struct exact_meeting *);

#endif
