/* json.h -- texts and numbers as JSON has them (RFC 8259). */
#ifndef LIB_BASE_JSON_H
#define LIB_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* Puts the inside of a JSON string into buf (of at least 6 * strlen + 1 bytes);
 * returns its length.  The UTF-8 of s stays what it is, but for what a reader
 * other than JSON's could take for its own: control characters, the line and
 * paragraph separators of Unicode, and < > &, so that a text may stand inside
 * of a page. */
size_t json_escape(char *buf, const char *s);

/* Is the text a number as JSON writes it? */
bool json_is_number(const char *);

#endif
