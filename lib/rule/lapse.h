/* lapse.h -- misses in a row, and the whole claim that they end.
 *
 * Since July 2026 (section 7b SGB II) whoever misses so many appointments in a
 * row counts as not reachable: a while after the cut begins the claim ends,
 * rent included, unless the person reports in person before.  How many, and
 * how long, is data (policy.h).
 *
 * The law counts appointments, not contacts.  A visit or an excuse ends a
 * silence (silence.h), but whether it ends the row is not settled, so here only
 * an attended letter does. */
#ifndef LIB_RULE_LAPSE_H
#define LIB_RULE_LAPSE_H

#include "lib/rule/policy.h"
#include "lib/rule/silence.h"

/* Counts the days with a letter missed in a row, up to a day, by the policy in
 * force on it. */
int lapse_misses(const struct history *, const struct silence *,
    const struct policy *, date until);

/* When the claim ends because of this cut, as long as that can be undone as of
 * a day; DATE_NONE: it does not end, has ended, or a visit has settled it. */
date lapse_of(const struct history *, const struct silence *,
    const struct policy *, const struct past_cut *, date as_of);

#endif
