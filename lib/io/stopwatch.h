/* stopwatch.h -- how far the search is, on stderr, if that is a terminal and
 * the search takes longer than a second. */
#ifndef LIB_IO_STOPWATCH_H
#define LIB_IO_STOPWATCH_H

#include "lib/solver/solve.h"

struct stopwatch;

/* Sets the callback of the options; close when the search is over. */
struct stopwatch *stopwatch_open(struct solve_options *);
void stopwatch_close(struct stopwatch *);

#endif
