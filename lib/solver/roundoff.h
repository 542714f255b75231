/* roundoff.h -- the end of a search.
 *
 * What has been cooled is a plan that no small change makes better.  Ejection
 * chains find room for somebody more (ejection.h), mostly at the price of longer
 * ways; some steps so cold that they give nobody up then shorten these. */
#ifndef LIB_SOLVER_ROUNDOFF_H
#define LIB_SOLVER_ROUNDOFF_H

#include "lib/solver/anneal.h"
#include "lib/solver/model.h"
#include "lib/solver/problem.h"

/* Rounds off a plan, which it takes over and frees; the result is at least as
 * good.  The options are those of the search that ended: one step in twenty more
 * is made, or what is left of the time is used. */
struct plan *roundoff_plan(const struct model *, struct plan *,
    const struct anneal_options *);

/* When the search itself has to end, so that there is time for this until then:
 * a time by elapsed_seconds(); 0 stays 0. */
double roundoff_reserve(double until);

#endif
