#include "lib/io/schema.h"

#include <string.h>

#include "lib/base/clock.h"
#include "lib/rule/codes.h"
#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/base/windows.h"

const struct schema_table *
schema_find(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->table[i].name, name) == 0)
			return &s->table[i];
	return NULL;
}

int
schema_column(const struct schema_table *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->column[i].name, name) == 0)
			return (int)i;
	return -1;
}

const struct column *
schema_any_column(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++) {
		int c = schema_column(&s->table[i], name);

		if (c >= 0)
			return &s->table[i].column[c];
	}
	return NULL;
}

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

/* As a number a letter_id takes a third of the room; only one that comes back
 * as the same text may become one. */
static const char *
read_letter_id(const char *s, struct value *v)
{
	long long i;

	if (*s >= '1' && *s <= '9' && num_int(s, &i) && i < 1LL << 62)
		return set_int(v, i);
	return read_key(s, v);
}

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
static enum order
order_of(enum order named, char separator, int first)
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
read_date(const char *s, enum order order, date *out)
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
read_day(const char *s, enum order order, bool until, struct value *v)
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

static const char *
read_time(const char *s, struct value *v)
{
	int t = clock_parse(s);

	return t == CLOCK_NONE ? "not a time" : set_int(v, t);
}

static const char *
read_word(const struct column *c, const char *s, struct value *v)
{
	int code = codes_find(c->words, s);

	if (code < 0)
		return "neither a known code nor translated by the map";
	return c->kind == KIND_CODE ? set_int(v, code) :
	    set_text(v, c->words[code]);
}

static const char *
read_real(const char *s, double least, double most, struct value *v)
{
	if (!num_real(s, &v->r))
		return "not a number";
	if (v->r < least || v->r > most)
		return "a number out of range";
	v->type = VALUE_REAL;
	return NULL;
}

static const char *
read_count(const char *s, struct value *v)
{
	long long i;

	if (!num_int(s, &i))
		return "not a whole number";
	if (i < 0 || i > 1000000)
		return "a number out of range";
	return set_int(v, i);
}

/* The order stays as the office wrote it. */
static const char *
read_tags(const char *s, struct arena *arena, struct value *v)
{
	char *list = arena_alloc(arena, strlen(s) + 1), *p = list;
	const char *tag;
	size_t n;

	if (!tags_valid(s))
		return "not a list of tags";
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
read_shift(const char *s, struct arena *arena, struct value *v)
{
	struct windows w;
	char buf[WINDOWS_SIZE];

	if (!windows_parse(s, &w) || strchr(s, ',') != NULL ||
	    (*s | 0x20) >= 'a' || w.day[0][0].from >= w.day[0][0].to)
		return "not a shift like 08:00-16:30";
	return set_text(v, arena_strdup(arena, windows_format(&w, buf)));
}

static const char *
read_kind(const struct column *c, enum order order, const char *s,
    struct arena *arena, struct value *v)
{
	switch (c->kind) {
	case KIND_CASE:
	case KIND_WORKER:
	case KIND_KEY: return read_key(s, v);
	case KIND_LETTER: return read_letter_id(s, v);
	case KIND_TEXT: return set_text(v, s);
	case KIND_DATE: return read_day(s, order, false, v);
	case KIND_UNTIL: return read_day(s, order, true, v);
	case KIND_TIME: return read_time(s, v);
	case KIND_CODE:
	case KIND_WORD: return read_word(c, s, v);
	case KIND_LAT: return read_real(s, -90, 90, v);
	case KIND_LON: return read_real(s, -180, 180, v);
	case KIND_MINUTES: return read_real(s, 0, 1440, v);
	case KIND_PERCENT: return read_real(s, 0, 100, v);
	case KIND_COUNT: return read_count(s, v);
	case KIND_TAGS: return read_tags(s, arena, v);
	case KIND_WINDOWS: return read_windows(s, arena, v);
	case KIND_SHIFT: return read_shift(s, arena, v);
	}
	return "unknown";
}

const char *
column_read(const struct column *c, enum order order, const char *s,
    struct arena *arena, struct value *v)
{
	const char *wrong = NULL;

	v->type = VALUE_NULL;
	if (*s != '\0')
		wrong = read_kind(c, order, s, arena, v);
	else if (c->initial)
		set_int(v, 0);
	if (wrong == NULL && c->required && v->type == VALUE_NULL)
		wrong = "missing";
	return wrong;
}
