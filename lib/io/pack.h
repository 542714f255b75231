/* pack.h -- values in few bytes, for rows that wait to be sorted.
 *
 * What was put in comes out in the same order; nothing in the bytes says what
 * they are.  They never leave the program that wrote them. */
#ifndef LIB_IO_PACK_H
#define LIB_IO_PACK_H

#include <stddef.h>
#include <stdint.h>

struct pack { char *bytes; size_t n, cap; };

enum { PACK_UINT = 10 };  /* bytes that a number takes at most */

/* Makes room for `size` more bytes and returns where they go. */
char *pack_room(struct pack *, size_t size);

void pack_uint(struct pack *, uint64_t);
void pack_int(struct pack *, int64_t);
void pack_real(struct pack *, double);
void pack_text(struct pack *, const char *, size_t len);

/* Each moves *p on.  A text is borrowed and has its NUL. */
static inline uint64_t pack_take_uint(const char **p);
static inline int64_t pack_take_int(const char **p);
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

/* Zigzag: the sign is the lowest bit, so small negative numbers stay short. */
static inline char *
pack_put_int(char *p, int64_t v)
{
	return pack_put_uint(p, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
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

static inline int64_t
pack_take_int(const char **p)
{
	uint64_t v = pack_take_uint(p);

	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

#endif
