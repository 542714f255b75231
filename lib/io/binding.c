#include "lib/io/binding.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/io/utf8.h"

enum { SEEN = 32 };

/* Where a column comes from. */
struct bound {
	size_t *field;         /* of the row, in header order */
	size_t n;
	const char *constant;  /* if there is no field */
	struct field_type type;
	bool translated;       /* the map has values for it */
	int time_of;           /* the column of dates behind which its times are;
	                        * -1: none */
	long misordered;       /* dates that are one in another order */

	/* Code words as they came, and their values: files have few of them. */
	struct names *seen;
	struct value meaning[SEEN];
};

struct binding {
	const struct schema_table *record;
	const struct map *map;
	struct bound bound[COLUMNS_MAX];
	uint32_t columns;
	size_t fields;      /* of the header */
	int lat, lon;       /* columns, -1: none */
	struct arena text;  /* of one row */
};

static char *
folded(const char *s)
{
	char *copy = xstrdup(s);

	utf8_fold(copy, copy);
	return copy;
}

bool
binding_known(const struct map *map, const char *heading)
{
	char *name = folded(heading);
	bool known = schema_any_column(map_schema(map), name) != NULL ||
	    map_column(map, name, 0) != NULL;

	free(name);
	return known;
}

/* Does this heading mean this column?  Its own name first, then the map. */
static bool
means(const struct schema_table *r, const struct map *map, const char *heading,
    const char *column)
{
	const char *name;

	if (schema_column(r, heading) >= 0)
		return strcmp(heading, column) == 0;
	for (size_t i = 0; (name = map_column(map, heading, i)) != NULL; i++)
		if (strcmp(name, column) == 0)
			return true;
	return false;
}

static bool
has_column(const struct table *t, const struct map *map,
    const struct schema_table *r, const char *column)
{
	for (size_t i = 0; i < table_columns(t); i++) {
		char *heading = folded(table_heading(t, i));
		bool found = means(r, map, heading, column);

		free(heading);
		if (found)
			return true;
	}
	return map_constant(map, column) != NULL;
}

/* The required columns that are not there, comma-joined. */
static char *
missing(const struct table *t, const struct map *map, const struct schema_table *r)
{
	char *list = xstrdup("");

	for (size_t i = 0; i < r->n; i++) {
		const struct column *c = &r->column[i];

		if (c->required && !has_column(t, map, r, c->name))
			tags_append(&list, c->name);
	}
	return list;
}

/* Has the file a heading that any table takes for this column? */
static bool
has_anywhere(const struct table *t, const struct map *map, const char *column)
{
	const struct schema *s = map_schema(map);

	for (size_t i = 0; i < s->n; i++)
		if (schema_column(&s->table[i], column) >= 0 &&
		    has_column(t, map, &s->table[i], column))
			return true;
	return false;
}

static bool
is_barred(const struct table *t, const struct map *map,
    const struct schema_table *r)
{
	for (const char *const *c = r->barred_by; c != NULL && *c != NULL; c++)
		if (has_anywhere(t, map, *c))
			return true;
	return false;
}

static bool
fits(const struct table *t, const struct map *map, const struct schema_table *r)
{
	char *list = missing(t, map, r);
	bool fine = *list == '\0';

	free(list);
	return fine && !is_barred(t, map, r);
}

/* Does `b` need everything that `a` needs, and more? */
static bool
needs_more(const struct schema_table *a, const struct schema_table *b)
{
	bool more = false;

	for (size_t i = 0; i < a->n; i++) {
		int c = schema_column(b, a->column[i].name);

		if (a->column[i].required &&
		    (c < 0 || !b->column[c].required))
			return false;
	}
	for (size_t i = 0; i < b->n; i++) {
		int c = schema_column(a, b->column[i].name);

		if (b->column[i].required && (c < 0 || !a->column[c].required))
			more = true;
	}
	return more;
}

static bool
outdone(const struct schema *s, const bool *fit, size_t i)
{
	for (size_t k = 0; k < s->n; k++)
		if (fit[k] && needs_more(&s->table[i], &s->table[k]))
			return true;
	return false;
}

static const struct schema_table *
only_fit(const struct table *t, const struct schema *s, const bool *fit)
{
	const struct schema_table *found = NULL;
	char *names = xstrdup("");
	int n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (!fit[i] || outdone(s, fit, i))
			continue;
		found = &s->table[i];
		tags_append(&names, found->name);
		n++;
	}
	if (n == 0)
		die_at(table_file(t), table_header_line(t),
		    "the header fits no table; --table names one, --map says "
		    "what its headings mean");
	if (n > 1)
		die_at(table_file(t), table_header_line(t),
		    "the header fits several tables: %s; --table names one",
		    names);
	free(names);
	return found;
}

