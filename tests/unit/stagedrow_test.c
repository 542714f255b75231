/* Rows that are packed come out again, and later ones win. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/import/stagedrow.h"

static void
rows_come_back(void **state)
{
	struct staged_row r = {.columns = 0x2D, .file = 3, .line = 70000}, got;
	struct pack p = {0};

	(void)state;
	r.value[0] = (struct value){.type = VALUE_INT, .i = -5};
	r.value[2] = (struct value){.type = VALUE_TEXT, .s = "a"};
	r.value[3] = (struct value){.type = VALUE_NULL};
	r.value[5] = (struct value){.type = VALUE_REAL, .r = 49.8};
	r.fields = "x";
	r.fields_len = 2;
	r.odd = ROW_SHORT | ROW_NO_TIME;
	stagedrow_pack(&p, &r);
	stagedrow_unpack(p.bytes, &got);
	assert_int_equal(got.odd, ROW_SHORT | ROW_NO_TIME);
	assert_string_equal(got.fields, "x");
	assert_int_equal(got.columns, r.columns);
	assert_int_equal(got.file, 3);
	assert_int_equal(got.line, 70000);
	for (int i = 0; i < 6; i++)
		assert_true((r.columns >> i & 1) == 0 ||
		    value_equal(&r.value[i], &got.value[i]));
	free(p.bytes);
}

/* Texts around the length from which it has bytes of its own. */
static void
texts_of_any_length_come_back(void **state)
{
	char text[400];
	struct pack p = {0};

	(void)state;
	memset(text, 'x', sizeof text);
	for (size_t n = 0; n < sizeof text; n++) {
		struct staged_row r = {.columns = 7}, got;

		text[n] = '\0';
		r.value[0] = (struct value){.type = VALUE_TEXT, .s = text};
		r.value[1] = (struct value){.type = VALUE_INT, .i = INT64_MIN};
		r.value[2] = (struct value){.type = VALUE_TEXT, .s = text};
		p.n = 0;
		stagedrow_pack(&p, &r);
		stagedrow_unpack(p.bytes, &got);
		for (int i = 0; i < 3; i++)
			assert_true(value_equal(&r.value[i], &got.value[i]));
		text[n] = 'x';
	}
	free(p.bytes);
}

static void
later_columns_win(void **state)
{
	struct staged_row a = {.columns = 3}, b = {.columns = 6, .line = 9};

	(void)state;
	for (int i = 0; i < 3; i++) {
		a.value[i] = (struct value){.type = VALUE_INT, .i = i};
		b.value[i] = (struct value){.type = VALUE_INT, .i = 10 + i};
	}
	stagedrow_merge(&a, &b);
	assert_int_equal(a.columns, 7);
	assert_int_equal(a.line, 9);
	assert_int_equal(a.value[0].i, 0);
	assert_int_equal(a.value[1].i, 11);
	assert_int_equal(a.value[2].i, 12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back),
		cmocka_unit_test(texts_of_any_length_come_back),
		cmocka_unit_test(later_columns_win),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
