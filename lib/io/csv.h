/* csv.h -- lines of fields between separators, taken apart.
 *
 * A field that begins with a quote ends with one, may have separators and line
 * breaks between them, and a quote inside is doubled; in any other field a
 * quote is text.  Most lines have no quote: csv_split() cuts those in place.
 *
 * Spaces, tabs and control characters around a field are dropped. */
#ifndef LIB_IO_CSV_H
#define LIB_IO_CSV_H

#include <stdbool.h>
#include <stddef.h>

enum { CSV_FIELD_MAX = 1024 * 1024 };  /* bytes; a longer field is refused */

enum csv_state {
	CSV_OPEN,  /* a quoted field goes on in the next line */
	CSV_DONE,  /* the row is complete */
	CSV_BAD,   /* it cannot be read; csv_why() says why */
};

struct csv;

struct csv *csv_open(void);
void csv_close(struct csv *);

/* Forgets a row that is open. */
void csv_reset(struct csv *);

/* Begins a row, or goes on with it after CSV_OPEN.  The line comes without its
 * line end. */
enum csv_state csv_feed(struct csv *, char separator, const char *line,
    size_t len);
const char *csv_why(const struct csv *);

/* After CSV_DONE, until the next csv_feed(): as csv_split(). */
size_t csv_fields(struct csv *, char **field, size_t max);

/* Returns how many fields there are.  The first `max` of them are in field[];
 * if there are more, field[max - 1] is one of those from there on that is not
 * empty, if any is.  One byte behind the line may be written. */
size_t csv_split(char *line, size_t len, char separator, char **field,
    size_t max);

/* Takes the quotes off a field that begins and ends with one and has only
 * doubled ones between, in place; any other stays as it is (false). */
bool csv_unquote(char *field);

/* The separator that an option names ("\\t" and "tab" are the tab); '\0': it
 * cannot be one. */
char csv_separator(const char *name);

#endif
