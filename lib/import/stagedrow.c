#include "lib/import/stagedrow.h"

#include <string.h>

enum { ODD_BITS = 5, HAS_FIELDS = 1 << (ODD_BITS - 1) };

/* What a row needs without its texts, at most; a number is written as a word,
 * and what is read behind the last one is there, too. */
enum { ROOM = 3 * PACK_UINT + COLUMNS_MAX * (1 + PACK_WORD) + PACK_WORD };

/* Before each value stands its type, and in the other bits of that byte how
 * many bytes follow: of a number; of a text, if there are fewer than LONG. */
enum { TYPE_BITS = 2, LONG = 63 };

static bool
has(const struct staged_row *row, size_t i)
{
	return (row->columns >> i & 1) != 0;
}

static uint64_t
odd(const struct staged_row *row)
{
	return row->odd | (row->fields != NULL ? HAS_FIELDS : 0);
}

static char *
pack_int(char *at, int64_t i)
{
	uint64_t word = pack_zigzag(i);
	unsigned width = pack_width(word);

	*at++ = (char)(width << TYPE_BITS | VALUE_INT);
	pack_put_word(at, word);
	return at + width;
}

/* The text makes room for itself and for what follows. */
static char *
pack_string(struct pack *p, char *at, const char *s)
{
	size_t len = strlen(s);

	*at++ = (char)((len < LONG ? len : LONG) << TYPE_BITS | VALUE_TEXT);
	if (len >= LONG)
		at = pack_put_uint(at, len);
	p->n = (size_t)(at - p->bytes);
	at = pack_room(p, len + 1 + ROOM);
	memcpy(at, s, len + 1);
	return at + len + 1;
}

/* Writes a value that is no number at `at` and returns its end. */
static char *
pack_other(struct pack *p, char *at, const struct value *v)
{
	if (v->type == VALUE_TEXT)
		return pack_string(p, at, v->s);
	*at++ = (char)v->type;
	if (v->type == VALUE_NULL)
		return at;
	memcpy(at, &v->r, sizeof v->r);
	return at + sizeof v->r;
}

void
stagedrow_pack(struct pack *p, const struct staged_row *row)
{
	char *at = pack_room(p, ROOM);
	uint32_t columns = row->columns;

	at = pack_put_uint(at, columns);
	at = pack_put_uint(at, (uint64_t)row->file << ODD_BITS | odd(row));
	at = pack_put_uint(at, (uint64_t)row->line);
	for (const struct value *v = row->value; columns != 0; columns >>= 1, v++) {
		if ((columns & 1) == 0)
			continue;
		at = v->type == VALUE_INT ? pack_int(at, v->i) :
		    pack_other(p, at, v);
	}
	p->n = (size_t)(at - p->bytes);
	if (row->fields != NULL)
		pack_text(p, row->fields, row->fields_len);
}

static const char *
unpack_string(const char *at, size_t len, struct value *v)
{
	if (len == LONG)
		len = (size_t)pack_take_uint(&at);
	v->s = at;
	return at + len + 1;
}

/* Reads a value and returns its end. */
static inline const char *
unpack_value(const char *at, struct value *v)
{
	unsigned head = (unsigned char)*at++, width = head >> TYPE_BITS;

	v->type = (enum value_type)(head & ((1 << TYPE_BITS) - 1));
	if (v->type == VALUE_INT) {
		v->i = pack_unzigzag(pack_get_word(at, width));
		return at + width;
	}
	if (v->type == VALUE_TEXT)
		return unpack_string(at, width, v);
	if (v->type == VALUE_NULL)
		return at;
	memcpy(&v->r, at, sizeof v->r);
	return at + sizeof v->r;
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
	uint64_t file;
	uint32_t columns;

	row->columns = (uint32_t)pack_take_uint(&p);
	file = pack_take_uint(&p);
	row->file = (unsigned)(file >> ODD_BITS);
	row->odd = (unsigned)file & (HAS_FIELDS - 1);
	row->line = (long)pack_take_uint(&p);
	columns = row->columns;
	for (struct value *v = row->value; columns != 0; columns >>= 1, v++)
		if ((columns & 1) != 0)
			p = unpack_value(p, v);
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
