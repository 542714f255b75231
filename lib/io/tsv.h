/* tsv.h -- a line of our TSV taken apart in place (doorstep(5)). */
#ifndef LIB_IO_TSV_H
#define LIB_IO_TSV_H

#include <stdbool.h>
#include <stddef.h>

/* Cuts the line (len bytes, and one more that may be written) at its tabs.
 * Returns how many fields it has; the first `max` of them are in field[]. */
size_t tsv_split(char *line, size_t len, char **field, size_t max);

/* Undoes \t \n \r \\ and \xHH (01 to 7F) in place; any other backslash stays
 * what it is.  False: it stood for a NUL (which is then left as it was). */
bool tsv_unescape(char *);

#endif
