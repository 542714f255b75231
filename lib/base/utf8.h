/* utf8.h -- is it UTF-8; white space and what cannot be seen; the same word in
 * another case.
 *
 * White space is ASCII's, the no-break space and the other spaces of Unicode,
 * line breaks included.  Invisible are control characters, soft hyphens,
 * characters of no width, byte order marks and bidi marks. */
#ifndef LIB_BASE_UTF8_H
#define LIB_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the valid sequence (RFC 3629) that begins at s, of which n
 * bytes are there; 0: none does. */
size_t utf8_sequence(const char *s, size_t n);

/* The same, but 0 as well for what does not show itself: control characters
 * (C0, DEL, C1), and those that change the direction of what is around them. */
size_t utf8_shown(const char *s, size_t n);

bool utf8_valid(const char *s, size_t n);

/* Is there a byte that is not ASCII? */
bool utf8_beyond_ascii(const char *s, size_t n);

/* Can there be white space or something invisible beyond ASCII in the n bytes?
 * Umlauts are none. */
bool utf8_may_be_blank(const char *s, size_t n);

/* Cuts white space and invisible characters off both ends of s..end, in place:
 * writes the NUL (at most at *end) and returns the new beginning. */
char *utf8_trim(char *s, char *end);

/* One space for each run of white space, none at the ends, and nothing
 * invisible.  `out` has room for strlen(s) + 1 bytes and may be `s`; returns
 * the new length.  utf8_plain() says, fast, that it would surely change
 * nothing. */
size_t utf8_squash(char *out, const char *s);
bool utf8_plain(const char *s);

/* The same, and small letters for capital ones, ASCII and the German letters:
 * two words that differ only in that become the same bytes. */
size_t utf8_fold(char *out, const char *s);

#endif
