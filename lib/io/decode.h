/* decode.h -- bytes as they came, turned into UTF-8 without NUL.
 *
 * Both write U+FFFD for what cannot be read and say so in *bad, so that a
 * line can be shown to the person who has to mend it.  `out` has room for
 * 3 * n bytes; they return how many were written. */
#ifndef LIB_IO_DECODE_H
#define LIB_IO_DECODE_H

#include <stdbool.h>
#include <stddef.h>

/* Names of encodings that exports come in; NULL at the end. */
extern const char *const decode_usual[];

/* What windows-1252 made of the bytes: letters that German has, and such as it
 * has not, which are what another system's umlauts come out as.  And lines
 * with an umlaut that was encoded as UTF-8 twice; with a sign inside of a word,
 * as text has that was read in another encoding than it was written in: M√ller,
 * £ukasz; with a letter that somebody before us could not read: ? or U+FFFD
 * inside a word; or with one that is spelled out as mails, pages of the
 * web and workbooks do: &uuml; =FC %C3%BC \u00fc <br> _x000D_ */
struct decode_count {
	long german, foreign, twice, signs, lost, spelled;
	bool blank;     /* the line has a no-break space or a soft hyphen, ... */
	bool odd;       /* ... what may be a part of text that was encoded twice,
	                 * or read in another encoding, ... */
	bool thorn;     /* ... a letter of Icelandic, which is one of Turkish in
	                 * windows-1254; all three are only ever set */
};

/* windows-1252, by table: an export has umlauts in every other row, and iconv
 * for each of them costs more than everything else together.  The five bytes
 * that the code page leaves undefined are bad. */
size_t decode_1252(char *out, const char *in, size_t n, bool *bad,
    struct decode_count *);

/* Counts the line, which is UTF-8 by now, if its text is in doubt. */
void decode_doubt(struct decode_count *, const char *line, size_t n);

/* What claims to be UTF-8. */
size_t decode_utf8(char *out, const char *in, size_t n, bool *bad);

#endif
