/* watch.h -- how far the search is, on stderr, if that is a terminal and
 * the search takes longer than a second. */
#ifndef LIB_WATCH_H
#define LIB_WATCH_H

#include "lib/solve.h"

struct watch;

/* Sets the callback of the options; close when the search is over. */
struct watch *watch_open(struct solve_options *);
void watch_close(struct watch *);

#endif
