/* model.h -- a problem, laid out for the search.
 *
 * What is planned is a *unit*: one person, or a household whose people are
 * visited one after the other.  Each person is a *node*; the nodes of a unit
 * are consecutive.  Units are numbered by falling urgency per person (pinned
 * ones first, ties as in the input), so that the most urgent units are simply
 * the first ones.  The workers' homes are nodes too, numbered after all
 * people.
 *
 * A model does not change during the search. */
#ifndef LIB_SOLVER_MODEL_H
#define LIB_SOLVER_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/solver/problem.h"

/* Later than every time and longer than every trip, yet small enough that four
 * of them add up without overflow. */
enum { FAR = 1 << 29 };

struct unit {
	int first, n;          /* its nodes */
	int orders, n_orders;  /* the orders in which its nodes may be visited:
	                        * n_orders times n nodes in model.order */
	int64_t urgency;
	int seconds;           /* of all its visits */
	int least;             /* the least time it takes, travel included */
	/* The next four are scaled so that the largest of all units is 2^30;
	 * the last two are only known in a dense model. */
	uint64_t dense;        /* urgency per second of `least` */
	uint64_t urgent;       /* urgency per person */
	uint64_t choice;       /* seconds at which it may begin, over all routes */
	uint64_t remote;       /* travel from the nearest home and back */
	int block;
	bool pair, fixed, pinned;
};

/* When the visit of a node may begin on one day: the first window, its ends
 * moved onto the grid; `next` is the index in model.more of the next window,
 * -1: none. */
struct span {
	int open, close, next;
};

struct model {
	const struct problem *problem;
	int n_units, n_routes, n_days, n_nodes, n_tasks, words, grid;
	struct unit *unit;
	int *order;
	int *task, *unit_of;   /* [node] */
	int *unit_of_task;     /* [task] */
	int *duration, *point; /* [node] */
	struct span *span;     /* [node * n_days + day] */
	struct span *more;     /* a day's second window, third ... */
	size_t n_more, cap_more;
	int *home;             /* [route]: node */
	uint64_t *allowed;     /* [unit * words + route / 64]: bits of the
	                        * routes whose skills and day suit the unit */
	int least;             /* the smallest of all units' */
	bool wishes, tried;    /* is there any wish, any daypart to avoid? */
	uint8_t *unmet;        /* [unit * n_routes + route]: wishes that are
	                        * unmet there at any hour; not for pairs */

	/* Travel seconds, [from * n_nodes + to] and [to * n_nodes + from]: the
	 * same array if travel is symmetric; NULL in a sparse model. */
	int *leg, *leg_to;

	int *near, n_near;     /* [unit * n_near]: other units, nearest first */
};

/* A dense model has the matrix of all travel times and lists of neighbours,
 * a sparse one has not. */
struct model *model_new(const struct problem *, bool dense);
void model_free(struct model *);

static inline int
model_leg(const struct model *m, int a, int b)
{
	if (m->leg != NULL)
		return m->leg[(size_t)a * (size_t)m->n_nodes + (size_t)b];
	return problem_travel_seconds(&m->problem->travel, m->point[a], m->point[b]);
}

static inline bool
model_allows(const struct model *m, int unit, int route)
{
	return m->allowed[(size_t)unit * (size_t)m->words +
	    (size_t)route / 64] >> (route % 64) & 1;
}

/* The nodes of a unit in one of its orders. */
static inline const int *
model_order(const struct model *m, int unit, int order)
{
	const struct unit *u = &m->unit[unit];

	return m->order + u->orders + order * u->n;
}

/* Has the route's worker the skills that the unit needs?  (For a pair it is
 * enough that one of the two has.) */
bool model_skilled(const struct model *, int unit, int route);

/* model_start() and model_latest() where a day has several windows, or starts
 * are on a grid. */
int model_start_again(const struct model *, const struct span *, int t);
int model_latest_again(const struct model *, const struct span *, int t);

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

static inline int
model_latest(const struct model *m, int node, int day, int t)
{
	const struct span *s = &m->span[node * m->n_days + day];

	if (t < s->open)
		return -FAR;
	if (s->next < 0 && t >= s->close)
		return s->close;
	if (s->next < 0 && m->grid == 1)
		return t;
	return model_latest_again(m, s, t);
}

/* Wishes of a unit that are unmet on a route at any hour.  `with` is the other
 * route of a pair, else -1. */
int model_unmet(const struct model *, int unit, int route, int with);

/* 1 if the person was tried before on this weekday and half of the day. */
int model_tried(const struct model *, int node, int route, int start);

#endif
