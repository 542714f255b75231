/* The tables of share/holidays, day by day from 2017 to 2030, against the same
 * holidays told the other way round: by holiday, who has it.  Easter Sundays
 * and Repentance days are written down as the calendars have them, not
 * computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "lib/io/datafile.h"

enum { FIRST_YEAR = 2017, LAST_YEAR = 2030 };

static const char *const easter_sunday[] = {
	"2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04",
	"2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
	"2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21"};

static const char repentance_days[] = "2017-11-22 2018-11-21 2019-11-20 "
    "2020-11-18 2021-11-17 2022-11-16 2023-11-22 2024-11-20 2025-11-19 "
    "2026-11-18 2027-11-17 2028-11-22 2029-11-21 2030-11-20";

static const char *const tables[] = {"bw", "by", "by-assumption",
    "by-augsburg", "be", "bb", "hb", "hh", "he", "mv", "ni", "nw", "rp", "sl",
    "sn", "st", "sh", "th"};

/* Is this table one of those named, or all are? */
static bool
is_among(const char *table, const char *names)
{
	char word[32], list[128];

	if (strcmp(names, "all") == 0)
		return true;
	snprintf(word, sizeof word, " %s ", table);
	snprintf(list, sizeof list, " %s ", names);
	return strstr(list, word) != NULL;
}

static const struct {
	const char *day;  /* MM-DD */
	int from;
	const char *who;
} fixed[] = {
	{"01-01", 0, "all"},
	{"01-06", 0, "bw by by-assumption by-augsburg st"},
	{"03-08", 2019, "be"},
	{"03-08", 2023, "mv"},
	{"05-01", 0, "all"},
	{"08-08", 0, "by-augsburg"},
	{"08-15", 0, "sl by-assumption by-augsburg"},
	{"09-20", 2019, "th"},
	{"10-03", 0, "all"},
	{"10-31", 0, "bb mv sn st th"},
	{"10-31", 2018, "hb hh ni sh"},
	{"11-01", 0, "bw by by-assumption by-augsburg nw rp sl"},
	{"12-25", 0, "all"},
	{"12-26", 0, "all"},
};

static const struct {
	int after_easter;
	const char *who;
} movable[] = {
	{-2, "all"}, {0, "bb"}, {1, "all"}, {39, "all"}, {49, "bb"}, {50, "all"},
	{60, "bw by by-assumption by-augsburg he nw rp sl"},
};

static const struct {
	const char *day, *who;
} once[] = {
	{"2017-10-31", "all"}, {"2020-05-08", "be"}, {"2025-05-08", "be"},
	{"2028-06-17", "be"},
};

static bool
is_expected(const char *table, date d)
{
	char day[DATE_SIZE];
	int year = date_civil(d).year;
	date easter = date_parse(easter_sunday[year - FIRST_YEAR]);

	date_format(d, day);
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (strcmp(day + 5, fixed[i].day) == 0 && year >= fixed[i].from &&
		    is_among(table, fixed[i].who))
			return true;
	for (size_t i = 0; i < sizeof movable / sizeof movable[0]; i++)
		if (d == easter + movable[i].after_easter &&
		    is_among(table, movable[i].who))
			return true;
	for (size_t i = 0; i < sizeof once / sizeof once[0]; i++)
		if (strcmp(day, once[i].day) == 0 && is_among(table, once[i].who))
			return true;
	return strcmp(table, "sn") == 0 && strstr(repentance_days, day) != NULL;
}

static void
each_state_has_its_holidays(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		struct holidays h = {0};
		char day[DATE_SIZE], path[64];

		snprintf(path, sizeof path, "share/holidays/%s.tsv", tables[i]);
		datafile_holidays(&h, path);
		for (date d = date_from(FIRST_YEAR, 1, 1);
		    d <= date_from(LAST_YEAR, 12, 31); d++)
			if (holiday_is(&h, d) != is_expected(tables[i], d))
				fail_msg("%s: %s", tables[i], date_format(d, day));
		holiday_free(&h);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_has_its_holidays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
