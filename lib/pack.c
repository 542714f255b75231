#include "lib/pack.h"

#include <string.h>

#include "lib/mem.h"

/* Seven bits a byte, the lowest first; the top bit says that more follow. */
void
pack_uint(struct pack *p, uint64_t v)
{
	if (p->cap - p->n < 10)
		p->bytes = mem_grow(p->bytes, p->n + 10, &p->cap, 1);
	for (; v >= 0x80; v >>= 7)
		p->bytes[p->n++] = (char)(v | 0x80);
	p->bytes[p->n++] = (char)v;
}

/* The sign goes into the lowest bit: small numbers stay short. */
void
pack_int(struct pack *p, int64_t v)
{
	pack_uint(p, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

static void
put(struct pack *p, const void *from, size_t n)
{
	p->bytes = mem_grow(p->bytes, p->n + n, &p->cap, 1);
	memcpy(p->bytes + p->n, from, n);
	p->n += n;
}

void
pack_real(struct pack *p, double v)
{
	put(p, &v, sizeof v);
}

void
pack_text(struct pack *p, const char *s, size_t len)
{
	pack_uint(p, len);
	put(p, s, len);
	put(p, "", 1);
}

uint64_t
unpack_uint(const char **p)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		unsigned char c = (unsigned char)*(*p)++;

		v |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80)
			return v;
	}
}

int64_t
unpack_int(const char **p)
{
	uint64_t v = unpack_uint(p);

	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

double
unpack_real(const char **p)
{
	double v;

	memcpy(&v, *p, sizeof v);
	*p += sizeof v;
	return v;
}

const char *
unpack_text(const char **p)
{
	size_t len = (size_t)unpack_uint(p);
	const char *s = *p;

	*p += len + 1;
	return s;
}
