/* letters.h -- letters into their table, in the order of cases and days.
 *
 * The table is a tree ordered by (client, due, n).  Rows come in that order,
 * so that a case's stored letters are read once and new ones are appended; a
 * letter_id that is not found beside its day is looked up by its index.  Into
 * an empty table there is nothing to look up: one statement stores them all,
 * and the index is made at the end. */
#ifndef LIB_IMPORT_LETTERS_H
#define LIB_IMPORT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/import/purposes.h"
#include "lib/import/stagedrow.h"
#include "lib/cases/silences.h"
#include "lib/import/upsert.h"

/* Places in schema_row.value of a letter. */
enum { LETTER_CASE, LETTER_DUE, LETTER_PURPOSE, LETTER_ID, LETTER_SENT,
	LETTER_TIME, LETTER_REASON, LETTER_RESULT };

struct letters;

/* `rows` is about how many will come. */
struct letters *letters_open(struct db *, int64_t run, struct purposes *,
    long rows);

/* Is the table empty?  Then letters_load() stores all letters that `next`
 * gives, and tells `standing` of them; else letters_put() stores them one by
 * one, and it is the caller's to touch the cases.
 *
 * The row's case is `client`, its value[LETTER_PURPOSE] what
 * purposes_shorten() made of it.  Among the rows of a run no two have the
 * same key. */
bool letters_first_load(const struct letters *);
void letters_load(struct letters *, struct silences *,
    bool (*next)(void *arg, int64_t *client, const struct staged_row **),
    void *arg);
enum action letters_put(struct letters *, int64_t client,
    const struct staged_row *);

/* The client that the letter changed last belonged to before. */
int64_t letters_left(const struct letters *);

/* Makes the index if that was put off. */
void letters_close(struct letters *);

/* A number for the letter's key: the same for the same key, and nearly always
 * different for another; letters_key_equal() is exact. */
uint64_t letters_key(const struct staged_row *);
bool letters_key_equal(const struct staged_row *, const struct staged_row *);

#endif
