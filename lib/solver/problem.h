/* problem.h -- a week of home visits to be planned, and a plan, as arrays.
 *
 * This is all that the solver knows: no files, names or dates.  It is a team
 * orienteering problem with time windows (TOPTW) over several days, with
 * breaks, skills, deadlines, visits by two workers and households:
 *
 *	1. collect as much urgency as possible,
 *	2. then spend as little cost as possible, where
 *	   cost = travel seconds + problem.wish * number of unmet wishes
 *	       + problem.share * number of visits beyond an even share.
 *
 * The even share of a route is what it would have of its day's visits (a pair
 * visit is two) by the length of its shift, rounded up.
 *
 * Times are whole seconds since midnight before day 0 of the plan; day d
 * begins at d * DAY_SECONDS, so that one number is both day and time.  The
 * planned days are numbered 0, 1, 2 ... without gaps; shift.weekday says which
 * weekday a day is.  Indices are dense and begin at 0; -1 means none. */
#ifndef LIB_SOLVER_PROBLEM_H
#define LIB_SOLVER_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_SECONDS = 86400 };

/* One worker's shift on one day: begins and ends at `home`.
 *
 * The break lasts break_length seconds, begins at break_opens or later and at
 * break_closes at the latest (break_closes is the latest BEGIN); it may
 * interrupt a drive or a wait, never a visit.  On one leg, left at t, the
 * next thing due at s (home: the shift's end):
 *	t <= break_closes  and  max(t + travel, break_opens) + length <= s.
 * break_length 0: no break (the caller has already dropped breaks that the
 * contract says a shift does not have). */
struct shift {
	int worker;        /* dense index of the worker */
	int day;
	int weekday;       /* 0 = Monday */
	int start, end;    /* leaves home at start, is back by end */
	int break_length, break_opens, break_closes;
	int home;          /* point */
	int capacity;      /* visits per day; a pair visit counts in both */
	bool closed;       /* takes no visits except those fixed to it */
};

/* A visit begins within one of its windows, both ends included, and may end
 * after it. */
struct time_window {
	int open, close;
};

/* One person to visit. */
struct task {
	int urgency;       /* 0 or more; counted once, pair or not */
	int point;
	int duration;      /* seconds */
	int windows, n_windows;  /* slice of problem.window, ascending, disjoint,
	                          * clipped to the allowed days; never empty */
	int skill;         /* row of problem.allowed: the routes whose worker
	                    * has what this task needs (`pair` not counted) */
	bool pair;         /* two workers on two routes of one day, with one
	                    * start; one of the two routes in the skill row */
	int block;         /* household: all tasks of one block on one day, same
	                    * worker(s), consecutive stops in any order, wholly or
	                    * not at all; -1: single.  All of a block are pair, or
	                    * none, and they share one skill row */

	/* Stored visits. */
	bool fixed;        /* must be in the plan, cannot be moved: its windows
	                    * are one instant (off the grid, perhaps) and its
	                    * route is fixed_route (a pair: also fixed_with) */
	int fixed_route, fixed_with;
	bool pinned;       /* placed first: its windows are one instant; any
	                    * allowed route of that day may take it.  Left out
	                    * only if no route can take it at all */

	/* Wishes: each unmet one costs problem.wish. */
	int wanted;        /* worker; -1: none; n_workers: one without a shift.
	                    * A pair: either of the two meets it */
	unsigned tried;    /* bit weekday * 2 + (starts at 12:00 or later): a
	                    * daypart that was tried before: not again */
	int old_day;       /* -1: none */
	int old_worker, old_with;  /* -1: none; met if all are among the workers */
	bool soon;         /* every day after soon_day costs one wish: who is late, */
	int soon_day;      /* or has agreed on a day */
};

/* Travel times between points, in whole seconds, directed: either a matrix
 * [from * n + to], or computed from positions, which are unit vectors on the
 * sphere (then from == to is 0, and every other leg has the handling time). */
struct travel {
	int n;
	const int *matrix;         /* or NULL */
	const double (*where)[3];
	double seconds_per_radian; /* earth radius * detour / speed */
	int handling;
};

/* Travel between positions is never longer than this: a dozen days, more than
 * any shift, and still small enough to be added up. */
enum { TRAVEL_MAX = 1000000 };

struct problem {
	int n_days, n_workers, n_shifts, n_tasks, n_skills, n_blocks;
	const struct shift *shift; /* a route has the index of its shift */
	const struct task *task;
	const struct time_window *window;
	const uint64_t *allowed;   /* [skill * allowed_words + route / 64] */
	int allowed_words;
	struct travel travel;
	int grid;                  /* starts are multiples of it (seconds);
	                            * 0 or 1: any second.  Not for fixed, pinned */
	int wish;                  /* seconds that one unmet wish costs */
	int share;                 /* and a visit beyond its route's even share */
};

/* A plan: what each route visits in which order, and when.  A pair task is in
 * two routes with one start.  Owned by whoever made it; problem_plan_free(). */
struct stop {
	int task, start;
};

struct plan {
	int n_routes;
	struct stop **route;       /* [route][k] */
	int *n_stops;              /* [route] */
	int64_t urgency, travel;   /* sum, seconds */
	int64_t wishes, beyond;    /* unmet; visits beyond even shares */
};

/* Does the route's worker have the skills of that row? */
static inline bool
problem_skilled(const struct problem *p, int skill, int route)
{
	return p->allowed[(size_t)skill * (size_t)p->allowed_words +
	    (size_t)route / 64] >> (route % 64) & 1;
}

/* Seconds from point a to point b. */
int problem_travel_seconds(const struct travel *, int a, int b);

/* A plan without stops. */
struct plan *problem_plan_new(int n_routes);
struct plan *problem_plan_copy(const struct plan *);
void problem_plan_free(struct plan *);

#endif
