/* pack.h -- values in few bytes, for rows that wait to be sorted.
 *
 * What was put in comes out in the same order; nothing in the bytes says what
 * they are.  They never leave the program that wrote them. */
#ifndef LIB_IO_PACK_H
#define LIB_IO_PACK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct pack { char *bytes; size_t n, cap; };

enum {
	PACK_UINT = 10,  /* bytes that a number takes at most */
	PACK_WORD = 8,   /* bytes that are touched at once, whatever is in them */
};

/* Makes room for `size` more bytes and returns where they go. */
char *pack_room(struct pack *, size_t size);

void pack_uint(struct pack *, uint64_t);
void pack_real(struct pack *, double);
void pack_text(struct pack *, const char *, size_t len);

/* Each moves *p on.  A text is borrowed and has its NUL. */
static inline uint64_t pack_take_uint(const char **p);
double pack_take_real(const char **p);
const char *pack_take_text(const char **p);

/* Writes a number where there is room for it (pack_room) and returns its end;
 * inline, because this happens for every value of every row.
 *
 * Seven bits a byte, the lowest first; the top bit says that more follow. */
static inline char *
pack_put_uint(char *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (char)(v | 0x80);
	*p++ = (char)v;
	return p;
}

static inline uint64_t
pack_take_uint(const char **p)
{
	const char *s = *p;
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		unsigned char c = (unsigned char)*s++;

		v |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80)
			break;
	}
	*p = s;
	return v;
}

/* A number in as few bytes as it has, at least one; the reader has to know how many.  It
 * costs no loop, because PACK_WORD bytes are written and read: they must be
 * there. */
static inline unsigned
pack_width(uint64_t v)
{
	return (71 - (unsigned)__builtin_clzll(v | 1)) / 8;
}

/* The lowest byte comes first. */
static inline uint64_t
pack_in_order(uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline void
pack_put_word(char *p, uint64_t v)
{
	v = pack_in_order(v);
	memcpy(p, &v, PACK_WORD);
}

static inline uint64_t
pack_get_word(const char *p, unsigned width)
{
	uint64_t v;

	memcpy(&v, p, PACK_WORD);
	return pack_in_order(v) & UINT64_MAX >> (64 - 8 * width);
}

/* Zigzag: the sign becomes the lowest bit, so that small negative numbers are
 * short, too. */
static inline uint64_t
pack_zigzag(int64_t v)
{
	return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static inline int64_t
pack_unzigzag(uint64_t v)
{
	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

#endif
