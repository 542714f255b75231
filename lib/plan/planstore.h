/* planstore.h -- a plan is stored.
 *
 *	struct planstore *b = planstore_open(db, run, roster, options);
 *	planstore_store(b, schedule);
 *	planstore_call_off(b, visit_id);    each who is left over
 *	planstore_close(b, &counts);
 *
 * Wants an open writing transaction. */
#ifndef LIB_PLAN_PLANSTORE_H
#define LIB_PLAN_PLANSTORE_H

#include <stdint.h>

#include "lib/io/db.h"
#include "lib/plan/instance.h"
#include "lib/plan/roster.h"
#include "lib/plan/schedule.h"

struct planstore;

struct planstore *planstore_open(struct db *, int64_t run, const struct roster *,
    const struct instance_options *, date as_of);

/* Stores each candidate's visit: a new one (an older open one of the case is
 * called off), or the stored one where it is now.  Stored visits that were
 * planned around are left alone.  Sets the visit_id of the candidates. */
void planstore_store(struct planstore *, const struct schedule *);

/* An open visit that is in no plan any more. */
void planstore_call_off(struct planstore *, int64_t visit);

/* Adds to added, changed, unchanged. */
void planstore_close(struct planstore *, struct counts *);

#endif
