/* trace.h -- what those who change the programs may ask for, on stderr:
 * DOORSTEP_TRACE=sql,solver.
 *
 *	if (trace_on("solver"))
 *		trace_say("solver", "round %d: cost %.0f", round, cost);
 *
 * Lines look like "visits-plan: trace: solver: round 3: cost 8120".  As in all
 * messages there is never the value of a field in them. */
#ifndef LIB_BASE_TRACE_H
#define LIB_BASE_TRACE_H

#include <stdbool.h>

#include "lib/base/diag.h"

/* Says which topics there are if $DOORSTEP_TRACE has others. */
void trace_check(void);

/* Is the topic in $DOORSTEP_TRACE? */
bool trace_on(const char *topic);

void trace_say(const char *topic, const char *fmt, ...) PRINTF(2, 3);

#endif
