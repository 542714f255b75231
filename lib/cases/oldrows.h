/* oldrows.h -- what a run overwrites is kept, so that it can be taken back.
 *
 *	int64_t run = db_begin_write(db, files);
 *	oldrows_keep(db, run);
 *	...                          whatever is stored
 *	db_commit(db, &counts);
 *
 * The row that a run changes or deletes is copied into the table old_NAME by
 * temporary triggers, with the run as the first part of its key: bulk updates
 * are caught as well, and a row that is added costs nothing, since it carries
 * the number of its run.  Old rows are kept as long as retention.h
 * says; the causes noted at a visit no longer than the person consents, also
 * where they are old. */
#ifndef LIB_CASES_OLDROWS_H
#define LIB_CASES_OLDROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/io/db.h"

/* If a migration has changed the tables since, the old rows of earlier runs
 * cannot be put back any more and are dropped. */
void oldrows_keep(struct db *, int64_t run);

/* The same for whoever looks at old rows and keeps none. */
void oldrows_settle(struct db *);

/* Notes what the run changed in the table change, for good: before its old
 * rows are dropped. */
void oldrows_note(struct db *, int64_t run);

/* Drops the old rows of a run, which was undone or is too old. */
void oldrows_drop(struct db *, int64_t run);

/* The tables that can be undone, those that refer to others first. */
struct oldrows_table {
	const char *name;      /* in the database */
	const char *kind;      /* as people call it: cases, letters ... */
	const char *client;    /* whose record `t` is, in SQL; NULL: nobody's */
	const char *of_client; /* that it is the record of ?1, by an index */
	const char *record;    /* its key without the case_id, in SQL */
	bool has_run;          /* its rows carry a run */
	bool referred;         /* other tables refer to it */
};

extern const struct oldrows_table oldrows_tables[];
enum { OLDROWS_TABLES = 12 };

/* SQL that says which runs changed what of a table, as far as old rows tell:
 * run, client, kind, record, columns (comma-joined; empty: the run added the
 * record).  `which` is a condition on the old rows `t`.  The caller frees. */
char *oldrows_changes(struct db *, const struct oldrows_table *,
    const char *which);

/* Is there an old_NAME at all? */
bool oldrows_has(struct db *, const char *table);

/* An added_NAME, of a table whose rows carry no run? */
bool oldrows_has_added(struct db *, const char *table);

#endif
