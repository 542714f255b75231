/* csv.h -- rows out of CSV lines; the only module that knows libcsv.
 *
 * libcsv pushes fields at callbacks.  Handing it one physical line at a time
 * turns that into rows whose line numbers are exact, and lets a reader go on
 * behind a row that is broken.  Most lines have no quote and need no parser:
 * csv_split() cuts those, the way libcsv would. */
#ifndef LIB_IO_CSV_H
#define LIB_IO_CSV_H

#include <stddef.h>

enum { CSV_FIELD_MAX = 1024 * 1024 };  /* bytes; a longer field is refused */

enum csv_state {
	CSV_OPEN,  /* a quoted field goes on in the next line */
	CSV_DONE,  /* the row is complete */
	CSV_BAD,   /* it cannot be read; csv_why() says why */
};

struct csv;

struct csv *csv_open(char separator);

/* Begins a row, or goes on with it after CSV_OPEN.  `line` ends with the
 * newline (give one to the last line of a file that has none). */
enum csv_state csv_feed(struct csv *, const char *line, size_t len);

const char *csv_why(const struct csv *);

/* After CSV_DONE, until the next csv_feed(): how many fields, and the first
 * `max` of them. */
size_t csv_fields(struct csv *, char **field, size_t max);
void csv_close(struct csv *);

/* A line without quotes, newline and carriage return left out, cut in place:
 * spaces and tabs around a field are dropped.  One byte behind it may be
 * written.  Returns the number of fields. */
size_t csv_split(char *line, size_t len, char separator, char **field,
    size_t max);

#endif
