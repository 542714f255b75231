#include "lib/io/value.h"

#include <string.h>

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
