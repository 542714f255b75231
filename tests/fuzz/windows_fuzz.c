/* windows_fuzz -- times at which a visit may begin, dayparts, tags. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/dayparts.h"
#include "lib/base/tags.h"
#include "lib/base/windows.h"
#include "tests/fuzz/fuzz.h"

static void
check_order(const struct windows *w)
{
	for (int day = 0; day < 7; day++)
		for (int i = 0; i < w->n[day]; i++) {
			const struct window *x = &w->day[day][i];

			FUZZ_CHECK(x->from >= 0 && x->from <= x->to &&
			    x->to <= CLOCK_DAY, "a window is within a day");
			FUZZ_CHECK(i == 0 || x[-1].to < x->from,
			    "windows ascend and are apart");
		}
}

static void
check_windows(const char *text)
{
	struct windows w = {0}, again = {0};
	char one[WINDOWS_SIZE], two[WINDOWS_SIZE];

	if (!windows_parse(text, &w))
		return;
	check_order(&w);
	windows_format(&w, one);
	FUZZ_CHECK(windows_parse(one, &again), "what is written can be read");
	FUZZ_CHECK(strcmp(windows_format(&again, two), one) == 0,
	    "the same windows are the same bytes");
	FUZZ_CHECK(memcmp(w.n, again.n, sizeof w.n) == 0, "none is lost");
}

static void
check_dayparts(const char *text)
{
	unsigned bits, again;
	char buf[DAYPARTS_SIZE];

	if (!dayparts_parse(text, &bits))
		return;
	FUZZ_CHECK(bits < 1u << 14, "there are fourteen dayparts");
	FUZZ_CHECK(dayparts_parse(dayparts_format(bits, buf), &again) &&
	    again == bits, "dayparts written are the dayparts read");
}

static void
check_tags(const char *text)
{
	char *set, *again;

	if (!tags_valid(text))
		return;
	set = tags_set(text);
	again = tags_set(set);
	FUZZ_CHECK(strcmp(set, again) == 0, "a set of tags is one text");
	FUZZ_CHECK(tags_valid(set), "a set of tags is a list of tags");
	FUZZ_CHECK(tags_within(set, text) && tags_within(text, set),
	    "a list and its set have the same tags");
	free(set);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = fuzz_text(data, n);

	check_windows(text);
	check_dayparts(text);
	check_tags(text);
	return 0;
}
