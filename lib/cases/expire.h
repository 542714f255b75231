/* expire.h -- which cases, visits, notes and old values are too old.
 *
 *	struct erase *e = erase_open(db, run, as_of);
 *	expire_cases(db, e, before, &n);
 *	expire_visits(db, e, as_of, before, &n);
 *	expire_notes(db, e, run, before, &n);
 *	expire_old_values(db, e, before, &n);
 *	erase_finish(e, out, &result);
 *
 * A case is closed since the day of the run that closed it; where no run is
 * known to have changed its status, since the first run known of it. */
#ifndef LIB_CASES_EXPIRE_H
#define LIB_CASES_EXPIRE_H

#include <stdint.h>

#include "lib/base/date.h"
#include "lib/cases/erase.h"
#include "lib/io/db.h"

struct expired {
	long closed;       /* cases */
	long cases;        /* of those: too old, erased */
	long visits;       /* of those: their visits erased */
	long wanted_none;  /* of those: kept, they forbid visits to come */
	long notes;        /* visits whose note was erased */
	long runs;         /* whose old values were erased */
};

/* Cases that were closed before that day. */
void expire_cases(struct db *, struct erase *, date before, struct expired *);

/* Of the other ones the visits of years before the as-of day's: whole years,
 * so that nobody counts twice in one. */
void expire_visits(struct db *, struct erase *, date as_of, date before,
    struct expired *);

/* Notes of visits before that day. */
void expire_notes(struct db *, struct erase *, int64_t run, date before,
    struct expired *);

/* What runs before that day overwrote. */
void expire_old_values(struct db *, struct erase *, date before,
    struct expired *);

#endif
