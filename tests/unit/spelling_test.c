/* Names that people spell differently have one key, other names another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/spelling.h"

static bool
matches(const char *asked, const char *stored)
{
	struct spelling s = spelling_new(asked);
	bool found = spelling_matches(&s, stored);

	free(s.key);
	return found;
}

static bool
street_matches(const char *asked, const char *stored)
{
	struct spelling s = spelling_new_street(asked);
	bool found = spelling_matches(&s, stored);

	free(s.key);
	return found;
}

static void
spellings_of_one_name_match_each_other(void **state)
{
	static const char *const same[][5] = {
	    {"Müller", "Mueller", "MUELLER", "Muller", "mu\xCC\x88ller"},
	    {"Yılmaz", "Yilmaz", "YILMAZ", "yılmaz", "Yİlmaz"},
	    {"van den Berg", "Vandenberg", "VAN DEN BERG", "Van-den-Berg",
	        "van den\xC2\xA0""Berg"},
	    {"O'Neil", "Oneil", "O\xE2\x80\x99Neil", "O Neil", "o'neil"},
	    {"Groß", "Gross", "GROSS", "GROẞ", "gross"},
	    {"Şahin", "Sahin", "ŞAHİN", "sahin", "Ṣahin"},
	    {"Łukasz", "Lukasz", "łukasz", "LUKASZ", "Lukász"},
	    {"Nguyễn", "Nguyen", "NGUYỄN", "nguyen", "Nguyển"},
	    {"Иванов", "иванов", "ИВАНОВ", "Иванов ", " Иванов"}};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		for (int a = 0; a < 5; a++)
			for (int b = 0; b < 5; b++)
				if (!matches(same[i][a], same[i][b]))
					fail_msg("%s, %s", same[i][a],
					    same[i][b]);
}

static void
other_names_do_not_match(void **state)
{
	static const char *const other[][2] = {
	    {"Müller", "Möller"}, {"Meier", "Maier"}, {"Berg", "Berger"},
	    {"", "Berg"}, {"-", "Berg"}, {"*", "Berg"}, {"Neil", "O'Neil"},
	    {"Иванов", "Ivanov"}, {"Berg", ""}, {"ss", "s"}};

	(void)state;
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (matches(other[i][0], other[i][1]))
			fail_msg("%s, %s", other[i][0], other[i][1]);
}

static void
either_part_of_a_double_name_will_do(void **state)
{
	(void)state;
	assert_true(matches("Schmidt", "Müller-Schmidt"));
	assert_true(matches("mueller", "Müller-Schmidt"));
	assert_true(matches("Muellerschmidt", "Müller-Schmidt"));
	assert_true(matches("Müller Schmidt", "Müller-Schmidt"));
	assert_true(matches("Maria", "Anna Maria"));
	assert_true(matches("Annaeva", "Anna-Eva"));
	assert_false(matches("Müller-Schmidt", "Schmidt"));
	assert_false(matches("Schmid", "Müller-Schmidt"));
}

static void
a_star_asks_for_the_beginning(void **state)
{
	(void)state;
	assert_true(matches("Mül*", "Mueller"));
	assert_true(matches("mue *", "Müller"));
	assert_true(matches("Schm*", "Müller-Schmidt"));
	assert_false(matches("üller*", "Müller"));
	assert_false(matches("Müllers*", "Müller"));
}

static void
streets_and_telephone_numbers_have_several_ways_too(void **state)
{
	char a[99], b[99];

	(void)state;
	assert_true(street_matches("Darmstädter Straße 12a",
	    "DARMSTAEDTER STR. 12 A"));
	assert_true(street_matches("Bahnhofstr.*", "Bahnhofstrasse 7"));
	assert_false(street_matches("Bahnhofstr. 7", "Bahnhofstraße 77"));
	assert_true(street_matches("Bahnhofstr. 7", "Bahnhofstraße 7 Altheim"));
	assert_false(street_matches("Bahnhofstr.", "Bahnhofstraße 7 Altheim"));
	spelling_phone(a, "+49 (0)6151 / 12-34");
	spelling_phone(b, "06151 1234");
	assert_string_equal(a, b);
	spelling_phone(a, "0049 6151 1234");
	assert_string_equal(a, b);
	spelling_phone(a, "0171 234 567");
	assert_true(spelling_phone_matches(a, "06151 12 34 0171 234567"));
	assert_true(spelling_phone_matches(a, "+49 171 234567 06151 1234"));
	assert_false(spelling_phone_matches(a, "06151 1234 0171 2345"));
	assert_false(spelling_phone_matches(a, "50171 234567"));
	assert_false(spelling_phone_matches(a, ""));
	spelling_phone(a, "");
	assert_string_equal(a, "");
}

/* Any bytes: the room that the header names is enough, and nothing is read
 * beyond the end (the sanitizers watch). */
static void
any_bytes_have_a_key(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[40];
		size_t n = (unsigned)i % 20;
		char *copy, *key;

		for (size_t k = 0; k < n; k++) {
			seed = seed * 1664525u + 1013904223u;
			text[k] = (char)(1 + (seed >> 16) % 255);
		}
		text[n] = '\0';
		copy = xstrdup(text);
		key = xmalloc(SPELLING_ROOM(n));
		assert_true(spelling_key(key, copy) < SPELLING_ROOM(n));
		matches(copy, copy);
		free(key);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_of_one_name_match_each_other),
		cmocka_unit_test(other_names_do_not_match),
		cmocka_unit_test(either_part_of_a_double_name_will_do),
		cmocka_unit_test(a_star_asks_for_the_beginning),
		cmocka_unit_test(streets_and_telephone_numbers_have_several_ways_too),
		cmocka_unit_test(any_bytes_have_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
