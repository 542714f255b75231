/* tables.h -- the eight tables that cases-import reads. */
#ifndef LIB_IMPORT_TABLES_H
#define LIB_IMPORT_TABLES_H

#include "lib/io/schema.h"

/* In the order in which a run stores them: what others refer to comes first. */
enum { WORKERS, OFFERS, PLACES, CASES, ABSENCES, LETTERS, CUTS, REFERRALS,
	TABLES };

extern const struct schema_table import_tables[TABLES];
extern const struct schema import_schema;

#endif
