#include "lib/import/doubts.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/import/tables.h"
#include "lib/rule/codes.h"

enum { NO_COLUMN = -1, YEAR = 366, EVER = INT_MAX, CODE_DIGITS = 5,
	SHORTEST = 5, TEXT_ROOM = 256 };

/* Two days of a row, the first of which comes first, and the second not more
 * than so many days later; if there is a column `of`, only where it has this
 * code. */
struct order {
	int table, first, second;
	int most;
	int of, code;
	int wrong;   /* the column that is named ... */
	const char *why;
	const char *late;
};

static const struct order orders[] = {
	/* How long somebody has been silent may be counted from it. */
	{LETTERS, LETTER_SENT, LETTER_DUE, YEAR, NO_COLUMN, 0, LETTER_SENT,
	    "after due_on", "more than a year before due_on"},
	{CUTS, CUT_MISS, CUT_UNTIL, YEAR / 2, CUT_STATE, CUT_HEARING, CUT_UNTIL,
	    "before miss_on", "more than half a year after miss_on"},
	{CUTS, CUT_MISS, CUT_NOTICE, YEAR, CUT_STATE, CUT_DECIDED, CUT_NOTICE,
	    "before miss_on", "more than a year after miss_on"},
	{CUTS, CUT_MISS, CUT_FROM, YEAR, CUT_STATE, CUT_DECIDED, CUT_FROM,
	    "before miss_on", "more than a year after miss_on"},
	{WORKERS, WORKER_SINCE, WORKER_UNTIL, EVER, NO_COLUMN, 0, WORKER_UNTIL,
	    "before since", NULL},
	{ABSENCES, ABSENCE_FROM, ABSENCE_TO, 5 * YEAR, NO_COLUMN, 0, ABSENCE_TO,
	    NULL, "more than five years after from"},
};

/* Days that should be over, or in so many days. */
struct ahead { int table, day, most, of, code; const char *why; };

static const struct ahead aheads[] = {
	{LETTERS, LETTER_DUE, 0, LETTER_RESULT, RESULT_ATTENDED,
	    "lies ahead, but there is a result"},
	{LETTERS, LETTER_DUE, 0, LETTER_RESULT, RESULT_MISSED,
	    "lies ahead, but there is a result"},
	{LETTERS, LETTER_DUE, YEAR, LETTER_RESULT, RESULT_OPEN,
	    "more than a year ahead"},
	{CUTS, CUT_MISS, 0, NO_COLUMN, 0, "lies ahead: it counts from then on"},
	{REFERRALS, REFERRAL_ON, 0, NO_COLUMN, 0,
	    "lies ahead: it counts from then on"},
};

/* Where a table has a place. */
struct point { int table, lat, lon; };

static const struct point points[] = {
	{CASES, CASE_LAT, CASE_LON}, {WORKERS, WORKER_LAT, WORKER_LON},
	{PLACES, PLACE_LAT, PLACE_LON},
};

/* A row that is looked at. */
struct look {
	const struct doubts *doubts;
	const struct staged_row *row;
	bool told;
	long n;
};

static void
doubt(struct look *k, int column, const char *why)
{
	if (k->told)
		staging_say(k->doubts->in, k->row,
		    import_tables[k->doubts->table].column[column].name, why);
	k->n++;
}

static bool
has_code(const struct staged_row *r, int of, int code)
{
	struct value v;

	if (of == NO_COLUMN)
		return true;
	v = stagedrow_value(r, of);
	return v.type == VALUE_INT && v.i == code;
}

/* The days from one to the other; 0 if one of them is not there. */
static int64_t
days_between(const struct staged_row *r, int from, int to)
{
	struct value a = stagedrow_value(r, from), b = stagedrow_value(r, to);

	return a.type == VALUE_INT && b.type == VALUE_INT ? b.i - a.i : 0;
}

static bool
lies_behind(const struct staged_row *r, int day, date last)
{
	struct value v = stagedrow_value(r, day);

	return v.type == VALUE_INT && v.i > last;
}

/* A cut can only have been decided if the miss is not older. */
static bool
begins_nobody_knows_when(const struct staged_row *r, date as_of)
{
	return has_code(r, CUT_STATE, CUT_DECIDED) &&
	    (r->columns >> CUT_FROM & 1) != 0 &&
	    r->value[CUT_FROM].type == VALUE_NULL &&
	    r->value[CUT_MISS].i >= date_add_months(as_of, -6);
}

