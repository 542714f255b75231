/* journal.h -- what each import brought, kept beside the journal's rows; and
 * what an import should have brought by now. */
#ifndef LIB_IMPORT_JOURNAL_H
#define LIB_IMPORT_JOURNAL_H

#include "lib/import/account.h"
#include "lib/import/staging.h"
#include "lib/import/target.h"

/* Says which columns had a heading in the last import of their table, one with
 * at least as many known headings, and have none now: a heading that has been
 * renamed must not go unnoticed.  Not if a file with the same columns as this
 * one had been imported before that one: two lists of one table that come in
 * turns lack nothing.  And says which tables have no row at all, where they had
 * many.  Before journal_write(). */
void journal_say_vanished(struct staging *, const struct import_target *);

/* Says how many letters are still open 30 days after their day. */
void journal_say_open(const struct import_target *);

/* The run's inputs and accounts into run_input and run_table. */
void journal_write(struct staging *, const struct import_target *,
    const struct account [TABLES]);

#endif