const struct schema_table *
binding_recognize(const struct table *t, const struct map *map,
    const char *name)
{
	const struct schema *s = map_schema(map);
	const struct schema_table *r;
	char *list;

	if (name == NULL) {
		bool *fit = xcalloc(s->n, sizeof *fit);

		for (size_t i = 0; i < s->n; i++)
			fit[i] = fits(t, map, &s->table[i]);
		r = only_fit(t, s, fit);
		free(fit);
		return r;
	}
	r = schema_find(s, name);
	list = missing(t, map, r);
	if (*list != '\0')
		die_at(table_file(t), table_header_line(t), "no column %s",
		    list);
	free(list);
	return r;
}

static void
add_field(struct bound *b, size_t field)
{
	b->field = xreallocarray(b->field, b->n + 1, sizeof *b->field);
	b->field[b->n++] = field;
}

/* Is a field before this one, and of this column, called the same? */
static bool
seen_before(const struct table *t, const struct bound *b, const char *heading)
{
	bool seen = false;

	for (size_t i = 0; i < b->n && !seen; i++) {
		char *other = folded(table_heading(t, b->field[i]));

		seen = strcmp(other, heading) == 0;
		free(other);
	}
	return seen;
}

static void
bind_heading(struct binding *b, const struct table *t, size_t field,
    char **twice)
{
	char *heading = folded(table_heading(t, field));

	for (size_t c = 0; c < b->record->n; c++) {
		const char *name = b->record->column[c].name;

		if (!means(b->record, b->map, heading, name))
			continue;
		if (seen_before(t, &b->bound[c], heading))
			tags_append(twice, name);
		add_field(&b->bound[c], field);
	}
	free(heading);
}

static void
bind_column(struct binding *b, size_t c)
{
	const struct column *column = &b->record->column[c];
	struct bound *bound = &b->bound[c];

	bound->type = column_type(column, map_order(b->map, column->name), 0);
	bound->time_of = column->time_of == NULL ? -1 :
	    schema_column(b->record, column->time_of);
	bound->translated = column->words != NULL ||
	    map_has_values(b->map, column->name);
	bound->constant = map_constant(b->map, column->name);
	if (column->kind == FIELD_CODE)
		bound->seen = names_new();
	if (bound->n > 0 || bound->constant != NULL)
		b->columns |= UINT32_C(1) << c;
}

struct binding *
binding_open(const struct table *t, const struct map *map,
    const struct schema_table *record)
{
	struct binding *b = xcalloc(1, sizeof *b);
	char *twice = xstrdup("");

	b->record = record;
	b->map = map;
	b->fields = table_columns(t);
	b->lat = schema_column(record, "lat");
	b->lon = schema_column(record, "lon");
	for (size_t i = 0; i < table_columns(t); i++)
		bind_heading(b, t, i, &twice);
	if (*twice != '\0')
		die_at(table_file(t), table_header_line(t),
		    "two identical headings for %s", twice);
	free(twice);
	for (size_t c = 0; c < record->n; c++)
		bind_column(b, c);
	return b;
}

void
binding_close(struct binding *b)
{
	if (b == NULL)
		return;
	for (size_t c = 0; c < b->record->n; c++) {
		free(b->bound[c].field);
		names_free(b->bound[c].seen);
	}
	arena_free(&b->text);
	free(b);
}

bool
binding_is_ours(const struct table *t, const struct map *map,
    const struct schema_table *record)
{
	bool ours = true, rejects = false;

	for (size_t i = 0; i < table_columns(t); i++) {
		char *heading = folded(table_heading(t, i));

		rejects = rejects || strcmp(heading, "_reason") == 0;
		ours = ours && (schema_column(record, heading) >= 0 ||
		    map_column(map, heading, 0) == NULL);
		free(heading);
	}
	return ours || rejects;
}

void
binding_today(struct binding *b, date today)
{
	for (size_t c = 0; c < b->record->n; c++)
		b->bound[c].type.today = today;
}

uint32_t
binding_columns(const struct binding *b)
{
	return b->columns;
}

/* Street and number, say: what there is of them, a space between. */
static const char *
joined(struct binding *b, const struct bound *bound, const struct row *row)
{
	size_t len = 1;
	char *all, *p;

	for (size_t i = 0; i < bound->n; i++)
		len += strlen(row->field[bound->field[i]]) + 1;
	p = all = arena_alloc(&b->text, len);
	for (size_t i = 0; i < bound->n; i++) {
		const char *part = row->field[bound->field[i]];
		size_t n = strlen(part);

		if (n == 0)
			continue;
		if (p > all)
			*p++ = ' ';
		memcpy(p, part, n);
		p += n;
	}
	*p = '\0';
	return all;
}

/* What the map makes of the text; a code word in small letters. */
static const char *
translated(struct binding *b, const struct column *c, const char *text)
{
	char *small = arena_strdup(&b->text, text);
	const char *to;

	utf8_fold(small, small);
	to = map_value(b->map, c->name, small);
	if (to != NULL)
		return to;
	return c->words != NULL ? small : text;
}

