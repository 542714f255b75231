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
 * without NUL, unescaped (TSV) or unquoted (CSV), belong to the table and
 * last until the next call.
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
	size_t n;
};

/* What cases-import can be told of a dialect; {0} means: find out. */
struct table_dialect {
	const char *encoding;  /* any name that iconv knows; NULL: BOM, UTF-8 or
	                        * windows-1252 */
	char separator;        /* 0: the one of ; , TAB | under which the header
	                        * yields the most names that `known` accepts */
	int skip_lines;        /* title lines above the header */
	bool (*known)(void *, const char *heading);
	void *known_arg;
	/* Called for each row that cannot be read, beside the message; may be
	 * NULL.  `field` has n fields as far as they were understood. */
	void (*reject)(void *, const struct row *, const char *reason);
	void *reject_arg;
};

struct table;

struct table *table_open(const char *path);  /* our TSV; "-": stdin */
struct table *table_open_export(const char *path, const struct table_dialect *);

const char *table_file(const struct table *);  /* for messages */
long table_header_line(const struct table *);  /* physical line of the header */
size_t table_columns(const struct table *);
const char *table_heading(const struct table *, size_t i);

/* The column with this heading; -1: not there.  If two columns have it, the
 * first table_next() ends the program with one message that names all such
 * headings. */
int table_column(struct table *, const char *name);

/* Ends the program with one message that names all of the missing ones.
 * `names` ends with NULL. */
void table_require(struct table *, const char *const *names);

bool table_next(struct table *, struct row *);
long table_read(const struct table *);      /* rows seen, rejected ones too */
long table_rejected(const struct table *);  /* rows skipped with a message */

/* Count a row that the caller had to reject: reports it like the others. */
void table_reject(struct table *, const struct row *, const char *column,
    const char *reason);

/* Bytes consumed and, for a regular file, its size (else 0): for progress. */
void table_position(const struct table *, long long *at, long long *size);
void table_close(struct table *);

#endif
