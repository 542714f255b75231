/* Fields of a row as values, and values as fields; names as numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/names.h"
#include "lib/io/fields.h"

static struct arena arena;

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* A field, read and shown again, comes out as `shown`. */
static void
comes_out(enum field_kind kind, const char *field, const char *shown)
{
	char buf[FIELDS_SIZE];
	union {
		const char *text;
		long long id;
		double degrees;
		int n;
		struct fields_hours hours;
	} v;

	assert_null(fields_value(kind, field, &v, &arena));
	assert_string_equal(fields_show(kind, &v, buf), shown);
}

static bool
is_value(enum field_kind kind, const char *field)
{
	char room[64];

	return fields_value(kind, field, room, &arena) == NULL;
}

static void
fields_become_values_and_fields_again(void **state)
{
	(void)state;
	comes_out(FIELD_TEXT, "a b", "a b");
	comes_out(FIELD_TAGS, "lang:tr,pair", "lang:tr,pair");
	comes_out(FIELD_COUNT, "007", "7");
	comes_out(FIELD_ID, "42", "42");
	comes_out(FIELD_MINUTES, "45", "45");
	comes_out(FIELD_MINUTES, "10,55", "10.55");
	comes_out(FIELD_MINUTES, "1.6667", "1.6667");
	comes_out(FIELD_LAT, "49.8700", "49.87");
	comes_out(FIELD_LON, "-8,5", "-8.5");
	comes_out(FIELD_DAY, "2026-11-23", "2026-11-23");
	comes_out(FIELD_TIME, "8:05", "08:05");
}

static void
an_empty_field_is_an_unknown_value(void **state)
{
	static const enum field_kind kind[] = {FIELD_TEXT, FIELD_TAGS, FIELD_COUNT,
		FIELD_ID, FIELD_MINUTES, FIELD_LAT, FIELD_LON, FIELD_DAY, FIELD_TIME};

	(void)state;
	for (size_t i = 0; i < sizeof kind / sizeof kind[0]; i++)
		comes_out(kind[i], "", "");
}

static void
what_is_no_value_is_refused(void **state)
{
	(void)state;
	assert_false(is_value(FIELD_TAGS, "a b"));
	assert_false(is_value(FIELD_COUNT, "-1"));
	assert_false(is_value(FIELD_COUNT, "1.5"));
	assert_false(is_value(FIELD_COUNT, "1000001"));
	assert_false(is_value(FIELD_ID, "0"));
	assert_false(is_value(FIELD_MINUTES, "-1"));
	assert_false(is_value(FIELD_MINUTES, "1441"));
	assert_false(is_value(FIELD_LAT, "90.1"));
	assert_false(is_value(FIELD_LON, "-181"));
	assert_false(is_value(FIELD_LON, "nan"));
	assert_false(is_value(FIELD_DAY, "2026-02-30"));
	assert_false(is_value(FIELD_TIME, "24:01"));
}

static void
hours_are_two_times_the_earlier_first(void **state)
{
	struct fields_hours h;

	(void)state;
	assert_null(fields_value(FIELD_HOURS, "8:00-16:30", &h, &arena));
	assert_int_equal(h.from, 8 * 3600);
	assert_int_equal(h.to, 16 * 3600 + 1800);
	assert_null(fields_value(FIELD_HOURS, "", &h, &arena));
	assert_int_equal(h.from, CLOCK_NONE);
	assert_false(is_value(FIELD_HOURS, "16:00-08:00"));
	assert_false(is_value(FIELD_HOURS, "08:00"));
	assert_false(is_value(FIELD_HOURS, "08:00-"));
	assert_false(is_value(FIELD_HOURS, "08:00-12:00,13:00-16:00"));
}

static void
names_get_numbers_in_the_order_of_first_use(void **state)
{
	struct names *n = names_new();
	char name[16];

	(void)state;
	assert_int_equal(names_find(n, "x"), -1);
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "n%d", i);
		assert_int_equal(names_add(n, name), i);
	}
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "n%d", i);
		assert_int_equal(names_add(n, name), i);
		assert_int_equal(names_find(n, name), i);
		assert_string_equal(names_text(n, i), name);
	}
	assert_int_equal(names_count(n), 10000);
	assert_int_equal(names_find(n, ""), -1);
	names_free(n);
}

#define TEST(f) cmocka_unit_test_teardown(f, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_become_values_and_fields_again),
		TEST(an_empty_field_is_an_unknown_value),
		TEST(what_is_no_value_is_refused),
		TEST(hours_are_two_times_the_earlier_first),
		TEST(names_get_numbers_in_the_order_of_first_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
