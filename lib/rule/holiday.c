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

/* "MM-DD", read as a day of a leap year. */
static bool
parse_day(struct holiday_rule *r, const char *s)
{
	char text[DATE_SIZE];
	struct civil c;
	date day;

	if (strlen(s) != 5)
		return false;
	memcpy(text, "2000-", 5);
	memcpy(text + 5, s, 6);
	day = date_parse(text);
	if (day == DATE_NONE)
		return false;
	c = date_civil(day);
	r->month = c.month;
	r->day = c.day;
	return true;
}

static bool
parse_fixed(struct holiday_rule *r, const char *s)
{
	r->kind = HOLIDAY_FIXED;
	return parse_day(r, s);
}

/* "wed<MM-DD". */
static bool
parse_before(struct holiday_rule *r, const char *s)
{
	static const char *const weekday[] = {"mon<", "tue<", "wed<", "thu<",
	    "fri<", "sat<", "sun<"};

	r->kind = HOLIDAY_BEFORE;
	for (r->weekday = 0; r->weekday < 7; r->weekday++)
		if (strncmp(s, weekday[r->weekday], 4) == 0)
			return parse_day(r, s + 4);
	return false;
}

/* "easter", "easter+N", "easter-N". */
static bool
parse_easter(struct holiday_rule *r, const char *s)
{
	long long n = 0;

	if (strncmp(s, "easter", 6) != 0)
		return false;
	s += 6;
	if (*s != '\0' && ((*s != '+' && *s != '-') || !num_int(s, &n) ||
	    n < -366 || n > 366))
		return false;
	r->kind = HOLIDAY_EASTER;
	r->offset = (int)n;
	return true;
}

static bool
parse_once(struct holiday_rule *r, const char *s)
{
	r->kind = HOLIDAY_ONCE;
	r->on = date_parse(s);
	return r->on != DATE_NONE;
}

static bool
parse(struct holiday_rule *r, const char *s)
{
	return parse_once(r, s) || parse_easter(r, s) || parse_before(r, s) ||
	    parse_fixed(r, s);
}

bool
holiday_add(struct holidays *h, const char *rule, int from, int until)
{
	struct holiday_rule r = {.from = from, .until = until};

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

/* Is d the last such weekday before this day? */
static bool
is_last_before(date d, int weekday, date day)
{
	return date_weekday(d) == weekday && d < day && d >= day - 7;
}

static bool
falls_on(const struct holiday_rule *r, date d, struct civil c, date easter)
{
	if (c.year < r->from || c.year > r->until)
		return false;
	switch (r->kind) {
	case HOLIDAY_BEFORE:
		return is_last_before(d, r->weekday,
		    date_from(c.year, r->month, r->day));
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
	struct civil c;
	date easter;

	/* Periods may lead beyond the last year that has an Easter. */
	if (d < DATE_MIN || d > DATE_MAX)
		return false;
	c = date_civil(d);
	easter = holiday_easter(c.year);

	for (size_t i = 0; i < h->n; i++)
		if (falls_on(&h->rule[i], d, c, easter))
			return true;
	return false;
}

bool
holiday_workday_is(const struct holidays *h, date d)
{
	return date_weekday(d) < SATURDAY && !holiday_is(h, d);
}

date
holiday_workday_on_or_before(const struct holidays *h, date d)
{
	while (d > DATE_MIN && !holiday_workday_is(h, d))
		d--;
	return d;
}

date
holiday_workday_before(const struct holidays *h, date d)
{
	return holiday_workday_on_or_before(h, d - 1);
}

date
holiday_workday_on_or_after(const struct holidays *h, date d)
{
	while (d < DATE_MAX && !holiday_workday_is(h, d))
		d++;
	return d;
}
