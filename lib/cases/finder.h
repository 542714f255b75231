/* finder.h -- who is that?  Cases by what a caller says of themselves.
 *
 *	struct finder *f = finder_read("-");     the descriptions, a line each
 *	finder_search(f, db);
 *	finder_print(f, db, out, today);
 *
 * A description has any of surname, given_name, birth_date, phone, street
 * and town; all that are filled have to match.  Names, streets and towns are
 * compared as spelling.h does it. */
#ifndef LIB_CASES_FINDER_H
#define LIB_CASES_FINDER_H

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/io/out.h"

struct finder;

/* The columns of cases-find. */
extern const struct out_column finder_columns[];

/* Reads a TSV to its end. */
struct finder *finder_read(const char *path);
void finder_free(struct finder *);

/* Looks through all cases, once. */
void finder_search(struct finder *, struct db *);

/* A row for each case found, by line of the input, then case_id; an open
 * visit before `as_of` is none to come. */
void finder_print(struct finder *, struct db *, struct out *, date as_of);

/* How many lines were asked, how many of them find nobody, and how many could
 * not be read.  Says of which lines somebody has the birth date with day and
 * month exchanged. */
struct finder_account { long read, found, nobody, rejected; };
struct finder_account finder_account(const struct finder *);

#endif
