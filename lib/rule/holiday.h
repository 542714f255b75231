/* holiday.h -- public holidays by rule, and working days.
 *
 * A rule is "MM-DD" (each year), "easter+N" or "easter-N" (N days after or
 * before Easter Sunday), or "YYYY-MM-DD" (once).  A working day is Monday to
 * Friday without the holidays. */
#ifndef LIB_RULE_HOLIDAY_H
#define LIB_RULE_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"

struct holiday_rule {
	enum { HOLIDAY_FIXED, HOLIDAY_EASTER, HOLIDAY_ONCE } kind;
	int month, day;  /* fixed */
	int offset;      /* from Easter Sunday */
	date on;         /* once */
};

struct holidays {
	struct holiday_rule *rule;
	size_t n, cap;
};

/* Easter Sunday of the Gregorian calendar (the anonymous computus that Meeus
 * prints in "Astronomical Algorithms", ch. 8). */
date holiday_easter(int year);

/* Adds a rule; false: not a rule. */
bool holiday_add(struct holidays *, const char *rule);
void holiday_free(struct holidays *);

bool holiday_is(const struct holidays *, date);
bool workday_is(const struct holidays *, date);
date workday_before(const struct holidays *, date);        /* the last one < d */
date workday_on_or_before(const struct holidays *, date);
date workday_on_or_after(const struct holidays *, date);

#endif