static const char *
read_translated(struct binding *b, size_t i, const char *text,
    struct value *v)
{
	const struct column *c = &b->record->column[i];

	return column_read(c, &b->bound[i].type, translated(b, c, text),
	    &b->text, v);
}

static const char *
read_code(struct binding *b, size_t i, const char *text, struct value *v)
{
	struct bound *bound = &b->bound[i];
	int known = names_find(bound->seen, text);
	const char *wrong;

	if (known >= 0) {
		*v = bound->meaning[known];
		return NULL;
	}
	wrong = read_translated(b, i, text, v);
	if (wrong == NULL && names_count(bound->seen) < SEEN)
		bound->meaning[names_add(bound->seen, text)] = *v;
	return wrong;
}

static const char *
read_column(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	const struct column *c = &b->record->column[i];
	struct bound *bound = &b->bound[i];
	const char *text;

	if (bound->n == 1)
		text = row->field[bound->field[0]];
	else if (bound->n > 1)
		text = joined(b, bound, row);
	else
		text = bound->constant;
	if (bound->seen != NULL)
		return read_code(b, i, text, v);
	if (bound->translated)
		return read_translated(b, i, text, v);
	return column_read(c, &bound->type, text, &b->text, v);
}

/* The columns of a row that ends before the header does. */
static uint32_t
given_columns(const struct binding *b, const struct row *row)
{
	uint32_t columns = b->columns;

	for (size_t c = 0; c < b->record->n; c++)
		for (size_t i = 0; i < b->bound[c].n; i++)
			if (b->bound[c].field[i] >= row->n)
				columns &= ~(UINT32_C(1) << c);
	return columns;
}

/* Fields that are longer than a date have a time behind it, nearly always
 * midnight. */
static void
take_time_behind(struct binding *b, size_t c, const struct row *row,
    struct value *value, uint32_t *columns)
{
	const struct bound *dates = &b->bound[b->bound[c].time_of];
	const char *text;
	int time;

	if (value[c].type != VALUE_NULL || dates->n != 1)
		return;
	text = row->field[dates->field[0]];
	if (strlen(text) <= 10 || (time = fielddate_time_behind(text)) <= 0)
		return;
	value[c] = (struct value){VALUE_INT, {.i = time}};
	*columns |= UINT32_C(1) << c;
}

static bool
is_zero(const struct value *v)
{
	return !(v->r > 0) && !(v->r < 0);
}

static void
join_place(const struct binding *b, struct value *value, uint32_t columns)
{
	int lat = b->lat, lon = b->lon;

	if (lat < 0 || lon < 0 || ((columns >> lat | columns >> lon) & 1) == 0)
		return;
	if (value[lat].type == VALUE_REAL && value[lon].type == VALUE_REAL &&
	    !(is_zero(&value[lat]) && is_zero(&value[lon])))
		return;
	value[lat].type = value[lon].type = VALUE_NULL;
}

/* What concerns more than one column. */
static void
join_columns(struct binding *b, const struct row *row, struct value *value,
    uint32_t *columns)
{
	for (size_t c = 0; c < b->record->n; c++)
		if (b->bound[c].time_of >= 0)
			take_time_behind(b, c, row, value, columns);
	join_place(b, value, *columns);
}

/* A required column may have become empty. */
static const char *
find_missing(const struct binding *b, const struct value *value,
    const char **column)
{
	for (size_t c = 0; c < b->record->n; c++)
		if (b->record->column[c].required &&
		    value[c].type == VALUE_NULL) {
			*column = b->record->column[c].name;
			return "missing";
		}
	return NULL;
}

const char *
binding_read(struct binding *b, const struct row *row, struct value *value,
    uint32_t *columns, const char **column)
{
	const char *first = NULL;

	arena_reset(&b->text);
	*columns = row->n < b->fields ? given_columns(b, row) : b->columns;
	for (size_t i = 0; i < b->record->n; i++) {
		const char *wrong;

		value[i].type = VALUE_NULL;
		if ((*columns >> i & 1) == 0)
			continue;
		wrong = read_column(b, i, row, &value[i]);
		b->bound[i].misordered += wrong == fielddate_other_order;
		if (wrong == NULL || first != NULL)
			continue;
		first = wrong;
		*column = b->record->column[i].name;
	}
	join_columns(b, row, value, columns);
	return first != NULL ? first : find_missing(b, value, column);
}

const char *
binding_misordered(const struct binding *b)
{
	for (size_t c = 0; c < b->record->n; c++)
		if (b->bound[c].misordered >= (b->record->column[c].soft ? 3 : 1))
			return b->record->column[c].name;
	return NULL;
}

const char *
binding_word(struct binding *b, size_t i, const char *word)
{
	return translated(b, &b->record->column[i], word);
}
