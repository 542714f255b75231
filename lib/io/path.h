/* path.h -- is there a file?
 *
 * Missing is only what the system says is missing.  What cannot be looked at (an
 * I/O error, a directory that may not be searched) may be there: whoever opens it
 * says what is wrong with it, and nothing else is taken in its place. */
#ifndef LIB_IO_PATH_H
#define LIB_IO_PATH_H

#include <stdbool.h>

bool path_is_missing(const char *path);

#endif
