/* undo.h -- a run is taken back: what it added goes, what it changed or
 * deleted is as it was before.
 *
 * Inside the caller's write transaction, as a run of its own.  Numbers are
 * not taken back: the run keeps its own, and those of its visits are not used
 * again. */
#ifndef LIB_CASES_UNDO_H
#define LIB_CASES_UNDO_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"

/* Why a run cannot be undone, whatever was stored after it; NULL: it can. */
const char *undo_refused(struct db *, int64_t run);

/* Says which later runs stand in the way; how many those are. */
long undo_obstacles(struct db *, int64_t run, int64_t by_run);

/* Takes the run back, in the name of `by_run`.  Counts records: `added` those
 * that came back, `changed` those with their old columns, `unchanged` none,
 * `rejected` none; the return value says how many were removed. */
long undo_run(struct db *, int64_t run, int64_t by_run, struct counts *);

#endif
