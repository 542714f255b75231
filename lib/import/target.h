/* target.h -- where a run of cases-import stores what it has read. */
#ifndef LIB_IMPORT_TARGET_H
#define LIB_IMPORT_TARGET_H

#include <stdint.h>

#include "lib/base/date.h"
#include "lib/cases/silences.h"
#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/rule/overdue.h"

/* The open transaction number `run`, on the day `as_of`; `today` is the later of
 * that and the clock's day; by which rules a visit is needed; who is told of the
 * cases that were touched; a row of the output for each record stored.  Rows
 * that do not fit into memory wait beside `path`, the database. */
struct import_target {
	struct db *db;
	const char *path;
	date as_of, today;
	const struct overdue_options *rules;
	int64_t run;
	struct silences *standing;
	struct out *out;
};

#endif
