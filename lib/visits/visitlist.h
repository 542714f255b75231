/* visitlist.h -- the list of stored visits that visits-list prints: the day's
 * sheet, and the form for outcomes. */
#ifndef LIB_VISITS_VISITLIST_H
#define LIB_VISITS_VISITLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/io/out.h"

struct visitlist {
	date from, to;       /* both included */
	unsigned states;     /* bit 1 << VISIT_...; 0: all */
	int64_t worker;      /* 0: all */
	bool still_needed;   /* leave out what a new plan would drop */
	date as_of;
	long dropped;        /* left out for that reason */
	long announced;      /* needless too, but announced: listed */
};

struct out *visitlist_open(const struct out_options *);
void visitlist_print(struct visitlist *, struct db *, struct out *);

#endif
