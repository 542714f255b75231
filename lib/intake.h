/* intake.h -- everything that a run of cases-import reads, before any of it
 * is stored.
 *
 *	struct intake *in = intake_open(&options);
 *	intake_file(in, "letters.csv");          for each input
 *	while (intake_next(in, LETTERS, &row))   in the order of its table
 *		store(&row);
 *
 * A row that cannot be understood is rejected here; one whose case turns out
 * to be unknown, later, by intake_refuse().  An input that cannot be used, or
 * has more rejects than allowed, ends the program.  Memory does not grow with
 * the number of rows; cases take some 50 bytes each. */
#ifndef LIB_INTAKE_H
#define LIB_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/clients.h"
#include "lib/db.h"
#include "lib/purposes.h"
#include "lib/record.h"

struct intake_options {
	const char *table;       /* -t, or NULL: by the header */
	const char *map;         /* -m, or NULL: ours */
	const char *encoding;    /* -E, or NULL */
	char separator;          /* -D, or 0 */
	int skip_lines;
	const char *rejects;     /* --rejects, or NULL */
	double max_rejects;      /* rows, or per cent of the rows ... */
	bool max_percent;
	long max_at_least;       /* ... but never fewer than this */
	bool remember_cases;     /* for intake_has_case() */
};

struct intake;

struct intake *intake_open(const struct intake_options *);
void intake_close(struct intake *);

void intake_file(struct intake *, const char *operand);

/* The inputs, one a line, for the journal. */
const char *intake_files(const struct intake *);

/* Has this run an input for the table, how many rows did those have, and how
 * many of them were rejected so far? */
bool intake_has(const struct intake *, int record);
long intake_read(const struct intake *, int record);
long intake_rejected(const struct intake *, int record);

/* Cases are numbers of the run's own until somebody looks them up. */
struct clients *intake_clients(struct intake *);

/* And what letters are about, too. */
struct purposes *intake_purposes(struct intake *);

/* Rows of one key come together, in the order in which they were read.  The
 * value of a case_id is a number for clients.h. */
bool intake_next(struct intake *, int record, struct record_row *);

/* Is any letter's key there twice, in this run? */
bool intake_letters_repeat(struct intake *);

/* The row that came last cannot be stored. */
void intake_refuse(struct intake *, int record, const struct record_row *,
    const char *column, const char *reason);

/* Is there a row for this case among those for the table `cases`, rejected
 * ones included? */
bool intake_has_case(const struct intake *, const char *case_id);

/* Ends the program if an input has too many rejects by now; writes the file
 * of rejects. */
void intake_settle(struct intake *);

/* Puts the file of rejects in place, if `status` is a success. */
int intake_finish(struct intake *, int status);

#endif
