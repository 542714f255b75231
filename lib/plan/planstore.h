/* planstore.h -- stores a plan.
 *
 *	struct planstore *b = planstore_open(db, run, roster, options);
 *	planstore_store(b, schedule);
 *	planstore_call_off(b, visit_id);    each who is left over
 *	planstore_close(b, &counts);
 *
 * Within an open write transaction. */
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

/* Inserts new visits (calling off an older open one of the case) and moves
 * stored ones; fixed ones are not touched.  Sets the candidates' visit_id. */
void planstore_store(struct planstore *, const struct schedule *);

/* Calls off an open visit that the plan dropped. */
void planstore_call_off(struct planstore *, int64_t visit);

/* Adds to counts->added, changed and unchanged. */
void planstore_close(struct planstore *, struct counts *);

#endif
