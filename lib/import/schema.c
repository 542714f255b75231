#include "lib/import/schema.h"

#include <string.h>

#include "lib/base/clock.h"
#include "lib/rule/codes.h"
#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/base/windows.h"

static const char *const sexes[] = {"f", "m", "x", NULL};

static const struct column workers[] = {
	{.name = "worker", .kind = KIND_KEY, .required = true},
	{.name = "name", .kind = KIND_TEXT},
	{.name = "skills", .kind = KIND_TAGS},
	{.name = "lat", .kind = KIND_LAT, .required = true},
	{.name = "lon", .kind = KIND_LON, .required = true},
	{.name = "funder", .kind = KIND_TEXT},
	{.name = "visits_per_day", .kind = KIND_COUNT},
	{.name = "break_minutes", .kind = KIND_MINUTES},
	{.name = "mon", .kind = KIND_SHIFT},
	{.name = "tue", .kind = KIND_SHIFT},
	{.name = "wed", .kind = KIND_SHIFT},
	{.name = "thu", .kind = KIND_SHIFT},
	{.name = "fri", .kind = KIND_SHIFT},
};

static const struct column offers[] = {
	{.name = "offer", .kind = KIND_KEY, .required = true},
	{.name = "area", .kind = KIND_TEXT},
	{.name = "name", .kind = KIND_TEXT, .required = true},
	{.name = "provider", .kind = KIND_TEXT},
	{.name = "phone", .kind = KIND_TEXT},
};

static const struct column places[] = {
	{.name = "postal_code", .kind = KIND_KEY, .required = true},
	{.name = "lat", .kind = KIND_LAT, .required = true},
	{.name = "lon", .kind = KIND_LON, .required = true},
	{.name = "town", .kind = KIND_TEXT},
};

static const struct column cases[] = {
	{.name = "case_id", .kind = KIND_KEY, .required = true},
	{.name = "household_id", .kind = KIND_KEY},
	{.name = "surname", .kind = KIND_TEXT},
	{.name = "given_name", .kind = KIND_TEXT},
	{.name = "birth_date", .kind = KIND_DATE},
	{.name = "sex", .kind = KIND_WORD, .words = sexes},
	{.name = "language", .kind = KIND_TEXT},
	{.name = "phone", .kind = KIND_TEXT},
	{.name = "street", .kind = KIND_TEXT},
	{.name = "postal_code", .kind = KIND_TEXT},
	{.name = "town", .kind = KIND_TEXT},
	{.name = "lat", .kind = KIND_LAT},
	{.name = "lon", .kind = KIND_LON},
	{.name = "case_manager", .kind = KIND_TEXT},
	{.name = "status", .kind = KIND_CODE, .initial = true,
	    .words = code_status},
	{.name = "needs", .kind = KIND_TAGS},
	{.name = "visit_minutes", .kind = KIND_MINUTES},
	{.name = "windows", .kind = KIND_WINDOWS},
	{.name = "no_visits_until", .kind = KIND_UNTIL},
};

static const struct column absences[] = {
	{.name = "worker", .kind = KIND_WORKER, .required = true},
	{.name = "from", .kind = KIND_DATE, .required = true, .store = "first"},
	{.name = "to", .kind = KIND_DATE, .store = "last"},
};

static const struct column letters[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "due_on", .kind = KIND_DATE, .required = true, .store = "due"},
	{.name = "purpose", .kind = KIND_TEXT},
	{.name = "letter_id", .kind = KIND_LETTER},
	{.name = "sent_on", .kind = KIND_DATE, .store = "sent"},
	{.name = "due_time", .kind = KIND_TIME},
	{.name = "reason", .kind = KIND_TEXT},
	{.name = "result", .kind = KIND_CODE, .initial = true,
	    .words = code_result},
};

static const struct column cuts[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "miss_on", .kind = KIND_DATE, .required = true,
	    .store = "miss"},
	{.name = "state", .kind = KIND_CODE, .required = true,
	    .words = code_cut},
	{.name = "hearing_until", .kind = KIND_DATE},
	{.name = "notice_on", .kind = KIND_DATE, .store = "notice"},
	{.name = "cut_from", .kind = KIND_DATE},
	{.name = "percent", .kind = KIND_PERCENT},
	{.name = "months", .kind = KIND_COUNT},
};

