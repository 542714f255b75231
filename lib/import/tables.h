/* tables.h -- the eight tables that cases-import reads. */
#ifndef LIB_IMPORT_TABLES_H
#define LIB_IMPORT_TABLES_H

#include "lib/io/schema.h"

/* In the order in which a run stores them: what others refer to comes first. */
enum { WORKERS, OFFERS, PLACES, CASES, ABSENCES, LETTERS, CUTS, REFERRALS,
	TABLES };

/* The columns of tables of which some are known by their place, which is also
 * that in staged_row.value. */
enum { WORKER_CODE, WORKER_NAME, WORKER_SKILLS, WORKER_LAT, WORKER_LON,
	WORKER_FUNDER, WORKER_VISITS, WORKER_BREAK, WORKER_MON, WORKER_TUE,
	WORKER_WED, WORKER_THU, WORKER_FRI, WORKER_SINCE, WORKER_UNTIL,
	WORKER_PHONE };
enum { CASE_ID, CASE_HOUSEHOLD, CASE_SURNAME, CASE_GIVEN_NAME, CASE_BIRTH,
	CASE_SEX, CASE_LANGUAGE, CASE_PHONE, CASE_STREET, CASE_POSTAL_CODE,
	CASE_TOWN, CASE_LAT, CASE_LON, CASE_MANAGER, CASE_STATUS, CASE_NEEDS,
	CASE_MINUTES, CASE_WINDOWS, CASE_NO_VISITS };
enum { ABSENCE_WORKER, ABSENCE_FROM, ABSENCE_TO, ABSENCE_START, ABSENCE_END };
enum { LETTER_CASE, LETTER_DUE, LETTER_PURPOSE, LETTER_ID, LETTER_SENT,
	LETTER_TIME, LETTER_REASON, LETTER_RESULT };
enum { CUT_CASE, CUT_MISS, CUT_STATE, CUT_UNTIL, CUT_NOTICE, CUT_FROM,
	CUT_PERCENT, CUT_MONTHS };

extern const struct schema_table import_tables[TABLES];
extern const struct schema import_schema;

#endif
