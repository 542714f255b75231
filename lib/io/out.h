/* out.h -- rows on stdout or in the file of -o, column by column, and the end
 * of a program: nothing that could not be written completely is a success.
 * They are TSV, or what --format says (outformat.h).
 *
 *	static const struct out_column columns[] = {
 *		{"case_id", true}, {"urgency", true}, {"phone", false}, {0}};
 *	struct out *o = out_open(columns, &options);
 *	out_text(o, ID, client->case_id);    in any order
 *	out_int(o, URGENCY, 72);
 *	out_row(o);                          columns not set are empty
 *	return out_finish(o, EXIT_DONE);
 *
 * Rows are kept until out_finish() in memory, many of them in an unlinked
 * 0600 file, so that a program may produce rows while a transaction is open
 * and print them after it is over.  A program that fails before prints
 * nothing, no header either.  SIGPIPE: out_finish() stops writing quietly and
 * the program ends as if by that signal. */
#ifndef LIB_IO_OUT_H
#define LIB_IO_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/io/kinds.h"

struct out_column {
	const char *name;  /* the last one has none */
	bool usual;        /* printed without -c */
};

struct out;

/* What -c, -H, -o and --format ask for; all zero: the usual columns as TSV, on
 * stdout. */
struct out_options {
	const char *columns;     /* LIST or +LIST, or NULL */
	bool no_header;
	bool no_bare_header;     /* none if no row follows */
	const char *format;      /* a name of outformat.h, or NULL: TSV */
	const char *file;        /* or NULL: stdout */
	const char *spill_near;  /* a path beside which many rows may wait (the
	                          * database), or NULL: they wait in memory */
};

/* Resolves -c (an unknown or repeated name: usage error that lists the known
 * ones) and prepares the header.  Columns and options are not kept. */
struct out *out_open(const struct out_column *, const struct out_options *);

/* Another file of the program's (--rejects, --unplanned): same promises as
 * -o: a temporary file beside it, 0600, renamed by out_finish().  It is for a
 * program to read, and always TSV. */
struct out *out_open_file(const char *path, const char *const *names, size_t n);

/* -c names it, or it is usual: is it worth the work? */
bool out_wants(const struct out *, int column);

/* What the column holds is not what its name says (kinds.h). */
void out_holds(struct out *, int column, enum column_kind);

void out_text(struct out *, int column, const char *);  /* NULL: empty */

/* The same for a word that is a constant, not empty: told by its address. */
void out_word(struct out *, int column, const char *word);

void out_int(struct out *, int column, long long);
void out_date(struct out *, int column, date);          /* DATE_NONE: empty */
void out_clock(struct out *, int column, int seconds);  /* CLOCK_NONE: empty */
void out_tenths(struct out *, int column, long long tenths);  /* "12.5" */
void out_real(struct out *, int column, double, int decimals);
void out_row(struct out *);

/* Writes everything; returns `status`, or diag_failed() if not all of it could
 * be written.  With a status other than EXIT_DONE and EXIT_SOME no file is put
 * in place.  `o` may be NULL: then only stderr's rest is said. */
int out_finish(struct out *, int status);

/* Forgets everything unwritten. */
void out_drop(struct out *);

#endif
