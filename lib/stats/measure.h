/* measure.h -- the words of a report: what is counted, and by what. */
#ifndef LIB_STATS_MEASURE_H
#define LIB_STATS_MEASURE_H

#include <stdbool.h>

#include "lib/base/date.h"

/* In the order in which they are printed; the outcomes in theirs (codes.h). */
enum {
	MEASURE_VISITS,
	MEASURE_OUTCOME,  /* + OUTCOME_MET ... OUTCOME_CANCELLED */
	MEASURE_PERSONS_VISITED = 9, MEASURE_PERSONS_REACHED,
	MEASURE_FIRST_CONTACTS,
	MEASURE_REACTION, /* + REACTION_POSITIVE ... REACTION_NEGATIVE */
	MEASURE_OFFERS_MADE = 15, MEASURE_OFFERS_ACCEPTED,
	MEASURE_HEALTH_ACCEPTED, MEASURE_CUTS_THREATENED,
	MEASURE_CUTS_AVERTED, MEASURE_CAME_BACK, MEASURE_DAYS_TO_CONTACT,
	MEASURE_MINUTES,
	MEASURES_USUAL,   /* from here on: printed only if asked for */
	MEASURE_PERSONS_REFERRED = MEASURES_USUAL, MEASURE_HOUSEHOLDS_VISITED,
	MEASURE_CAME_BACK_NEXT, MEASURE_PERSONS_WITH_CAUSE, MEASURE_DAYS_Q1,
	MEASURE_DAYS_Q3,
	MEASURES
};

enum {
	KEY_YEAR, KEY_QUARTER, KEY_MONTH, KEY_WEEK, KEY_WORKER, KEY_FUNDER,
	KEY_TOWN, KEY_POSTAL_CODE, KEY_SEX, KEY_AGE_GROUP, KEY_LANGUAGE,
	KEY_CASE_MANAGER, KEY_OUTCOME, KEY_AREA, KEY_CAUSE,
	KEYS
};

/* Measures and keys as sets of bits. */
#define BIT(n) (1U << (n))
#define MEASURES_ALL (BIT(MEASURES) - 1)

/* Their names, by number; each list ends with NULL. */
extern const char *const measure_name[], *const measure_key[];

/* The measures that a table by these keys cannot have; sets of bits. */
unsigned measure_barred(unsigned keys);

/* The measures of such a table that are printed unless others are asked for.
 * Who stands behind one of them makes a row. */
unsigned measure_usual(unsigned keys);

/* Two of these keys that do not go together in one run; NULL: all do. */
const char *measure_clash(unsigned keys);

/* How persons are grouped by age: 25 and 35 make "-24", "25-34", "35-". */
enum { AGE_GROUPS = 32 };
struct age_groups {
	int n;
	int from[AGE_GROUPS];  /* ascending, 1 to 150 */
};

#define AGE_GROUPS_USUAL {4, {25, 35, 45, 55}}

bool measure_ages_parse(struct age_groups *, const char *list);

/* 0 ... n: the group of someone's age on a day; -1: birth date not known. */
int measure_age_group(const struct age_groups *, date birth, date on);

enum { MEASURE_LABEL = 16 };
char *measure_age_label(const struct age_groups *, int group,
    char buf[static MEASURE_LABEL]);

/* One number for each year, quarter, month or week, and its label: "2026",
 * "2026-Q4", "2026-11", "2026-W47". */
int measure_period(int key, date);
char *measure_period_label(int key, int period,
    char buf[static MEASURE_LABEL]);

#endif
