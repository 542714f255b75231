/* Fields into values: every day of five centuries in every way to write it,
 * and a table of what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/date.h"
#include "lib/io/schema.h"

static struct arena arena;

static const char *
read_as(enum field_kind kind, enum field_order order, const char *text, struct value *v)
{
	struct column c = {.name = "x", .kind = kind, .compact = true};

	arena_reset(&arena);
	return column_read(&c, order, text, &arena, v);
}

static void
is_day(enum field_order order, const char *text, date want)
{
	struct value v;

	assert_null(read_as(FIELD_DAY, order, text, &v));
	if (want == DATE_NONE) {
		assert_int_equal(v.type, VALUE_NULL);
		return;
	}
	assert_int_equal(v.type, VALUE_INT);
	assert_int_equal(v.i, want);
}

static void
every_day_in_every_way(void **state)
{
	date first = date_from(1750, 1, 1), last = date_from(2250, 12, 31);

	(void)state;
	for (date d = first; d <= last; d++) {
		struct civil c = date_civil(d);
		char text[40];

		if (c.year == 1900 && c.month == 1 && c.day == 1)
			continue;
		is_day(ORDER_NONE, date_format(d, text), d);
		strcat(text, "T23:59:59+02:00");
		is_day(ORDER_MDY, text, d);
		snprintf(text, sizeof text, "%02d.%02d.%04d", c.day, c.month,
		    c.year);
		is_day(ORDER_NONE, text, d);
		snprintf(text, sizeof text, "%d/%d/%04d", c.month, c.day,
		    c.year);
		is_day(ORDER_MDY, text, d);
		snprintf(text, sizeof text, "%d-%d-%04d", c.day, c.month,
		    c.year);
		is_day(ORDER_DMY, text, d);
		snprintf(text, sizeof text, "%04d/%d/%d", c.year, c.month,
		    c.day);
		is_day(ORDER_YMD, text, d);
	}
}

static void
what_means_empty(void **state)
{
	struct value v;

	(void)state;
	is_day(ORDER_DMY, "31.12.9999", DATE_NONE);
	is_day(ORDER_NONE, "1900-01-01 00:00:00", DATE_NONE);
	is_day(ORDER_NONE, "", DATE_NONE);
	assert_null(read_as(FIELD_UNTIL, ORDER_NONE, "9999-01-01", &v));
	assert_int_equal(v.i, DATE_MAX);
	assert_null(read_as(FIELD_UNTIL, ORDER_NONE, "1900-01-01", &v));
	assert_int_equal(v.type, VALUE_NULL);
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
		{FIELD_DAY, ORDER_DMY, "x"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026 x"},
		{FIELD_DAY, ORDER_DMY, "01.02.2026T"},
		{FIELD_DAY, ORDER_NONE, "0000-01-01"},
		{FIELD_TIME, ORDER_NONE, "25:00"},
		{FIELD_KEY, ORDER_NONE, "2,98725E+13"},
		{FIELD_KEY, ORDER_NONE, "1E-5"},
		{FIELD_LAT, ORDER_NONE, "90.1"},
		{FIELD_LON, ORDER_NONE, "-180,1"},
		{FIELD_LON, ORDER_NONE, "8.6 "},
		{FIELD_PERCENT, ORDER_NONE, "101"},
		{FIELD_COUNT, ORDER_NONE, "-1"},
		{FIELD_COUNT, ORDER_NONE, "1.5"},
		{FIELD_MINUTES, ORDER_NONE, "1441"},
		{FIELD_TAGS, ORDER_NONE, "a b"},
		{FIELD_HOURS, ORDER_NONE, "08:00-08:00"},
		{FIELD_HOURS, ORDER_NONE, "08:00-12:00,13:00-14:00"},
	};
	struct value v;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_non_null(read_as(bad[i].kind, bad[i].order, bad[i].text,
		    &v));
}

static void
letter_ids(void **state)
{
	static const struct { const char *text; enum value_type type; } id[] = {
		{"7", VALUE_INT}, {"07", VALUE_TEXT}, {"0", VALUE_TEXT},
		{"-7", VALUE_TEXT}, {"+7", VALUE_TEXT}, {"7a", VALUE_TEXT},
		{"999999999999999999", VALUE_INT},
		{"4611686018427387903", VALUE_TEXT},
	};
	struct value v;

	(void)state;
	for (size_t i = 0; i < sizeof id / sizeof id[0]; i++) {
		assert_null(read_as(FIELD_KEY, ORDER_NONE, id[i].text, &v));
		assert_int_equal(v.type, id[i].type);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_in_every_way),
		cmocka_unit_test(what_means_empty),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(letter_ids),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
