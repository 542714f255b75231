#include "lib/import/tables.h"

#include "lib/rule/codes.h"

static const char *const sexes[] = {"f", "m", "x", NULL};

static const struct column workers[] = {
	{.name = "worker", .kind = KIND_KEY, .required = true},
	{.name = "name", .kind = KIND_TEXT},
	{.name = "skills", .kind = KIND_TAGS},
	{.name = "lat", .kind = KIND_LAT, .required = true},
	{.name = "lon", .kind = KIND_LON, .required = true},
	{.name = "funder", .kind = KIND_TEXT},
	{.name = "visits_per_day", .kind = KIND_COUNT},
	{.name = "break_minutes", .kind = KIND_MINUTES},
	{.name = "mon", .kind = KIND_SHIFT},
	{.name = "tue", .kind = KIND_SHIFT},
	{.name = "wed", .kind = KIND_SHIFT},
	{.name = "thu", .kind = KIND_SHIFT},
	{.name = "fri", .kind = KIND_SHIFT},
};

static const struct column offers[] = {
	{.name = "offer", .kind = KIND_KEY, .required = true},
	{.name = "area", .kind = KIND_TEXT},
	{.name = "name", .kind = KIND_TEXT, .required = true},
	{.name = "provider", .kind = KIND_TEXT},
	{.name = "phone", .kind = KIND_TEXT},
};

static const struct column places[] = {
	{.name = "postal_code", .kind = KIND_KEY, .required = true},
	{.name = "lat", .kind = KIND_LAT, .required = true},
	{.name = "lon", .kind = KIND_LON, .required = true},
	{.name = "town", .kind = KIND_TEXT},
};

static const struct column cases[] = {
	{.name = "case_id", .kind = KIND_KEY, .required = true},
	{.name = "household_id", .kind = KIND_KEY},
	{.name = "surname", .kind = KIND_TEXT},
	{.name = "given_name", .kind = KIND_TEXT},
	{.name = "birth_date", .kind = KIND_DATE},
	{.name = "sex", .kind = KIND_WORD, .words = sexes},
	{.name = "language", .kind = KIND_TEXT},
	{.name = "phone", .kind = KIND_TEXT},
	{.name = "street", .kind = KIND_TEXT},
	{.name = "postal_code", .kind = KIND_TEXT},
	{.name = "town", .kind = KIND_TEXT},
	{.name = "lat", .kind = KIND_LAT},
	{.name = "lon", .kind = KIND_LON},
	{.name = "case_manager", .kind = KIND_TEXT},
	{.name = "status", .kind = KIND_CODE, .initial = true,
	    .words = code_status},
	{.name = "needs", .kind = KIND_TAGS},
	{.name = "visit_minutes", .kind = KIND_MINUTES},
	{.name = "windows", .kind = KIND_WINDOWS},
	{.name = "no_visits_until", .kind = KIND_UNTIL},
};

static const struct column absences[] = {
	{.name = "worker", .kind = KIND_WORKER, .required = true},
	{.name = "from", .kind = KIND_DATE, .required = true, .store = "first"},
	{.name = "to", .kind = KIND_DATE, .store = "last"},
};

static const struct column letters[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "due_on", .kind = KIND_DATE, .required = true, .store = "due"},
	{.name = "purpose", .kind = KIND_TEXT},
	{.name = "letter_id", .kind = KIND_LETTER},
	{.name = "sent_on", .kind = KIND_DATE, .store = "sent"},
	{.name = "due_time", .kind = KIND_TIME},
	{.name = "reason", .kind = KIND_TEXT},
	{.name = "result", .kind = KIND_CODE, .initial = true,
	    .words = code_result},
};

static const struct column cuts[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "miss_on", .kind = KIND_DATE, .required = true,
	    .store = "miss"},
	{.name = "state", .kind = KIND_CODE, .required = true,
	    .words = code_cut},
	{.name = "hearing_until", .kind = KIND_DATE},
	{.name = "notice_on", .kind = KIND_DATE, .store = "notice"},
	{.name = "cut_from", .kind = KIND_DATE},
	{.name = "percent", .kind = KIND_PERCENT},
	{.name = "months", .kind = KIND_COUNT},
};

static const struct column referrals[] = {
	{.name = "case_id", .kind = KIND_CASE, .required = true,
	    .store = "client"},
	{.name = "referred_on", .kind = KIND_DATE, .required = true,
	    .store = "day"},
	{.name = "by", .kind = KIND_TEXT},
	{.name = "reason", .kind = KIND_TEXT},
};

/* A list of people is no list of workers or places. */
static const char *const of_cases[] = {"case_id", NULL};

#define LIST(name) name, sizeof name / sizeof name[0]

const struct schema_table import_tables[TABLES] = {
	[WORKERS] = {"workers", "worker", LIST(workers), 1, of_cases},
	[OFFERS] = {"offers", "offer", LIST(offers), 1, NULL},
	[PLACES] = {"places", "place", LIST(places), 1, of_cases},
	[CASES] = {"cases", "client", LIST(cases), 1, NULL},
	[ABSENCES] = {"absences", "absence", LIST(absences), 2, NULL},
	[LETTERS] = {"letters", "letter", LIST(letters), 3, NULL},
	[CUTS] = {"cuts", "cut", LIST(cuts), 2, NULL},
	[REFERRALS] = {"referrals", "referral", LIST(referrals), 2, NULL},
};

const struct schema import_schema = {import_tables, TABLES};
