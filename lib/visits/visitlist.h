/* visitlist.h -- the list of stored visits that visits-list prints: the day's
 * sheet, and the form for outcomes.
 *
 * Open visits are shown on the terms of today (lib/cases/terms.h), with an
 * alert for what has changed since they were planned. */
#ifndef LIB_VISITS_VISITLIST_H
#define LIB_VISITS_VISITLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/rule/overdue.h"

struct visitlist {
	date from, to;       /* both included */
	unsigned states;     /* bit 1 << VISIT_...; 0: all */
	int64_t worker;      /* 0: all */
	bool still_needed;   /* open ones only, without what a new plan would
	                      * drop */
	bool alert;          /* only those with an alert */
	bool each_worker;    /* a pair's visit is two rows */
	date as_of;
	struct overdue_options rules;  /* by which no reason is left */
	long dropped;        /* left out by still_needed */
	long by_rules;       /* of them: NEEDLESS_BY_RULES */
	long announced;      /* of people who came in, but announced: listed */
	char *promised;      /* dropped although announced: their visit_ids, comma-
	                      * joined; freed by the caller */
};

extern const struct out_column visitlist_columns[];

struct out *visitlist_open(const struct out_options *);
void visitlist_print(struct visitlist *, struct db *, struct out *);

/* Calls `each` with every open visit that has an alert, in the order of the
 * list; `alerts` is comma-joined. */
void visitlist_alerts(struct db *, const struct overdue_options *, date as_of,
    void (*each)(void *arg, const char *case_id, int64_t visit,
    const char *alerts), void *arg);

#endif
