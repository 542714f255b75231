/* utf8.h -- is it UTF-8, and the same word in another case. */
#ifndef LIB_IO_UTF8_H
#define LIB_IO_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the valid sequence (RFC 3629) that begins at s, of which n
 * bytes are there; 0: none does. */
size_t utf8_sequence(const char *s, size_t n);

bool utf8_valid(const char *s, size_t n);

/* Is there a byte that is not ASCII? */
bool utf8_beyond_ascii(const char *s, size_t n);

/* Trims spaces and tabs and writes small letters for capital ones, ASCII and
 * the German letters: two words that differ only in that become the same
 * bytes.  `out` has room for strlen(s) + 1 bytes and may be `s` itself;
 * returns the new length. */
size_t utf8_fold(char *out, const char *s);

#endif
