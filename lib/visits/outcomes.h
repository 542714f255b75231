/* outcomes.h -- the input of visits-log: one row for each visit that somebody
 * reports on, read and checked on its own, without looking at what is stored. */
#ifndef LIB_VISITS_OUTCOMES_H
#define LIB_VISITS_OUTCOMES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/visits/codebook.h"
#include "lib/base/mem.h"
#include "lib/io/table.h"

enum {
	OUTCOMES_VISIT_ID, OUTCOMES_CASE_ID, OUTCOMES_DATE, OUTCOMES_WORKER,
	OUTCOMES_WITH, OUTCOMES_START, OUTCOMES_OUTCOME, OUTCOMES_REACTION,
	OUTCOMES_CAUSES, OUTCOMES_OFFERS, OUTCOMES_ACCEPTED, OUTCOMES_NEXT,
	OUTCOMES_NEXT_ON, OUTCOMES_MINUTES, OUTCOMES_CARD_LEFT,
	OUTCOMES_NO_VISITS_UNTIL, OUTCOMES_CONSENT, OUTCOMES_NOTE, OUTCOMES_COLUMNS
};

#define OUTCOMES_NONE INT64_MIN  /* the field is empty */

/* The texts as they came, then what they mean. */
struct outcome_row {
	long line;
	const char *raw[OUTCOMES_COLUMNS];   /* NULL: there is no such column */
	int64_t number[OUTCOMES_COLUMNS];    /* dates, times, codes, ids */
	const char *text[OUTCOMES_COLUMNS];  /* note; sets of codes; "": empty */
};

/* All rows of a file, in its order. */
struct outcomes {
	struct outcome_row *row;
	size_t n, cap;
	long skipped;         /* rows whose outcome is empty, left out */
	long rejected;        /* rows that cannot be read, reported */
	const char *file;
	struct arena text;
};

/* Why a row is rejected: the column (NULL: none in particular) and the reason,
 * for diag_at(). */
struct refusal {
	const char *column, *reason;
};

const char *outcomes_column(int i);

/* Reads a TSV ("-": stdin) to its end. */
void outcomes_read(struct outcomes *, const char *path);
void outcomes_free(struct outcomes *);

/* Fills in what the texts mean; false: refused. */
bool outcomes_check(struct outcome_row *, const struct codebook *workers,
    const struct codebook *offers, struct arena *, struct refusal *);

/* Is there such a column, and something in it? */
bool outcomes_has(const struct outcome_row *, int column);
bool outcomes_gives(const struct outcome_row *, int column);

#endif
