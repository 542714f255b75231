/* Counting into cells, beside counting anew and slowly; and the words of a
 * report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/stats/crosstab.h"
#include "lib/stats/measure.h"

enum { A, B, N_COUNTERS };

static struct contributor
of(int person)
{
	return (struct contributor){person, person / 2};
}

static void
a_person_counts_once_in_a_cell(void **state)
{
	struct crosstab *f = crosstab_new(1, N_COUNTERS);
	int here, there;

	(void)state;
	here = crosstab_cell(f, (int[]){7});
	there = crosstab_cell(f, (int[]){8});
	assert_int_equal(crosstab_cell(f, (int[]){7}), here);
	assert_true(crosstab_add(f, here, A, of(0), 45));
	assert_true(crosstab_add(f, there, A, of(0), 1));
	assert_false(crosstab_add(f, here, A, of(0), 15));
	assert_true(crosstab_add(f, here, B, of(0), 1));
	assert_true(crosstab_add(f, here, A, of(1), 30));
	crosstab_finish(f);
	assert_int_equal(crosstab_cells(f), 2);
	assert_int_equal(crosstab_value(f, here, A), 90);
	assert_int_equal(crosstab_persons(f, here, A), 2);
	assert_int_equal(crosstab_persons(f, here, B), 1);
	assert_int_equal(crosstab_persons(f, there, B), 0);
	assert_int_equal(crosstab_key(f, there)[0], 8);
	crosstab_free(f);
}

static void
without_keys_there_is_one_cell(void **state)
{
	struct crosstab *f = crosstab_new(0, N_COUNTERS);

	(void)state;
	assert_int_equal(crosstab_cell(f, NULL), 0);
	assert_int_equal(crosstab_cell(f, NULL), 0);
	crosstab_finish(f);
	assert_int_equal(crosstab_cells(f), 1);
	crosstab_free(f);
}

static void
the_median_of_two_middle_ones_is_their_mean(void **state)
{
	struct crosstab *f = crosstab_new(1, N_COUNTERS);
	int odd = crosstab_cell(f, (int[]){1});
	int even = crosstab_cell(f, (int[]){2});
	int none = crosstab_cell(f, (int[]){3});
	long long twice = 0;

	(void)state;
	crosstab_sample(f, odd, 30);
	crosstab_sample(f, even, 13);
	crosstab_sample(f, odd, 10);
	crosstab_sample(f, even, 12);
	crosstab_sample(f, odd, 20);
	crosstab_finish(f);
	assert_true(crosstab_quartile(f, odd, 2, &twice));
	assert_int_equal(twice, 40);
	assert_true(crosstab_quartile(f, even, 2, &twice));
	assert_int_equal(twice, 25);
	assert_false(crosstab_quartile(f, none, 2, &twice));
	crosstab_free(f);
}

static void
quartiles_are_medians_of_halves_without_the_middle_one(void **state)
{
	static const int expected[][2] = {  /* of 1 ... n, times two */
		{0, 0}, {2, 4}, {2, 6}, {3, 7}, {3, 9}, {4, 10}, {4, 12}, {5, 13}
	};

	(void)state;
	for (int n = 1; n <= 8; n++) {
		struct crosstab *f = crosstab_new(0, N_COUNTERS);
		int cell = crosstab_cell(f, NULL);
		long long low = 0, high = 0;

		for (int i = n; i > 0; i--)
			crosstab_sample(f, cell, i);
		crosstab_finish(f);
		assert_int_equal(crosstab_quartile(f, cell, 1, &low), n > 1);
		assert_int_equal(crosstab_quartile(f, cell, 3, &high), n > 1);
		assert_int_equal(low, expected[n - 1][0]);
		assert_int_equal(high, expected[n - 1][1]);
		crosstab_free(f);
	}
}

static void
households_are_counted_like_persons(void **state)
{
	struct crosstab *f = crosstab_new(0, N_COUNTERS);
	int cell = crosstab_cell(f, NULL);

	(void)state;
	for (int person = 1; person < 6; person++)
		for (int i = 0; i < 2; i++)
			crosstab_add(f, cell, A, of(person), 1);
	crosstab_finish(f);
	assert_int_equal(crosstab_persons(f, cell, A), 5);
	assert_int_equal(crosstab_households(f, cell, A), 3);
	crosstab_free(f);
}

