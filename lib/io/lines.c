#include "lib/io/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/compose.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

enum { BLOCK = 128 * 1024 };

struct lines {
	const char *file;
	int fd;
	bool at_end;         /* of the file; bytes may still wait in buf */
	long number;
	long long size;
	struct timespec changed;  /* when it last was; size and this of a regular
	                           * file, else 0 */
	long long consumed;  /* bytes read from fd */

	/* buf[pos..end) has not been given out yet; buf[0] is the byte number
	 * `base` of what comes out.  One more byte can be written behind. */
	char *buf;
	size_t pos, end, cap;
	long long base;
	long long held;      /* -1: nothing is */
	unsigned may;

	char stop;           /* what ends a line */
	size_t footer;       /* so many lines at the end are not given out */
	size_t counted;      /* buf[pos..counted) was searched for line ends */
	size_t ahead;        /* ... and has so many */
	size_t begun;        /* where the line behind the last of them begins */

	bool utf8;
	iconv_t iconv;       /* (iconv_t)-1: bytes pass as they are */
	size_t unit;         /* what to skip where iconv cannot go on */
	char *raw;           /* read, not converted yet */
	size_t raw_used;
	long sequences;      /* of UTF-8, in what was to be converted; -1: there
	                      * are bytes that are none */
	int continues;       /* so many bytes of the last one are to come */
};

static const iconv_t none = (iconv_t)-1;

