#include "lib/import/letterkey.h"

#include "lib/import/tables.h"

bool
letterkey_has_id(const struct staged_row *row)
{
	return (row->columns >> LETTER_ID & 1) != 0 &&
	    row->value[LETTER_ID].type != VALUE_NULL;
}

/* FNV-1a */
static uint64_t
hash(uint64_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h;
}

enum { TEXT_ID = 62, NO_ID = 63 };  /* bits that keep the kinds apart */

uint64_t
letterkey_hash(const struct staged_row *row)
{
	const struct value *v = row->value;
	uint64_t low = (UINT64_C(1) << TEXT_ID) - 1;
	uint64_t h = UINT64_C(14695981039346656037);
	struct value purpose = stagedrow_value(row, LETTER_PURPOSE);

	if (letterkey_has_id(row) && v[LETTER_ID].type == VALUE_INT)
		return (uint64_t)v[LETTER_ID].i;
	if (letterkey_has_id(row))
		return (hash(h, v[LETTER_ID].s) & low) |
		    UINT64_C(1) << TEXT_ID;
	h ^= (uint64_t)v[LETTER_CASE].i * UINT64_C(0x9E3779B97F4A7C15);
	h ^= (uint64_t)v[LETTER_DUE].i * UINT64_C(0xC2B2AE3D27D4EB4F);
	if (purpose.type == VALUE_TEXT)
		h = hash(h, purpose.s);
	else if (purpose.type == VALUE_INT)
		h = (h ^ (uint64_t)purpose.i) * UINT64_C(1099511628211);
	return (h & low) | UINT64_C(1) << NO_ID;
}

bool
letterkey_equal(const struct staged_row *a, const struct staged_row *b)
{
	struct value p, q;

	if (letterkey_has_id(a) || letterkey_has_id(b))
		return letterkey_has_id(a) && letterkey_has_id(b) &&
		    value_equal(&a->value[LETTER_ID], &b->value[LETTER_ID]);
	p = stagedrow_value(a, LETTER_PURPOSE);
	q = stagedrow_value(b, LETTER_PURPOSE);
	return a->value[LETTER_CASE].i == b->value[LETTER_CASE].i &&
	    a->value[LETTER_DUE].i == b->value[LETTER_DUE].i &&
	    value_equal(&p, &q);
}
