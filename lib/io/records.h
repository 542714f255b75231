/* records.h -- the lines of a file taken apart into fields, under a separator
 * and an encoding, before anything is known of a header.
 *
 * The fields are UTF-8 without NUL, with neither white space nor invisible
 * characters at their ends (utf8.h), belong to the reader and last until the
 * next call.  Blank lines are no records. */
#ifndef LIB_IO_RECORDS_H
#define LIB_IO_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/io/lines.h"

enum { RECORDS_FIELDS = 65536 };  /* a record with more is refused */

struct record {
	long line;          /* where it begins, physical, from 1 */
	char **field;
	size_t n;           /* fields it has */
	size_t kept;        /* the first of them, in field[] */
	bool ended;         /* by a line end; only a file's last may lack it */
	bool whole;         /* by a line end, or the first half of one */
	bool open;          /* the file ended inside of quotes */
	const char *wrong;  /* NULL, or why it cannot be read */
};

struct records;

/* `ours`: our own TSV, UTF-8, where a quote is text and escapes are undone.
 * Else the export of another system; `encoding` is a name that iconv knows, or
 * NULL: a byte order mark, else the first byte that is not ASCII decides
 * between UTF-8 and windows-1252. */
struct records *records_open(const char *path, bool ours, const char *encoding);
void records_close(struct records *);
struct lines *records_lines(struct records *);

/* Under a tab a field is quoted only if it begins and ends with a quote and
 * all quotes inside are doubled; a line with `width` fields is taken for what
 * it looks like, a line break inside of quotes being none.  Of more fields
 * than `width` one is kept (csv_split). */
void records_use(struct records *, char separator);
char records_separator(const struct records *);
void records_width(struct records *, size_t width);

/* Escapes are undone from now on; it has turned out to be our own TSV. */
void records_escapes(struct records *);
void records_ours(struct records *);

/* false: no further record. */
bool records_next(struct records *, struct record *);

/* Where the next line begins; from the first call to records_unmark() one can
 * go back there. */
struct lines_place records_mark(struct records *);
void records_back(struct records *, struct lines_place);
void records_unmark(struct records *);

/* A physical line as text, for what is no record: titles, "sep=;".  NULL: no
 * further one. */
const char *records_line(struct records *);

/* Says on stderr, once, if what has been read as windows-1252 looks like
 * another system's text, and if letters were lost before we got the file. */
void records_doubt(struct records *);

#endif
