/* contacts.h -- who was visited or heard of, read for report.h.
 *
 *	struct contacts *a = contacts_open(db, &options, as_of);
 *	options.word = contacts_word, options.arg = a;
 *	struct report *r = report_new(&options);
 *	struct report_person p;
 *	while (contacts_next(a, &p))
 *		report_count(r, &p);
 *	...
 *	contacts_close(a);          not before the last word is written
 *
 * Reads no more than the report needs, and only persons with a contact in its
 * period: the others are in no figure.  Wants an open transaction until the
 * last person; the words last until contacts_close(). */
#ifndef LIB_CASES_CONTACTS_H
#define LIB_CASES_CONTACTS_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/stats/report.h"

struct contacts;

struct contacts *contacts_open(struct db *, const struct report_options *,
    date as_of);
bool contacts_next(struct contacts *, struct report_person *);
const char *contacts_word(void *activity, int number);
void contacts_close(struct contacts *);

#endif
