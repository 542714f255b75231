#include "lib/stats/measure.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/rule/codes.h"

const char *const measure_name[] = {
	"visits", "met", "not_home", "refused", "moved", "wrong_address",
	"aborted", "self_reported", "cancelled", "persons_visited",
	"persons_reached", "first_contacts", "reaction_positive",
	"reaction_neutral", "reaction_negative", "offers_made",
	"offers_accepted", "health_accepted", "cuts_threatened",
	"cuts_averted", "came_back", "days_to_contact_median", "minutes",
	"persons_referred", "households_visited", "came_back_next",
	"persons_with_cause", "days_to_contact_q1", "days_to_contact_q3", NULL
};

const char *const measure_key[] = {
	"year", "quarter", "month", "week", "worker", "funder", "town",
	"postal_code", "sex", "age_group", "language", "case_manager",
	"outcome", "area", "cause", NULL
};

/* A referral is of a person and a day; it has no worker and no outcome. */
#define NOT_OF_REFERRALS (BIT(KEY_WORKER) | BIT(KEY_FUNDER) | \
    BIT(KEY_OUTCOME) | BIT(KEY_AREA) | BIT(KEY_CAUSE))

unsigned
measure_barred(unsigned keys)
{
	unsigned barred = 0;

	if (keys & BIT(KEY_CASE_MANAGER))
		barred |= BIT(MEASURE_OUTCOME + OUTCOME_REFUSED);
	if (keys & BIT(KEY_AREA))
		barred |= ~(BIT(MEASURE_OFFERS_MADE) |
		    BIT(MEASURE_OFFERS_ACCEPTED) |
		    BIT(MEASURE_HEALTH_ACCEPTED));
	if (keys & BIT(KEY_CAUSE))
		barred |= ~BIT(MEASURE_PERSONS_WITH_CAUSE);
	if (keys & NOT_OF_REFERRALS)
		barred |= BIT(MEASURE_PERSONS_REFERRED);
	return barred & MEASURES_ALL;
}

unsigned
measure_usual(unsigned keys)
{
	unsigned usual = (BIT(MEASURES_USUAL) - 1) & ~measure_barred(keys);

	return usual != 0 ? usual : ~measure_barred(keys) & MEASURES_ALL;
}

const char *
measure_clash(unsigned keys)
{
	if (keys & BIT(KEY_WEEK) && keys & BIT(KEY_MONTH))
		return "week and month";
	if (keys & BIT(KEY_WEEK) && keys & BIT(KEY_QUARTER))
		return "week and quarter";
	if (keys & BIT(KEY_TOWN) && keys & BIT(KEY_POSTAL_CODE))
		return "town and postal_code";
	if (keys & BIT(KEY_AREA) && keys & BIT(KEY_CAUSE) &&
	    measure_barred(keys) == MEASURES_ALL)
		return "area and cause";
	return NULL;
}

bool
measure_ages_parse(struct age_groups *g, const char *list)
{
	int before = 0;

	g->n = 0;
	for (;;) {
		char digits[4] = "";
		size_t len = strcspn(list, ",");
		long long age;

		if (len >= sizeof digits || g->n == AGE_GROUPS)
			return false;
		memcpy(digits, list, len);
		if (!num_int(digits, &age) || age <= before || age > 150)
			return false;
		g->from[g->n++] = before = (int)age;
		list += len;
		if (*list++ == '\0')
			return true;
	}
}

int
measure_age_group(const struct age_groups *g, date birth, date on)
{
	struct civil b, d;
	int age, group = 0;

	if (birth == DATE_NONE)
		return -1;
	b = date_civil(birth);
	d = date_civil(on);
	age = d.year - b.year -
	    (d.month < b.month || (d.month == b.month && d.day < b.day));
	while (group < g->n && age >= g->from[group])
		group++;
	return group;
}

char *
measure_age_label(const struct age_groups *g, int group,
    char buf[static MEASURE_LABEL])
{
	if (group < 0)
		buf[0] = '\0';
	else if (group == 0)
		snprintf(buf, MEASURE_LABEL, "-%d", g->from[0] - 1);
	else if (group == g->n)
		snprintf(buf, MEASURE_LABEL, "%d-", g->from[group - 1]);
	else
		snprintf(buf, MEASURE_LABEL, "%d-%d", g->from[group - 1],
		    g->from[group] - 1);
	return buf;
}

int
measure_period(int key, date on)
{
	struct civil c;
	int year, week;

	if (key == KEY_WEEK) {
		date_iso_week(on, &year, &week);
		return year * 64 + week;
	}
	c = date_civil(on);
	if (key == KEY_QUARTER)
		return c.year * 4 + (c.month - 1) / 3;
	return key == KEY_MONTH ? c.year * 12 + c.month - 1 : c.year;
}

char *
measure_period_label(int key, int p, char buf[static MEASURE_LABEL])
{
	switch (key) {
	case KEY_WEEK:
		snprintf(buf, MEASURE_LABEL, "%04d-W%02d", p / 64, p % 64);
		break;
	case KEY_MONTH:
		snprintf(buf, MEASURE_LABEL, "%04d-%02d", p / 12, p % 12 + 1);
		break;
	case KEY_QUARTER:
		snprintf(buf, MEASURE_LABEL, "%04d-Q%d", p / 4, p % 4 + 1);
		break;
	default:
		snprintf(buf, MEASURE_LABEL, "%04d", p);
	}
	return buf;
}
