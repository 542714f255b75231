#include "lib/io/field.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "lib/base/clock.h"
#include "lib/base/dayparts.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/base/windows.h"
#include "lib/rule/codes.h"

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

static const char digits_lost[] =
    "a number in scientific notation, its digits are lost";
static const char with_decimals[] =
    "a number with decimals, as a spreadsheet writes one";

const char *
field_error(const char *s)
{
	static const char *const error[] = {"#NV", "#WERT!", "#BEZUG!",
	    "#NAME?", "#DIV/0!", "#ZAHL!", "#NULL!", "#N/A", "#VALUE!", "#REF!",
	    "#NUM!"};

	for (size_t i = 0; i < sizeof error / sizeof error[0]; i++)
		if (strcmp(s, error[i]) == 0)
			return "a spreadsheet's error, no value";
	if (strncmp(s, "Err:5", 5) == 0 && strlen(s) == 7)
		return "a spreadsheet's error, no value";
	if (strlen(s) > 2 && s[strspn(s, "#")] == '\0')
		return "a cell too narrow to show what it held";
	return num_is_scientific(s) ? digits_lost : NULL;
}

/* How the texts of a list begin: with one of these bytes, and then one of those
 * or nothing; NULL: then anything. */
struct start { const char *first, *second; };

static const struct start no_value[] = {{"-.<([\\?\xE2", NULL},
	{"Nn", "Uu/aAo."}, {"KkOo", ".eEhH"}, {NULL, NULL}};
static const struct start as_above[] = {{"\"'-,\xE2\xE3", NULL},
	{"Dd", "OoTtIiEeGg"}, {"SsWwAa", ".IiEeSs"}, {NULL, NULL}};

static const struct start *
start_of(const struct start *list, char first)
{
	while (list->first != NULL && strchr(list->first, first) == NULL)
		list++;
	return list->first != NULL ? list : NULL;
}

/* Nearly no text that is a value begins like one of the list. */
static bool
may_be_of(const struct start *list, const char *s)
{
	const struct start *start = start_of(list, *s);

	return start != NULL &&
	    (start->second == NULL || strchr(start->second, s[1]) != NULL);
}

bool
field_begins_value(char first)
{
	return start_of(no_value, first) == NULL &&
	    start_of(as_above, first) == NULL;
}

/* One of the marks, or of the words in whatever letters; NULL ends each list. */
static bool
is_listed(const char *s, const char *const *mark, const char *const *word)
{
	for (; *mark != NULL; mark++)
		if (strcmp(s, *mark) == 0)
			return true;
	for (; *word != NULL; word++)
		if (strcasecmp(s, *word) == 0)
			return true;
	return false;
}

bool
field_says_nothing(const char *s)
{
	static const char *const mark[] = {"-", "--", "---", "\xE2\x80\x93",
	    "\xE2\x80\x94", "./.", "NULL", "null", "\\N", "NaN", "nan",
	    "NaT", "<NA>", "None", ".", "?", "??", "???", NULL};
	static const char *const word[] = {"(null)", "<null>", "[null]", "k.A.",
	    "k. A.", "n/a", "n.a.", "N.N.", "keine Angabe", "keine Angaben",
	    "ohne Angabe", "(leer)", "(blank)", NULL};

	return may_be_of(no_value, s) && is_listed(s, mark, word);
}

/* Nearly no key begins like a word for none. */
bool
field_may_be_no_key(char first)
{
	return first != '\0' && strchr("KkUuNnEeOoTt*+-/?_.", first) != NULL;
}

bool
field_is_no_key(const char *s)
{
	static const char *const none[] = {NULL};
	static const char *const word[] = {"kein", "keine", "keiner", "keins",
	    "keine BG", "unbekannt", "unbek.", "unknown", "nicht bekannt",
	    "nicht vorhanden", "nicht vergeben", "nicht zugeordnet", "none",
	    "nein", "nan", "entf\xC3\xA4llt", "entf.", "ohne", "ohne BG",
	    "ohne Nummer", "offen", "tbd", NULL};

	return field_may_be_no_key(*s) && (is_listed(s, none, word) ||
	    s[strspn(s, "*+-/?_.")] == '\0');
}

bool
field_refers_above(const char *s)
{
	static const char *const mark[] = {"\"", "\"\"", "'", "''", "\"-\"", "-\"-",
	    "- \" -", ",,", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E",
	    "\xE2\x80\xB3", "\xE3\x80\x83", NULL};
	static const char *const word[] = {"dto", "dto.", "dito", "dito.", "ditto",
	    "do.", "s.o.", "s. o.", "siehe oben", "w.o.", "w. o.", "wie oben",
	    "desgl.", "dgl.", "see above", "as above", NULL};

	return may_be_of(as_above, s) && is_listed(s, mark, word);
}

