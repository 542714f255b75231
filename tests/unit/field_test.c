/* Fields into values: every day of four centuries and every minute of a day in
 * every way to write it, white space anywhere, and a table of what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/io/field.h"

static struct arena arena;

static const char *
read_as(enum field_kind kind, enum field_order order, const char *text,
    struct value *v)
{
	static const char *const words[] = {"open", "sch\xC3\xB6n", NULL};
	struct field_type type = {.kind = kind, .order = order,
	    .words = kind == FIELD_CODE || kind == FIELD_WORD ? words : NULL,
	    .today = date_from(2026, 11, 20)};

	arena_reset(&arena);
	return field_read(&type, text, &arena, v);
}

static void
is_int(enum field_kind kind, enum field_order order, const char *text, int want)
{
	struct value v;

	assert_null(read_as(kind, order, text, &v));
	assert_int_equal(v.type, VALUE_INT);
	assert_int_equal(v.i, want);
}

static void
is_empty(enum field_kind kind, const char *text)
{
	struct value v;

	assert_null(read_as(kind, ORDER_DMY, text, &v));
	assert_int_equal(v.type, VALUE_NULL);
}

static void
is_text(enum field_kind kind, const char *text, const char *want)
{
	struct value v;

	assert_null(read_as(kind, ORDER_NONE, text, &v));
	assert_int_equal(v.type, VALUE_TEXT);
	assert_string_equal(v.s, want);
}

static void
is_bad(enum field_kind kind, enum field_order order, const char *text)
{
	struct value v;

	assert_non_null(read_as(kind, order, text, &v));
}

static void
every_day_in_every_way(void **state)
{
	static const struct { const char *format; enum field_order order;
	    int place[3]; } way[] = {
		{"%04d-%02d-%02d", ORDER_DMY, {0, 1, 2}},
		{"%04d-%d-%d", ORDER_NONE, {0, 1, 2}},
		{"%04d%02d%02d", ORDER_NONE, {0, 1, 2}},
		{"%02d.%02d.%04d", ORDER_MDY, {2, 1, 0}},
		{"%d.%d.%04d", ORDER_NONE, {2, 1, 0}},
		{"%d/%d/%04d", ORDER_MDY, {1, 2, 0}},
		{"%02d-%02d-%04d", ORDER_MDY, {1, 2, 0}},
		{"%d-%d-%04d", ORDER_DMY, {2, 1, 0}},
		{"%d/%d/%04d", ORDER_DMY, {2, 1, 0}},
		{"%04d/%d/%d", ORDER_YMD, {0, 1, 2}},
	};
	static const char *const behind[] = {"", " 00:00:00", "T23:59:59Z",
	    " 08:15", " 8:15:00.000", "T08:15+02:00", " 2:00 PM", " 8.15 Uhr", " 8 Uhr"};
	int n = 0;

	(void)state;
	for (date d = date_from(1901, 1, 1); d < date_from(2300, 1, 1); d++) {
		struct civil c = date_civil(d);
		int v[3] = {c.year, c.month, c.day};

		if (d == 0 || d == date_from(2099, 12, 31))
			continue;
		for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
			char text[64];

			snprintf(text, 40, way[i].format, v[way[i].place[0]],
			    v[way[i].place[1]], v[way[i].place[2]]);
			strcat(text, behind[n++ % 9]);
			is_int(FIELD_DAY, way[i].order, text, d);
		}
	}
}

static void
what_means_that_there_is_no_date(void **state)
{
	static const char *const none[] = {"0001-01-01", "01.01.1753",
	    "30.12.1899", "1899-12-31", "1900-01-01 00:00:00", "01.01.1970",
	    "2099-12-31", "31.12.2999", "99991231", "00.00.0000", "0000-00-00",
	    "/  /", "00000000", "0", "-", ". .", "\xC2\xA0", "  "};

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		is_empty(FIELD_DAY, none[i]);
		is_empty(FIELD_EVENT, none[i]);
	}
	is_int(FIELD_BIRTH, ORDER_NONE, "1970-01-01", 0);
	is_empty(FIELD_BIRTH, "1900-01-01");
	is_int(FIELD_UNTIL, ORDER_NONE, "2099-01-01", DATE_MAX);
	is_int(FIELD_UNTIL, ORDER_NONE, "31.12.9999", DATE_MAX);
	is_int(FIELD_UNTIL, ORDER_NONE, "2098-12-31", 47116);
	is_empty(FIELD_UNTIL, "1900-01-01");
}

static void
limits_of_dates(void **state)
{
	(void)state;
	is_bad(FIELD_DAY, ORDER_NONE, "1899-12-29");
	is_bad(FIELD_UNTIL, ORDER_NONE, "1752-01-01");
	is_bad(FIELD_BIRTH, ORDER_NONE, "1850-01-01");
	is_int(FIELD_DAY, ORDER_NONE, "1900-01-02", -25566);
	is_bad(FIELD_EVENT, ORDER_NONE, "2004-12-31");
	is_int(FIELD_EVENT, ORDER_NONE, "2005-01-01", 12784);
	is_int(FIELD_EVENT, ORDER_NONE, "2031-11-20", date_from(2031, 11, 20));
	is_bad(FIELD_EVENT, ORDER_NONE, "2031-11-21");
	is_int(FIELD_BIRTH, ORDER_NONE, "2026-11-20", date_from(2026, 11, 20));
	is_bad(FIELD_BIRTH, ORDER_NONE, "2026-11-21");
	is_int(FIELD_DAY, ORDER_NONE, "2090-01-01", date_from(2090, 1, 1));
}

/* Of every pair of numbers that is a day only in the other order. */
static void
the_other_order_is_told(void **state)
{
	struct value v;
	char text[40];

	(void)state;
	for (int a = 1; a <= 12; a++)
		for (int b = 13; b <= 28; b++) {
			snprintf(text, sizeof text, "%d/%d/2026", a, b);
			assert_ptr_equal(read_as(FIELD_DAY, ORDER_DMY, text, &v),
			    fielddate_other_order);
			snprintf(text, sizeof text, "%d-%d-2026", b, a);
			assert_ptr_equal(read_as(FIELD_DAY, ORDER_MDY, text, &v),
			    fielddate_other_order);
			snprintf(text, sizeof text, "%d.%d.2026", a, b);
			assert_ptr_not_equal(read_as(FIELD_DAY, ORDER_DMY, text,
			    &v), fielddate_other_order);
		}
	is_bad(FIELD_DAY, ORDER_DMY, "31/31/2026");
	assert_ptr_not_equal(read_as(FIELD_DAY, ORDER_DMY, "31/31/2026", &v),
	    fielddate_other_order);
	assert_ptr_not_equal(read_as(FIELD_DAY, ORDER_NONE, "31/01/2026", &v),
	    fielddate_other_order);
}

