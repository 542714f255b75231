#include "lib/import/stagedrow.h"

#include <string.h>

enum { ODD_BITS = 5, HAS_FIELDS = 1 << (ODD_BITS - 1) };

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

	for (unsigned i = 0; row->columns >> i != 0; i++)
		if (has(row, i))
			t |= (uint64_t)row->value[i].type << 2 * i;
	return t;
}

static uint64_t
odd(const struct staged_row *row)
{
	return row->odd | (row->fields != NULL ? HAS_FIELDS : 0);
}

/* Writes a value that is no number at `at` and returns its end.  There is room
 * for all numbers of a row; texts make room for themselves. */
static char *
pack_other(struct pack *p, char *at, const struct value *v)
{
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
	uint32_t columns = row->columns;

	at = pack_put_uint(at, columns);
	at = pack_put_uint(at, types(row));
	at = pack_put_uint(at, (uint64_t)row->file << ODD_BITS | odd(row));
	at = pack_put_uint(at, (uint64_t)row->line);
	for (const struct value *v = row->value; columns != 0; columns >>= 1, v++) {
		if ((columns & 1) == 0)
			continue;
		at = v->type == VALUE_INT ? pack_put_int(at, v->i) :
		    pack_other(p, at, v);
	}
	p->n = (size_t)(at - p->bytes);
	if (row->fields != NULL)
		pack_text(p, row->fields, row->fields_len);
}

static void
unpack_other(const char **p, struct value *v)
{
	if (v->type == VALUE_REAL)
		v->r = pack_take_real(p);
	else if (v->type == VALUE_TEXT)
		v->s = pack_take_text(p);
}

static void
unpack_fields(const char *p, struct staged_row *row)
{
	const char *start = p;

	row->fields_len = (size_t)pack_take_uint(&start);
	row->fields = start;
}

void
stagedrow_unpack(const char *p, struct staged_row *row)
{
	uint64_t t, file;
	uint32_t columns;

	row->columns = (uint32_t)pack_take_uint(&p);
	t = pack_take_uint(&p);
	file = pack_take_uint(&p);
	row->file = (unsigned)(file >> ODD_BITS);
	row->odd = (unsigned)file & (HAS_FIELDS - 1);
	row->line = (long)pack_take_uint(&p);
	columns = row->columns;
	for (struct value *v = row->value; columns != 0; columns >>= 1, t >>= 2, v++) {
		if ((columns & 1) == 0)
			continue;
		v->type = (enum value_type)(t & 3);
		if (v->type == VALUE_INT)
			v->i = pack_take_int(&p);
		else
			unpack_other(&p, v);
	}
	row->fields = NULL;
	if ((file & HAS_FIELDS) != 0)
		unpack_fields(p, row);
}

void
stagedrow_merge(struct staged_row *into, const struct staged_row *later)
{
	into->columns |= later->columns;
	into->file = later->file;
	into->line = later->line;
	into->odd &= later->odd;
	into->fields = later->fields;
	into->fields_len = later->fields_len;
	for (size_t i = 0; later->columns >> i != 0; i++)
		if (has(later, i))
			into->value[i] = later->value[i];
}

bool
stagedrow_differ(const struct staged_row *a, const struct staged_row *b)
{
	uint32_t both = a->columns & b->columns;

	for (size_t i = 0; both >> i != 0; i++)
		if ((both >> i & 1) != 0 &&
		    !value_equal(&a->value[i], &b->value[i]))
			return true;
	return false;
}

bool
stagedrow_later(const struct staged_row *a, const struct staged_row *b)
{
	return a->file != b->file ? a->file > b->file : a->line > b->line;
}

struct value
stagedrow_value(const struct staged_row *row, int column)
{
	if (has(row, (size_t)column))
		return row->value[column];
	return (struct value){.type = VALUE_NULL};
}
