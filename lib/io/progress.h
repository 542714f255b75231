/* progress.h -- how far the reading of a long file is, on a terminal.
 *
 * Nothing is written unless stderr is a terminal and the program has run for
 * more than a second. */
#ifndef LIB_IO_PROGRESS_H
#define LIB_IO_PROGRESS_H

#include "lib/io/table.h"

/* Cheap: call it for every row.  progress_end() wipes the line out. */
void progress_show(const struct table *);
void progress_end(void);

#endif
