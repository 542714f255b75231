/* disclose.h -- which figures must not be printed (disclosure control).
 *
 * A figure behind which fewer than N persons, or fewer than N households, stand
 * is primary.  It is hidden, and with it as many others as it takes so that
 * it cannot be worked out from all that is printed in one run: so many that a
 * witness (witness.h) for each of them remains, by which the figure would be N
 * or more if it is less, and another one otherwise.  The method is secondary
 * cell suppression (Hundepool et al., "Statistical Disclosure Control",
 * chapter 4), with one witness for each cell instead of an audit afterwards.
 *
 *	struct disclosure *d = disclose_new(cube, N);
 *	disclose_name(d, node, hash);        for each node
 *	while (disclose_step(d))
 *		;
 *	if (disclose_hidden(d, cube_figure(node, measure)))
 *		...
 *	disclose_free(d);
 *
 * What is hidden depends on the figures only in so far as it has to.  Between
 * what costs equally little the hash decides, so a reader who knows this
 * program learns nothing from the choice. */
#ifndef LIB_STATS_DISCLOSE_H
#define LIB_STATS_DISCLOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats/cube.h"

struct disclosure;

struct disclosure *disclose_new(struct cube *, int threshold);
void disclose_free(struct disclosure *);

/* A hash of the labels of the node's keys, made with a secret. */
void disclose_name(struct disclosure *, int node, uint64_t hash);

/* What was published earlier.  A figure that was hidden then stays hidden.  A
 * figure that was shown is known, if it is the same now; if it differs by 1 to
 * N-1, the new one must be hidden, so that it could as well differ by N. */
void disclose_keep_hidden(struct disclosure *, size_t figure);
void disclose_compare(struct disclosure *, size_t figure, long long earlier);

/* Does a part of the work; false: there is no more of it. */
bool disclose_step(struct disclosure *);

/* How much of it is done, in per cent. */
int disclose_percent(const struct disclosure *);

bool disclose_hidden(const struct disclosure *, size_t figure);

/* Counts of printed figures: primary, hidden, and primary ones for which there
 * was no witness, so that everything of the kind was hidden. */
struct disclosure_counts {
	long primary, hidden, desperate;
};

struct disclosure_counts disclose_counts(const struct disclosure *);

#endif
