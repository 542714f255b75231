/* tsv.h -- the escapes of our TSV (doorstep(5)). */
#ifndef LIB_IO_TSV_H
#define LIB_IO_TSV_H

#include <stdbool.h>
#include <stddef.h>

/* Undoes \t \n \r \\ and \xHH in place (01 to 7F, and higher ones that make a
 * character of UTF-8 together); any other backslash stays what it is.  False: it
 * stood for a NUL (which is then left as it was). */
bool tsv_unescape(char *);

/* Puts one field into buf (of at least 4 * strlen + 1 bytes), with escapes for
 * all that is no UTF-8 or does not show itself (utf8.h); returns its length.  No
 * NUL behind it. */
size_t tsv_escape(char *buf, const char *s);

#endif
