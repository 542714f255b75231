/* logbook.h -- stores what happened at the door: finds the visit that a row is
 * about, merges the row into it, and sets off the visits that it settles.
 *
 * visits-log(1) states the rules.  Everything happens inside the caller's
 * write transaction. */
#ifndef LIB_VISITS_LOGBOOK_H
#define LIB_VISITS_LOGBOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/rule/holiday.h"
#include "lib/visits/codebook.h"
#include "lib/visits/happened.h"
#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

struct logbook {
	struct db *db;
	struct visits *visits;
	struct codebook workers, offers;
	struct query client;   /* case_id -> its number */
	struct query agreed;   /* agreed.h */
	struct query presence; /* presence.h */
	const struct holidays *holidays;
	int64_t run;
	date today;
	long promises;         /* announced visits that were set off */
	struct arena text;     /* of one row */
};

enum logged { LOGGED_NEW, LOGGED_CHANGED, LOGGED_UNCHANGED };

/* What became of a row. */
struct receipt {
	int64_t visit, client;
	enum logged action;
	bool unagreed;  /* the row has causes and the visit no consent: dropped */
};

/* Borrows the holidays. */
void logbook_open(struct logbook *, struct db *, int64_t run, date today,
    const struct holidays *);
void logbook_close(struct logbook *);

/* Of a row without an outcome: does it say more than is stored of its visit? */
bool logbook_misses(struct logbook *, const struct outcome_row *);

enum { LOGBOOK_DOUBTS = 3 + HAPPENED_DOUBTS };

/* Stores one row; false: rejected, the first refusal says why.  Says which other
 * visits it sets off.  What is odd about a row that was stored is in the first
 * refusals, too; those that have no reason are nothing. */
bool logbook_enter(struct logbook *, struct outcome_row *, struct receipt *,
    struct refusal[LOGBOOK_DOUBTS]);

#endif