/* Many cells, many persons: the hash table grows, nothing is mixed up. */
static void
thousands_of_cells_are_counted_like_few(void **state)
{
	enum { PERSONS = 3000, TOWNS = 97, DAYS = 31 };
	static int visits[TOWNS][DAYS], persons[TOWNS][DAYS];
	struct crosstab *f = crosstab_new(2, N_COUNTERS);
	unsigned long x = 1;

	(void)state;
	for (int p = 0; p < PERSONS; p++) {
		bool seen[TOWNS][DAYS] = {{false}};

		for (int i = 0; i < 9; i++) {
			int t, d;

			x = x * 6364136223846793005UL + 1442695040888963407UL;
			t = (int)(x >> 40) % TOWNS;
			d = (int)(x >> 20 & 0xffff) % (i < 4 ? 2 : DAYS);
			crosstab_add(f, crosstab_cell(f, (int[]){t, d}), B, of(p), 2);
			visits[t][d] += 2;
			persons[t][d] += !seen[t][d];
			seen[t][d] = true;
		}
	}
	crosstab_finish(f);
	for (int i = 0; i < crosstab_cells(f); i++) {
		const int *key = crosstab_key(f, i);

		assert_int_equal(crosstab_value(f, i, B),
		    visits[key[0]][key[1]]);
		assert_int_equal(crosstab_persons(f, i, B),
		    persons[key[0]][key[1]]);
		visits[key[0]][key[1]] = 0;
	}
	for (int t = 0; t < TOWNS; t++)
		for (int d = 0; d < DAYS; d++)
			assert_int_equal(visits[t][d], 0);
	crosstab_free(f);
}

static void
names_stand_where_their_numbers_say(void **state)
{
	(void)state;
	assert_string_equal(measure_name[MEASURE_MINUTES], "minutes");
	assert_string_equal(measure_name[MEASURE_CAME_BACK], "came_back");
	assert_null(measure_name[MEASURES]);
	assert_null(measure_key[KEYS]);
}

static void
expect_age(const struct age_groups *g, const char *birth, const char *on,
    const char *want)
{
	char buf[MEASURE_LABEL];

	assert_string_equal(measure_age_label(g,
	    measure_age_group(g, date_parse(birth), date_parse(on)), buf), want);
}

static void
age_counts_on_the_day(void **state)
{
	struct age_groups g = AGE_GROUPS_USUAL;

	(void)state;
	expect_age(&g, "2001-11-20", "2026-11-19", "-24");
	expect_age(&g, "2001-11-20", "2026-11-20", "25-34");
	expect_age(&g, "1971-11-21", "2026-11-20", "45-54");
	expect_age(&g, "1971-11-20", "2026-11-20", "55-");
	expect_age(&g, "2000-02-29", "2025-02-28", "-24");
	expect_age(&g, "2000-02-29", "2025-03-01", "25-34");
	expect_age(&g, "", "2025-03-01", "");
	assert_true(measure_ages_parse(&g, "18,30"));
	expect_age(&g, "2007-01-01", "2026-01-01", "18-29");
	expect_age(&g, "1907-01-01", "2026-01-01", "30-");
	assert_false(measure_ages_parse(&g, ""));
	assert_false(measure_ages_parse(&g, "30,18"));
	assert_false(measure_ages_parse(&g, "18,18"));
	assert_false(measure_ages_parse(&g, "0,18"));
	assert_false(measure_ages_parse(&g, "18,"));
	assert_false(measure_ages_parse(&g, "18,x"));
	assert_false(measure_ages_parse(&g, "18,1000"));
}

static void
expect_period(int key, const char *day, const char *want)
{
	char buf[MEASURE_LABEL];

	assert_string_equal(measure_period_label(key,
	    measure_period(key, date_parse(day)), buf), want);
}

static void
periods_have_names(void **state)
{
	(void)state;
	expect_period(KEY_YEAR, "2026-11-20", "2026");
	expect_period(KEY_QUARTER, "2026-11-20", "2026-Q4");
	expect_period(KEY_QUARTER, "2026-03-31", "2026-Q1");
	expect_period(KEY_MONTH, "2026-12-31", "2026-12");
	expect_period(KEY_MONTH, "2026-01-01", "2026-01");
	expect_period(KEY_WEEK, "2026-11-20", "2026-W47");
	expect_period(KEY_WEEK, "2027-01-03", "2026-W53");
	expect_period(KEY_WEEK, "2024-12-30", "2025-W01");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_person_counts_once_in_a_cell),
		cmocka_unit_test(without_keys_there_is_one_cell),
		cmocka_unit_test(the_median_of_two_middle_ones_is_their_mean),
		cmocka_unit_test(
		    quartiles_are_medians_of_halves_without_the_middle_one),
		cmocka_unit_test(households_are_counted_like_persons),
		cmocka_unit_test(thousands_of_cells_are_counted_like_few),
		cmocka_unit_test(names_stand_where_their_numbers_say),
		cmocka_unit_test(age_counts_on_the_day),
		cmocka_unit_test(periods_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
