/* progress.h -- how far the search is, on stderr, if that is a terminal and
 * the search takes longer than a second. */
#ifndef LIB_PROGRESS_H
#define LIB_PROGRESS_H

#include "lib/solve.h"

struct progress;

/* Sets the callback of the options; close when the search is over. */
struct progress *progress_open(struct solve_options *);
void progress_close(struct progress *);

#endif