static size_t
read_some(struct lines *l, char *to, size_t size)
{
	ssize_t n;

	do
		n = read(l->fd, to, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die_errno("%s", l->file);
	l->at_end = n == 0;
	l->consumed += n;
	return (size_t)n;
}

/* What iconv cannot read becomes a byte that no UTF-8 has, so that the line
 * is refused later, where its number is known. */
static void
skip_unreadable(struct lines *l, char **in, size_t *left, char **out,
    size_t *room)
{
	size_t n = *left < l->unit ? *left : l->unit;

	*in += n;
	*left -= n;
	*(*out)++ = '\xFF';
	--*room;
}

/* Text of another encoding is never UTF-8 by chance, if it has more than a few
 * letters that are not ASCII. */
static void
count_sequences(struct lines *l, const char *s, size_t n)
{
	for (size_t i = 0; i < n && l->sequences >= 0; i++) {
		unsigned char c = (unsigned char)s[i];
		bool behind = (c & 0xC0) == 0x80;

		if (behind != (l->continues > 0)) {
			l->sequences = -1;
		} else if (behind) {
			l->sequences += --l->continues == 0;
		} else if (c >= 0x80) {
			l->continues = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
		}
	}
}

/* At most four bytes come out of each one that goes in. */
static size_t
convert(struct lines *l, char *to)
{
	char *in = l->raw, *out = to;
	size_t left, room = 4 * BLOCK, got;

	if (l->raw_used < BLOCK) {  /* a read of nothing would look like the end */
		got = read_some(l, l->raw + l->raw_used, BLOCK - l->raw_used);
		count_sequences(l, l->raw + l->raw_used, got);
		l->raw_used += got;
	}
	left = l->raw_used;
	while (left > 0 && room >= 16 &&
	    iconv(l->iconv, &in, &left, &out, &room) == (size_t)-1) {
		if (errno == E2BIG || (errno == EINVAL && !l->at_end))
			break;
		if (errno == EINVAL)
			die("%s: ends inside of a character: the file is truncated",
			    lines_file(l));
		skip_unreadable(l, &in, &left, &out, &room);
	}
	memmove(l->raw, in, left);
	l->raw_used = left;
	return (size_t)(out - to);
}

/* Bits of what is anywhere in the n bytes at s. */
static unsigned
look(const char *s, size_t n)
{
	unsigned may = 0;

	if (utf8_beyond_ascii(s, n))
		may |= LINE_HIGH;
	if ((may & LINE_HIGH) != 0 && utf8_may_be_blank(s, n))
		may |= LINE_BLANK;
	if ((may & LINE_HIGH) != 0 && compose_may(s, n))
		may |= LINE_APART;
	if (memchr(s, '=', n) != NULL || memchr(s, '\'', n) != NULL)
		may |= LINE_MARK;
	if (memchr(s, '?', n) != NULL || memchr(s, '&', n) != NULL ||
	    memchr(s, '%', n) != NULL || memchr(s, '<', n) != NULL ||
	    memchr(s, '_', n) != NULL ||
	    ((may & LINE_HIGH) != 0 && (memchr(s, 0xC2, n) != NULL ||
	    memchr(s, 0xE2, n) != NULL || memchr(s, 0x83, n) != NULL ||
	    memchr(s, 0xEF, n) != NULL)))
		may |= LINE_DOUBT;
	if (memchr(s, '\0', n) != NULL)
		may |= LINE_NUL;
	if (memchr(s, '"', n) != NULL)
		may |= LINE_QUOTE;
	if (memchr(s, '\\', n) != NULL)
		may |= LINE_BACKSLASH;
	if (memchr(s, '\r', n) != NULL)
		may |= LINE_CR;
	return may;
}

/* Forgets what was given out and is not held. */
static void
make_room(struct lines *l)
{
	size_t keep = l->held >= 0 ? (size_t)(l->held - l->base) : l->pos;

	memmove(l->buf, l->buf + keep, l->end - keep);
	l->base += (long long)keep;
	l->pos -= keep;
	l->end -= keep;
	l->counted -= l->counted < keep ? l->counted : keep;
	l->begun -= l->begun < keep ? l->begun : keep;
	l->buf = mem_grow(l->buf, l->end + 4 * BLOCK + 1, &l->cap, 1);
}

/* Nothing comes any more. */
static bool
dry(const struct lines *l)
{
	return l->at_end && l->raw_used == 0;
}

/* What DOS wrote behind the end of a text is none of it. */
static void
drop_control_z(struct lines *l)
{
	while (l->end > l->pos && l->buf[l->end - 1] == '\x1A')
		l->end--;
	if (l->counted > l->end)
		l->counted = l->end;
}

static void
fill(struct lines *l)
{
	size_t n;

	make_room(l);
	if (l->iconv != none)
		n = convert(l, l->buf + l->end);
	else
		n = read_some(l, l->buf + l->end, BLOCK);
	/* Of a line that goes on for long only what is new is looked at. */
	if (l->end <= BLOCK)
		l->may = look(l->buf, l->end + n);
	else
		l->may |= look(l->buf + l->end, n);
	l->end += n;
	if (dry(l))
		drop_control_z(l);
}

/* The middle of a line that nobody can want is forgotten: what is left of it
 * is still longer than LINES_MAX, also for who reads it a second time. */
static void
shorten(struct lines *l, size_t begun)
{
	if (l->end - begun > LINES_MAX + 1)
		l->end = begun + LINES_MAX + 1;
}

/* iconv_open() skips what is in no name, takes the locale's encoding if nothing
 * is left, and drops characters without a word if "//IGNORE" asks for it. */
static bool
is_encoding(const char *name)
{
#define WORD "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return strspn(name, WORD) > 0 &&
	    name[strspn(name, WORD "-_.:+()")] == '\0';
#undef WORD
}

static void
use_encoding(struct lines *l, const char *name, size_t unit)
{
	l->iconv = is_encoding(name) ? iconv_open("UTF-8", name) : none;
	if (l->iconv == none)
		die("--encoding: unknown; iconv -l lists the known ones");
	l->unit = unit;
	l->sequences = unit > 1 || strncasecmp(name, "UTF", 3) == 0 ? -1 : 0;
	l->utf8 = true;
	l->raw = xmalloc(BLOCK);
}

/* The bytes that were read to find the mark have to be converted, too. */
static void
convert_from(struct lines *l, const char *name, size_t unit)
{
	use_encoding(l, name, unit);
	memcpy(l->raw, l->buf, l->end);
	l->raw_used = l->end;
	count_sequences(l, l->raw, l->end);
	l->end = 0;
}

static size_t
unit_of(const char *encoding)
{
	if (strncasecmp(encoding, "UTF-16", 6) == 0 ||
	    strncasecmp(encoding, "UCS-2", 5) == 0)
		return 2;
	if (strncasecmp(encoding, "UTF-32", 6) == 0 ||
	    strncasecmp(encoding, "UCS-4", 5) == 0)
		return 4;
	return 1;
}

static bool
begins(const struct lines *l, const char *mark, size_t n)
{
	return l->end - l->pos >= n && memcmp(l->buf + l->pos, mark, n) == 0;
}

static void
skip_mark(struct lines *l)
{
	while (!dry(l) && l->end - l->pos < 3)
		fill(l);
	if (begins(l, "\xEF\xBB\xBF", 3)) {
		l->pos += 3;
		l->utf8 = true;
	}
}

/* A mark in the first bytes says what they are, whatever -E says of UTF-8. */
static void
begin(struct lines *l, const char *encoding)
{
	while (!l->at_end && l->end < 3)
		fill(l);
	if (l->end == 0)
		die("%s: empty, not even a header line", l->file);
	if (begins(l, "\xEF\xBB\xBF", 3))
		;
	else if (encoding != NULL)
		convert_from(l, encoding, unit_of(encoding));
	else if (begins(l, "\xFF\xFE", 2))
		convert_from(l, "UTF-16LE", 2);
	else if (begins(l, "\xFE\xFF", 2))
		convert_from(l, "UTF-16BE", 2);
	skip_mark(l);
}

/* The first line end outside of quotes, 0: none so far.  A carriage return is
 * one if no newline follows. */
static char
first_end(const struct lines *l)
{
	bool quoted = false;

	for (size_t i = l->pos; i < l->end; i++) {
		quoted ^= l->buf[i] == '"';
		if (quoted || (l->buf[i] != '\n' && l->buf[i] != '\r'))
			continue;
		if (l->buf[i] == '\r' && i + 1 == l->end && !dry(l))
			return '\0';
		return l->buf[i] == '\r' &&
		    (i + 1 == l->end || l->buf[i + 1] != '\n') ? '\r' : '\n';
	}
	return '\0';
}

static void
find_line_end(struct lines *l)
{
	while ((l->stop = first_end(l)) == '\0' && !dry(l) && l->end < BLOCK)
		fill(l);
	if (l->stop == '\0')
		l->stop = '\n';
}

struct lines *
lines_open(const char *path, const char *encoding)
{
	struct lines *l = xcalloc(1, sizeof *l);
	struct stat st;
	bool is_stdin = strcmp(path, "-") == 0;

	l->file = is_stdin ? "stdin" : path;
	l->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	l->iconv = none;
	l->held = -1;
	l->buf = mem_grow(NULL, 4 * BLOCK + 1, &l->cap, 1);
	if (l->fd < 0)
		die_errno("%s", l->file);
	if (fstat(l->fd, &st) == 0 && S_ISREG(st.st_mode)) {
		l->size = st.st_size;
		l->changed = st.st_mtim;
	}
	begin(l, encoding);
	find_line_end(l);
	return l;
}

void
lines_close(struct lines *l)
{
	if (l == NULL)
		return;
	if (l->fd != STDIN_FILENO)
		close(l->fd);
	if (l->iconv != none)
		iconv_close(l->iconv);
	free(l->raw);
	free(l->buf);
	free(l);
}

const char *
lines_file(const struct lines *l)
{
	return l->file;
}

bool
lines_are_utf8(const struct lines *l)
{
	return l->utf8;
}

bool
lines_were_utf8(const struct lines *l)
{
	return l->iconv != none && l->sequences > 0 && l->continues == 0;
}

void
lines_skip_footer(struct lines *l, size_t n)
{
	l->footer = n;
}

/* Counts the line ends up to the end of what was read. */
static void
count_ends(struct lines *l)
{
	char *stop;

	while ((stop = memchr(l->buf + l->counted, l->stop,
	    l->end - l->counted)) != NULL) {
		l->ahead++;
		l->begun = l->counted = (size_t)(stop - l->buf) + 1;
	}
	l->counted = l->end;
}

/* Is the next line one of the footer?  For that it has to be known how many
 * lines are behind it. */
static bool
in_footer(struct lines *l)
{
	if (l->footer == 0)
		return false;
	if (l->counted < l->pos)
		l->counted = l->begun = l->pos;
	for (;;) {
		count_ends(l);
		if (l->ahead > l->footer)
			return false;
		if (dry(l))
			return l->ahead + (l->begun < l->end) <= l->footer;
		shorten(l, l->begun);
		l->counted = l->end;
		fill(l);
	}
}

/* A file that somebody still writes may be half of what it will be. */
static void
check_unchanged(struct lines *l)
{
	struct stat st;

	if (l->changed.tv_sec == 0 || fstat(l->fd, &st) != 0)
		return;
	if (st.st_size != l->size ||
	    st.st_mtim.tv_sec != l->changed.tv_sec ||
	    st.st_mtim.tv_nsec != l->changed.tv_nsec)
		die("%s: changed while it was read", l->file);
}

bool
lines_next(struct lines *l, struct line *line)
{
	size_t seen = 0;
	char *stop;

	if (in_footer(l)) {
		check_unchanged(l);
		return false;
	}
	while ((stop = memchr(l->buf + l->pos + seen, l->stop,
	    l->end - l->pos - seen)) == NULL && !dry(l)) {
		shorten(l, l->pos);
		seen = l->end - l->pos;
		fill(l);
		if (seen > l->end - l->pos)
			seen = l->end - l->pos;  /* a control-Z is gone */
	}
	if (stop == NULL && l->pos == l->end) {
		check_unchanged(l);
		return false;
	}
	l->number++;
	l->ahead -= l->ahead > 0;
	line->may = l->may;
	line->ended = stop != NULL;
	line->text = l->buf + l->pos;
	line->len = stop != NULL ? (size_t)(stop - line->text) : l->end - l->pos;
	line->cut = line->len > LINES_MAX;
	l->pos += line->len + line->ended;
	if (line->cut) {
		line->text = l->buf + l->end;
		line->len = 0;
	}
	return true;
}

long
lines_number(const struct lines *l)
{
	return l->number;
}

struct lines_place
lines_place(const struct lines *l)
{
	return (struct lines_place){l->base + (long long)l->pos, l->number};
}

struct lines_place
lines_hold(struct lines *l)
{
	struct lines_place here = lines_place(l);

	l->held = here.at;
	return here;
}

void
lines_back(struct lines *l, struct lines_place to)
{
	l->pos = (size_t)(to.at - l->base);
	l->number = to.number;
	l->counted = l->begun = l->pos;
	l->ahead = 0;
}

void
lines_release(struct lines *l)
{
	l->held = -1;
}

void
lines_position(const struct lines *l, long long *at, long long *size)
{
	*at = l->consumed;
	*size = l->size;
}
