#include "lib/import/tables.h"

#include "lib/rule/codes.h"

static const char *const sexes[] = {"f", "m", "x", NULL};

static const struct column workers[] = {
	[WORKER_CODE] = {.name = "worker", .kind = FIELD_KEY, .required = true},
	[WORKER_NAME] = {.name = "name", .kind = FIELD_TEXT},
	[WORKER_SKILLS] = {.name = "skills", .kind = FIELD_TAGS},
	[WORKER_LAT] = {.name = "lat", .kind = FIELD_LAT, .required = true},
	[WORKER_LON] = {.name = "lon", .kind = FIELD_LON, .required = true},
	[WORKER_FUNDER] = {.name = "funder", .kind = FIELD_TEXT},
	[WORKER_VISITS] = {.name = "visits_per_day", .kind = FIELD_COUNT},
	[WORKER_BREAK] = {.name = "break_minutes", .kind = FIELD_MINUTES},
	[WORKER_MON] = {.name = "mon", .kind = FIELD_HOURS},
	[WORKER_TUE] = {.name = "tue", .kind = FIELD_HOURS},
	[WORKER_WED] = {.name = "wed", .kind = FIELD_HOURS},
	[WORKER_THU] = {.name = "thu", .kind = FIELD_HOURS},
	[WORKER_FRI] = {.name = "fri", .kind = FIELD_HOURS},
	[WORKER_SINCE] = {.name = "since", .kind = FIELD_DAY},
	[WORKER_UNTIL] = {.name = "until", .kind = FIELD_DAY},
	[WORKER_PHONE] = {.name = "phone", .kind = FIELD_TEXT},
};

static const struct column offers[] = {
	[OFFER_CODE] = {.name = "offer", .kind = FIELD_KEY, .required = true},
	[OFFER_AREA] = {.name = "area", .kind = FIELD_TEXT},
	[OFFER_NAME] = {.name = "name", .kind = FIELD_TEXT, .required = true},
	[OFFER_PROVIDER] = {.name = "provider", .kind = FIELD_TEXT},
	[OFFER_PHONE] = {.name = "phone", .kind = FIELD_TEXT},
};

static const struct column places[] = {
	[PLACE_CODE] = {.name = "postal_code", .kind = FIELD_KEY, .required = true},
	[PLACE_LAT] = {.name = "lat", .kind = FIELD_LAT, .required = true},
	[PLACE_LON] = {.name = "lon", .kind = FIELD_LON, .required = true},
	[PLACE_TOWN] = {.name = "town", .kind = FIELD_TEXT},
};

static const struct column cases[] = {
	[CASE_ID] = {.name = "case_id", .kind = FIELD_KEY, .required = true},
	[CASE_HOUSEHOLD] = {.name = "household_id", .kind = FIELD_KEY},
	[CASE_SURNAME] = {.name = "surname", .kind = FIELD_TEXT},
	[CASE_GIVEN_NAME] = {.name = "given_name", .kind = FIELD_TEXT},
	[CASE_BIRTH] = {.name = "birth_date", .kind = FIELD_BIRTH, .soft = true},
	[CASE_SEX] = {.name = "sex", .kind = FIELD_WORD, .soft = true, .words = sexes},
	[CASE_LANGUAGE] = {.name = "language", .kind = FIELD_TEXT, .soft = true},
	[CASE_PHONE] = {.name = "phone", .kind = FIELD_TEXT},
	[CASE_STREET] = {.name = "street", .kind = FIELD_TEXT},
	[CASE_POSTAL_CODE] = {.name = "postal_code", .kind = FIELD_KEY, .soft = true},
	[CASE_TOWN] = {.name = "town", .kind = FIELD_TEXT},
	[CASE_LAT] = {.name = "lat", .kind = FIELD_LAT, .soft = true},
	[CASE_LON] = {.name = "lon", .kind = FIELD_LON, .soft = true},
	[CASE_MANAGER] = {.name = "case_manager", .kind = FIELD_TEXT},
	[CASE_STATUS] = {.name = "status", .kind = FIELD_CODE, .initial = true,
	    .words = code_status},
	[CASE_NEEDS] = {.name = "needs", .kind = FIELD_TAGS},
	[CASE_MINUTES] = {.name = "visit_minutes", .kind = FIELD_MINUTES},
	[CASE_WINDOWS] = {.name = "windows", .kind = FIELD_WINDOWS},
	[CASE_NO_VISITS] = {.name = "no_visits_until", .kind = FIELD_UNTIL},
};

static const struct column absences[] = {
	[ABSENCE_WORKER] = {.name = "worker", .kind = FIELD_KEY, .refers = REFERS_WORKER,
	    .required = true},
	[ABSENCE_FROM] = {.name = "from", .kind = FIELD_DAY, .required = true, .store = "first"},
	[ABSENCE_TO] = {.name = "to", .kind = FIELD_DAY, .store = "last"},
	[ABSENCE_START] = {.name = "start", .kind = FIELD_TIME},
	[ABSENCE_END] = {.name = "end", .kind = FIELD_END},
};

static const struct column letters[] = {
	[LETTER_CASE] = {.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	[LETTER_DUE] = {.name = "due_on", .kind = FIELD_EVENT, .required = true, .store = "due"},
	[LETTER_PURPOSE] = {.name = "purpose", .kind = FIELD_TEXT},
	[LETTER_ID] = {.name = "letter_id", .kind = FIELD_KEY, .compact = true},
	[LETTER_SENT] = {.name = "sent_on", .kind = FIELD_EVENT, .soft = true, .store = "sent"},
	[LETTER_TIME] = {.name = "due_time", .kind = FIELD_TIME, .soft = true,
	    .time_of = "due_on"},
	[LETTER_REASON] = {.name = "reason", .kind = FIELD_TEXT, .remark = true},
	[LETTER_RESULT] = {.name = "result", .kind = FIELD_CODE, .initial = true,
	    .words = code_result},
};

static const struct column cuts[] = {
	[CUT_CASE] = {.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	[CUT_MISS] = {.name = "miss_on", .kind = FIELD_EVENT, .required = true,
	    .store = "miss"},
	[CUT_STATE] = {.name = "state", .kind = FIELD_CODE, .required = true,
	    .words = code_cut},
	[CUT_UNTIL] = {.name = "hearing_until", .kind = FIELD_EVENT},
	[CUT_NOTICE] = {.name = "notice_on", .kind = FIELD_EVENT, .soft = true, .store = "notice"},
	[CUT_FROM] = {.name = "cut_from", .kind = FIELD_EVENT},
	[CUT_PERCENT] = {.name = "percent", .kind = FIELD_PERCENT},
	[CUT_MONTHS] = {.name = "months", .kind = FIELD_COUNT, .soft = true},
};

static const struct column referrals[] = {
	[REFERRAL_CASE] = {.name = "case_id", .kind = FIELD_KEY, .refers = REFERS_CASE,
	    .required = true, .store = "client"},
	[REFERRAL_ON] = {.name = "referred_on", .kind = FIELD_EVENT, .required = true,
	    .store = "day"},
	[REFERRAL_BY] = {.name = "by", .kind = FIELD_TEXT},
	[REFERRAL_REASON] = {.name = "reason", .kind = FIELD_TEXT, .remark = true},
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
