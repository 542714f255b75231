/* changes.h -- which runs changed what of a case: columns, never values.
 *
 *	struct oldcases *old = oldcases_read(db, &ids);
 *	struct changes *c = changes_open(db, old);
 *	changes_read(c, &ids);       or some of them, as often as needed
 *	for (size_t i = 0; i < c->n; i++)
 *		use(c->change[i].run, c->change[i].column);
 *	changes_close(c);
 *	oldcases_free(old);
 */
#ifndef LIB_CASES_CHANGES_H
#define LIB_CASES_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/cases/idlist.h"
#include "lib/cases/oldcases.h"
#include "lib/cases/oldrows.h"
#include "lib/io/db.h"

struct case_change {
	int64_t run;
	const char *case_id;
	const char *kind;      /* cases, letters ... */
	const char *record;    /* its key without the case_id; "" for the case */
	const char *column;    /* ""; the run added the record */
};

struct changes {
	struct case_change *change;  /* by run, case_id, kind, record, column */
	size_t n, cap;
	long unknown;          /* ids of no case */
	struct arena text;

	struct oldcases *old;
	struct query find, noted;
	struct query overwritten[OLDROWS_TABLES];
};

/* The old rows are borrowed. */
struct changes *changes_open(struct db *, struct oldcases *);
void changes_read(struct changes *, const struct idlist *);
void changes_close(struct changes *);

#endif