/* The three letters of a month, German or English. */
static bool
is_month(const char *s)
{
	static const char *const month[] = {"jan", "feb", "mrz", "m\xC3\xA4r",
	    "mar", "apr", "mai", "may", "jun", "jul", "aug", "sep", "okt", "oct",
	    "nov", "dez", "dec"};

	for (size_t i = 0; i < sizeof month / sizeof month[0]; i++)
		if (strncasecmp(s, month[i], strlen(month[i])) == 0)
			return true;
	return false;
}

/* Digits and the name of a month, in either order, and nothing else. */
static bool
is_day_of_month(const char *s)
{
	static const char between[] = " .-0123456789";
	const char *name = s + strspn(s, between), *end;

	if (!is_month(name))
		return false;
	end = name + (strncmp(name + 1, "\xC3", 1) == 0 ? 4 : 3);
	return end[strspn(end, between)] == '\0' &&
	    strpbrk(s, "0123456789") != NULL;
}

const char *
field_house_number(const char *s)
{
	if (is_day_of_month(s))
		return "a date that a spreadsheet made of a number";
	return num_is_decimal_whole(s) ? with_decimals : field_error(s);
}

/* A number that a spreadsheet has mangled begins with digits and then one of
 * these. */
static bool
may_be_mangled(char c)
{
	return c == '.' || c == ',' || c == 'E' || c == 'e';
}

static const char *
read_key(const char *s, struct value *v)
{
	const char *p = s;

	if ((*s == '#' || *s == 'E') && field_error(s) != NULL)
		return field_error(s);
	if (*s == '\'' && strlen(s) > 2 && s[strlen(s) - 1] == '\'')
		return "between apostrophes, which are no quotes";
	while (*p >= '0' && *p <= '9')
		p++;
	if (may_be_mangled(*p) && num_is_scientific(s))
		return digits_lost;
	if (may_be_mangled(*p) && num_is_decimal_whole(s))
		return with_decimals;
	return set_text(v, s);
}

/*
 * Dates and times.
 */

enum {
	Y1900 = -25567,     /* 1900-01-01 */
	Y2005 = 12784,
	Y2099 = 47117,
};

static const char *
check_limits(const struct field_type *f, date d)
{
	if (d < Y1900)
		return "before 1900";
	if ((f->kind == FIELD_EVENT || f->kind == FIELD_HAPPENED) && d < Y2005)
		return "before 2005";
	if (f->today == 0)
		return NULL;
	if (f->kind == FIELD_BIRTH && d > f->today)
		return "after today";
	if (f->kind == FIELD_EVENT && d > f->today + 365 * 5 &&
	    d > date_add_months(f->today, 12 * 5))
		return "more than five years ahead";
	return NULL;
}

static const char *
read_day(const struct field_type *f, const char *s, struct value *v)
{
	date d;
	const char *wrong = fielddate_day(s, f->order, &d);

	if (wrong != NULL || d == DATE_NONE)
		return wrong;
	if (f->kind == FIELD_UNTIL && d >= Y2099)
		return set_int(v, DATE_MAX);
	if (fielddate_placeholder(d, f->kind == FIELD_BIRTH))
		return NULL;
	wrong = check_limits(f, d);
	return wrong != NULL ? wrong : set_int(v, d);
}

/* When something happened: it did, so there is a date. */
static const char *
read_happened(const struct field_type *f, const char *s, struct value *v)
{
	const char *wrong = read_day(f, s, v);

	return wrong == NULL && v->type == VALUE_NULL ?
	    "a placeholder, not a date" : wrong;
}

static const char *
read_time(const char *s, bool end, struct value *v)
{
	int t = fielddate_time(s, end);

	return t == CLOCK_NONE ? "not a time" : set_int(v, t);
}

/*
 * Numbers and words.
 */

static const char *
read_whole(const char *s, long long least, long long most, const char *wrong,
    struct value *v)
{
	long long i;

