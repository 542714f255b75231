#include "lib/base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

const char *const date_weekday_name[7] = {"mon", "tue", "wed", "thu", "fri",
    "sat", "sun"};

static bool
leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static int
month_days(int y, int m)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Counts in years that begin in March, so that the leap day is the last one;
 * 400 years have 146,097 days. */
static date
days_of(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

date
date_from(int y, int m, int d)
{
	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
		return DATE_NONE;
	return days_of(y, m, d);
}

struct civil
date_civil(date at)
{
	struct civil c;
	int z = at + 719468;
	int era = z / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	c.day = doy - (153 * mp + 2) / 5 + 1;
	c.month = mp < 10 ? mp + 3 : mp - 9;
	c.year = yoe + era * 400 + (c.month <= 2);
	return c;
}

/* Two digits; -1: they are none. */
static inline int
two_digits(const char *s)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return -1;
	return (s[0] - '0') * 10 + s[1] - '0';
}

date
date_parse(const char *s)
{
	int c, y, m, d;

	if ((c = two_digits(s)) < 0 || (y = two_digits(s + 2)) < 0 ||
	    s[4] != '-' || (m = two_digits(s + 5)) < 0 ||
	    s[7] != '-' || (d = two_digits(s + 8)) < 0 || s[10] != '\0')
		return DATE_NONE;
	return date_from(c * 100 + y, m, d);
}

/* Up to seven digits: more days than there are. */
static date
days_from(date today, const char *s)
{
	int n = 0, sign = *s++ == '-' ? -1 : 1, digits = 0;

	for (; s[digits] >= '0' && s[digits] <= '9' && digits < 7; digits++)
		n = n * 10 + (s[digits] - '0');
	if (digits == 0 || s[digits] != '\0')
		return DATE_NONE;
	today += sign * n;
	return today >= DATE_MIN && today <= DATE_MAX ? today : DATE_NONE;
}

date
date_relative(const char *s, date today)
{
	if (strcmp(s, "today") == 0)
		return today;
	if (strcmp(s, "tomorrow") == 0)
		return days_from(today, "+1");
	if (strcmp(s, "yesterday") == 0)
		return days_from(today, "-1");
	if (*s == '+' || *s == '-')
		return days_from(today, s);
	for (int i = 0; i < 7; i++)
		if (strcmp(s, date_weekday_name[i]) == 0) {
			today += (i - date_weekday(today) + 7) % 7;
			return today <= DATE_MAX ? today : DATE_NONE;
		}
	return date_parse(s);
}

static char *
put_digits(char *p, int value, int width)
{
	for (int i = width - 1; i >= 0; i--, value /= 10)
		p[i] = (char)('0' + value % 10);
	return p + width;
}

char *
date_format(date at, char buf[static DATE_SIZE])
{
	struct civil c;
	char *p = buf;

	if (at < DATE_MIN || at > DATE_MAX) {
		buf[0] = '\0';
		return buf;
	}
	c = date_civil(at);
	p = put_digits(p, c.year, 4);
	*p++ = '-';
	p = put_digits(p, c.month, 2);
	*p++ = '-';
	p = put_digits(p, c.day, 2);
	*p = '\0';
	return buf;
}

date
date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (localtime_r(&now, &tm) == NULL)
		return DATE_NONE;
	return date_from(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

int
date_weekday(date at)
{
	int w = (at + 3) % 7;  /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

date
date_add_months(date at, int n)
{
	struct civil c = date_civil(at);
	int months = c.year * 12 + c.month - 1 + n;
	int y = months / 12, m = months % 12 + 1;
	int last;

	if (y < 1)
		return DATE_MIN;
	if (y > 9999)
		return DATE_MAX;
	last = month_days(y, m);
	return days_of(y, m, c.day < last ? c.day : last);
}

date
date_month_end(date at)
{
	struct civil c = date_civil(at);

	return at - c.day + month_days(c.year, c.month);
}

void
date_iso_week(date at, int *year, int *week)
{
	/* A week belongs to the year that its Thursday is in. */
	date thursday = at - date_weekday(at) + 3;
	struct civil c = date_civil(thursday);

	*year = c.year;
	*week = (thursday - days_of(c.year, 1, 1)) / 7 + 1;
}
