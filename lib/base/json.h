/* json.h -- texts and numbers as JSON has them (RFC 8259). */
#ifndef LIB_BASE_JSON_H
#define LIB_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* Puts the inside of a JSON string into buf (of at least 6 * strlen + 1 bytes);
 * returns its length.  The UTF-8 of s stays what it is, but for what does not
 * show itself (base/utf8), line breaks of Unicode included, and bytes that are
 * not UTF-8: those are escaped by their numbers.  In a page so are < > &. */
size_t json_escape(char *buf, const char *s);
size_t json_escape_in_page(char *buf, const char *s);

/* How many digits the text has if it is a number as JSON writes it, without an
 * exponent; 0 if it is not: 007, 1E5. */
size_t json_digits(const char *);

#endif
