/* spelling.h -- names as people spell them, made comparable.
 *
 * The same person is Müller, Mueller, MUELLER and Muller, Yılmaz and Yilmaz,
 * O'Neil and Oneil, van den Berg and Vandenberg, depending on who typed.  A
 * *key* is what all of these have in common: small letters of ASCII without
 * accents, blanks, hyphens and apostrophes; ä, ö, ü (and ae, oe, ue) are a,
 * o, u, ß is ss.  The table is this module's own, so that a key is the same
 * in every locale.  Letters beyond the Latin alphabets stay as they are, but
 * Greek and Cyrillic capitals become small.
 *
 * A key finds too many rather than too few: Bauer and Baur are one. */
#ifndef LIB_BASE_SPELLING_H
#define LIB_BASE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the key of a UTF-8 text and a NUL; `out` has room for
 * SPELLING_ROOM(strlen(text)) bytes.  Returns the key's length. */
#define SPELLING_ROOM(n) (2 * (n) + 1)
size_t spelling_key(char *out, const char *text);

/* A name to look for.  It matches a stored name if the keys are equal, or if
 * it is one of the parts, between hyphens or blanks, of a double name; if it
 * ended in `*`, the beginning of either is enough. */
struct spelling {
	char *key;
	size_t len;
	bool prefix;
	bool street;
};

/* The key is the caller's to free(); an empty one matches nothing. */
struct spelling spelling_new(const char *text);
bool spelling_matches(const struct spelling *, const char *stored);

/* A street to look for: "straße", "strasse" and "str." are one, and no part
 * matches alone, but the street with its number does where more follows. */
struct spelling spelling_new_street(const char *text);

/* The digits of a telephone number, +49 and 0049 as 0; `out` has room for
 * strlen(text) + 1 bytes. */
size_t spelling_phone(char *out, const char *text);

/* Is it the stored number, or one of several with blanks between?  `asked` is
 * what spelling_phone() made. */
bool spelling_phone_matches(const char *asked, const char *stored);

#endif
