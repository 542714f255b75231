/* fields_fuzz -- the text of a field as a value, and the value as a text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/io/fields.h"
#include "tests/fuzz/fuzz.h"

enum { TODAY = 20500, KINDS = FIELD_LON + 1 };

static const char *const words[] = {"open", "missed", "\xC3\xA4u\xC3\x9F", NULL};

static void
check_limits(enum field_kind kind, const struct value *v)
{
	switch (kind) {
	case FIELD_CODE:
		FUZZ_CHECK(v->i >= 0 && v->i < 3, "a code is one of the words");
		break;
	case FIELD_COUNT:
		FUZZ_CHECK(v->i >= 0 && v->i <= 1000000, "a count has its limit");
		break;
	case FIELD_ID:
		FUZZ_CHECK(v->i >= 1, "a number begins with 1");
		break;
	case FIELD_BIT:
		FUZZ_CHECK(v->i == 0 || v->i == 1, "a bit is a bit");
		break;
	case FIELD_MINUTES:
		FUZZ_CHECK(v->r >= 0 && v->r <= 1440, "minutes are of a day");
		break;
	case FIELD_LAT:
		FUZZ_CHECK(fabs(v->r) <= 90, "a latitude ends at the pole");
		break;
	case FIELD_LON:
		FUZZ_CHECK(fabs(v->r) <= 180, "a longitude ends at its line");
		break;
	case FIELD_DAY: case FIELD_EVENT: case FIELD_HAPPENED: case FIELD_BIRTH:
	case FIELD_UNTIL:
		FUZZ_CHECK(v->i >= DATE_MIN && v->i <= DATE_MAX, "a day is a day");
		break;
	case FIELD_TIME: case FIELD_END:
		FUZZ_CHECK(v->i >= 0 && v->i <= CLOCK_DAY, "a time is of a day");
		break;
	default:
		break;
	}
}

static void
check_kind(enum field_kind kind, const char *text, struct arena *a)
{
	struct field_type type = {.kind = kind, .today = TODAY, .words = words};
	struct value v, again;

	for (int order = ORDER_NONE; order <= ORDER_MDY; order++) {
		type.order = (enum field_order)order;
		if (field_read(&type, text, a, &v) != NULL || v.type == VALUE_NULL)
			continue;
		check_limits(kind, &v);
		if (v.type != VALUE_TEXT || kind == FIELD_TEXT)
			continue;
		FUZZ_CHECK(utf8_valid(v.s, strlen(v.s)), "a text is UTF-8");
		FUZZ_CHECK(field_read(&type, v.s, a, &again) == NULL &&
		    value_equal(&v, &again), "a value that was read can be read");
	}
}

/* Not FIELD_CODE and FIELD_WORD, which need words. */
static void
check_shown(enum field_kind kind, const char *text, struct arena *a)
{
	union {
		const char *text;
		long long id;
		double real;
		struct fields_hours hours;
	} v = {0}, again = {0};
	char buf[FIELDS_SIZE], buf2[FIELDS_SIZE];
	const char *shown, *second;

	if (kind == FIELD_CODE || kind == FIELD_WORD || kind == FIELD_UNTIL ||
	    fields_value(kind, text, &v, a) != NULL)
		return;
	shown = fields_show(kind, &v, buf);
	FUZZ_CHECK(fields_value(kind, shown, &again, a) == NULL,
	    "what is shown can be read");
	second = fields_show(kind, &again, buf2);
	FUZZ_CHECK(strcmp(shown, second) == 0, "a value is shown in one way");
}

static void
check_numbers(const char *text)
{
	long long n, m;
	double r;

	if (num_int(text, &n)) {
		FUZZ_CHECK(num_whole(text, &m) && m == n,
		    "a whole number is a whole number");
		FUZZ_CHECK(num_real(text, &r), "a whole number is a decimal");
	}
	if (num_real(text, &r))
		FUZZ_CHECK(isfinite(r) && !num_is_scientific(text),
		    "a decimal is a number");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = fuzz_text(data, n);
	struct arena arena = {0};

	if (!utf8_valid(text, n))
		return 0;
	for (int kind = 0; kind < KINDS; kind++) {
		check_kind((enum field_kind)kind, text, &arena);
		check_shown((enum field_kind)kind, text, &arena);
	}
	check_numbers(text);
	arena_free(&arena);
	return 0;
}