static void
every_minute_in_every_way(void **state)
{
	static const char *const way[] = {"%02d:%02d", "%d:%02d", "%02d.%02d",
	    "%d.%02d Uhr", "%02d:%02dUhr", "%02d:%02d:00", "%d:%02d:00.000"};

	(void)state;
	for (int m = 0; m < 24 * 60; m++) {
		char text[64];
		int h = m / 60;

		for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
			snprintf(text, sizeof text, way[i], h, m % 60);
			is_int(FIELD_TIME, ORDER_NONE, text, m * 60);
		}
		for (int k = 0; k < 2; k++) {
			snprintf(text, sizeof text, k ? "%d:%02d %s" : "%d:%02d%s",
			    h % 12 == 0 ? 12 : h % 12, m % 60,
			    h < 12 ? "AM" : "pm");
			is_int(FIELD_TIME, ORDER_NONE, text, m * 60);
		}
		snprintf(text, sizeof text, "02.11.2026 %d:%02d", h, m % 60);
		assert_int_equal(fielddate_time_behind(text), m * 60);
	}
	assert_int_equal(fielddate_time_behind("02.11.2026"), CLOCK_NONE);
	assert_int_equal(fielddate_time_behind("2026-11-02T00:00Z"), 0);
	is_int(FIELD_TIME, ORDER_NONE, "14 Uhr", 14 * 3600);
	is_int(FIELD_TIME, ORDER_NONE, "8uhr", 8 * 3600);
	is_int(FIELD_END, ORDER_NONE, "24:00", CLOCK_DAY);
}

/* Of the other kinds than texts, white space and what cannot be seen around a
 * value changes nothing. */