/* How many digits it is; 0: not only digits. */
static size_t
digits(const struct staged_row *r, int column)
{
	struct value v = stagedrow_value(r, column);
	size_t n = v.type == VALUE_TEXT ? strspn(v.s, "0123456789") : 0;

	return n > 0 && v.s[n] == '\0' ? n : 0;
}

/* Hours, or days as a spreadsheet counts them, in place of minutes. */
static bool
are_hours(const struct staged_row *r)
{
	struct value v = stagedrow_value(r, CASE_MINUTES);

	return v.type == VALUE_REAL && v.r > 0 && v.r < SHORTEST;
}

/* A digit is missing, or the decimal point is in the wrong place. */
static bool
is_abroad(double lat, double lon)
{
	return lat < 47 || lat > 56 || lon < 5 || lon > 16;
}

static bool
is_whole(double r)
{
	return !(r > floor(r));
}

static void
doubt_point(struct look *k, const struct point *p)
{
	struct value lat = stagedrow_value(k->row, p->lat);
	struct value lon = stagedrow_value(k->row, p->lon);

	if (lat.type != VALUE_REAL || lon.type != VALUE_REAL)
		return;
	if (is_abroad(lat.r, lon.r))
		doubt(k, p->lat, "not a place in Germany");
	else if (is_whole(lat.r) && is_whole(lon.r))
		doubt(k, p->lat,
		    "whole degrees: have the decimals been lost?");
}

/* A-1010: a code of another country, which says so. */
static bool
is_foreign(const char *code)
{
	size_t n = strcspn(code, "-");

	return n <= 3 && !(n == 1 && (*code | 0x20) == 'd') &&
	    code[n] == '-' && strcspn(code, "0123456789") == n + 1 &&
	    strlen(code) > n + 1;
}

static void
doubt_code(struct look *k, int column)
{
	struct value v = stagedrow_value(k->row, column);
	size_t code = digits(k->row, column);

	if (code > 0 && code < CODE_DIGITS)
		doubt(k, column,
		    "fewer than five digits: has a zero in front been lost?");
	else if (code != CODE_DIGITS && v.type == VALUE_TEXT && !is_foreign(v.s))
		doubt(k, column, "not a code of five digits");
}

/* One separator too many, and the postal code stands under the town. */
static void
doubt_town(struct look *k)
{
	const struct staged_row *r = k->row;

	if (digits(r, CASE_TOWN) > 0)
		doubt(k, CASE_TOWN,
		    "nothing but digits: are the fields of the row shifted?");
	else
		doubt_code(k, CASE_POSTAL_CODE);
}

/* The text in small letters; "": none. */
static const char *
folded(const struct staged_row *r, int column, char *small, size_t room)
{
	struct value v = stagedrow_value(r, column);

	if (v.type != VALUE_TEXT || strlen(v.s) >= room)
		return "";
	utf8_fold(small, v.s);
	return small;
}

/* No part of a longer one: in an Obdachlosenheim somebody can be visited. */
static bool
has_word(const char *s, const char *word)
{
	for (const char *p = s; (p = strstr(p, word)) != NULL; p++) {
		unsigned char next = (unsigned char)p[strlen(word)];

		if (next < 0x80 && (next < 'a' || next > 'z'))
			return true;
	}
	return false;
}

/* Where nobody can be visited, who lives somewhere though. */
static bool
is_no_home(const char *street)
{
	static const char *const word[] = {"postfach", "post box", "po box",
	    "p.o. box", "postlagernd", "verzogen", "ohne festen wohnsitz",
	    "obdachlos", "wohnungslos", "wohnsitzlos"};
	static const char *const whole[] = {"unbekannt", "ofw", "o.f.w.",
	    "o. f. w.", "ohne wohnsitz", "unbekannten aufenthalts"};

	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
		if (has_word(street, word[i]))
			return true;
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
		if (strcmp(street, whole[i]) == 0)
			return true;
	return false;
}

/* Telephone and street have changed places, or there is a number alone. */
static bool
has_no_letter(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789 +-/().,")] == '\0';
}

static bool
names_the_dead(const char *name)
{
	return strstr(name, "\xE2\x80\xA0") != NULL ||  /* a dagger */
	    strstr(name, "verstorben") != NULL || strstr(name, "verst.") != NULL;
}

