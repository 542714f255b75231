/* tsv.h -- the escapes of our TSV (doorstep(5)). */
#ifndef LIB_IO_TSV_H
#define LIB_IO_TSV_H

#include <stdbool.h>
#include <stddef.h>

/* Undoes \t \n \r \\ and \xHH (01 to 7F) in place; any other backslash stays
 * what it is.  False: it stood for a NUL (which is then left as it was). */
bool tsv_unescape(char *);

/* Puts one field, escaped, into buf (of at least 4 * strlen + 1 bytes);
 * returns its length.  No NUL behind it. */
size_t tsv_escape(char *buf, const char *s);

#endif
