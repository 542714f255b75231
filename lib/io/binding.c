#include "lib/io/binding.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/tags.h"
#include "lib/io/binding_parts.h"

static void
add_origin(struct bound *b, struct origin o)
{
	b->origin = xreallocarray(b->origin, b->n + 1, sizeof *b->origin);
	b->origin[b->n++] = o;
}

/* Is a field before this one, and of this column, called the same? */
static bool
seen_before(const struct binding *b, const struct bound *bound, size_t field)
{
	for (size_t i = 0; i < bound->n; i++)
		if (strcmp(b->headings.folded[bound->origin[i].field],
		    b->headings.folded[field]) == 0)
			return true;
	return false;
}

static void
bind_heading(struct binding *b, size_t field, char **twice)
{
	struct map_meaning m[MAP_MEANINGS];
	size_t n = map_meanings(b->map, b->table, b->headings.folded[field], m);

	for (size_t i = 0; i < n; i++) {
		const char *name = b->table->column[m[i].column].name;
		struct bound *bound = &b->bound[m[i].column];

		if (!m[i].behind && seen_before(b, bound, field) &&
		    !tags_has(*twice, name))
			tags_append(twice, name);
		add_origin(bound, (struct origin){field,
		    schema_type(&b->table->column[m[i].column], m[i].order, 0),
		    m[i].piece, m[i].weak, m[i].part, m[i].behind, 0});
	}
}

/* "Nr." is the number of a house where the field to its left is of the street,
 * and anything else where it is not. */
static bool
stands_behind(const struct origin *o, const struct origin *left, size_t n)
{
	return n > 0 && left[n - 1].field + 1 == o->field;
}

/* Weak headings only count if no other one means the column, a part only if
 * one does: a house number alone is no street. */
static void
choose_origins(struct binding *b, struct bound *bound)
{
	bool strong = false, whole = false;
	size_t n = 0;

	for (size_t i = 0; i < bound->n; i++) {
		const struct origin *o = &bound->origin[i];
		bool part = o->part || o->behind;

		strong = strong || (!o->weak && !part);
		whole = whole || !part;
	}
	for (size_t i = 0; i < bound->n; i++) {
		const struct origin *o = &bound->origin[i];

		if (o->behind && !stands_behind(o, bound->origin, n))
			continue;
		if (o->part && !whole)
			b->lonely = o->field + 1;
		else if (!o->weak || !strong)
			bound->origin[n++] = *o;
	}
	bound->n = n;
}

static void
learn_first_bytes(const struct binding *b, const struct column *column,
    struct bound *bound)
{
	for (unsigned byte = 0; byte < 256; byte++)
		if (!binding_may_be_odd(b, column, (char)byte))
			bound->sure[byte / 64] |= UINT64_C(1) << byte % 64;
}

static void
bind_column(struct binding *b, size_t c)
{
	const struct column *column = &b->table->column[c];
	struct bound *bound = &b->bound[c];

	choose_origins(b, bound);
	bound->type = schema_type(column, ORDER_NONE, 0);
	if (column->time_of != NULL) {
		bound->time_of = schema_column(b->table, column->time_of);
		b->timed = (int)c;
	}
	bound->translated = column->words != NULL ||
	    map_has_values(b->map, column->name);
	bound->constant = map_constant(b->map, column->name);
	bound->plain = !bound->translated && !column->required &&
	    !column->initial;
	if (column->kind == FIELD_CODE)
		bound->seen = names_new();
	bound->recent = -1;
	bound->compact = column->compact;
	bound->direct = bound->n == 1 &&
	    bound->origin->piece == PIECE_WHOLE &&
	    (bound->seen != NULL || !bound->translated);
	learn_first_bytes(b, column, bound);
	if (bound->n > 0 || bound->constant != NULL)
		b->columns |= UINT32_C(1) << c;
}

/* The table says which headings are nearly columns that it has not. */
static void
tell_table(const struct binding *b, struct table *t)
{
	for (size_t i = 0; i < b->headings.n; i++)
		if (map_ignores(b->map, b->table, b->headings.folded[i]))
			table_taken(t, i);
	for (size_t c = 0; c < b->table->n; c++) {
		for (size_t i = 0; i < b->bound[c].n; i++)
			table_taken(t, b->bound[c].origin[i].field);
		if (b->bound[c].n == 0)
			table_wanted(t, b->table->column[c].name);
	}
}

struct binding *
binding_open(struct table *t, const struct map *map,
    const struct schema_table *table)
{
	struct binding *b = xcalloc(1, sizeof *b);
	char *twice = xstrdup("");

	b->table = table;
	b->map = map;
	b->headings = binding_headings(t);
	b->lat = schema_column(table, "lat");
	b->lon = schema_column(table, "lon");
	b->timed = -1;
	b->foreign = !binding_is_ours(t, map, table);
	for (size_t i = 0; i < b->headings.n; i++)
		bind_heading(b, i, &twice);
	if (*twice != '\0')
		die_at(table_file(t), table_header_line(t),
		    "two identical headings for %s", twice);
	free(twice);
	for (size_t c = 0; c < table->n; c++)
		bind_column(b, c);
	if (b->lonely > 0)
		diag_warn("%s:%ld: column %zu is not read: it is a part, and what"
		    " it belongs to is missing", table_file(t),
		    table_header_line(t), b->lonely);
	tell_table(b, t);
	return b;
}

void
binding_close(struct binding *b)
{
	if (b == NULL)
		return;
	for (size_t c = 0; c < b->table->n; c++) {
		free(b->bound[c].origin);
		names_free(b->bound[c].seen);
	}
	recognize_free(&b->headings);
	arena_free(&b->text);
	free(b);
}

void
binding_today(struct binding *b, date today)
{
	for (size_t c = 0; c < b->table->n; c++) {
		struct bound *bound = &b->bound[c];

		bound->type.today = today;
		for (size_t i = 0; i < bound->n; i++)
			bound->origin[i].type.today = today;
	}
}

void
binding_strict(struct binding *b)
{
	b->strict = true;
}

uint32_t
binding_columns(const struct binding *b)
{
	return b->columns;
}

uint32_t
binding_headed(const struct binding *b)
{
	uint32_t columns = 0;

	for (size_t c = 0; c < b->table->n; c++)
		if (b->bound[c].n > 0)
			columns |= UINT32_C(1) << c;
	return columns;
}

const char *
binding_heading(const struct binding *b, size_t field)
{
	return b->headings.folded[field];
}

bool
binding_takes(const struct binding *b, size_t field, size_t column)
{
	const struct bound *bound = &b->bound[column];

	for (size_t i = 0; i < bound->n; i++)
		if (bound->origin[i].field == field)
			return true;
	return false;
}

bool
binding_uses(const struct binding *b, size_t field)
{
	for (size_t c = 0; c < b->table->n; c++)
		if (binding_takes(b, field, c))
			return true;
	return false;
}

size_t
binding_known(const struct binding *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->headings.n; i++)
		n += binding_uses(b, i);
	return n;
}
