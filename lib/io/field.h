/* field.h -- what the text of one field means, by the kind of its column.
 *
 * The only place where dates, times, numbers, keys and codes are read from a
 * file, whichever file it is: an export, a sheet with outcomes, a plan, a
 * policy.
 *
 *	static const struct field_type minutes = {.kind = FIELD_MINUTES};
 *	struct value v;
 *	const char *wrong = field_read(&minutes, "45", &arena, &v);
 *
 * White space and invisible characters (utf8.h) count as if there was one space
 * for each run of the former and none of the latter, except inside of texts;
 * codes match in any case.
 *
 * What a kind takes, and the value that it becomes (empty: VALUE_NULL):
 *
 *	FIELD_TEXT      text   anything
 *	FIELD_KEY       text   no number that a spreadsheet has mangled: 2,9E+13
 *	                       or 4711.0, and none of its errors
 *	FIELD_TAGS      text   letters, digits, _ - : and commas between
 *	FIELD_WINDOWS   text   windows.h, in canonical form
 *	FIELD_DAYPARTS  text   dayparts.h
 *	FIELD_HOURS     text   HH:MM-HH:MM, the earlier first
 *	FIELD_WORD      text   one of `words`
 *	FIELD_CODE      int    one of `words`: its place among them
 *	FIELD_DAY       int    a date (fielddate.h) from 1900 on; what other
 *	                       systems write for none is empty
 *	FIELD_EVENT     int    a date from 2005 to five years after `today`
 *	FIELD_HAPPENED  int    a date from 2005 on; a placeholder is none
 *	FIELD_BIRTH     int    a date up to `today`
 *	FIELD_UNTIL     int    a date; from 2099 on it means for good
 *	FIELD_TIME      int    seconds since midnight, before 24:00
 *	FIELD_END       int    the same, 24:00 too
 *	FIELD_COUNT     int    0 to `most` (0: a million); decimals have to be
 *	                       zeros, but not three of them
 *	FIELD_ID        int    1 or more
 *	FIELD_BIT       int    0 or 1
 *	FIELD_MINUTES   real   0 to a day
 *	FIELD_PERCENT   real   0 to 100
 *	FIELD_LAT       real   -90 to 90
 *	FIELD_LON       real   -180 to 180
 */
#ifndef LIB_IO_FIELD_H
#define LIB_IO_FIELD_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/fielddate.h"
#include "lib/io/value.h"

enum field_kind {
	FIELD_TEXT, FIELD_KEY, FIELD_TAGS, FIELD_WINDOWS, FIELD_DAYPARTS,
	FIELD_HOURS, FIELD_WORD, FIELD_CODE, FIELD_DAY, FIELD_EVENT,
	FIELD_HAPPENED, FIELD_BIRTH, FIELD_UNTIL, FIELD_TIME, FIELD_END,
	FIELD_COUNT, FIELD_ID, FIELD_BIT, FIELD_MINUTES, FIELD_PERCENT, FIELD_LAT, FIELD_LON
};

struct field_type {
	enum field_kind kind;
	enum field_order order;     /* dates */
	date today;                 /* FIELD_EVENT, FIELD_BIRTH; 0: no limit */
	long long most;             /* FIELD_COUNT */
	const char *const *words;   /* FIELD_CODE, FIELD_WORD; ends with NULL */
};

/* NULL, or what is wrong with the text, in words without the text itself.  The
 * value's text is `text` or lives in the arena. */
const char *field_read(const struct field_type *, const char *text,
    struct arena *, struct value *);

/* -, NULL, \N, k.A., n/a: what systems and people write where nothing is
 * known. */
bool field_says_nothing(const char *);

/* The same for a key that a row need not have: keine, unbekannt, ohne, or
 * nothing but signs.  Whoever has one word for none does not live together. */
bool field_is_no_key(const char *);
bool field_may_be_no_key(char first);

/* ", dto., s. o.: that it is as in the line above. */
bool field_refers_above(const char *);

/* Is a text that begins so neither of both? */
bool field_begins_value(char first);

/* #NV, #WERT!, ####, 4,9615E+11: what a spreadsheet shows instead of a value.
 * NULL, or what is wrong with the text. */
const char *field_error(const char *);

/* The same for the number of a house: 1-3 becomes 01. Mrz, 5 may become 5,0. */
const char *field_house_number(const char *);

#endif
