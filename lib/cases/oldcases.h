/* oldcases.h -- which runs keep old rows of some cases, table by table.
 *
 *	struct oldcases *o = oldcases_read(db, &ids);
 *	char *which = oldcases_which(table);
 *	struct query q = ...              SELECT ... FROM old_... AS t WHERE which
 *	const char *runs = oldcases_runs(o, table, client);
 *	if (runs != NULL) {
 *		db_bind_int(&q, 1, client);
 *		db_bind_text(&q, OLDCASES_RUNS, runs);
 *	}
 *	oldcases_free(o);
 *
 * Old rows are in the order of the runs that overwrote them, so without the
 * runs those of a case are only found by reading all of them.  This is done
 * once here, for all cases that will be asked for. */
#ifndef LIB_CASES_OLDCASES_H
#define LIB_CASES_OLDCASES_H

#include <stddef.h>
#include <stdint.h>

#include "lib/cases/idlist.h"
#include "lib/io/db.h"

struct oldcases;

struct oldcases *oldcases_read(struct db *, const struct idlist *);

/* Of a table by its number in oldrows_tables: "[17,20]", until the next call;
 * NULL: there are none. */
const char *oldcases_runs(struct oldcases *, int table, int64_t client);

/* "of ?1, by the runs ?2", in SQL; the caller frees. */
enum { OLDCASES_RUNS = 2 };
char *oldcases_which(int table);

void oldcases_free(struct oldcases *);

#endif
