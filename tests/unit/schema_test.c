/* What a column makes of a field, beyond its kind (field_test). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/date.h"
#include "lib/io/schema.h"

static struct arena arena;

static const char *
read_as(enum field_kind kind, enum field_order order, const char *text, struct value *v)
{
	struct column c = {.name = "x", .kind = kind, .compact = true};
	struct field_type type;

	arena_reset(&arena);
	type = schema_type(&c, order, 0);
	return schema_read(&c, &type, text, &arena, v);
}

static void
letter_ids(void **state)
{
	static const struct { const char *text; enum value_type type; } id[] = {
		{"7", VALUE_INT}, {"07", VALUE_TEXT}, {"0", VALUE_TEXT},
		{"-7", VALUE_TEXT}, {"+7", VALUE_TEXT}, {"7a", VALUE_TEXT},
		{"999999999999999999", VALUE_INT},
		{"4611686018427387903", VALUE_TEXT},
	};
	struct value v;

	(void)state;
	for (size_t i = 0; i < sizeof id / sizeof id[0]; i++) {
		assert_null(read_as(FIELD_KEY, ORDER_NONE, id[i].text, &v));
		assert_int_equal(v.type, id[i].type);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letter_ids),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