static void
around_a_value_is_nothing(void **state)
{
	static const struct { enum field_kind kind; const char *text; } what[] = {
		{FIELD_KEY, "123A45 67"}, {FIELD_TAGS, "a,lang:tr"},
		{FIELD_WINDOWS, "08:00-12:00"}, {FIELD_DAYPARTS, "mon-am"},
		{FIELD_HOURS, "08:00-16:30"}, {FIELD_WORD, "Sch\xC3\x96N"},
		{FIELD_CODE, "OPEN"}, {FIELD_DAY, "02.11.2026 08:15"},
		{FIELD_EVENT, "20261102"}, {FIELD_BIRTH, "1963-01-01"},
		{FIELD_UNTIL, "2099-01-01"}, {FIELD_TIME, "8.30 Uhr"},
		{FIELD_TIME, "14 Uhr"},
		{FIELD_COUNT, "30,0"}, {FIELD_ID, "17"}, {FIELD_BIT, "1.00"},
		{FIELD_MINUTES, "22,5"}, {FIELD_PERCENT, "30"},
		{FIELD_LAT, "49,87"}, {FIELD_LON, "8.65"},
	};
	static const char *const noise[] = {" ", "\t", "\n", "\xC2\xA0",
	    "\xE2\x80\x89", "\xC2\xAD", "\xE2\x80\x8B", "\xEF\xBB\xBF",
	    "\xE2\x80\x8E", "\x7F", "\x1F"};

	(void)state;
	srand(5);
	for (int round = 0; round < 20000; round++) {
		size_t i = (size_t)rand() % (sizeof what / sizeof what[0]);
		struct value plain, noisy;
		char text[100] = "", kept[100];

		assert_null(read_as(what[i].kind, ORDER_NONE, what[i].text,
		    &plain));
		if (plain.type == VALUE_TEXT)
			plain.s = strcpy(kept, plain.s);
		for (int k = rand() % 4; k > 0; k--)
			strcat(text, noise[rand() % 11]);
		strcat(text, what[i].text);
		for (int k = rand() % 4; k > 0; k--)
			strcat(text, noise[rand() % 11]);
		assert_null(read_as(what[i].kind, ORDER_NONE, text, &noisy));
		assert_int_equal(noisy.type, plain.type);
		if (plain.type == VALUE_TEXT)
			assert_string_equal(noisy.s, plain.s);
		else
			assert_memory_equal(&noisy.i, &plain.i, sizeof plain.i);
	}
}

static void
keys_stay_what_they_are(void **state)
{
	(void)state;
	is_text(FIELD_KEY, "0815", "0815");
	is_text(FIELD_KEY, "654E000020", "654E000020");
	is_text(FIELD_KEY, "43504//0012345", "43504//0012345");
	is_text(FIELD_KEY, "12 \xC2\xA0 3", "12 3");
	is_text(FIELD_KEY, "12\xC2\xAD" "3", "123");
	is_text(FIELD_KEY, "1.2.3", "1.2.3");
	is_text(FIELD_KEY, "47.11", "47.11");
	is_text(FIELD_TEXT, "a  \xC2\xA0 b", "a  \xC2\xA0 b");
}

static void
whole_numbers(void **state)
{
	(void)state;
	for (int n = 0; n < 2000; n++) {
		char text[40];

		snprintf(text, sizeof text, "%d,0", n);
		is_int(FIELD_COUNT, ORDER_NONE, text, n);
		snprintf(text, sizeof text, "%d.00", n);
		is_int(FIELD_COUNT, ORDER_NONE, text, n);
		snprintf(text, sizeof text, "%d.000", n);
		is_bad(FIELD_COUNT, ORDER_NONE, text);
		snprintf(text, sizeof text, "%d,5", n);
		is_bad(FIELD_COUNT, ORDER_NONE, text);
		snprintf(text, sizeof text, "%d,0", n);
		is_bad(FIELD_KEY, ORDER_NONE, text);
	}
}

