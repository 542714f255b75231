/* presence.h -- was the worker of a visit there on that day at all?
 *
 * Either the row has another one's code, or the list of absences is not what it
 * was, and plans go by it.  The row is stored as it is. */
#ifndef LIB_VISITS_PRESENCE_H
#define LIB_VISITS_PRESENCE_H

#include "lib/io/db.h"
#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

/* The caller ends it. */
struct query presence_query(struct db *);

/* What is odd about the workers of a visit, as it was stored; its reason is NULL
 * if nothing is. */
struct refusal presence_doubt(struct query *, const struct visit *);

#endif
