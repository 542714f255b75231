/* suppress.h -- what must not be printed, so that nobody learns anything
 * about one or two persons from a table of figures (disclosure control).
 *
 * A figure behind which 1 to N-1 persons stand is hidden.  That is not enough
 * where figures add up: beside the sum and its other parts a single hidden
 * part is a subtraction away.  So further parts are hidden (complementary
 * suppression, as in Hundepool et al., "Statistical Disclosure Control",
 * chapter 4), the smallest first, until all of what is hidden stands for N
 * different persons or more, and the reader who knows this rule, N, the sum
 * and what is shown of its parts is left with more than one solution.
 * tests/unit/suppress_test.c tries all small cells.
 *
 * What it does not cover: a reader who knows besides that every person was
 * counted exactly once (a figure of persons that equals the sum) can in some
 * cells exclude solutions by the order in which parts are hidden. */
#ifndef LIB_STATS_SUPPRESS_H
#define LIB_STATS_SUPPRESS_H

#include <stdbool.h>

enum { SUPPRESS_PARTS = 6 };

/* A sum and its parts in one cell. */
struct suppress_sum {
	int n;                           /* parts, in the order of the table */
	long long value[SUPPRESS_PARTS]; /* zero or more; the sum is their sum */

	/* How many persons stand behind exactly this set of parts (bit i: part
	 * i); who[0] is ignored. */
	long who[1 << SUPPRESS_PARTS];

	/* Parts that are never printed, like "offers accepted, but not of
	 * area health": a set of bits. */
	unsigned unprinted;
};

struct suppressed {
	unsigned parts;  /* a set of bits; never one of `unprinted` */
	bool sum;
};

/* Do 1 to n-1 persons stand behind it?  n = 0 and 1 hide nothing. */
bool suppress_few(long persons, long n);

/* Hides the parts with few persons, the sum if few stand behind it, and
 * where the sum is printed as many more parts as it takes: those that are not
 * zero by value (ties: in the order of the table), then zeros, then the sum. */
struct suppressed suppress_parts(const struct suppress_sum *, long n);

#endif
