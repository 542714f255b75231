/* model.h -- a problem, laid out for the search.
 *
 * What is planned is a *unit*: a person, or a household whose people are
 * visited one after the other.  The people are *nodes*; the nodes of a unit
 * follow each other, and units are numbered by falling urgency (pinned ones
 * first, ties as in the input), so that "the most urgent ones" are simply the
 * first ones.  The workers' homes are nodes too, behind all others.
 *
 * A model does not change while plans are searched. */
#ifndef LIB_SOLVER_MODEL_H
#define LIB_SOLVER_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/problem.h"

/* Later than all times and longer than all ways, yet four of them add up
 * without overflow. */
enum { FAR = 1 << 29 };

struct unit {
	int first, n;          /* its nodes */
	int orders, n_orders;  /* the orders in which its nodes may be visited:
	                        * n_orders times n nodes in model.order */
	int64_t urgency;
	int seconds;           /* of all its visits */
	int least;             /* room it takes at least, with the ways */
	uint64_t dense;        /* urgency for that room: 2^30 is the most */
	uint64_t choice;       /* hours on all routes at which it may begin:
	                        * 2^30 is the most; with all ways known only */
	uint64_t remote;       /* way from and to the nearest home: the same */
	int block;
	bool pair, fixed, pinned;
};

/* When a node may begin on one day: the first window, its ends on the grid;
 * `next` is the index in model.more of the next one, -1: none. */
struct span {
	int open, close, next;
};

struct model {
	const struct problem *problem;
	int n_units, n_routes, n_days, n_nodes, n_tasks, words, grid;
	struct unit *unit;
	int *order;
	int *task, *unit_of;   /* [node] */
	int *duration, *point; /* [node] */
	struct span *span;     /* [node * n_days + day] */
	struct span *more;
	int *home;             /* [route]: node */
	uint64_t *allowed;     /* [unit * words + route / 64]: where a unit may
	                        * go as far as skills and days are concerned */
	int least;             /* of all units' */
	bool wishes, tried;    /* is there any wish, any daypart to avoid? */
	uint8_t *unmet;        /* [unit * n_routes + route]: wishes unmet there
	                        * whatever the hour, of units of one worker */

	/* Seconds [from * n_nodes + to] and [to * n_nodes + from]; the same
	 * array if all ways are as long as the way back; NULL if there are
	 * too many nodes for it. */
	int *leg, *leg_to;

	int *near, n_near;     /* [unit * n_near]: other units, nearest first */
};

/* With `dense`, all ways are worked out and neighbours are listed. */
struct model *model_new(const struct problem *, bool dense);
void model_free(struct model *);

static inline int
model_leg(const struct model *m, int a, int b)
{
	if (m->leg != NULL)
		return m->leg[(size_t)a * (size_t)m->n_nodes + (size_t)b];
	return travel_seconds(&m->problem->travel, m->point[a], m->point[b]);
}

static inline bool
model_allows(const struct model *m, int unit, int route)
{
	return m->allowed[(size_t)unit * (size_t)m->words +
	    (size_t)route / 64] >> (route % 64) & 1;
}

/* Has the route's worker what the unit needs?  (A pair may go to routes whose
 * worker has not, if the other one has.) */
bool model_skilled(const struct model *, int unit, int route);

/* For where a day has several windows, or starts are on a grid. */
int model_start_again(const struct model *, const struct span *, int t);

/* The earliest start on that day at or after t, FAR if there is none; the
 * latest one at or before t, -FAR if there is none. */
static inline int
model_start(const struct model *m, int node, int day, int t)
{
	const struct span *s = &m->span[node * m->n_days + day];

	if (t <= s->open)
		return s->open;
	if (t <= s->close && m->grid == 1)
		return t;
	return model_start_again(m, s, t);
}

int model_latest(const struct model *, int node, int day, int t);

/* Wishes of a unit that are unmet on a route (pair: on both; else with is -1)
 * whatever the hour. */
int model_unmet(const struct model *, int unit, int route, int with);

/* 1 if the node was tried before at this weekday and half of the day. */
int model_tried(const struct model *, int node, int route, int start);

#endif