static void
doubt_texts(struct look *k)
{
	const struct staged_row *r = k->row;
	char small[TEXT_ROOM];
	const char *street = folded(r, CASE_STREET, small, sizeof small);

	if (has_no_letter(street))
		doubt(k, CASE_STREET,
		    "no letter in it: are the fields of the row shifted?");
	if (is_no_home(street))
		doubt(k, CASE_STREET,
		    "no place to visit anybody: a post box, no fixed abode, moved");
	for (int c = CASE_SURNAME; c <= CASE_GIVEN_NAME; c++)
		if (names_the_dead(folded(r, c, small, sizeof small)))
			doubt(k, c, "the mark of somebody who has died");
}

static const char *const yes[] = {"x", "ja", "j", "yes", "y", "true", "wahr",
	"1", NULL};
static const char *const no[] = {"nein", "n", "no", "false", "falsch", "0", NULL};

static bool
has_any(const char *list, const char *const *tag)
{
	while (*tag != NULL && !tags_has(list, *tag))
		tag++;
	return *tag != NULL;
}

/* A column of ticks was taken for one of tags, and nobody has those. */
static void
doubt_tags(struct look *k, int column)
{
	char small[TEXT_ROOM];
	const char *list = folded(k->row, column, small, sizeof small);

	if (*list != '\0' && (has_any(list, yes) || has_any(list, no)))
		doubt(k, column,
		    "yes, no or a cross in the place of a tag's name");
}

static void
doubt_case(struct look *k)
{
	doubt_tags(k, CASE_NEEDS);
	doubt_town(k);
	doubt_texts(k);
	if (are_hours(k->row))
		doubt(k, CASE_MINUTES,
		    "less than five minutes: are they hours?");
}

/* "wichtiger Grund: ja" tells that there was one, and not which. */
static void
doubt_reason(struct look *k)
{
	char small[TEXT_ROOM];
	const char *reason;

	if (!has_code(k->row, LETTER_RESULT, RESULT_MISSED))
		return;
	reason = folded(k->row, LETTER_REASON, small, sizeof small);
	for (size_t i = 0; *reason != '\0' && yes[i] != NULL; i++)
		if (strcmp(reason, yes[i]) == 0)
			doubt(k, LETTER_REASON, "yes: was it an important one?"
			    " The letter counts as missed");
}

/* Figures of health are of the area with that name. */
static void
doubt_area(struct look *k)
{
	char small[TEXT_ROOM];
	const char *area = folded(k->row, OFFER_AREA, small, sizeof small);
	const char *name = stagedrow_value(k->row, OFFER_AREA).s;

	if ((strstr(area, "gesund") != NULL || strstr(area, "health") != NULL) &&
	    name != NULL && strcmp(name, "health") != 0)
		doubt(k, OFFER_AREA, "not counted as health: that is called health");
}

static void
doubt_order(struct look *k, const struct order *o)
{
	int64_t days = days_between(k->row, o->first, o->second);

	if (days < 0 && o->why != NULL)
		doubt(k, o->wrong, o->why);
	else if (days > o->most)
		doubt(k, o->wrong, o->late);
}

static void
doubt_days(struct look *k)
{
	const struct doubts *d = k->doubts;
	size_t n_orders = sizeof orders / sizeof orders[0];
	size_t n_aheads = sizeof aheads / sizeof aheads[0];

	for (const struct order *o = orders; o < orders + n_orders; o++)
		if (o->table == d->table && has_code(k->row, o->of, o->code))
			doubt_order(k, o);
	for (const struct ahead *a = aheads; a < aheads + n_aheads; a++)
		if (a->table == d->table && has_code(k->row, a->of, a->code) &&
		    lies_behind(k->row, a->day, d->today + a->most))
			doubt(k, a->day, a->why);
}

void
doubts_look(const struct doubts *d, const struct staged_row *r,
    enum action action)
{
	struct look k = {d, r, action != UNCHANGED || diag_is_verbose(), 0};

	if (action == REFUSED)
		return;
	doubt_days(&k);
	if (d->table == CASES)
		doubt_case(&k);
	if (d->table == WORKERS)
		doubt_tags(&k, WORKER_SKILLS);
	if (d->table == PLACES)
		doubt_code(&k, PLACE_CODE);
	for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
		if (points[i].table == d->table)
			doubt_point(&k, &points[i]);
	if (d->table == OFFERS)
		doubt_area(&k);
	if (d->table == LETTERS)
		doubt_reason(&k);
	if (d->table == CUTS && begins_nobody_knows_when(r, d->as_of))
		doubt(&k, CUT_FROM,
		    "missing: until it is known, the cut threatens nothing");
	if (action == UNCHANGED)
		d->account->doubts += k.n;
}
