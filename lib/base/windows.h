/* windows.h -- the times at which a visit may begin, as people write them.
 *
 * "08:00-12:00,14:00-16:00" holds on every day, "mon 08:00-12:00,thu
 * 14:00-18:00" on the days that are named and on no other; one text does not
 * mix the two.  Both ends belong to a window; one may be a single instant. */
#ifndef LIB_BASE_WINDOWS_H
#define LIB_BASE_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>

enum {
	WINDOWS_A_DAY = 16,  /* more than that are refused */
	WINDOWS_SIZE = 7 * WINDOWS_A_DAY * 24,  /* any canonical text */
};

struct window { int from, to; };  /* seconds since midnight, from <= to */

struct windows {
	bool given;  /* false: an empty text, any time will do */
	struct window day[7][WINDOWS_A_DAY];  /* 0 = Monday; ascending, */
	int n[7];                             /* apart from each other */
};

/* False: not a list of windows. */
bool windows_parse(const char *, struct windows *);

/* The same windows, always in the same bytes; returns buf. */
char *windows_format(const struct windows *, char buf[static WINDOWS_SIZE]);

#endif
