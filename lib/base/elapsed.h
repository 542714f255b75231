/* elapsed.h -- seconds on a clock that only goes forward, whatever happens to
 * the date: for time limits, and for what took how long. */
#ifndef LIB_BASE_ELAPSED_H
#define LIB_BASE_ELAPSED_H

double elapsed_seconds(void);

#endif
