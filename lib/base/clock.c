#include "lib/base/clock.h"

#include <stdio.h>

static const char *
two_digits(const char *s, int *v)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return NULL;
	*v = (s[0] - '0') * 10 + s[1] - '0';
	return s + 2;
}

int
clock_parse(const char *s)
{
	int h, m, sec = 0;

	if (s[0] >= '0' && s[0] <= '9' && s[1] == ':')
		h = *s++ - '0';
	else if ((s = two_digits(s, &h)) == NULL)
		return CLOCK_NONE;
	if (*s++ != ':' || (s = two_digits(s, &m)) == NULL)
		return CLOCK_NONE;
	if (*s == ':' && (s = two_digits(s + 1, &sec)) == NULL)
		return CLOCK_NONE;
	if (*s != '\0' || m > 59 || sec > 59)
		return CLOCK_NONE;
	h = h * 3600 + m * 60 + sec;
	return h <= CLOCK_DAY ? h : CLOCK_NONE;
}

char *
clock_format(int t, char buf[static CLOCK_SIZE])
{
	if (t < 0 || t > 99 * 3600)
		buf[0] = '\0';
	else if (t % 60 != 0)
		snprintf(buf, CLOCK_SIZE, "%02d:%02d:%02d", t / 3600,
		    t / 60 % 60, t % 60);
	else
		snprintf(buf, CLOCK_SIZE, "%02d:%02d", t / 3600, t / 60 % 60);
	return buf;
}
