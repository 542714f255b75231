/* progress.h -- one line on a terminal that says how far a long job is.
 *
 * Nothing is written unless stderr is a terminal, -q was not given and the job
 * has run for more than a second.  progress_end() wipes the line out; until
 * then nothing else should be written to stderr. */
#ifndef LIB_IO_PROGRESS_H
#define LIB_IO_PROGRESS_H

#include "lib/io/table.h"
#include "lib/solver/watch.h"

/* A row of the table was read.  Cheap: call it for every row. */
void progress_row(const struct table *);

/* So much of the work is done; begins with 0. */
void progress_percent(int percent);

/* Watches a search:
 *
 *	options.watch = progress_watch();
 *	plan = solve_problem(problem, &options);
 *	progress_end();
 */
struct watch progress_watch(void);

void progress_end(void);

#endif
