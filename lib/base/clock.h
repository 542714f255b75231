/* clock.h -- a time of day is a number: seconds since midnight. */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

enum {
	CLOCK_NONE = -1,
	CLOCK_DAY = 86400,
	CLOCK_SIZE = 12,  /* "HH:MM:SS" and NUL, and room for any int */
};

/* "HH:MM" or "HH:MM:SS", 00:00 to 24:00, the hour with one digit or two
 * (exports write 8:30); CLOCK_NONE: not a time. */
int clock_parse(const char *);

/* "HH:MM", with ":SS" only if that is not zero; "" for CLOCK_NONE. */
char *clock_format(int seconds, char buf[static CLOCK_SIZE]);

#endif