static const struct column referrals[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "referred_on", .kind = KIND_DATE, .required = true,
	    .store = "day"},
	{.name = "by", .kind = KIND_TEXT},
	{.name = "reason", .kind = KIND_TEXT},
};

#define LIST(name) name, sizeof name / sizeof name[0]

const struct schema_table records[RECORDS] = {
	[WORKERS] = {"workers", "worker", LIST(workers), 1},
	[OFFERS] = {"offers", "offer", LIST(offers), 1},
	[PLACES] = {"places", "place", LIST(places), 1},
	[CASES] = {"cases", "client", LIST(cases), 1},
	[ABSENCES] = {"absences", "absence", LIST(absences), 2},
	[LETTERS] = {"letters", "letter", LIST(letters), 3},
	[CUTS] = {"cuts", "cut", LIST(cuts), 2},
	[REFERRALS] = {"referrals", "referral", LIST(referrals), 2},
};

const struct schema_table *
schema_find(const char *name)
{
	for (size_t i = 0; i < RECORDS; i++)
		if (strcmp(records[i].name, name) == 0)
			return &records[i];
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
schema_any_column(const char *name)
{
	for (size_t i = 0; i < RECORDS; i++) {
		int c = schema_column(&records[i], name);

		if (c >= 0)
			return &records[i].column[c];
	}
	return NULL;
}

enum { NUMBERS = (4 + COLUMNS_MAX) * PACK_UINT };  /* all of a row's, at most */

static bool
has(const struct staged_row *row, size_t i)
{
	return (row->columns >> i & 1) != 0;
}

/* The types of all values in one number, two bits each. */
static uint64_t
types(const struct staged_row *row)
{
	uint64_t t = 0;

	for (size_t i = 0; row->columns >> i != 0; i++)
		if (has(row, i))
			t |= (uint64_t)row->value[i].type << 2 * i;
	return t;
}

/* Behind `at`; returns what is behind that.  Numbers have room there, for
 * texts it is made. */
static char *
pack_value(struct pack *p, char *at, const struct value *v)
{
	if (v->type == VALUE_INT)
		return pack_put_int(at, v->i);
	if (v->type == VALUE_NULL)
		return at;
	p->n = (size_t)(at - p->bytes);
	if (v->type == VALUE_REAL)
		pack_real(p, v->r);
	else
		pack_text(p, v->s, strlen(v->s));
	return pack_room(p, NUMBERS);
}

void
schema_pack(struct pack *p, const struct staged_row *row)
{
	char *at = pack_room(p, NUMBERS);

	at = pack_put_uint(at, row->columns);
	at = pack_put_uint(at, types(row));
	at = pack_put_uint(at, row->file);
	at = pack_put_uint(at, (uint64_t)row->line);
	for (size_t i = 0; row->columns >> i != 0; i++)
		if (has(row, i))
			at = pack_value(p, at, &row->value[i]);
	p->n = (size_t)(at - p->bytes);
}

static void
unpack_value(const char **p, struct value *v)
{
	if (v->type == VALUE_INT)
		v->i = unpack_int(p);
	else if (v->type == VALUE_REAL)
		v->r = unpack_real(p);
	else if (v->type == VALUE_TEXT)
		v->s = unpack_text(p);
}

const char *
schema_unpack(const char *p, struct staged_row *row)
{
	uint64_t t;

	row->columns = (uint32_t)unpack_uint(&p);
	t = unpack_uint(&p);
	row->file = (unsigned)unpack_uint(&p);
	row->line = (long)unpack_uint(&p);
	for (size_t i = 0; row->columns >> i != 0; i++, t >>= 2)
		if (has(row, i)) {
			row->value[i].type = (enum value_type)(t & 3);
			unpack_value(&p, &row->value[i]);
		}
	return p;
}

void
schema_merge(struct staged_row *into, const struct staged_row *later)
{
	into->columns |= later->columns;
	into->file = later->file;
	into->line = later->line;
	for (size_t i = 0; later->columns >> i != 0; i++)
		if (has(later, i))
			into->value[i] = later->value[i];
}

bool
value_equal(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_INT: return a->i == b->i;
	case VALUE_REAL: return !(a->r < b->r || a->r > b->r);
	case VALUE_TEXT: return strcmp(a->s, b->s) == 0;
	default: return true;
	}
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
