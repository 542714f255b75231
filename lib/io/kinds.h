/* kinds.h -- what the columns of our TSV hold.  A column's name means the same
 * in every program, so its kind follows from the name; a program whose column
 * is an exception says so (out_holds() in out.h).
 *
 * TSV is the same whatever the kind.  A spreadsheet and JSON must be told what
 * is a number and what only looks like one. */
#ifndef LIB_IO_KINDS_H
#define LIB_IO_KINDS_H

enum column_kind {
	KIND_TEXT,    /* also codes, and lists of them */
	KIND_NOTE,    /* text in which visits-log undoes TSV's escapes, whatever
	               * stands between the fields */
	KIND_KEY,     /* text that may look like a number: 0815, 2E5, 2026-11 */
	KIND_DATE,
	KIND_TIME,
	KIND_NUMBER
};

/* KIND_TEXT for a name that none of our programs has. */
enum column_kind kind_of(const char *name);

#endif
