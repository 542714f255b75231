/* logbook.h -- reports from the door become stored visits: section 5 of the
 * contract, the life of a visit.
 *
 * Everything happens inside the caller's write transaction. */
#ifndef LIB_VISITS_LOGBOOK_H
#define LIB_VISITS_LOGBOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/visits/codebook.h"
#include "lib/io/db.h"
#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

struct logbook {
	struct db *db;
	struct visits *visits;
	struct codebook workers, offers;
	struct query client;   /* case_id -> its number */
	int64_t run;
	date today;
	long dropped;          /* causes that came without consent */
	struct arena text;     /* of one report */
};

enum logged { LOGGED_NEW, LOGGED_CHANGED, LOGGED_UNCHANGED };

void logbook_open(struct logbook *, struct db *, int64_t run, date today);
void logbook_close(struct logbook *);

/* Stores one entry; false: refused.  *visit is the visit that it was about. */
bool logbook_enter(struct logbook *, struct outcome_row *, int64_t *visit,
    int64_t *client, enum logged *, struct refusal *);

#endif
