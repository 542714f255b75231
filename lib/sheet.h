/* sheet.h -- the list of stored visits that visits-list prints: the day's
 * sheet, and the form for outcomes. */
#ifndef LIB_SHEET_H
#define LIB_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/out.h"

struct sheet {
	date from, to;       /* both included */
	unsigned states;     /* bit 1 << VISIT_...; 0: all */
	int64_t worker;      /* 0: all */
	bool still_needed;   /* leave out what a new plan would drop */
	date as_of;
	long dropped;        /* left out for that reason */
	long announced;      /* needless too, but announced: listed */
};

struct out *sheet_open(void);
void sheet_print(struct sheet *, struct db *, struct out *);

#endif
