/* diag.h -- how a program says that something is wrong, and how it ends.
 *
 * There are two kinds of trouble.  Input can be wrong: the library explains
 * it with diag_at() and returns, and the program counts and carries on.  The
 * machine or the command line can be wrong: then there is nothing to decide,
 * and die() ends the program.
 *
 * Every message is one line on stderr, starts with the program's name, and
 * never holds the value of a field: cron mails stderr. */
#ifndef LIB_BASE_DIAG_H
#define LIB_BASE_DIAG_H

#include <stdbool.h>

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum {
	EXIT_DONE = 0,    /* everything asked for was done */
	EXIT_SOME = 1,    /* done, but some input rows were rejected */
	EXIT_NONE = 2,    /* nothing was done: usage, input, memory, disk */
	EXIT_UNSAID = 3,  /* stored, but the output could not be written */
	EXIT_BUSY = 4,    /* nothing was done: busy or changed, try again */
	EXIT_BASE = 5,    /* the database is missing, foreign, newer, damaged */
};

enum { DIAG_ROWS = 20 };  /* so many messages about rows are printed */

/* Says who speaks: the program's own name, whatever argv[0] is.  From here on
 * SIGPIPE is ignored (out.h tells why), a file that grows beyond a limit is an
 * error instead of the end, and a crash leaves no core. */
void diag_name(const char *program);
const char *diag_program(void);
bool diag_beyond_limit(void);  /* such an error was there (EFBIG) */

/* -q and -v. */
void diag_quiet(bool);
void diag_verbose(bool);
bool diag_is_quiet(void);
bool diag_is_verbose(void);

/* What goes wrong from now on is this line's of a file of settings; NULL: the
 * command line's. */
void diag_place(const char *file, long line);
void diag_get_place(const char **file, long *line);

/* A value may turn out to be bad long after it was read.  Before the program
 * ends by die(), die_errno() or die_usage(), `find` may call diag_place() for
 * the message, in the reader's language: "--columns: unknown ...". */
void diag_origin(void (*find)(const char *text));

/* The same for a message that comes by die_with(). */
void diag_seek_origin(const char *text);

/* "program: text".  What was left out, not understood, overruled or is no
 * longer true is always said, by diag_note(); something that went wrong, by
 * diag_warn().  The account of what was read and stored, diag_account(), is
 * all that -q leaves out.  diag_detail() is what -v asks for. */
void diag_note(const char *fmt, ...) PRINTF(1, 2);
void diag_warn(const char *fmt, ...) PRINTF(1, 2);
void diag_account(const char *fmt, ...) PRINTF(1, 2);
void diag_detail(const char *fmt, ...) PRINTF(1, 2);

/* "program: file:line: column: text" about a row of input; column may be NULL
 * (the row as a whole).  Printed for the first DIAG_ROWS of them; the rest is
 * counted, and diag_more() or the end of the program says how many. */
void diag_at(const char *file, long line, const char *column,
    const char *fmt, ...) PRINTF(4, 5);
void diag_more(void);

/* From now on three lines for the same complaint about the same column are
 * enough, "... and N more: column: text" says the rest, and DIAG_ROWS is the
 * limit for each file. */
void diag_grouped(void);

/* The reader of our output has gone: the program ends quietly, by SIGPIPE, as
 * every filter does. */
_Noreturn void diag_pipe_closed(void);

/* The transaction is committed: whatever fails from here on cannot undo it,
 * so the program ends with EXIT_UNSAID, not with a status that says that
 * nothing was done. */
void diag_stored(void);
int diag_failed(void);  /* EXIT_NONE, or after diag_stored() EXIT_UNSAID */

/* End the program: die() with diag_failed(), die_with() with `status` unless
 * something is stored.  die_errno() appends ": " and the text of errno,
 * die_usage() where to read on. */
_Noreturn void die(const char *fmt, ...) PRINTF(1, 2);
_Noreturn void die_errno(const char *fmt, ...) PRINTF(1, 2);
_Noreturn void die_usage(const char *fmt, ...) PRINTF(1, 2);
_Noreturn void die_with(int status, const char *fmt, ...) PRINTF(2, 3);
_Noreturn void die_at(const char *file, long line, const char *fmt, ...)
    PRINTF(3, 4);

#endif
