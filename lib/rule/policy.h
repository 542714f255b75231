/* policy.h -- what a missed appointment threatens, as a dated table.
 *
 * Which percentage of the standard need is at stake with the first, second,
 * third miss in a row, when the whole claim ends, how long a hearing and the
 * post take: German law (sections 7b, 31a, 31b, 32 SGB II, 24 and 37 SGB X)
 * has changed it five times, so it is data (share/policy/sgb2.tsv) and the row
 * in force on a day counts.  Dates and percentages for planning, not legal
 * findings. */
#ifndef LIB_RULE_POLICY_H
#define LIB_RULE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"

struct policy_row {
	date from;
	int miss[3];       /* percent with the 1st, 2nd, 3rd miss */
	int more;          /* added by each further one */
	int cap;
	int months;        /* a cut lasts */
	int hearing_days;  /* usual period to be heard */
	int post_days;     /* until a notice counts as received */
	date count_from;   /* no miss before it counts; DATE_NONE: all do */
	int lapse_at;      /* so many in a row end the claim; below 1: never */
	int lapse_months;  /* ... that long after the cut begins */
};

struct policy {
	struct policy_row *row;  /* ascending by from */
	size_t n, cap;
};

/* Keeps the rows in order, whatever the order of the calls; false: there is
 * one from that day on already. */
bool policy_add(struct policy *, const struct policy_row *);
void policy_free(struct policy *);

/* The row in force on a day; NULL: none was. */
const struct policy_row *policy_at(const struct policy *, date);

/* Percent at stake after so many misses (0: 0). */
int policy_threat(const struct policy_row *, int misses);

#endif
