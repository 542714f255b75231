/* staging_parts.h -- what the parts of staging.h share: staging_file.c reads a
 * file, staging_row.c takes its rows in, staging.c gives them out again.  For
 * lib/import/staging*.c alone. */
#ifndef LIB_IMPORT_STAGING_PARTS_H
#define LIB_IMPORT_STAGING_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/names.h"
#include "lib/import/caseids.h"
#include "lib/import/fouryears.h"
#include "lib/import/purposes.h"
#include "lib/import/stagedrow.h"
#include "lib/import/tables.h"
#include "lib/io/binding.h"
#include "lib/io/map.h"
#include "lib/io/pack.h"
#include "lib/io/rejects.h"
#include "lib/io/sorter.h"
#include "lib/io/table.h"

enum { STAGING_DUE_BITS = 24 };  /* of a sort key: the day, behind the case */

struct input {
	char *file;   /* as in messages */
	int table;
	uint32_t headed;   /* columns that have a heading */
	size_t headings;   /* how many are known */
	long read, rejected, left_out, values;
	long times;        /* absences: rows with times that are left out */
	long two_times;    /* letters: rows with two times */
	struct fouryears days;  /* letters, cuts, referrals: of the key */
	bool mended;       /* rows that had been rejected, with --rejects */
};

/* What waits for one table. */
struct stage {
	bool has_input;
	struct sorter *rows;
	struct names *keys;   /* numbers for keys that are texts */
	struct names *seen;   /* keys in the files, of a whole stock */
};

struct staging {
	struct staging_options options;
	struct map *map;
	struct names *headings;  /* of all files, folded */
	struct caseids *clients;
	struct purposes *purposes;
	bool *seen;           /* by case number: is it in a file of cases? */
	size_t seen_cap;
	struct stage stage[TABLES];
	long blocked[TABLES]; /* rows of cases that may not come back */
	struct sorter *letter_keys;
	struct input *input;
	size_t n, cap;
	char *files;
	struct rejects *rejects;
	struct pack pack, fields;

	/* Of the file that is being read. */
	struct table *table;
	struct binding *binding;
	bool has_first, first_digit, first_blank;  /* case_id of cases */
};

/* Does the first column of the table name a case? */
bool staging_of_case(int table);

/* Makes room for the rows of a table. */
void staging_stage(struct staging *, int table);

/* Takes in a row of the file that is being read, or rejects it. */
void staging_row(struct staging *, int table, const struct row *);

/* Keeps a rejected row for --rejects. */
void staging_keep_reject(struct staging *, const struct row *,
    const char *column, const char *reason);

/* Ends the program if this input has too many rejects. */
void staging_check_rejects(const struct staging *, const struct input *);

#endif
