#include "lib/import/tables.h"

#include "lib/rule/codes.h"

static const char *const sexes[] = {"f", "m", "x", NULL};

static const struct column workers[] = {
	{.name = "worker", .kind = FIELD_KEY, .required = true},
	{.name = "name", .kind = FIELD_TEXT},
	{.name = "skills", .kind = FIELD_TAGS},
	{.name = "lat", .kind = FIELD_LAT, .required = true},
	{.name = "lon", .kind = FIELD_LON, .required = true},
	{.name = "funder", .kind = FIELD_TEXT},
	{.name = "visits_per_day", .kind = FIELD_COUNT},
	{.name = "break_minutes", .kind = FIELD_MINUTES},
	{.name = "mon", .kind = FIELD_HOURS},
	{.name = "tue", .kind = FIELD_HOURS},
	{.name = "wed", .kind = FIELD_HOURS},
	{.name = "thu", .kind = FIELD_HOURS},
	{.name = "fri", .kind = FIELD_HOURS},
};

static const struct column offers[] = {
	{.name = "offer", .kind = FIELD_KEY, .required = true},
	{.name = "area", .kind = FIELD_TEXT},
	{.name = "name", .kind = FIELD_TEXT, .required = true},
	{.name = "provider", .kind = FIELD_TEXT},
	{.name = "phone", .kind = FIELD_TEXT},
};

static const struct column places[] = {
	{.name = "postal_code", .kind = FIELD_KEY, .required = true},
	{.name = "lat", .kind = FIELD_LAT, .required = true},
	{.name = "lon", .kind = FIELD_LON, .required = true},
	{.name = "town", .kind = FIELD_TEXT},
};

static const struct column cases[] = {
	{.name = "case_id", .kind = FIELD_KEY, .required = true},
	{.name = "household_id", .kind = FIELD_KEY},
	{.name = "surname", .kind = FIELD_TEXT},
	{.name = "given_name", .kind = FIELD_TEXT},
	{.name = "birth_date", .soft = true, .kind = FIELD_BIRTH},
	{.name = "sex", .soft = true, .kind = FIELD_WORD, .words = sexes},
	{.name = "language", .soft = true, .kind = FIELD_TEXT},
	{.name = "phone", .kind = FIELD_TEXT},
	{.name = "street", .kind = FIELD_TEXT},
	{.name = "postal_code", .kind = FIELD_TEXT},
	{.name = "town", .kind = FIELD_TEXT},
	{.name = "lat", .soft = true, .kind = FIELD_LAT},
	{.name = "lon", .soft = true, .kind = FIELD_LON},
	{.name = "case_manager", .kind = FIELD_TEXT},
	{.name = "status", .kind = FIELD_CODE, .initial = true,
	    .words = code_status},
	{.name = "needs", .kind = FIELD_TAGS},
	{.name = "visit_minutes", .kind = FIELD_MINUTES},
	{.name = "windows", .kind = FIELD_WINDOWS},
	{.name = "no_visits_until", .kind = FIELD_UNTIL},
};

static const struct column absences[] = {
	{.name = "worker", .kind = FIELD_KEY, .refers = REFERS_WORKER,
	    .required = true},
	{.name = "from", .kind = FIELD_DAY, .required = true, .store = "first"},
	{.name = "to", .kind = FIELD_DAY, .store = "last"},
};

static const struct column letters[] = {
	{.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	{.name = "due_on", .kind = FIELD_EVENT, .required = true, .store = "due"},
	{.name = "purpose", .kind = FIELD_TEXT},
	{.name = "letter_id", .kind = FIELD_KEY, .compact = true},
	{.name = "sent_on", .soft = true, .kind = FIELD_EVENT, .store = "sent"},
	{.name = "due_time", .soft = true, .kind = FIELD_TIME,
	    .time_of = "due_on"},
	{.name = "reason", .kind = FIELD_TEXT},
	{.name = "result", .kind = FIELD_CODE, .initial = true,
	    .words = code_result},
};

static const struct column cuts[] = {
	{.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	{.name = "miss_on", .kind = FIELD_EVENT, .required = true,
	    .store = "miss"},
	{.name = "state", .kind = FIELD_CODE, .required = true,
	    .words = code_cut},
	{.name = "hearing_until", .kind = FIELD_EVENT},
	{.name = "notice_on", .soft = true, .kind = FIELD_EVENT, .store = "notice"},
	{.name = "cut_from", .kind = FIELD_EVENT},
	{.name = "percent", .kind = FIELD_PERCENT},
	{.name = "months", .soft = true, .kind = FIELD_COUNT},
};

static const struct column referrals[] = {
	{.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	{.name = "referred_on", .kind = FIELD_EVENT, .required = true,
	    .store = "day"},
	{.name = "by", .kind = FIELD_TEXT},
	{.name = "reason", .kind = FIELD_TEXT},
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