static void
what_is_refused(void **state)
{
	static const struct { enum field_kind kind; enum field_order order;
	    const char *text; } bad[] = {
		{FIELD_DAY, ORDER_DMY, "01.02.63"},
		{FIELD_DAY, ORDER_NONE, "63-02-01"},
		{FIELD_DAY, ORDER_NONE, "01/02/1963"},
		{FIELD_DAY, ORDER_DMY, "32.01.2026"},
		{FIELD_DAY, ORDER_DMY, "01.13.2026"},
		{FIELD_DAY, ORDER_MDY, "31/12/2026"},
		{FIELD_DAY, ORDER_DMY, "2026.01.02"},
		{FIELD_DAY, ORDER_DMY, "01.02.02026"},
		{FIELD_DAY, ORDER_DMY, "01.02/2026"},
		{FIELD_DAY, ORDER_DMY, "01.02."},
		{FIELD_DAY, ORDER_DMY, "01022026"},
		{FIELD_DAY, ORDER_DMY, "2026110"},
		{FIELD_DAY, ORDER_DMY, "202611021"},
		{FIELD_DAY, ORDER_DMY, "20261302"},
		{FIELD_DAY, ORDER_DMY, "x"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026 x"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026 25:00"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026 8"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026T"},
		{FIELD_DAY, ORDER_NONE, "0000-01-01"},
		{FIELD_TIME, ORDER_NONE, "25:00"},
		{FIELD_TIME, ORDER_NONE, "24:00"},
		{FIELD_TIME, ORDER_NONE, "8:60"},
		{FIELD_TIME, ORDER_NONE, "8:5"},
		{FIELD_TIME, ORDER_NONE, "13:00 PM"},
		{FIELD_TIME, ORDER_NONE, "0:30 AM"},
		{FIELD_TIME, ORDER_NONE, "08:15Z"},
		{FIELD_TIME, ORDER_NONE, "8"},
		{FIELD_TIME, ORDER_NONE, "24 Uhr"},
		{FIELD_TIME, ORDER_NONE, "8 Uhr 10"},
		{FIELD_TIME, ORDER_NONE, "ca. 8 Uhr"},
		{FIELD_KEY, ORDER_NONE, "2,98725E+13"},
		{FIELD_KEY, ORDER_NONE, "1E-5"},
		{FIELD_KEY, ORDER_NONE, "4711.0"},
		{FIELD_LAT, ORDER_NONE, "90.1"},
		{FIELD_LON, ORDER_NONE, "-180,1"},
		{FIELD_PERCENT, ORDER_NONE, "101"},
		{FIELD_COUNT, ORDER_NONE, "-1"},
		{FIELD_COUNT, ORDER_NONE, "1.5"},
		{FIELD_COUNT, ORDER_NONE, "1000001"},
		{FIELD_ID, ORDER_NONE, "0"},
		{FIELD_BIT, ORDER_NONE, "2"},
		{FIELD_MINUTES, ORDER_NONE, "1441"},
		{FIELD_TAGS, ORDER_NONE, "a b"},
		{FIELD_CODE, ORDER_NONE, "opened"},
		{FIELD_DAYPARTS, ORDER_NONE, "mon"},
		{FIELD_HOURS, ORDER_NONE, "08:00-08:00"},
		{FIELD_HOURS, ORDER_NONE, "08:00-12:00,13:00-14:00"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		is_bad(bad[i].kind, bad[i].order, bad[i].text);
}

/* What begins like a value is one: that is all that a reader in a hurry looks
 * at. */
static void
first_bytes_tell_what_is_no_value(void **state)
{
	static const char *const odd[] = {"./.", "NULL", "null", "\\N", "NaN",
	    "(null)", "<null>", "[null]", "k.A.", "K. A.", "n/a", "N.A.",
	    "keine Angabe", "Ohne Angabe", "(leer)", "---", "\xE2\x80\x93",
	    "\"-\"", "- \" -", "\xE2\x80\x9E", "\xE3\x80\x83", "dto.", "Dito",
	    "ditto", "do.", "s.o.", "S. o.", "siehe oben", "w.o.", "Wie oben",
	    "desgl.", "dgl.", "see above", "As above"};

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		assert_true(field_says_nothing(odd[i]) ||
		    field_refers_above(odd[i]));
		assert_false(field_begins_value(odd[i][0]));
	}
	for (int first = 1; first < 256; first++)
		for (int second = 0; second < 256; second++) {
			char s[] = {(char)first, (char)second, '\0'};

			if (field_begins_value(s[0]))
				assert_false(field_says_nothing(s) ||
				    field_refers_above(s));
		}
	assert_true(field_begins_value('2'));
	assert_true(field_begins_value('M'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_in_every_way),
		cmocka_unit_test(what_means_that_there_is_no_date),
		cmocka_unit_test(limits_of_dates),
		cmocka_unit_test(the_other_order_is_told),
		cmocka_unit_test(every_minute_in_every_way),
		cmocka_unit_test(around_a_value_is_nothing),
		cmocka_unit_test(first_bytes_tell_what_is_no_value),
		cmocka_unit_test(keys_stay_what_they_are),
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(what_is_refused),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
