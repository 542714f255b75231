/* Texts and numbers of JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/base/json.h"

static void
check(const char *text, const char *inside)
{
	char buf[256];

	buf[json_escape(buf, text)] = '\0';
	assert_string_equal(buf, inside);
}

static void
check_in_page(const char *text, const char *inside)
{
	char buf[256];

	buf[json_escape_in_page(buf, text)] = '\0';
	assert_string_equal(buf, inside);
}

static void
texts(void **state)
{
	(void)state;
	check("", "");
	check("Groß-Zimmern", "Groß-Zimmern");
	check("a \"b\" \\ c", "a \\\"b\\\" \\\\ c");
	check("a\nb\tc\rd\x01\x7f", "a\\nb\\tc\\rd\\u0001\\u007f");
	check("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae\xc2\x85",
	    "\\u2028\\u2029\\u202e\\u0085");
	check("\xf0\x9f\x98\x80 \xe2\x80\xa6", "\xf0\x9f\x98\x80 \xe2\x80\xa6");
	check("\xff\xe2\x80", "\\u00ff\\u00e2\\u0080");
	check("</p> & \"", "</p> & \\\"");
	check_in_page("</script><!-- &amp; \"\n",
	    "\\u003c/script\\u003e\\u003c!-- \\u0026amp; \\\"\\n");
}

static void
numbers(void **state)
{
	static const char *const good[] = {"0", "-0", "7", "12.50", "-3.25",
		"0.5", "123456789012345678901234567890"};
	static const char *const bad[] = {"", "-", "+1", "01", "1.", ".5", "1e5",
		"1,5", " 1", "1 ", "0x1", "NaN", "--1"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(json_digits(good[i]) > 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(json_digits(bad[i]), 0);
	assert_int_equal(json_digits("-12.50"), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
