/* checkup.h -- is all well?  What cases-check prints: open visits that need a
 * look, agreed days that no visit keeps, tables that no import has brought for
 * long, letters that nobody has closed, cuts of a day that nobody missed, people
 * who cannot be found on a map, an erasure that was interrupted. */
#ifndef LIB_VISITS_CHECKUP_H
#define LIB_VISITS_CHECKUP_H

#include <stdbool.h>

#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/rule/overdue.h"

/* In the order in which they are printed. */
enum { CHECK_ALERT, CHECK_AGREED, CHECK_STALE, CHECK_OPEN, CHECK_CUT, CHECK_PLACE,
	CHECK_REWRITE, CHECKS };

enum { CHECKUP_LONG_OPEN = 30 };  /* days, as an import says it */

/* Whose imports can be watched; the first CHECKUP_EXPORTED come out of the
 * case system, week by week, the others when something has changed. */
enum { CHECKUP_EXPORTED = 4 };
extern const char *const checkup_tables[];

struct checkup {
	date as_of;
	struct overdue_options rules;
	const char *holidays;  /* NULL: Hesse's */
	int stale;             /* so many days without an import */
	const int *table;      /* of checkup_tables[], also those that were never
	                        * imported; NULL: the exported ones that were */
	int n_tables;
	long found[CHECKS];    /* how many rows were printed */
	long centre;           /* may be visited, but known by postal code only */
};

/* check case_id visit_id detail */
extern const struct out_column checkup_columns[];

/* Wants an open read transaction. */
void checkup_print(struct checkup *, struct db *, struct out *);

#endif
