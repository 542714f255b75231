/* Days as numbers, against the C library's calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/base/date.h"

static void
broken_down(date d, struct tm *tm)
{
	time_t t = (time_t)d * 86400;

	assert_non_null(gmtime_r(&t, tm));
}

static void
every_day_is_the_librarys_day(void **state)
{
	char ours[DATE_SIZE], theirs[64];
	struct tm tm;
	struct civil c;

	(void)state;
	for (date d = DATE_MIN; d <= DATE_MAX; d++) {
		broken_down(d, &tm);
		c = date_civil(d);
		assert_int_equal(c.year, tm.tm_year + 1900);
		assert_int_equal(c.month, tm.tm_mon + 1);
		assert_int_equal(c.day, tm.tm_mday);
		assert_int_equal(date_weekday(d), (tm.tm_wday + 6) % 7);
		assert_int_equal(date_from(c.year, c.month, c.day), d);
		if (d % 97 != 0)
			continue;
		snprintf(theirs, sizeof theirs, "%04d-%02d-%02d",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
		assert_string_equal(date_format(d, ours), theirs);
		assert_int_equal(date_parse(ours), d);
	}
}

static void
weeks_are_iso_weeks(void **state)
{
	char theirs[16], ours[32];
	int year, week;
	struct tm tm;

	(void)state;
	for (date d = date_from(1990, 1, 1); d < date_from(2101, 1, 1); d++) {
		broken_down(d, &tm);
		strftime(theirs, sizeof theirs, "%G-%V", &tm);
		date_iso_week(d, &year, &week);
		snprintf(ours, sizeof ours, "%04d-%02d", year, week);
		assert_string_equal(ours, theirs);
	}
}

static void
what_is_no_date_is_refused(void **state)
{
	static const char *const bad[] = {"", "2026-02-29", "2026-13-01",
	    "2026-00-10", "2026-01-00", "0000-01-01", "2026-1-1", "20260101",
	    "2026-01-01 ", " 2026-01-01", "2026-01-011", "2026/01/01", "abc"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(date_parse(bad[i]), DATE_NONE);
	assert_int_not_equal(date_parse("2024-02-29"), DATE_NONE);
}

static void
months_are_cut_to_their_end(void **state)
{
	char buf[DATE_SIZE];

	(void)state;
	assert_string_equal(date_format(date_add_months(
	    date_parse("2026-08-31"), -6), buf), "2026-02-28");
	assert_string_equal(date_format(date_add_months(
	    date_parse("2024-08-30"), -6), buf), "2024-02-29");
	assert_string_equal(date_format(date_add_months(
	    date_parse("2026-03-15"), -6), buf), "2025-09-15");
	assert_string_equal(date_format(date_add_months(
	    date_parse("2026-12-31"), 2), buf), "2027-02-28");
	assert_string_equal(date_format(date_month_end(
	    date_parse("2028-02-03")), buf), "2028-02-29");
}

static void
a_day_may_be_told_from_today(void **state)
{
	static const char *const name[] = {"mon", "tue", "wed", "thu", "fri",
		"sat", "sun"};
	char text[16];

	(void)state;
	for (date d = DATE_MIN; d <= DATE_MAX; d += d < -700000 ? 1 : 9973) {
		assert_int_equal(date_relative("today", d), d);
		assert_int_equal(date_relative("tomorrow", d), d + 1);
		assert_int_equal(date_relative("yesterday", d),
		    d > DATE_MIN ? d - 1 : DATE_NONE);
		for (int i = 0; i < 7; i++) {
			date at = date_relative(name[i], d);

			assert_true(at >= d && at < d + 7);
			assert_int_equal(date_weekday(at), i);
		}
		snprintf(text, sizeof text, "-%d", d - DATE_MIN);
		assert_int_equal(date_relative(text, d), DATE_MIN);
		snprintf(text, sizeof text, "-%d", d - DATE_MIN + 1);
		assert_int_equal(date_relative(text, d), DATE_NONE);
	}
	assert_int_equal(date_relative("tomorrow", DATE_MAX), DATE_NONE);
	assert_int_equal(date_relative("mon", DATE_MAX), DATE_NONE);
	assert_int_equal(date_relative("2026-03-01", 0), date_parse("2026-03-01"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_the_librarys_day),
		cmocka_unit_test(weeks_are_iso_weeks),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(months_are_cut_to_their_end),
		cmocka_unit_test(a_day_may_be_told_from_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
