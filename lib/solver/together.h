/* together.h -- could the people of one household be visited one after the
 * other, with nothing else to do and without waiting long in between?
 *
 * Tries the orders of the people, and for each the first starts from which on
 * less waiting is possible: those at which somebody is reached just when a
 * window opens or closes, or just when the break may begin, first or last. */
#ifndef LIB_SOLVER_TOGETHER_H
#define LIB_SOLVER_TOGETHER_H

#include "lib/solver/problem.h"

enum {
	TOGETHER_WAIT = 30 * 60,  /* seconds of waiting within a household */
	TOGETHER_ORDERS = 4,      /* larger households: only in the order in
	                           * which their windows close */
};

/* Like feasible_alone() (windows, travel, shift, break, visits per day), and
 * the waits between the first and the last visit, the break aside, are no
 * more than TOGETHER_WAIT. */
bool together_fits(const struct problem *, const int *task, int n, int route,
    int with);

#endif
