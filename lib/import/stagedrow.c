#include "lib/import/stagedrow.h"

#include <string.h>

enum { NUMBERS = (4 + COLUMNS_MAX) * PACK_UINT };  /* all of a row's, at most */

static bool
has(const struct staged_row *row, size_t i)
{
	return (row->columns >> i & 1) != 0;
}

/* The types of all values in one number, two bits each. */
static uint64_t
types(const struct staged_row *row)
{
	uint64_t t = 0;

	for (size_t i = 0; row->columns >> i != 0; i++)
		if (has(row, i))
			t |= (uint64_t)row->value[i].type << 2 * i;
	return t;
}

/* Behind `at`; returns what is behind that.  Numbers have room there, for
 * texts it is made. */
static char *
pack_value(struct pack *p, char *at, const struct value *v)
{
	if (v->type == VALUE_INT)
		return pack_put_int(at, v->i);
	if (v->type == VALUE_NULL)
		return at;
	p->n = (size_t)(at - p->bytes);
	if (v->type == VALUE_REAL)
		pack_real(p, v->r);
	else
		pack_text(p, v->s, strlen(v->s));
	return pack_room(p, NUMBERS);
}

void
stagedrow_pack(struct pack *p, const struct staged_row *row)
{
	char *at = pack_room(p, NUMBERS);

	at = pack_put_uint(at, row->columns);
	at = pack_put_uint(at, types(row));
	at = pack_put_uint(at, row->file);
	at = pack_put_uint(at, (uint64_t)row->line);
	for (size_t i = 0; row->columns >> i != 0; i++)
		if (has(row, i))
			at = pack_value(p, at, &row->value[i]);
	p->n = (size_t)(at - p->bytes);
}

static void
unpack_value(const char **p, struct value *v)
{
	if (v->type == VALUE_INT)
		v->i = unpack_int(p);
	else if (v->type == VALUE_REAL)
		v->r = unpack_real(p);
	else if (v->type == VALUE_TEXT)
		v->s = unpack_text(p);
}

const char *
stagedrow_unpack(const char *p, struct staged_row *row)
{
	uint64_t t;

	row->columns = (uint32_t)unpack_uint(&p);
	t = unpack_uint(&p);
	row->file = (unsigned)unpack_uint(&p);
	row->line = (long)unpack_uint(&p);
	for (size_t i = 0; row->columns >> i != 0; i++, t >>= 2)
		if (has(row, i)) {
			row->value[i].type = (enum value_type)(t & 3);
			unpack_value(&p, &row->value[i]);
		}
	return p;
}

void
stagedrow_merge(struct staged_row *into, const struct staged_row *later)
{
	into->columns |= later->columns;
	into->file = later->file;
	into->line = later->line;
	for (size_t i = 0; later->columns >> i != 0; i++)
		if (has(later, i))
			into->value[i] = later->value[i];
}

bool
value_equal(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_INT: return a->i == b->i;
	case VALUE_REAL: return !(a->r < b->r || a->r > b->r);
	case VALUE_TEXT: return strcmp(a->s, b->s) == 0;
	default: return true;
	}
}
