/* dates_fuzz -- days and times, as ours and as others write them. */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/io/fielddate.h"
#include "tests/fuzz/fuzz.h"

static void
check_day(date d)
{
	char text[DATE_SIZE], again[DATE_SIZE];
	struct civil c = date_civil(d);
	int year, week;

	FUZZ_CHECK(d >= DATE_MIN && d <= DATE_MAX, "a day is one of the calendar");
	date_format(d, text);
	FUZZ_CHECK(date_parse(text) == d, "a day written is the day read");
	FUZZ_CHECK(date_from(c.year, c.month, c.day) == d, "its parts are the day");
	FUZZ_CHECK(strcmp(date_format(date_parse(text), again), text) == 0,
	    "a day has one text");
	FUZZ_CHECK(date_weekday(d) >= 0 && date_weekday(d) < 7,
	    "there are seven days");
	date_iso_week(d, &year, &week);
	FUZZ_CHECK(week >= 1 && week <= 53, "a week is one of 53");
	FUZZ_CHECK(date_month_end(d) >= d && date_month_end(d) < d + 31,
	    "a month ends within a month");
}

static void
check_time(int t, bool end)
{
	char text[CLOCK_SIZE];

	FUZZ_CHECK(t >= 0 && (t < CLOCK_DAY || (end && t == CLOCK_DAY)),
	    "a time is one of a day");
	clock_format(t, text);
	FUZZ_CHECK(fielddate_time(text, end) == t, "a time written is the time read");
	FUZZ_CHECK(clock_parse(text) == t, "a time written is ours");
}

static void
check_other(const char *text)
{
	int behind = fielddate_time_behind(text);
	date usual = fielddate_usual(text);

	for (int order = ORDER_NONE; order <= ORDER_MDY; order++) {
		date d = DATE_NONE;
		const char *wrong = fielddate_day(text, (enum field_order)order, &d);

		if (wrong == NULL && d != DATE_NONE)
			check_day(d);
		if (usual != DATE_NONE)
			FUZZ_CHECK(wrong == NULL && d == usual,
			    "what is read fast is the same");
	}
	if (behind != CLOCK_NONE)
		check_time(behind, true);
	for (int end = 0; end < 2; end++) {
		int t = fielddate_time(text, end);

		if (t != CLOCK_NONE)
			check_time(t, end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = fuzz_text(data, n);
	date d = date_parse(text), day;
	char again[DATE_SIZE];

	if (d != DATE_NONE) {
		check_day(d);
		FUZZ_CHECK(strcmp(date_format(d, again), text) == 0,
		    "our own days are written in one way");
	}
	day = date_relative(text, 20500);
	if (day != DATE_NONE)
		check_day(day);
	check_other(text);
	return 0;
}
