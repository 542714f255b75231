/* board.h -- the plan under work: all routes, who is where, and the way back.
 *
 * A step of the search takes units off the board and puts units on it, then
 * either keeps what it got (board_accept) or returns to where it began
 * (board_reject).  Only routes that were touched in the step are copied. */
#ifndef LIB_BOARD_H
#define LIB_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/model.h"
#include "lib/route.h"

/* What is compared, the first member that differs decides. */
struct score {
	int pinned;            /* announced visits in the plan */
	int64_t urgency;
	int64_t cost;          /* travel and unmet wishes, in seconds */
};

struct board {
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
	struct board_move *move;  /* this step's, to be undone */
	size_t n_moves, cap_moves;

	uint64_t *idle;        /* bits: accepted units without a place */
	int n_idle;
};

/* The best of two scores: above 0 if a is better. */
int score_compare(const struct score *a, const struct score *b);

/* A board with the fixed visits on it. */
struct board *board_new(const struct model *);
void board_free(struct board *);

/* Everything else is done in steps. */
void board_put(struct board *, int unit, int route, struct place);
void board_put_pair(struct board *, int unit, const int route[2],
    const struct place place[2], const int *at);
void board_take(struct board *, int unit);  /* leaves its routes stale ... */
void board_settle(struct board *);          /* ... until they are settled */
void board_accept(struct board *);
void board_reject(struct board *);

/* The units moved in this step: i < n_moves; one may come twice. */
int board_moved(const struct board *, size_t i);

/* Replace the whole contents by these routes, and accept. */
void board_load(struct board *, const struct plan *);
struct plan *board_plan(const struct board *);

#endif
