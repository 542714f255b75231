/* Windows as people write them, and the one way in which we do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/windows.h"

static void
means(const char *text, const char *canonical)
{
	struct windows w, again;
	char buf[WINDOWS_SIZE], twice[WINDOWS_SIZE];

	assert_true(windows_parse(text, &w));
	assert_string_equal(windows_format(&w, buf), canonical);
	assert_true(windows_parse(buf, &again));
	assert_string_equal(windows_format(&again, twice), canonical);
}

static void
good_ones(void **state)
{
	(void)state;
	means("", "");
	means("08:00-12:00,14:00-16:00", "08:00-12:00,14:00-16:00");
	means(" 14:00 - 16:00, 8:00-12:00", "08:00-12:00,14:00-16:00");
	means("thu 14:00-18:00,Mon 08:00-12:00",
	    "mon 08:00-12:00,thu 14:00-18:00");
	means("08:00-10:00,09:00-12:00,12:00-13:00", "08:00-13:00");
	means("09:00-09:00", "09:00-09:00");
	means("00:00-24:00", "00:00-24:00");
	means("08:00:30-12:00", "08:00:30-12:00");
	means("mon 08:00-09:00,tue 08:00-09:00,wed 08:00-09:00,thu 08:00-09:00,"
	    "fri 08:00-09:00,sat 08:00-09:00,sun 08:00-09:00", "08:00-09:00");
}

static void
bad_ones(void **state)
{
	static const char *const bad[] = {"x", "08:00", "08:00-", "-08:00",
	    "12:00-08:00", "08:00-12:00,", ",08:00-12:00", "mon", "mon 08:00",
	    "monday 08:00-12:00", "mon08:00-12:00", "08:00-12:00 mon",
	    "mon 08:00-12:00,14:00-16:00", "08:00-25:00", "08:00-12:00;",
	    "08:00-12:00-14:00", "mon mon 08:00-12:00"};
	struct windows w;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(windows_parse(bad[i], &w));
}

static void
a_named_day_leaves_the_others_closed(void **state)
{
	struct windows w;

	(void)state;
	assert_true(windows_parse("thu 14:00-18:00", &w));
	assert_true(w.given);
	assert_int_equal(w.n[0], 0);
	assert_int_equal(w.n[3], 1);
	assert_int_equal(w.day[3][0].from, 14 * 3600);
	assert_true(windows_parse("", &w));
	assert_false(w.given);
}

/* Merged windows hold the same minutes as those that were given. */
static void
random_windows(void **state)
{
	(void)state;
	srand(2);
	for (int round = 0; round < 5000; round++) {
		char text[200] = "", item[40];
		struct windows w;
		bool in[24 * 4 + 1] = {0}, got[24 * 4 + 1] = {0};
		int n = 1 + rand() % 8;

		for (int i = 0; i < n; i++) {
			int from = rand() % 96, to = from + rand() % (97 - from);

			snprintf(item, sizeof item, "%s%02d:%02d-%02d:%02d",
			    i > 0 ? "," : "", from / 4, from % 4 * 15, to / 4,
			    to % 4 * 15);
			strcat(text, item);
			for (int q = from; q <= to; q++)
				in[q] = true;
		}
		assert_true(windows_parse(text, &w));
		for (int i = 0; i < w.n[2]; i++) {
			assert_true(i == 0 ||
			    w.day[2][i - 1].to < w.day[2][i].from);
			for (int q = w.day[2][i].from; q <= w.day[2][i].to;
			    q += 900)
				got[q / 900] = true;
		}
		assert_memory_equal(in, got, sizeof in);
	}
}

static void
too_many(void **state)
{
	char text[40 * 40] = "", item[40];
	struct windows w;

	(void)state;
	for (int i = 0; i < WINDOWS_A_DAY + 1; i++) {
		assert_true(windows_parse(text, &w));
		snprintf(item, sizeof item, "%s%02d:00-%02d:30",
		    i > 0 ? "," : "", i, i);
		strcat(text, item);
	}
	assert_false(windows_parse(text, &w));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_ones),
		cmocka_unit_test(bad_ones),
		cmocka_unit_test(a_named_day_leaves_the_others_closed),
		cmocka_unit_test(random_windows),
		cmocka_unit_test(too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
