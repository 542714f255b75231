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
	{.name = "since", .kind = FIELD_DAY},
	{.name = "until", .kind = FIELD_DAY},
	{.name = "phone", .kind = FIELD_TEXT},
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
	{.name = "birth_date", .kind = FIELD_BIRTH, .soft = true},
	{.name = "sex", .kind = FIELD_WORD, .soft = true, .words = sexes},
	{.name = "language", .kind = FIELD_TEXT, .soft = true},
	{.name = "phone", .kind = FIELD_TEXT},
	{.name = "street", .kind = FIELD_TEXT},
	{.name = "postal_code", .kind = FIELD_KEY, .soft = true},
	{.name = "town", .kind = FIELD_TEXT},
	{.name = "lat", .kind = FIELD_LAT, .soft = true},
	{.name = "lon", .kind = FIELD_LON, .soft = true},
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
	{.name = "start", .kind = FIELD_TIME},
	{.name = "end", .kind = FIELD_END},
};

static const struct column letters[] = {
	{.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	{.name = "due_on", .kind = FIELD_EVENT, .required = true, .store = "due"},
	{.name = "purpose", .kind = FIELD_TEXT},
	{.name = "letter_id", .kind = FIELD_KEY, .compact = true},
	{.name = "sent_on", .kind = FIELD_EVENT, .soft = true, .store = "sent"},
	{.name = "due_time", .kind = FIELD_TIME, .soft = true,
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
	{.name = "notice_on", .kind = FIELD_EVENT, .soft = true, .store = "notice"},
	{.name = "cut_from", .kind = FIELD_EVENT},
	{.name = "percent", .kind = FIELD_PERCENT},
	{.name = "months", .kind = FIELD_COUNT, .soft = true},
};

static const struct column referrals[] = {
	{.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	{.name = "referred_on", .kind = FIELD_EVENT, .required = true,
	    .store = "day"},
	{.name = "by", .kind = FIELD_TEXT},
	{.name = "reason", .kind = FIELD_TEXT},
};

/* A list of people is no list of workers or places ... */
static const char *const of_cases[] = {"case_id", "household_id", "surname",
	"given_name", "birth_date", "street", "case_manager", NULL};

/* ... and a list of appointments whose day has an unknown heading is no list
 * of cases. */
static const char *const of_others[] = {"due_on", "due_time", "letter_id",
	"sent_on", "purpose", "result", "miss_on", "hearing_until",
	"notice_on", "cut_from", "percent", "months", "referred_on", NULL};

#define LIST(name) name, sizeof name / sizeof name[0]

const struct schema_table import_tables[TABLES] = {
	[WORKERS] = {"workers", "worker", LIST(workers), 1, of_cases, false},
	[OFFERS] = {"offers", "offer", LIST(offers), 1, NULL, false},
	[PLACES] = {"places", "place", LIST(places), 1, of_cases, false},
	[CASES] = {"cases", "client", LIST(cases), 1, of_others, true},
	[ABSENCES] = {"absences", "absence", LIST(absences), 2, NULL, false},
	[LETTERS] = {"letters", "letter", LIST(letters), 3, NULL, false},
	[CUTS] = {"cuts", "cut", LIST(cuts), 2, NULL, false},
	[REFERRALS] = {"referrals", "referral", LIST(referrals), 2, NULL,
		false},
};

/* What visits-plan, visits-list and cases-overdue print. */
static const char *const of_visits[] = {"visit_id", NULL};
static const char *const of_lists[] = {"urgency", "silent_days", "visit_by",
	"in_row", "travel_min", "hand_back", NULL};

const struct schema import_schema = {import_tables, TABLES, of_visits,
	of_lists};