	if (!num_whole(s, &i) || i < least || i > most)
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

/* "30 %"; 0,3 is what a spreadsheet's cell of 30 % becomes without its format,
 * and nothing that is cut by less than one. */
static const char *
read_percent(const char *s, struct value *v)
{
	size_t n = strcspn(s, " %");
	char number[32];
	const char *wrong;

	if (n >= sizeof number || (s[n] != '\0' &&
	    s[n + strspn(s + n, " ")] != '%') || strchr(s + n, '%') !=
	    strrchr(s, '%') || (s[n] != '\0' && s[strlen(s) - 1] != '%'))
		return "not a percentage from 0 to 100";
	memcpy(number, s, n);
	number[n] = '\0';
	wrong = read_real(number, 0, 100, "not a percentage from 0 to 100", v);
	if (wrong == NULL && v->r > 0 && v->r < 1)
		return "less than one percent: is it a fraction?";
	return wrong;
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
	if (!w.given)
		return NULL;
	return set_text(v, arena_strdup(arena, windows_format(&w, buf)));
}

static const char *
read_hours(const char *s, struct arena *arena, struct value *v)
{
	struct windows w;
	char buf[WINDOWS_SIZE];

	s += strspn(s, " ");
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

static const char *
read_kind(const struct field_type *f, const char *s, struct arena *arena,
    struct value *v)
{
	switch (f->kind) {
	case FIELD_TEXT: return set_text(v, s);
	case FIELD_KEY: return read_key(s, v);
	case FIELD_TAGS: return read_tags(s, arena, v);
	case FIELD_WINDOWS: return read_windows(s, arena, v);
	case FIELD_DAYPARTS: return read_dayparts(s, v);
	case FIELD_HOURS: return read_hours(s, arena, v);
	case FIELD_WORD:
	case FIELD_CODE: return read_word(f, s, v);
	case FIELD_DAY:
	case FIELD_EVENT:
	case FIELD_BIRTH:
	case FIELD_UNTIL: return read_day(f, s, v);
	case FIELD_HAPPENED: return read_happened(f, s, v);
	case FIELD_TIME: return read_time(s, false, v);
	case FIELD_END: return read_time(s, true, v);
	case FIELD_COUNT: return read_whole(s, 0, f->most > 0 ? f->most : 1000000,
	    "not a whole number", v);
	case FIELD_ID: return read_whole(s, 1, LLONG_MAX,
	    "not a whole number from 1 on", v);
	case FIELD_BIT: return read_whole(s, 0, 1, "neither 0 nor 1", v);
	case FIELD_MINUTES: return read_real(s, 0, 1440,
	    "not a number of minutes within a day", v);
	case FIELD_PERCENT: return read_percent(s, v);
	case FIELD_LAT: return read_real(s, -90, 90, "not a latitude", v);
	case FIELD_LON: return read_real(s, -180, 180, "not a longitude", v);
	}
	return "unknown";
}

/* Has the text to be squashed before it can be read? */
static bool
must_be_squashed(enum field_kind kind, const char *s)
{
	return (kind == FIELD_KEY || kind == FIELD_TAGS ||
	    kind == FIELD_DAYPARTS) && !utf8_plain(s);
}

static char *
squashed(const struct field_type *f, const char *s, struct arena *arena)
{
	char *plain = arena_strdup(arena, s);

	if (f->words != NULL)
		utf8_fold(plain, plain);
	else
		utf8_squash(plain, plain);
	return plain;
}

/* Nearly every field can be read as it is.  One of which nothing is left, once
 * it is squashed, is empty. */
static const char *
read_field(const struct field_type *f, const char *s, struct arena *arena,
    struct value *v, bool squash)
{
	const char *wrong;

	v->type = VALUE_NULL;
	if (*s == '\0')
		return NULL;
	if (squash && must_be_squashed(f->kind, s))
		return read_field(f, squashed(f, s, arena), arena, v, false);
	wrong = read_kind(f, s, arena, v);
	if (wrong == NULL || !squash || (f->words == NULL && utf8_plain(s)))
		return wrong;
	return read_field(f, squashed(f, s, arena), arena, v, false);
}

/* Printed characters of ASCII, and none that may be a spreadsheet's. */
static bool
read_usual_key(const char *s, struct value *v)
{
	const char *p = s;

	while (*p >= '0' && *p <= '9')
		p++;
	if (*s == '#' || *s == 'E' || *s == '\'' || may_be_mangled(*p))
		return false;
	while (*p > ' ' && *p < 0x7F)
		p++;
	set_text(v, s);
	return *p == '\0';
}

/* Days of this century so far are in no need of further looks. */
static bool
read_usual_day(const struct field_type *f, const char *s, struct value *v)
{
	date d = fielddate_usual(s);

	if (d <= Y2005 || d >= f->today)
		return false;
	set_int(v, d);
	return true;
}

static bool
read_usual_time(const char *s, struct value *v)
{
	int time = clock_parse(s);

	if (time == CLOCK_NONE || time >= CLOCK_DAY)
		return false;
	set_int(v, time);
	return true;
}

/* What nearly every field of a file looks like, at little cost; all of it
 * read_field() would read the same. */
static bool
read_usual(const struct field_type *f, const char *s, struct value *v)
{
	switch (f->kind) {
	case FIELD_TEXT:
		set_text(v, s);
		return true;
	case FIELD_KEY:
		return read_usual_key(s, v);
	case FIELD_DAY:
	case FIELD_EVENT:
	case FIELD_HAPPENED:
	case FIELD_BIRTH:
	case FIELD_UNTIL:
		return read_usual_day(f, s, v);
	case FIELD_TIME:
		return read_usual_time(s, v);
	default:
		return false;
	}
}

const char *
field_read(const struct field_type *f, const char *s, struct arena *arena,
    struct value *v)
{
	v->type = VALUE_NULL;
	if (*s == '\0' || read_usual(f, s, v))
		return NULL;
	return read_field(f, s, arena, v, true);
}
