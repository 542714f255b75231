/* holiday.h -- public holidays by rule, and working days.
 *
 * A rule is one of
 *
 *	MM-DD               each year on this day
 *	easter+N, easter-N  so many days after or before Easter Sunday
 *	wed<MM-DD           the last such weekday (mon .. sun) before this day
 *	YYYY-MM-DD          once
 *
 * and may hold for some years only.  A working day is Monday to Friday without
 * the holidays. */
#ifndef LIB_RULE_HOLIDAY_H
#define LIB_RULE_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"

struct holiday_rule {
	enum { HOLIDAY_FIXED, HOLIDAY_EASTER, HOLIDAY_BEFORE, HOLIDAY_ONCE } kind;
	int month, day;   /* fixed; before */
	int weekday;      /* before */
	int offset;       /* from Easter Sunday */
	date on;          /* once */
	int from, until;  /* years, both included */
};

struct holidays {
	struct holiday_rule *rule;
	size_t n, cap;
};

/* Easter Sunday of the Gregorian calendar (the anonymous computus that Meeus
 * prints in "Astronomical Algorithms", ch. 8). */
date holiday_easter(int year);

/* Adds a rule for these years (both included); false: not a rule. */
enum { HOLIDAY_FIRST_YEAR = 1, HOLIDAY_LAST_YEAR = 9999 };
bool holiday_add(struct holidays *, const char *rule, int from, int until);
void holiday_free(struct holidays *);

bool holiday_is(const struct holidays *, date);
bool holiday_workday_is(const struct holidays *, date);
date holiday_workday_before(const struct holidays *, date);        /* the last one < d */
date holiday_workday_on_or_before(const struct holidays *, date);
date holiday_workday_on_or_after(const struct holidays *, date);

#endif
