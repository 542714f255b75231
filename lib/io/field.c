#include "lib/io/field.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/dayparts.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/base/windows.h"
#include "lib/rule/codes.h"

enum { FIRST_EVENT = 12784 };  /* 2005-01-01 */

static const char *
set_int(struct value *v, int64_t i)
{
	v->type = VALUE_INT;
	v->i = i;
	return NULL;
}

static const char *
set_text(struct value *v, const char *s)
{
	v->type = VALUE_TEXT;
	v->s = s;
	return NULL;
}

static const char *
read_key(const char *s, struct value *v)
{
	if (num_is_scientific(s))
		return "a number in scientific notation, its digits are lost";
	return set_text(v, s);
}

/*
 * Dates and times.
 */

/* Digits, at most `most` of them; 0: none, or more. */
static int
take_digits(const char **s, int most, int *v)
{
	int n = 0;

	for (*v = 0; **s >= '0' && **s <= '9'; (*s)++, n++)
		if (n < most)
			*v = *v * 10 + (**s - '0');
	return n <= most ? n : 0;
}

/* What may stand behind a date: "T14:19:42Z", " 00:00:00.000", "+02:00". */
static bool
is_time(const char *s)
{
	if (*s == '\0')
		return true;
	if (*s != 'T' && *s != 't' && *s != ' ')
		return false;
	s += strspn(s, "Tt ");
	return *s >= '0' && *s <= '9' && s[strspn(s, "0123456789:.,+-Zz ")] == '\0';
}

static const char not_a_date[] = "not a date";

/* Of three numbers, one of which is at the year's place and has not four
 * digits. */
static const char *
year_wrong(const int digits[3], int year)
{
	for (int i = 0; i < 3; i++)
		if (digits[i] > 2)
			return not_a_date;
	return digits[year] == 2 ? "a year with two digits" : not_a_date;
}

/* Only one way of writing is common with dots, and one if the year is in front
 * of a dash; a map does not change those. */
static enum field_order
order_of(enum field_order named, char separator, int first)
{
	if (separator == '.')
		return ORDER_DMY;
	return separator == '-' && first == 4 ? ORDER_YMD : named;
}

/* The numbers of a date, as they come, and how many digits each has. */
static bool
take_numbers(const char **s, int v[3], int digits[3], char *separator)
{
	for (int i = 0; i < 3; i++) {
		digits[i] = take_digits(s, 4, &v[i]);
		if (digits[i] == 0)
			return false;
		if (i == 2)
			break;
		if (i == 0 && strchr("./-", **s) == NULL)
			return false;
		if (i > 0 && **s != *separator)
			return false;
		*separator = *(*s)++;
		if (*separator == '\0')
			return false;
	}
	return true;
}

static const char *
read_date(const char *s, enum field_order order, date *out)
{
	static const int place[][3] = {  /* of year, month, day */
		[ORDER_DMY] = {2, 1, 0},
		[ORDER_YMD] = {0, 1, 2},
		[ORDER_MDY] = {2, 0, 1},
	};
	int v[3], digits[3];
	const int *p;
	char separator = '\0';

	*out = date_parse(s);  /* nearly always */
	if (*out != DATE_NONE)
		return NULL;
	if (!take_numbers(&s, v, digits, &separator) || !is_time(s))
		return not_a_date;
	order = order_of(order, separator, digits[0]);
	if (order == ORDER_NONE)
		return "not a date in an order that the map names";
	p = place[order];
	if (digits[p[0]] != 4)
		return year_wrong(digits, p[0]);
	if (digits[p[1]] > 2 || digits[p[2]] > 2)
		return not_a_date;
	*out = date_from(v[p[0]], v[p[1]], v[p[2]]);
	return *out == DATE_NONE ? not_a_date : NULL;
}

enum { NEVER = -25567 };  /* 1900-01-01: how some systems write "none" */

static const char *
read_day(const char *s, enum field_order order, bool until, struct value *v)
{
	const char *wrong;
	date d;

	wrong = read_date(s, order, &d);
	if (wrong != NULL)
		return wrong;
	if (until && d >= DATE_MAX - 364)
		return set_int(v, DATE_MAX);
	if (d == DATE_MAX || d == NEVER)
		return NULL;
	return set_int(v, d);
}

/* When something happened that cannot have happened earlier. */
static const char *
read_event(const char *s, enum field_order order, struct value *v)
{
	const char *wrong = read_day(s, order, false, v);

	if (wrong != NULL)
		return wrong;
	if (v->type == VALUE_NULL)
		return "a placeholder, not a date";
	return v->i < FIRST_EVENT ? "before 2005" : NULL;
}

