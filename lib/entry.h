/* entry.h -- what somebody reports from the door: one row of visits-log's
 * input, read and checked by itself. */
#ifndef LIB_ENTRY_H
#define LIB_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/codebook.h"
#include "lib/mem.h"
#include "lib/table.h"

enum {
	ENTRY_VISIT_ID, ENTRY_CASE_ID, ENTRY_DATE, ENTRY_WORKER,
	ENTRY_WITH, ENTRY_START, ENTRY_OUTCOME, ENTRY_REACTION,
	ENTRY_CAUSES, ENTRY_OFFERS, ENTRY_ACCEPTED, ENTRY_NEXT,
	ENTRY_NEXT_ON, ENTRY_MINUTES, ENTRY_CARD_LEFT,
	ENTRY_NO_VISITS_UNTIL, ENTRY_CONSENT, ENTRY_NOTE, ENTRY_COLUMNS
};

#define ENTRY_NONE INT64_MIN  /* the field is empty */

/* Raw texts as they came, then what they mean. */
struct entry {
	long line;
	const char *raw[ENTRY_COLUMNS];   /* NULL: there is no such column */
	int64_t number[ENTRY_COLUMNS];    /* dates, times, codes, ids */
	const char *text[ENTRY_COLUMNS];  /* note; sets of codes; "": empty */
};

/* All entries of a file, in its order. */
struct entries {
	struct entry *entry;
	size_t n, cap;
	long skipped;         /* rows whose outcome is empty, left out */
	long rejected;        /* rows that cannot be read, reported */
	const char *file;
	struct arena text;
};

/* Why an entry is refused: the column (NULL: none in particular) and the
 * reason, for diag_at(). */
struct refusal {
	const char *column, *reason;
};

const char *entry_column(int i);

/* Reads a TSV ("-": stdin) to its end. */
void entries_read(struct entries *, const char *path);
void entries_free(struct entries *);

/* Fills in what the texts mean; false: refused. */
bool entry_check(struct entry *, const struct codebook *workers,
    const struct codebook *offers, struct arena *, struct refusal *);

/* Is there such a column, and something in it? */
bool entry_has(const struct entry *, int column);
bool entry_gives(const struct entry *, int column);

#endif
