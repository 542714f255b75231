#include "lib/io/fielddate.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "lib/base/clock.h"

const char fielddate_other_order[] = "not a date in the order that the map names";

static const char not_a_date[] = "not a date";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, at most `most` of them; 0: none, or more. */
static int
take_digits(const char **s, int most, int *v)
{
	int n = 0;

	for (*v = 0; is_digit(**s); (*s)++, n++)
		if (n < most)
			*v = *v * 10 + (**s - '0');
	return n <= most ? n : 0;
}

/*
 * Times.
 */

/* ":SS" with a fraction that does not matter. */
static bool
take_seconds(const char **s, int *v)
{
	*v = 0;
	if (**s != ':')
		return true;
	(*s)++;
	if (take_digits(s, 2, v) != 2 || *v > 59)
		return false;
	if ((**s == '.' || **s == ',') && is_digit((*s)[1]))
		*s += 1 + strspn(*s + 1, "0123456789");
	return true;
}

/* "9:00 PM": 12 AM is midnight. */
static bool
half_day(const char *s, int *hour)
{
	bool pm = strcasecmp(s, "pm") == 0;

	if ((!pm && strcasecmp(s, "am") != 0) || *hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (pm ? 12 : 0);
	return true;
}

/* "Z", "+01:00": of a time behind a date. */
static bool
is_zone(const char *s)
{
	int v;

	if (*s == 'Z' || *s == 'z')
		return s[1] == '\0';
	if (*s != '+' && *s != '-')
		return false;
	s++;
	if (take_digits(&s, 4, &v) == 4)
		return *s == '\0';
	if (*s++ != ':')
		return *--s == '\0';
	return take_digits(&s, 2, &v) == 2 && *s == '\0';
}

static bool
is_hour_word(const char *s)
{
	return strcasecmp(s + strspn(s, " "), "uhr") == 0;
}

static int
read_time(const char *s, int last, bool zone)
{
	int hour, minute, second, digits = take_digits(&s, 2, &hour);

	if (digits > 0 && hour * 3600 <= last && is_hour_word(s))
		return hour * 3600;
	if (digits == 0 || (*s != ':' && *s != '.'))
		return CLOCK_NONE;
	s++;
	if (take_digits(&s, 2, &minute) != 2 || minute > 59 ||
	    !take_seconds(&s, &second))
		return CLOCK_NONE;
	s += strspn(s, " ");
	if (*s != '\0' && !is_hour_word(s) && !(zone && is_zone(s)) &&
	    !half_day(s, &hour))
		return CLOCK_NONE;
	second += hour * 3600 + minute * 60;
	return second <= last ? second : CLOCK_NONE;
}

int
fielddate_time(const char *s, bool end)
{
	int last = end ? CLOCK_DAY : CLOCK_DAY - 1;
	int time = clock_parse(s);  /* nearly always */

	if (time == CLOCK_NONE)
		return read_time(s, last, false);
	return time <= last ? time : CLOCK_NONE;
}

/* ", um " and "T": what may stand between a date and its time; NULL: neither. */
static const char *
skip_between(const char *s)
{
	if (*s == 'T' || *s == 't')
		return s + 1;
	if (*s == ',')
		s++;
	if (*s != ' ')
		return NULL;
	s += strspn(s, " ");
	return strncasecmp(s, "um ", 3) == 0 ? s + 3 + strspn(s + 3, " ") : s;
}

/* "T08:15Z", " 2:00 PM", or nothing at all. */
static bool
is_time_behind(const char *s, int *time)
{
	*time = CLOCK_NONE;
	if (*s == '\0')
		return true;
	s = skip_between(s);
	if (s == NULL)
		return false;
	*time = read_time(s, CLOCK_DAY - 1, true);
	return *time != CLOCK_NONE;
}

/* "T23:00:00Z" is how systems elsewhere write midnight of the next day here, in
 * summer "T22:00:00Z". */
static bool
is_midnight_here(const char *s, int time)
{
	const char *zone = strpbrk(s, "Zz+");

	return (time == 22 * 3600 || time == 23 * 3600) && zone != NULL &&
	    zone[*zone == '+' ? 1 + strspn(zone + 1, "0:") : 1] == '\0';
}

int
fielddate_time_behind(const char *s)
{
	int time;

	s += strspn(s, "0123456789./-");
	return is_time_behind(s, &time) ? time : CLOCK_NONE;
}

/*
 * Dates.
 */

/* Three numbers as they come, and how many digits each has. */
struct numbers {
	int v[3], digits[3];
	char separator;
};

static bool
take_numbers(const char **s, struct numbers *n)
{
	for (int i = 0; i < 3; i++) {
		n->digits[i] = take_digits(s, 4, &n->v[i]);
		if (n->digits[i] == 0)
			return false;
		if (i == 2)
			break;
		if (i == 0)
			n->separator = **s;
		if (**s == '\0' || **s != n->separator ||
		    strchr("./-", **s) == NULL)
			return false;
		(*s)++;
	}
	return true;
}

/* Only one way of writing is common with dots, and one if the year is in front
 * of a dash; a map does not change those. */
static enum field_order
order_of(enum field_order named, const struct numbers *n)
{
	if (n->separator == '.')
		return ORDER_DMY;
	return n->separator == '-' && n->digits[0] == 4 ? ORDER_YMD : named;
}

/* Where year, month and day are. */
static const int place[][3] = {
	[ORDER_DMY] = {2, 1, 0},
	[ORDER_YMD] = {0, 1, 2},
	[ORDER_MDY] = {2, 0, 1},
};

static date
in_order(const struct numbers *n, enum field_order order)
{
	const int *p = place[order];

	if (n->digits[p[0]] != 4 || n->digits[p[1]] > 2 || n->digits[p[2]] > 2)
		return DATE_NONE;
	return date_from(n->v[p[0]], n->v[p[1]], n->v[p[2]]);
}

/* Three numbers that are no day in their order. */
static const char *
why_not(const struct numbers *n, enum field_order order)
{
	enum field_order other = order == ORDER_DMY ? ORDER_MDY : ORDER_DMY;

	if (n->separator != '.' && order != ORDER_YMD &&
	    in_order(n, other) != DATE_NONE)
		return fielddate_other_order;
	for (int i = 0; i < 3; i++)
		if (n->digits[i] > 2)
			return not_a_date;
	return n->digits[place[order][0]] == 2 ? "a year with two digits" :
	    not_a_date;
}

/* "00.00.0000", "/ /", "0" */
static bool
says_nothing(const char *s)
{
	return s[strspn(s, "0./-: ")] == '\0';
}

/* Eight digits. */
static bool
take_compact(const char **s, date *out)
{
	const char *p = *s;
	int v;

	if (take_digits(&p, 8, &v) != 8)
		return false;
	*out = date_from(v / 10000, v / 100 % 100, v % 100);
	*s = p;
	return true;
}

static const char *
read_other(const char *s, enum field_order order, date *out)
{
	struct numbers n;
	int time;

	if (take_compact(&s, out))
		return *out != DATE_NONE && is_time_behind(s, &time) ? NULL :
		    not_a_date;
	if (!take_numbers(&s, &n) || !is_time_behind(s, &time))
		return not_a_date;
	if (is_midnight_here(s, time))
		return "in UTC, where it is midnight of the next day here";
	order = order_of(order, &n);
	if (order == ORDER_NONE)
		return "not a date in an order that the map names";
	*out = in_order(&n, order);
	return *out != DATE_NONE ? NULL : why_not(&n, order);
}

/* Their value; -1: they are none. */
static inline int
two_digits(const char *s)
{
	if (!is_digit(s[0]) || !is_digit(s[1]))
		return -1;
	return (s[0] - '0') * 10 + s[1] - '0';
}

/* "20.11.2026" */
static date
parse_german(const char *s)
{
	int d, m, c, y;

	if ((d = two_digits(s)) < 0 || s[2] != '.' ||
	    (m = two_digits(s + 3)) < 0 || s[5] != '.' ||
	    (c = two_digits(s + 6)) < 0 || (y = two_digits(s + 8)) < 0 ||
	    s[10] != '\0')
		return DATE_NONE;
	return date_from(c * 100 + y, m, d);
}

date
fielddate_usual(const char *s)
{
	if (!is_digit(s[0]) || !is_digit(s[1]))
		return DATE_NONE;
	return s[2] == '.' ? parse_german(s) : date_parse(s);
}

const char *
fielddate_day(const char *s, enum field_order order, date *out)
{
	*out = fielddate_usual(s);
	if (*out != DATE_NONE || says_nothing(s))
		return NULL;
	return read_other(s, order, out);
}

bool
fielddate_placeholder(date d, bool birth)
{
	static const date placeholder[] = {
		DATE_MIN,              /* 0001-01-01 */
		-79257,                /* 1753-01-01 */
		-25569, -25568,        /* 1899-12-30, 1899-12-31 */
		-25567,                /* 1900-01-01 */
		47481,                 /* 2099-12-31 */
		376199,                /* 2999-12-31 */
		DATE_MAX,              /* 9999-12-31 */
	};

	if (d > 0 && d < placeholder[5])
		return false;  /* nearly always */
	for (size_t i = 0; i < sizeof placeholder / sizeof placeholder[0]; i++)
		if (d == placeholder[i])
			return true;
	return d == 0 && !birth;       /* 1970-01-01 */
}