static const char *
read_time(const char *s, int last, struct value *v)
{
	int t = clock_parse(s);

	return t == CLOCK_NONE || t > last ? "not a time" : set_int(v, t);
}

/*
 * Numbers and words.
 */

static const char *
read_whole(const char *s, long long least, long long most, const char *wrong,
    struct value *v)
{
	long long i;

	if (!num_int(s, &i) || i < least || i > most)
		return wrong;
	return set_int(v, i);
}

static const char *
read_real(const char *s, double least, double most, const char *wrong,
    struct value *v)
{
	double r;

	if (!num_real(s, &r) || r < least || r > most)
		return wrong;
	v->type = VALUE_REAL;
	v->r = r;
	return NULL;
}

static const char *
read_word(const struct field_type *f, const char *s, struct value *v)
{
	int code = codes_find(f->words, s);

	if (code < 0)
		return "unknown code";
	return f->kind == FIELD_CODE ? set_int(v, code) :
	    set_text(v, f->words[code]);
}

/*
 * Lists.
 */

/* The order stays as the office wrote it. */
static const char *
read_tags(const char *s, struct arena *arena, struct value *v)
{
	char *list, *p;
	const char *tag;
	size_t n;

	if (!tags_valid(s))
		return "not a list of tags";
	p = list = arena_alloc(arena, strlen(s) + 1);
	while ((n = tags_next(&s, &tag)) > 0) {
		if (p > list)
			*p++ = ',';
		memcpy(p, tag, n);
		p += n;
	}
	*p = '\0';
	return p > list ? set_text(v, list) : NULL;
}

static const char *
read_windows(const char *s, struct arena *arena, struct value *v)
{
	struct windows w;
	char buf[WINDOWS_SIZE];

	if (!windows_parse(s, &w))
		return "not a list of windows";
	return set_text(v, arena_strdup(arena, windows_format(&w, buf)));
}

static const char *
read_hours(const char *s, struct arena *arena, struct value *v)
{
	struct windows w;
	char buf[WINDOWS_SIZE];

	if (!windows_parse(s, &w) || strchr(s, ',') != NULL ||
	    (*s | 0x20) >= 'a' || w.day[0][0].from >= w.day[0][0].to)
		return "not a shift like 08:00-16:30";
	return set_text(v, arena_strdup(arena, windows_format(&w, buf)));
}

static const char *
read_dayparts(const char *s, struct value *v)
{
	unsigned bits;

	return dayparts_parse(s, &bits) ? set_text(v, s) :
	    "not a list of dayparts";
}

const char *
field_read(const struct field_type *f, const char *s, struct arena *arena,
    struct value *v)
{
	v->type = VALUE_NULL;
	if (*s == '\0')
		return NULL;
	switch (f->kind) {
	case FIELD_TEXT: return set_text(v, s);
	case FIELD_KEY: return read_key(s, v);
	case FIELD_TAGS: return read_tags(s, arena, v);
	case FIELD_WINDOWS: return read_windows(s, arena, v);
	case FIELD_DAYPARTS: return read_dayparts(s, v);
	case FIELD_HOURS: return read_hours(s, arena, v);
	case FIELD_WORD:
	case FIELD_CODE: return read_word(f, s, v);
	case FIELD_DAY: return read_day(s, f->order, false, v);
	case FIELD_EVENT: return read_event(s, f->order, v);
	case FIELD_UNTIL: return read_day(s, f->order, true, v);
	case FIELD_TIME: return read_time(s, CLOCK_DAY - 1, v);
	case FIELD_END: return read_time(s, CLOCK_DAY, v);
	case FIELD_COUNT: return read_whole(s, 0, f->most > 0 ? f->most : 1000000,
	    "not a whole number", v);
	case FIELD_ID: return read_whole(s, 1, LLONG_MAX,
	    "not a whole number from 1 on", v);
	case FIELD_BIT: return read_whole(s, 0, 1, "neither 0 nor 1", v);
	case FIELD_MINUTES: return read_real(s, 0, 1440,
	    "not a number of minutes within a day", v);
	case FIELD_PERCENT: return read_real(s, 0, 100,
	    "not a percentage from 0 to 100", v);
	case FIELD_LAT: return read_real(s, -90, 90, "not a latitude", v);
	case FIELD_LON: return read_real(s, -180, 180, "not a longitude", v);
	}
	return "unknown";
}
