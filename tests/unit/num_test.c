/* Numbers, times, tags and dayparts: read, written, refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/clock.h"
#include "lib/base/dayparts.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/rule/policy.h"

static unsigned
next(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
decimals_are_the_nearest_double(void **state)
{
	unsigned seed = 1;
	char text[64];
	double v;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int digits = (int)(next(&seed) % 9);

		snprintf(text, sizeof text, "%s%u.%0*u",
		    next(&seed) % 2 ? "-" : "", next(&seed) % 100000,
		    digits + 1, next(&seed) % 1000000);
		assert_true(num_real(text, &v));
		assert_true(v == strtod(text, NULL));
	}
	assert_true(num_real("8,611524", &v) && v == 8.611524);
}

static void
what_is_no_number_is_refused(void **state)
{
	static const char *const bad[] = {"", "-", "+", ".", ",", "1.2.3",
	    "1e5", "0x10", " 1", "1 ", "nan", "inf", "1,2.3", "--1"};
	long long n;
	double v;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_false(num_real(bad[i], &v));
		assert_false(num_int(bad[i], &n));
	}
	assert_false(num_int("1234567890123456789", &n));
	assert_true(num_int("-0042", &n) && n == -42);
}

static void
mangled_numbers_need_a_sign(void **state)
{
	(void)state;
	assert_true(num_is_scientific("2,98725E+13"));
	assert_true(num_is_scientific("2.98725e+13"));
	assert_true(num_is_scientific("3E-5"));
	assert_false(num_is_scientific("654E000020"));
	assert_false(num_is_scientific("2,98725E+"));
	assert_false(num_is_scientific("E+13"));
	assert_false(num_is_scientific("2,98725E+13x"));
}

static void
times_come_back(void **state)
{
	char buf[CLOCK_SIZE];

	(void)state;
	for (int t = 0; t <= CLOCK_DAY; t += 7)
		assert_int_equal(clock_parse(clock_format(t, buf)), t);
	assert_string_equal(clock_format(8 * 3600, buf), "08:00");
	assert_string_equal(clock_format(8 * 3600 + 5, buf), "08:00:05");
	assert_int_equal(clock_parse("8:30"), 8 * 3600 + 1800);
	assert_int_equal(clock_parse("24:01"), CLOCK_NONE);
	assert_int_equal(clock_parse("8:60"), CLOCK_NONE);
	assert_int_equal(clock_parse("08:00x"), CLOCK_NONE);
	assert_int_equal(clock_parse("0800"), CLOCK_NONE);
}

static void
skills_contain_needs(void **state)
{
	char *set = tags_set("b, a ,b,,c");

	(void)state;
	assert_string_equal(set, "a,b,c");
	free(set);
	assert_true(tags_within("", ""));
	assert_true(tags_within("pair", ""));
	assert_true(tags_within("woman,pair", "lang:tr,woman"));
	assert_false(tags_within("lang:t", "lang:tr"));
	assert_true(tags_valid("lang:tr,a_b-c"));
	assert_false(tags_valid("a b"));
	assert_false(tags_valid("a;b"));
}

static void
dayparts_come_back(void **state)
{
	char buf[DAYPARTS_SIZE];
	unsigned bits;

	(void)state;
	for (unsigned all = 0; all < 1u << 14; all++) {
		assert_true(dayparts_parse(dayparts_format(all, buf), &bits));
		assert_int_equal(bits, all);
	}
	assert_false(dayparts_parse("mon", &bits));
	assert_false(dayparts_parse("mon-xm", &bits));
}

static void
the_policy_in_force_is_the_latest_begun(void **state)
{
	struct policy p = {0};
	struct policy_row old = {.from = 100, .miss = {10, 20, 30}, .more = 10,
	    .cap = 100}, new = {.from = 200, .miss = {0, 30, 100}, .cap = 100};

	(void)state;
	policy_add(&p, &new);
	policy_add(&p, &old);
	assert_null(policy_at(&p, 99));
	assert_int_equal(policy_at(&p, 100)->from, 100);
	assert_int_equal(policy_at(&p, 199)->from, 100);
	assert_int_equal(policy_at(&p, 200)->from, 200);
	assert_int_equal(policy_threat(policy_at(&p, 150), 0), 0);
	assert_int_equal(policy_threat(policy_at(&p, 150), 5), 50);
	assert_int_equal(policy_threat(policy_at(&p, 150), 40), 100);
	assert_int_equal(policy_threat(policy_at(&p, 250), 1), 0);
	assert_int_equal(policy_threat(policy_at(&p, 250), 9), 100);
	policy_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimals_are_the_nearest_double),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(mangled_numbers_need_a_sign),
		cmocka_unit_test(times_come_back),
		cmocka_unit_test(skills_contain_needs),
		cmocka_unit_test(dayparts_come_back),
		cmocka_unit_test(the_policy_in_force_is_the_latest_begun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
