/* solution.h -- the plan being worked on: all routes, where each unit is, and
 * how to undo a step.
 *
 * A step of the search takes units off the board and puts units on it, then
 * either keeps the result (solution_accept) or returns to the state before
 * (solution_reject).  Only routes that the step touched are copied. */
#ifndef LIB_SOLVER_SOLUTION_H
#define LIB_SOLVER_SOLUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/solver/model.h"
#include "lib/solver/route.h"

/* Compared lexicographically. */
struct score {
	int pinned;            /* announced visits in the plan */
	int64_t urgency;
	int64_t cost;          /* travel, unmet wishes and visits beyond even
	                        * shares, in seconds */
};

/* The routes of a day, for even shares. */
struct solution_day {
	int first, n;          /* slice of solution.by_day */
	int seconds;           /* of all its shifts */
	int visits;            /* of all its routes, as they are now */
	int beyond;            /* visits beyond an even share, as accepted last */
	bool touched;
};

struct solution {
	const struct model *m;
	struct route *route;   /* as they are now */
	struct route *base;    /* as they were accepted last */
	int *where, *with;     /* [unit]: its route and a pair's second, or -1 */
	int *unmet;            /* [unit]: wishes unmet, of pairs */
	struct score score, base_score;

	int *touched, n_touched;  /* routes that may differ from base */
	bool *is_touched;
	bool *is_stale;        /* [route]: not refreshed since its last change */
	uint64_t *changed;     /* bits: touched */
	uint64_t *open;        /* bits: touched, and somebody might have room */
	struct solution_move *move;  /* this step's, to be undone */
	size_t n_moves, cap_moves;

	/* Even shares; the score has the touched days' change as `change`. */
	struct solution_day *day;
	int *by_day;           /* routes, day by day */
	int64_t change;

	uint64_t *idle;        /* bits: accepted units without a place */
	int n_idle;
};

/* The best of two scores: above 0 if a is better. */
int solution_compare(const struct score *a, const struct score *b);

/* A board with the fixed visits on it. */
struct solution *solution_new(const struct model *);
void solution_free(struct solution *);

/* Everything else is done in steps. */
void solution_put(struct solution *, int unit, int route, struct place);
void solution_put_pair(struct solution *, int unit, const int route[2],
    const struct place place[2], const int *at);
void solution_take(struct solution *, int unit);  /* leaves its routes stale ... */
void solution_settle(struct solution *);          /* ... until they are settled */
void solution_weigh(struct solution *);  /* brings even shares into the score */
void solution_accept(struct solution *);
void solution_reject(struct solution *);

/* How many of n more visits on a route would be beyond its even share. */
int solution_beyond(const struct solution *, int route, int n);

/* The unit of this step's i-th move; a unit may be moved twice. */
int solution_moved(const struct solution *, size_t i);

/* Replace the whole contents by these routes, and accept. */
void solution_load(struct solution *, const struct plan *);
struct plan *solution_plan(const struct solution *);

#endif
