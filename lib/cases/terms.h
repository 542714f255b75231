/* terms.h -- where a visit is, what it needs, when and for how long.
 *
 * A visit is stored with the terms on which it was planned.  Afterwards it
 * follows its case: a new address, other needs or windows hold for it too,
 * except for what the row that it was planned from said on purpose.  That is
 * decided once, when it is planned (terms_own), and kept with the visit. */
#ifndef LIB_CASES_TERMS_H
#define LIB_CASES_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/io/db.h"

struct terms {
	double lat, lon;      /* NAN: not known */
	const char *place;    /* a key of visits-plan --travel; "": none */
	const char *needs, *windows;
	double minutes;       /* NAN: not said */
};

enum {  /* bits; kept in visit.own */
	TERMS_PLACE = 1, TERMS_NEEDS = 2, TERMS_WINDOWS = 4,
	TERMS_MINUTES = 8,
	TERMS_PAIR = 16,      /* `pair` was added: no difference in needs */
};

/* What a case says of a visit to it: its place is its own, else its postal
 * code's.  `q` is terms_query(); false: there is no such case. */
struct query terms_query(struct db *);
bool terms_of_case(struct query *q, int64_t client, struct terms *,
    struct arena *);

/* What a row to be planned says otherwise than its case. */
unsigned terms_own(const struct terms *row, const struct terms *of_case);

/* Turns the terms on which a visit was planned into those of today, and
 * returns what has changed (of the first four bits).  New texts are put into
 * the arena. */
unsigned terms_follow(struct terms *visit, unsigned own,
    const struct terms *of_case, struct arena *);

#endif
