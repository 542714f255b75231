/* contacts.h -- who was visited or heard of, read for report.h.
 *
 *	struct contacts *a = contacts_open(db, &options.count, as_of);
 *	struct report *r = report_new(&options, contacts_words(a));
 *	struct participant p;
 *	while (contacts_next(a, &p))
 *		report_count(r, &p);
 *	...
 *	report_free(r);
 *	contacts_close(a);
 *
 * Reads no more than the report needs, and only people with a contact in its
 * period: the others are in no figure.  Needs an open transaction until
 * contacts_next() returns false; the words last until contacts_close(). */
#ifndef LIB_CASES_CONTACTS_H
#define LIB_CASES_CONTACTS_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/base/names.h"
#include "lib/io/db.h"
#include "lib/stats/report.h"

struct contacts;

struct contacts *contacts_open(struct db *, const struct tally_options *,
    date as_of);
bool contacts_next(struct contacts *, struct participant *);
const struct names *contacts_words(const struct contacts *);
/* Names all values that the report's keys have, for rows of nobody: periods,
 * towns of the places, workers, codes.  Needs an open transaction. */
void contacts_values(struct contacts *, struct report *);

/* Says what the report lacks of those who were erased, when all have been
 * counted. */
void contacts_say(const struct contacts *, const struct report_options *);

void contacts_close(struct contacts *);

#endif
