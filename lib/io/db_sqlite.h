/* db_sqlite.h -- what the parts of db.h share.  For lib/io/db*.c alone: nobody
 * else sees SQLite. */
#ifndef LIB_IO_DB_SQLITE_H
#define LIB_IO_DB_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct db_options;

struct db {
	sqlite3 *handle;
	const struct db_options *options;
	const char *path;
	int64_t run;      /* of the open write transaction */
	bool rehearsing;  /* a dry run's migration waits to be rolled back */
	double waits_since;
	int64_t size, spent, bound;  /* db_bound_begin() */
};

/* What SQLite's error means: the status of a program that it ends, a reason in
 * our words or the system's, and that end. */
int db_status_of(const struct db *, int rc);
const char *db_reason(const struct db *, int rc);
_Noreturn void db_fail(struct db *, int rc);

/* Rolls back and closes the open database, if there is one: at every end. */
void db_roll_back(void);

/* Begins a transaction that writes.  A signal that comes before db_release() is
 * noted, and as soon as SQLite works again, db_stop() rolls back, says so and ends
 * the program by the signal (ending.h).  `stored`: the transaction was committed,
 * so that whoever ends the program from now on has to say that. */
void db_begin_immediate(struct db *);
bool db_is_stopped(void);
_Noreturn void db_stop(const struct db *);
void db_release(struct db *, bool stored);

/* What a signal that ends the program from now on says before; NULL: nothing. */
void db_last_words(const char *text);
extern const char db_unprinted[];   /* all is stored */
extern const char db_unfinished[];  /* all is erased, but not from the file */

/* The journal and what is spilled take the mode of the database.  One that is
 * wider than 0600 (--shared: 0640) is said, and set by programs that store. */
void db_mode_read(const struct db *);
void db_mode_store(const struct db *);

/* Is what is ours in the file as that version made it?  A view in place of a
 * table could run for ever, a constraint could refuse what is right: the program
 * ends with status 5.  What somebody added is theirs to have; returns the number
 * of triggers, which do not run. */
int db_check_shape(struct db *, int version);

/* The moment as the journal has it.  If its last run lies behind that, today is
 * not what the clock says, which is said. */
enum { DB_NOW_SIZE = 32 };
void db_now(char at[static DB_NOW_SIZE]);
void db_check_clock(struct db *);

/* Who finds the file busy waits, for as long as --lock-wait says. */
void db_wait_begin(struct db *);

/* A file can be made so that reading it never ends: pages that lead to the same
 * pages again.  What statements may cost is bounded by the size of the file and
 * by the calls that look a row up or store one; beyond that the file is damaged.
 * The bound is so wide that nothing else comes near it. */
void db_bound_begin(struct db *);
void db_bound_row(struct db *);
void db_bound_call(struct db *);
void db_bound_find(struct db *);

/* DOORSTEP_TRACE=sql: at the end every statement is listed, with the number of
 * times that it ran and how long that took.  Parameters are not shown. */
void db_trace_begin(struct db *);
void db_trace_end(struct db *);

/* What a killed program left over. */
void db_finish_rewrite(struct db *);

#endif
