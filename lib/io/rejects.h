/* rejects.h -- the rows that were refused, kept so that they can be mended.
 *
 * A TSV with _line, _column, _reason and the row's own columns under the
 * headings that its file had; mended, cases-import takes it as it is.  Rows
 * of files with other headings cannot stand in the same TSV (an empty field
 * would clear what an absent column leaves alone): those go to FILE.2 and so
 * on, in the order of their files. */
#ifndef LIB_IO_REJECTS_H
#define LIB_IO_REJECTS_H

#include <stddef.h>

#include "lib/io/table.h"

/* The first heading; a file that has it was rejected once, and mended. */
#define REJECTS_LINE "_line"

struct rejects;

struct rejects *rejects_open(const char *path);

/* The next input, number 0, 1, 2 ... */
void rejects_file(struct rejects *, const struct table *);

/* Fields are copied; there may be more or fewer than headings. */
void rejects_add(struct rejects *, unsigned file, long line,
    const char *column, const char *reason, const char *const *field,
    size_t n);

/* Writes them in the order of files and lines; nothing is in place yet. */
void rejects_write(struct rejects *);

/* Puts the files in place if `status` is a success; returns `status`, or what
 * out_finish() makes of it. */
int rejects_finish(struct rejects *, int status);

#endif
