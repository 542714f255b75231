/* outcomes.h -- the input of visits-log: one row for each visit that somebody
 * reports on, read and checked on its own, without looking at what is stored.
 *
 *	struct outcomes *in = outcomes_read("sheet.csv", &options);
 *	for (size_t i = 0; i < outcomes_count(in); i++) {
 *		enum outcome_taken t = outcomes_take(in, i, &row, &why);
 *		if (t == OUTCOME_TAKEN && !use(&row, &why))
 *			t = OUTCOME_REJECTED;
 *		if (t == OUTCOME_REJECTED)
 *			outcomes_reject(in, i, &why);
 *	}
 *
 * A form that was filled in with a spreadsheet is read as it was saved, like an
 * export (table.h); headings and words are ours or those of the map. */
#ifndef LIB_VISITS_OUTCOMES_H
#define LIB_VISITS_OUTCOMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/visits/codebook.h"

enum {  /* `outcome` comes first: without one a row is not looked at */
	OUTCOMES_OUTCOME, OUTCOMES_VISIT_ID, OUTCOMES_CASE_ID, OUTCOMES_DATE,
	OUTCOMES_WORKER, OUTCOMES_WITH, OUTCOMES_START,
	/* what was seen and agreed there */
	OUTCOMES_REACTION,
	OUTCOMES_CAUSES, OUTCOMES_OFFERS, OUTCOMES_ACCEPTED, OUTCOMES_NEXT,
	OUTCOMES_NEXT_ON, OUTCOMES_MINUTES, OUTCOMES_CARD_LEFT,
	OUTCOMES_NO_VISITS_UNTIL, OUTCOMES_CONSENT, OUTCOMES_NOTE,

	OUTCOMES_RUN, OUTCOMES_COLUMNS
};

#define OUTCOMES_NONE INT64_MIN  /* the field is empty */

struct outcome_row {
	long line;
	bool has[OUTCOMES_COLUMNS];          /* does the row have this column? */
	bool is_short;                       /* it has too few fields */
	int64_t number[OUTCOMES_COLUMNS];    /* dates, times, codes, ids */
	const char *text[OUTCOMES_COLUMNS];  /* the rest; "": empty */
};

/* Why a row is rejected: the column (NULL: none in particular) and the reason,
 * for diag_at(). */
struct refusal {
	const char *column, *reason;
};

struct outcomes_options {
	const char *const *map;  /* as map_open() takes them */
	size_t maps;
	const char *encoding;  /* NULL: find out */
	char separator;        /* 0: find out */
	const char *rejects;   /* a file for rejected rows, or NULL */
};

struct outcomes;

/* Reads a file ("-": stdin) to its end. */
struct outcomes *outcomes_read(const char *path,
    const struct outcomes_options *);
void outcomes_close(struct outcomes *);

const char *outcomes_file(const struct outcomes *);  /* for messages */
size_t outcomes_count(const struct outcomes *);
long outcomes_unreadable(const struct outcomes *);   /* not among them */
long outcomes_left_out(const struct outcomes *);     /* no rows at all */
const char *outcomes_column(int column);

/* What the i-th row says; its texts last until the next call.  Without an outcome
 * it is skipped; forgotten is the outcome where a value of what was seen there
 * cannot be read. */
enum outcome_taken { OUTCOME_TAKEN, OUTCOME_SKIPPED, OUTCOME_FORGOTTEN,
	OUTCOME_REJECTED };
enum outcome_taken outcomes_take(struct outcomes *, size_t i,
    const struct codebook *workers, const struct codebook *offers,
    struct outcome_row *, struct refusal *);

/* After the last row: ends the program if dates cannot be in the order that the
 * map names. */
void outcomes_check_order(const struct outcomes *);

/* Says what is odd about the i-th row, which is taken all the same. */
void outcomes_wonder(const struct outcomes *, size_t i, const struct refusal *);

/* Reports the i-th row, and keeps it for outcomes_rejects(). */
void outcomes_reject(struct outcomes *, size_t i, const struct refusal *);

/* --rejects: writes the file, then puts it in place if `status` is a success;
 * returns `status`, or what has become of it. */
void outcomes_write_rejects(struct outcomes *);
int outcomes_finish(struct outcomes *, int status);

/* Is there something in the field? */
bool outcomes_gives(const struct outcome_row *, int column);

#endif
