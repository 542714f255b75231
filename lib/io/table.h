/* table.h -- rows from a file that starts with a header line.
 *
 *	struct table *t = table_open("plan.tsv");
 *	int due = table_column(t, "due_on");
 *	struct row row;
 *	while (table_next(t, &row))
 *		use(row.field[due]);
 *	table_close(t);
 *
 * A row has as many fields as the header, always.  Its strings are UTF-8
 * without NUL, unescaped (TSV) or unquoted (CSV), without white space and
 * invisible characters at their ends (utf8.h), belong to the table and last
 * until the next call.
 *
 * An export of another system (or of a spreadsheet) may have lines above its
 * header, any of four separators and another encoding; see records.h and
 * header.h for how that is found out.  Blank lines are nothing; in an export
 * rows of separators only, lines that are drawn (-----) and rows that repeat
 * the header are left out and counted, and empty fields too many at the end of a row are not there.
 *
 * A heading that nobody asked for, but nearly (nearest.h), is said once, by the
 * number of its column.
 *
 * Of an export whose last row has no line end that is said: its last field may
 * have been cut off.
 *
 * A row that cannot be read (too few or too many fields, invalid UTF-8, a
 * NUL) is reported with file and line, counted, and the others go on.  A file
 * that cannot be read or used (missing, a directory, no bytes at all, a
 * truncated last row, an unclosed quote) ends the program with EXIT_NONE. */
#ifndef LIB_IO_TABLE_H
#define LIB_IO_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct row {
	const char *file;  /* as in messages: the operand, or "stdin" */
	long line;         /* where the row starts, physical, 1-based */
	char **field;
	size_t n;          /* fewer than the header has: only if short_rows */
};

/* What is known of an export; {0} means: find out. */
struct table_dialect {
	const char *encoding;  /* any name that iconv knows; NULL: BOM, UTF-8 or
	                        * windows-1252 */
	char separator;        /* 0: the one of ; , TAB | under which the header
	                        * scores best */
	int skip_lines;        /* at the top, titles */
	int skip_footer;       /* at the end, sums and remarks */
	const char *header;    /* headings of a file that has none, commas
	                        * between; an empty one is a column not used */
	bool short_rows;       /* a row with too few fields is a row; row.n says
	                        * how many it has, the others are empty */

	/* How good these headings, one space for each run of white space, would
	 * be as the header: 0 for none that is known, else higher for better.
	 * Of equal lines the first one is the header. */
	long (*score)(void *, const char *const *heading, size_t n);
	void *score_arg;

	/* Called for each row that cannot be read, beside the message; may be
	 * NULL.  `field` has n fields as far as they were understood. */
	void (*reject)(void *, const struct row *, const char *reason);
	void *reject_arg;
};

struct table;

struct table *table_open(const char *path);  /* our TSV; "-": stdin */
struct table *table_open_export(const char *path, const struct table_dialect *);

/* A score for those who know all headings: how many of them are among these
 * names (a list that ends with NULL is the argument). */
long table_score_names(void *names, const char *const *heading, size_t n);

/* Our TSV, or the CSV that a spreadsheet has made of it: whichever has most of
 * these names (they end with NULL) for headings. */
struct table *table_open_sheet(const char *path, const char *const *names);

const char *table_file(const struct table *);  /* for messages */
long table_header_line(const struct table *);  /* physical; 0: it has none */
char table_separator(const struct table *);
size_t table_columns(const struct table *);
const char *table_heading(const struct table *, size_t i);

/* The column with this heading, in any case; -1: not there.  If two columns have it, the
 * first table_next() ends the program with one message that names all such
 * headings. */
int table_column(struct table *, const char *name);

/* For those who look at the headings themselves: this column is read; one of
 * this name would be. */
void table_taken(struct table *, size_t column);
void table_wanted(struct table *, const char *name);

/* Ends the program with one message that names all of the missing ones.
 * `names` ends with NULL. */
void table_require(struct table *, const char *const *names);

/* For who is about to end the program since a column is missing: of our TSV,
 * says that it looks like a spreadsheet's CSV. */
void table_say_no_tab(const struct table *);

/* Undoes the escapes of our TSV in the rows of an export. */
void table_escapes(struct table *);

bool table_next(struct table *, struct row *);
long table_read(const struct table *);      /* rows seen, rejected ones too */
long table_left_out(const struct table *);  /* not among these */
long table_rejected(const struct table *);  /* rows skipped with a message */

/* Count a row that the caller had to reject: reports it like the others. */
void table_reject(struct table *, const struct row *, const char *column,
    const char *reason);

/* Bytes consumed and, for a regular file, its size (else 0): for progress. */
void table_position(const struct table *, long long *at, long long *size);
void table_close(struct table *);

#endif
