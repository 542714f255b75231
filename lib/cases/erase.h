/* erase.h -- cases go, with all that is stored about them.
 *
 *	struct erase *e = erase_open(db, run, as_of);
 *	erase_case(e, client);
 *	erase_visits(e, other, date);      of a case that stays
 *	erase_finish(e, out, &result);
 *
 * Inside the caller's write transaction.  What figures need of the visits stays
 * without a name (anonymize.h).  Runs that stored anything about such a case
 * lose the old rows that undoing them would take. */
#ifndef LIB_CASES_ERASE_H
#define LIB_CASES_ERASE_H

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/io/residue.h"

/* The columns of cases-erase: case_id, table, rows. */
extern const struct out_column erase_columns[];

struct erase;

/* What became of it, beside the rows of the output. */
struct erase_result {
	long open;        /* visits that were planned or announced, said */
	long announced;   /* of those: somebody has to call */
	long runs;        /* that cannot be undone any more */
	struct residue *gone;  /* the texts that went; the caller frees */
};

struct erase *erase_open(struct db *, int64_t run, date as_of);

/* false: it is going already. */
bool erase_case(struct erase *, int64_t client);

/* Visits up to a day, a 31 December; the case stays. */
bool erase_visits(struct erase *, int64_t client, date until);

/* Imports may not bring the whole cases back (blocked.h). */
void erase_block(struct erase *);

/* What else goes, as texts that must not be found afterwards.  Rows of the
 * temporary table going_rows (client, at, kind, n) are printed. */
struct residue *erase_gone(struct erase *);

/* Erases, and prints a row for each case and table; frees. */
void erase_finish(struct erase *, struct out *, struct erase_result *);

#endif
