/* problem.h -- problems that a test has made up. */
#ifndef TESTS_UNIT_PROBLEM_H
#define TESTS_UNIT_PROBLEM_H

#include <stdlib.h>

#include "lib/solver/problem.h"

/* All that it points to is memory of its own. */
static inline void
free_problem(struct problem *p)
{
	free((void *)p->shift);
	free((void *)p->task);
	free((void *)p->window);
	free((void *)p->allowed);
	free((void *)p->travel.matrix);
}

#endif
