/* meanwhile.h -- two sheets of one visit.
 *
 * A sheet says which run last changed each visit when it was printed.  If an
 * outcome was noted since then (the colleague's sheet came first, a correction
 * was logged, an old sheet comes again), the row may add to what is stored, but
 * not change it. */
#ifndef LIB_VISITS_MEANWHILE_H
#define LIB_VISITS_MEANWHILE_H

#include <stdbool.h>

#include "lib/base/mem.h"
#include "lib/visits/outcomes.h"
#include "lib/visits/visit.h"

/* Was an outcome of this visit noted after the row was printed, or by an
 * earlier row of this run? */
bool meanwhile_noted(const struct outcome_row *, const struct visit *stored,
    int64_t this_run);

/* Leaves in the row what adds to the stored visit: empty fields vanish, a note
 * is put behind the stored one.  false: a field differs from what is stored. */
bool meanwhile_reconcile(struct outcome_row *, const struct visit *stored,
    struct arena *, struct refusal *);

/* Does the row say anything of the visit that is not stored? */
bool meanwhile_says_more(const struct outcome_row *,
    const struct visit *stored);

#endif
