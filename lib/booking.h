/* booking.h -- a plan is stored.
 *
 *	struct booking *b = booking_open(db, run, roster, options);
 *	booking_store(b, agenda);
 *	booking_call_off(b, person);      each who is left over
 *	booking_close(b, &counts);
 *
 * Wants an open writing transaction. */
#ifndef LIB_BOOKING_H
#define LIB_BOOKING_H

#include <stdint.h>

#include "lib/agenda.h"
#include "lib/db.h"
#include "lib/roster.h"
#include "lib/week.h"

struct booking;

struct booking *booking_open(struct db *, int64_t run, const struct roster *,
    const struct week_options *, date as_of);

/* Stores each person's visit: a new one (an older open one of the case is
 * called off), or the stored one where it is now.  Stored visits that were
 * planned around are left alone.  Sets the visit_id of the people. */
void booking_store(struct booking *, const struct agenda *);

/* An open visit that is in no plan any more. */
void booking_call_off(struct booking *, int64_t visit);

/* Adds to added, changed, unchanged. */
void booking_close(struct booking *, struct counts *);

#endif
