/* Hesse's holidays and working days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rule/holiday.h"

static void
hesse(struct holidays *h)
{
	static const char *const rule[] = {"01-01", "easter-2", "easter+1",
	    "05-01", "easter+39", "easter+50", "easter+60", "10-03", "12-25",
	    "12-26"};

	for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
		assert_true(holiday_add(h, rule[i], 1, 9999));
}

static void
movable_feasts_fall_where_the_calendar_says(void **state)
{
	static const char *const day[] = {
	    "2018-03-30", "2018-04-02", "2018-05-10", "2018-05-21", "2018-05-31",
	    "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-06-04",
	    "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17", "2027-05-27"};
	struct holidays h = {0};

	(void)state;
	hesse(&h);
	for (size_t i = 0; i < sizeof day / sizeof day[0]; i++) {
		assert_true(holiday_is(&h, date_parse(day[i])));
		assert_false(holiday_workday_is(&h, date_parse(day[i])));
	}
	holiday_free(&h);
}

/* The computus of Gauss, with the corrections of 1816: another way there. */
static date
easter_of_gauss(int y)
{
	int a = y % 19, b = y % 4, c = y % 7, k = y / 100;
	int p = (13 + 8 * k) / 25, q = k / 4;
	int m = (15 - p + k - q) % 30, n = (4 + k - q) % 7;
	int d = (19 * a + m) % 30, e = (2 * b + 4 * c + 6 * d + n) % 7;

	if (d == 29 && e == 6)
		return date_from(y, 4, 19);
	if (d == 28 && e == 6 && (11 * m + 11) % 30 < 19)
		return date_from(y, 4, 18);
	return date_from(y, 3, 22) + d + e;
}

static void
easter_is_the_same_by_another_rule(void **state)
{
	(void)state;
	for (int y = 1700; y < 3000; y++) {
		assert_int_equal(holiday_easter(y), easter_of_gauss(y));
		assert_int_equal(date_weekday(holiday_easter(y)), 6);
	}
}

static void
working_days_are_found_around_christmas(void **state)
{
	struct holidays h = {0};

	(void)state;
	hesse(&h);
	/* 25 and 26 December 2026 are a Friday and a Saturday. */
	assert_int_equal(holiday_workday_before(&h, date_parse("2026-12-28")),
	    date_parse("2026-12-24"));
	assert_int_equal(holiday_workday_on_or_after(&h, date_parse("2026-12-25")),
	    date_parse("2026-12-28"));
	assert_int_equal(holiday_workday_on_or_before(&h, date_parse("2026-12-24")),
	    date_parse("2026-12-24"));
	holiday_free(&h);
}

/* What a policy counts from the last days can lie beyond them. */
static void
the_calendar_ends_without_an_overflow(void **state)
{
	struct holidays h = {0};

	(void)state;
	hesse(&h);
	assert_true(holiday_is(&h, date_parse("9999-12-26")));
	assert_false(holiday_is(&h, DATE_MAX + 2));
	assert_false(holiday_is(&h, DATE_MIN - 2));
	assert_true(holiday_workday_on_or_after(&h, DATE_MAX + 14) >= DATE_MAX);
	assert_int_equal(holiday_workday_before(&h, DATE_MAX + 1),
	    date_parse("9999-12-31"));
	assert_true(holiday_workday_before(&h, DATE_MIN) <= DATE_MIN);
	holiday_free(&h);
}

static void
what_is_no_rule_is_refused(void **state)
{
	static const char *const bad[] = {"", "easter+", "easter*2", "13-01",
	    "02-30", "1-1", "2026-02-30", "easter+9999", "Easter", "1/-05",
	    "10-0<", "10-03 ", "00-00", "wed<", "wed<23-11", "we<11-23",
	    "wed>11-23", "wed<2026-11-23"};
	struct holidays h = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(holiday_add(&h, bad[i], 1, 9999));
	assert_true(holiday_add(&h, "2026-11-20", 1, 9999));
	assert_true(holiday_is(&h, date_parse("2026-11-20")));
	assert_false(holiday_is(&h, date_parse("2027-11-20")));
	holiday_free(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(movable_feasts_fall_where_the_calendar_says),
		cmocka_unit_test(easter_is_the_same_by_another_rule),
		cmocka_unit_test(working_days_are_found_around_christmas),
		cmocka_unit_test(the_calendar_ends_without_an_overflow),
		cmocka_unit_test(what_is_no_rule_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
