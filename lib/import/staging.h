/* staging.h -- everything that a run of cases-import reads, before any of it
 * is stored.
 *
 *	struct staging *in = staging_open(&options);
 *	staging_file(in, "letters.csv");          for each input
 *	while (staging_next(in, LETTERS, &row))   in the order of its table
 *		store(&row);
 *
 * A row that cannot be understood is rejected while it is read; one that turns
 * out not to fit the database, when it is stored, by staging_refuse().  An
 * input that cannot be used, or has more rejects than allowed, ends the
 * program.  Memory does not grow with the number of rows, except for about 50
 * bytes for each case and household. */
#ifndef LIB_IMPORT_STAGING_H
#define LIB_IMPORT_STAGING_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/import/account.h"
#include "lib/import/caseids.h"
#include "lib/import/purposes.h"
#include "lib/import/stagedrow.h"
#include "lib/import/tables.h"
#include "lib/io/db.h"

struct staging_options {
	const struct db_options *db;
	const char *table;       /* -t, or NULL: by the header */
	const char *const *map;  /* -m, as often as it was given */
	size_t maps;
	const char *encoding;    /* -E, or NULL */
	char separator;          /* -D, or 0 */
	int skip_lines, skip_footer;
	const char *header;      /* --header, or NULL */
	bool strict;             /* reject rows with bad values of soft columns */
	const char *rejects;     /* --rejects, or NULL */
	date today;              /* dates far from it are bad; 0: none are */
	double max_rejects;      /* rows, or per cent of the rows ... */
	bool max_percent;
	long max_at_least;       /* ... but never fewer than this */
	bool whole_stock[TABLES];  /* tables for staging_has_key() */
};

struct staging;

struct staging *staging_open(const struct staging_options *);
void staging_close(struct staging *);

void staging_file(struct staging *, const char *operand);
void staging_end(struct staging *);  /* that was the last one */

/* The inputs, one a line, for the journal. */
const char *staging_files(const struct staging *);

/* Has this run an input for the table, how many rows did those have, and what
 * became of them before they were stored? */
bool staging_has(const struct staging *, int table);
long staging_read(const struct staging *, int table);
void staging_count(const struct staging *, int table, struct account *);

/* The inputs, for the journal. */
struct staging_input {
	const char *file;
	int table;
	uint32_t headed;         /* columns that have a heading */
	size_t headings;         /* how many are known */
	long read, rejected;
	bool mended;             /* rows that --rejects had written */
};
size_t staging_inputs(const struct staging *);
struct staging_input staging_input(const struct staging *, size_t i);

/* Cases are numbers of the run's own until somebody looks them up. */
struct caseids *staging_clients(struct staging *);

/* And what letters are about, too. */
struct purposes *staging_purposes(struct staging *);

/* Rows of one key come together, in the order in which they were read.  The
 * value of a case_id is a number for caseids.h. */
bool staging_next(struct staging *, int table, struct staged_row *);

/* Is any letter's key there twice, in this run? */
bool staging_letters_repeat(struct staging *);

/* The same for rows that refer to a case, in order: those whose case is not
 * known, now that cases are stored, are refused. */
bool staging_next_known(struct staging *, int table, struct staged_row *);

/* The next row of a table whose rows have a case, without those of cases that
 * were erased and may not come back; staging_next_known() leaves them out, too. */
bool staging_next_allowed(struct staging *, int table, struct staged_row *);

/* Says what is odd about a row that is taken all the same. */
void staging_say(const struct staging *, const struct staged_row *,
    const char *column, const char *what);

/* The row cannot be stored.  The column may be NULL: the row as a whole. */
void staging_refuse(struct staging *, const struct staged_row *,
    const char *column, const char *reason);

/* Is there a row with this key (of absences: absences_key()) among those for a
 * table of options.whole_stock, rejected ones included? */
bool staging_has_key(const struct staging *, int table, const char *key);

/* Ends the program if an input has too many rejects by now; writes the file
 * of rejects. */
void staging_settle(struct staging *);

/* Puts the file of rejects in place, if `status` is a success. */
int staging_finish(struct staging *, int status);

#endif
