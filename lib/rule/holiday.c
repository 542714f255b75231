#include "lib/rule/holiday.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"

date
holiday_easter(int y)
{
	int a = y % 19, b = y / 100, c = y % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return date_from(y, n / 31, n % 31 + 1);
}

static bool
parse(struct holiday_rule *r, const char *s)
{
	long long n;

	r->kind = HOLIDAY_ONCE;
	r->on = date_parse(s);
	if (r->on != DATE_NONE)
		return true;
	if (strncmp(s, "easter", 6) == 0) {
		r->kind = HOLIDAY_EASTER;
		if (s[6] == '\0')
			n = 0;
		else if ((s[6] != '+' && s[6] != '-') || !num_int(s + 6, &n) ||
		    n < -366 || n > 366)
			return false;
		r->offset = (int)n;
		return true;
	}
	r->kind = HOLIDAY_FIXED;
	if (strlen(s) != 5 || s[2] != '-')
		return false;
	r->month = (s[0] - '0') * 10 + s[1] - '0';
	r->day = (s[3] - '0') * 10 + s[4] - '0';
	return date_from(2000, r->month, r->day) != DATE_NONE;
}

bool
holiday_add(struct holidays *h, const char *rule)
{
	struct holiday_rule r = {0};

	if (!parse(&r, rule))
		return false;
	h->rule = mem_grow(h->rule, h->n + 1, &h->cap, sizeof *h->rule);
	h->rule[h->n++] = r;
	return true;
}

void
holiday_free(struct holidays *h)
{
	free(h->rule);
	*h = (struct holidays){0};
}

static bool
falls_on(const struct holiday_rule *r, date d, struct civil c, date easter)
{
	switch (r->kind) {
	case HOLIDAY_FIXED:
		return c.month == r->month && c.day == r->day;
	case HOLIDAY_EASTER:
		return easter + r->offset == d;
	default:
		return r->on == d;
	}
}

bool
holiday_is(const struct holidays *h, date d)
{
	struct civil c = date_civil(d);
	date easter = holiday_easter(c.year);

	for (size_t i = 0; i < h->n; i++)
		if (falls_on(&h->rule[i], d, c, easter))
			return true;
	return false;
}

bool
workday_is(const struct holidays *h, date d)
{
	return date_weekday(d) < 5 && !holiday_is(h, d);
}

date
workday_on_or_before(const struct holidays *h, date d)
{
	while (d > DATE_MIN && !workday_is(h, d))
		d--;
	return d;
}

date
workday_before(const struct holidays *h, date d)
{
	return workday_on_or_before(h, d - 1);
}

date
workday_on_or_after(const struct holidays *h, date d)
{
	while (d < DATE_MAX && !workday_is(h, d))
		d++;
	return d;
}
