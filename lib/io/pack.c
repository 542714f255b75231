#include "lib/io/pack.h"

#include <string.h>

#include "lib/base/mem.h"

char *
pack_room(struct pack *p, size_t size)
{
	p->bytes = mem_grow(p->bytes, p->n + size, &p->cap, 1);
	return p->bytes + p->n;
}

static void
put(struct pack *p, const void *from, size_t n)
{
	memcpy(pack_room(p, n), from, n);
	p->n += n;
}

void
pack_uint(struct pack *p, uint64_t v)
{
	p->n = (size_t)(pack_put_uint(pack_room(p, PACK_UINT), v) - p->bytes);
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

double
pack_take_real(const char **p)
{
	double v;

	memcpy(&v, *p, sizeof v);
	*p += sizeof v;
	return v;
}

const char *
pack_take_text(const char **p)
{
	size_t len = (size_t)pack_take_uint(p);
	const char *s = *p;

	*p += len + 1;
	return s;
}
