#include "lib/io/schema.h"

#include <string.h>

#include "lib/base/num.h"

const struct schema_table *
schema_find(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->table[i].name, name) == 0)
			return &s->table[i];
	return NULL;
}

int
schema_column(const struct schema_table *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->column[i].name, name) == 0)
			return (int)i;
	return -1;
}

const struct column *
schema_any_column(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++) {
		int c = schema_column(&s->table[i], name);

		if (c >= 0)
			return &s->table[i].column[c];
	}
	return NULL;
}

bool
schema_compact(const char *s, struct value *v)
{
	long long i;

	if (*s < '1' || *s > '9' || !num_int(s, &i) || i >= 1LL << 62)
		return false;
	*v = (struct value){VALUE_INT, {.i = i}};
	return true;
}

struct field_type
schema_type(const struct column *c, enum field_order order, date today)
{
	return (struct field_type){.kind = c->kind, .order = order,
	    .today = today, .words = c->words};
}

const char *
schema_read(const struct column *c, const struct field_type *type,
    const char *s, struct arena *arena, struct value *v)
{
	const char *wrong;

	if (c->compact && schema_compact(s, v))
		return NULL;  /* nearly always; a field of digits is never wrong */
	wrong = field_read(type, s, arena, v);
	if (wrong != NULL)
		return c->words == NULL ? wrong :
		    "neither a known code nor translated by the map";
	if (c->compact && v->type == VALUE_TEXT)
		schema_compact(v->s, v);
	if (v->type != VALUE_NULL)
		return NULL;
	if (c->initial)
		*v = (struct value){VALUE_INT, {.i = 0}};
	return c->required && !c->initial ? "missing" : NULL;
}
