/* changes.h -- which runs changed what of a case: columns, never values.
 *
 *	struct changes *c = changes_read(db, &ids);
 *	for (size_t i = 0; i < c->n; i++)
 *		use(c->change[i].run, c->change[i].column);
 *	changes_free(c);
 */
#ifndef LIB_CASES_CHANGES_H
#define LIB_CASES_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/cases/idlist.h"
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
	struct arena text;
};

struct changes *changes_read(struct db *, const struct idlist *);
void changes_free(struct changes *);

#endif
