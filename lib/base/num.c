#include "lib/base/num.h"

#include <stddef.h>
#include <string.h>

static const char *
digits(const char *s)
{
	while (*s >= '0' && *s <= '9')
		s++;
	return s;
}

bool
num_int(const char *s, long long *out)
{
	bool minus = *s == '-';
	unsigned long long v = 0;  /* means nothing if the digits are too many */
	const char *first;

	if (*s == '-' || *s == '+')
		s++;
	for (first = s; *s >= '0' && *s <= '9'; s++)
		v = v * 10 + (unsigned)(*s - '0');
	if (s == first || *s != '\0' || s - first > 18)
		return false;
	*out = minus ? -(long long)v : (long long)v;
	return true;
}

bool
num_whole(const char *s, long long *out)
{
	const char *p = s + strcspn(s, ".,");
	size_t zeros, n = (size_t)(p - s);
	char whole[24];

	if (*p == '\0')
		return num_int(s, out);
	zeros = strspn(p + 1, "0");
	if (zeros == 0 || zeros == 3 || p[1 + zeros] != '\0' ||
	    n >= sizeof whole)
		return false;
	memcpy(whole, s, n);
	whole[n] = '\0';
	return num_int(whole, out);
}

bool
num_is_decimal_whole(const char *s)
{
	const char *p = digits(s);

	if (p == s || (*p != '.' && *p != ','))
		return false;
	p++;
	return *p == '0' && p[strspn(p, "0")] == '\0';
}

bool
num_real(const char *s, double *out)
{
	bool minus = *s == '-';
	long long v = 0;
	double scale = 1;
	int n = 0;
	bool point = false, digit = false;

	/* Up to 18 digits are exact in v, and 10^k is exact up to 10^22, so
	 * the one division rounds once: the nearest double, as strtod's. */
	if (*s == '-' || *s == '+')
		s++;
	for (; *s != '\0'; s++) {
		if ((*s == '.' || *s == ',') && !point) {
			point = true;
			continue;
		}
		if (*s < '0' || *s > '9')
			return false;
		digit = true;
		if (n >= 18) {
			if (!point)
				return false;
			continue;  /* beyond what a double holds */
		}
		v = v * 10 + (*s - '0');
		n += v != 0;
		if (point)
			scale *= 10;
		if (scale > 1e18)
			return false;
	}
	if (!digit)
		return false;
	*out = (minus ? -1 : 1) * ((double)v / scale);
	return true;
}

bool
num_is_scientific(const char *s)
{
	const char *p = digits(s);

	if (p == s)
		return false;
	if (*p == ',' || *p == '.')
		p = digits(p + 1);
	if (*p != 'E' && *p != 'e')
		return false;
	p++;
	if (*p != '+' && *p != '-')
		return false;
	s = ++p;
	p = digits(s);
	return p > s && *p == '\0';
}

long long
num_tenths(long long n, long long unit)
{
	long long twice = 2 * n * 10 + unit;

	return twice >= 0 ? twice / (2 * unit) :
	    -((-twice + 2 * unit - 1) / (2 * unit));
}
