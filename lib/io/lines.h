/* lines.h -- the physical lines of a file or of stdin, read in large blocks.
 *
 * Lines end in LF, CRLF (the CR is left at the end of the text) or CR: the
 * first line end outside of quotes decides for the file.  A control-Z at the
 * end of the file is not there.
 *
 * A line borrows from the block: its text may be changed in place and lasts
 * until the next call.  A reader that may have to go back holds the place
 * first; what is behind it then stays in memory. */
#ifndef LIB_IO_LINES_H
#define LIB_IO_LINES_H

#include <stdbool.h>
#include <stddef.h>

enum { LINES_MAX = 16 * 1024 * 1024 };  /* bytes; a longer line is cut out */

/* What a line may have in it: a bit that is not set says that it surely has
 * not.  Looked up once a block, so that a line without any costs nothing. */
enum {
	LINE_HIGH = 1,       /* bytes beyond ASCII */
	LINE_NUL = 2,
	LINE_QUOTE = 4,
	LINE_BACKSLASH = 8,
	LINE_CR = 16,        /* a carriage return, maybe just before the end */
	LINE_MARK = 32,      /* an apostrophe or an equals sign */
	LINE_DOUBT = 128,    /* what is left of letters that nobody could read,
	                      * of umlauts encoded twice or spelled out as in a
	                      * page of the web (decode.h) */
	LINE_BLANK = 64,     /* as UTF-8: white space beyond ASCII (utf8.h) */
	LINE_APART = 256,    /* as UTF-8: a letter and its mark apart (compose.h) */
};

struct line {
	char *text;   /* the line end, or room for one byte, is at text[len] */
	size_t len;
	bool ended;   /* by a line end; only a file's last line may lack it */
	bool cut;     /* longer than LINES_MAX; `text` is empty */
	unsigned may;
};

struct lines;
struct lines_place { long long at; long number; };

/* "-" is stdin.  A file that cannot be read, or has no byte, ends the
 * program.  `encoding` is a name that iconv knows, or NULL; a byte order mark
 * is removed, and one of UTF-16 means that encoding. */
struct lines *lines_open(const char *path, const char *encoding);
void lines_close(struct lines *);

/* For messages: the operand, or "stdin". */
const char *lines_file(const struct lines *);

/* Is what comes out UTF-8 for sure: a mark said so, or it was converted?
 * Bytes that iconv could not convert are 0xFF. */
bool lines_are_utf8(const struct lines *);

/* Was what was read so far UTF-8 before it was converted from something else? */
bool lines_were_utf8(const struct lines *);

/* The last n lines of the file are not given out. */
void lines_skip_footer(struct lines *, size_t n);

/* false: that was the last one.  A regular file that has changed since it was
 * opened ends the program then. */
bool lines_next(struct lines *, struct line *);
long lines_number(const struct lines *);  /* of the line given out last */

/* Where the next line begins; what comes after stays until lines_release(). */
struct lines_place lines_hold(struct lines *);
struct lines_place lines_place(const struct lines *);  /* while one is held */
void lines_back(struct lines *, struct lines_place);
void lines_release(struct lines *);

/* Bytes read so far, and of a regular file how many there are (else 0). */
void lines_position(const struct lines *, long long *at, long long *size);

#endif
