/* Which known word was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/nearest.h"

static const char *const known[] = {"case_id", "windows", "needs", "visit_by",
    "lat", "lon", "street", "postal_code"};
enum { KNOWN = sizeof known / sizeof known[0] };

static void
a_letter_or_an_ending_is_like(void **state)
{
	static const char *const like[][2] = {{"window", "windows"},
	    {"need", "needs"}, {"visit-by", "visit_by"}, {"Visit By", "visit_by"},
	    {"visitby", "visit_by"}, {"case", "case_id"}, {"steret", "street"},
	    {"needs", "needs"}, {"stret", "street"}};
	static const char *const unlike[][2] = {{"la", "lat"}, {"town", "lon"},
	    {"city", "street"}, {"id", "case_id"}, {"", "lat"},
	    {"lateness", "lat"}, {"postal", "postal_code"}};

	(void)state;
	for (size_t i = 0; i < sizeof like / sizeof like[0]; i++) {
		assert_true(nearest_like(like[i][0], like[i][1]));
		assert_true(nearest_like(like[i][1], like[i][0]));
	}
	for (size_t i = 0; i < sizeof unlike / sizeof unlike[0]; i++) {
		assert_false(nearest_like(unlike[i][0], unlike[i][1]));
		assert_false(nearest_like(unlike[i][1], unlike[i][0]));
	}
}

static void
the_nearest_is_found(void **state)
{
	(void)state;
	assert_int_equal(nearest_of("lot", known, KNOWN), 4);   /* the first */
	assert_int_equal(nearest_of("lo", known, KNOWN), 5);
	assert_int_equal(nearest_of("post", known, KNOWN), 7);
	assert_int_equal(nearest_of("visit_bye", known, KNOWN), 3);
	assert_int_equal(nearest_of("urgency", known, KNOWN), -1);
	assert_int_equal(nearest_of("", known, KNOWN), -1);
	assert_int_equal(nearest_of("needs", known, 0), -1);
}

/* One letter less, other or doubled, two swapped: it still is that word. */
static void
a_slip_is_forgiven(void **state)
{
	char word[32];

	(void)state;
	for (int k = 0; k < KNOWN; k++) {
		size_t n = strlen(known[k]);

		for (size_t i = 0; n >= 5 && i < n; i++) {
			strcpy(word, known[k]);
			word[i] = '#';
			assert_int_equal(nearest_of(word, known, KNOWN), k);
			memmove(word + i, word + i + 1, n - i);
			assert_int_equal(nearest_of(word, known, KNOWN), k);
			assert_true(nearest_like(word, known[k]));
			strcpy(word + i + 1, known[k] + i);
			word[i] = known[k][i];
			assert_int_equal(nearest_of(word, known, KNOWN), k);
			strcpy(word, known[k]);
			if (i > 0) {
				word[i] = known[k][i - 1];
				word[i - 1] = known[k][i];
			}
			assert_int_equal(nearest_of(word, known, KNOWN), k);
			assert_true(nearest_like(word, known[k]));
		}
	}
}

static void
long_words_are_harmless(void **state)
{
	char word[4096];

	(void)state;
	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	assert_int_equal(nearest_of(word, known, KNOWN), -1);
	assert_false(nearest_like(word, "lat"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_or_an_ending_is_like),
		cmocka_unit_test(the_nearest_is_found),
		cmocka_unit_test(a_slip_is_forgiven),
		cmocka_unit_test(long_words_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
