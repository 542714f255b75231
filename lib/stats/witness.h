/* witness.h -- other figures that could be true as well.
 *
 * A hidden figure is protected by a witness: differences to the true figures,
 * zero in all that is shown, that keep everything that holds between the
 * figures (cube.h) and by which the hidden figure is another one.  Whoever
 * solves all equations and inequalities of a publication has to leave it
 * possible.
 *
 * Witnesses are looked for among these: a few contacts more at one place of
 * the tables (a month, a town, an outcome), and for each of these keys either
 * as many fewer at another value, so that the totals stay, or also more in
 * the total.  What such a witness needs and is still shown must be hidden: the
 * cheapest one is taken. */
#ifndef LIB_STATS_WITNESS_H
#define LIB_STATS_WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats/cube.h"

/* What it costs to hide a figure; 0: it is hidden, or never shown. */
enum { WITNESS_NEVER = 1000000000 };  /* it must not be hidden */

struct witness {
	struct witness_change {
		size_t figure;
		long long amount;
	} *change;
	size_t n, cap;
};

void witness_free(struct witness *);

/* How much the witness changes this figure. */
long long witness_amount(const struct witness *, size_t figure);

/* The figure is to be `amount` more, or less if that is below zero.  Readers may
 * know that figures are hidden for being small, not for being zero: `no_zeros`
 * is that no figure becomes zero by the witness.  `effort` is how many changes
 * are tried of each kind, and `seed` decides which, where not all can be. */
struct witness_wish {
	size_t figure;
	long long amount;
	bool no_zeros;
	uint64_t seed;
	int effort;
};

/* Finds the cheapest witness for less than `limit` and puts it into `w`.  cost[]
 * is for each figure; it is changed meanwhile.  Returns what the witness costs,
 * or `limit` if none was found.  The cube's differences are clear before and
 * after. */
long witness_find(struct cube *, const struct witness_wish *, int *cost,
    long limit, struct witness *w);

#endif
