#include "lib/io/binding.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/io/header.h"
#include "lib/io/recognize.h"

enum { SEEN = 32, MISORDERED = 3 };

/* A field of the row that a column comes from. */
struct origin {
	size_t field;
	struct field_type type;
	enum piece piece;
	bool weak, part, behind;
	int misordered;  /* dates that only the other order allows */
};

/* Where a column comes from. */
struct bound {
	struct origin *origin;  /* in header order */
	size_t n;
	const char *constant;   /* if there is no field */
	struct field_type type; /* of it, and of texts from several fields */
	int time_of;            /* of binding.timed: the column of the dates */
	bool translated;        /* the map has values for it */
	bool text;              /* of FIELD_TEXT */
	bool plain;             /* an empty field is simply VALUE_NULL */
	bool direct;            /* what field_read() says of the one field is all
	                         * there is to say, if that is not empty */

	/* Code words as they came, and their values: files have few of them. */
	struct names *seen;
	struct value meaning[SEEN];
	int recent;             /* the one of the last field, -1: none */
};

struct binding {
	const struct schema_table *table;
	const struct map *map;
	struct headings headings;
	struct bound bound[COLUMNS_MAX];
	uint32_t columns;
	int lat, lon;  /* columns, -1: none */
	size_t lonely; /* the field of a part without its whole, from 1; 0: none */
	int timed;     /* the column whose times may be behind dates, -1 */
	bool foreign;  /* not all headings are our own: a spreadsheet's errors
	                * are no texts */
	bool strict;

	/* Of the row at hand. */
	struct arena text;
	const struct row *row;
	struct binding_fault fault[COLUMNS_MAX];
	size_t faults;
	bool two_times;
};

/*
 * Which table.
 */

static struct headings
headings_of(const struct table *t)
{
	size_t n = table_columns(t);
	const char **heading = xcalloc(n + 1, sizeof *heading);
	struct headings h;

	for (size_t i = 0; i < n; i++)
		heading[i] = table_heading(t, i);
	h = recognize_fold(heading, n);
	free(heading);
	return h;
}

static bool
is_complete(const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	char *list = recognize_missing(map, h, t);
	bool complete = *list == '\0';

	free(list);
	return complete;
}

static const struct schema_table *
guess(const struct map *map, const char *name, const struct headings *h)
{
	const struct schema_table *t;

	if (name == NULL)
		return recognize_file(map, h, NULL, NULL);
	t = schema_find(map_schema(map), name);
	return is_complete(map, h, t) ? t : NULL;
}

/* A line that no table fits is still better than a title. */
long
binding_score(const struct map *map, const char *name,
    const char *const *heading, size_t n)
{
	struct headings h = recognize_fold(heading, n);
	const struct schema_table *t = NULL;
	long score = (long)recognize_known(map, &h, NULL);

	/* Nearly every line that is asked for is a row. */
	if (score > 0 && (t = guess(map, name, &h)) != NULL)
		score = HEADER_OF_TABLE * (long)recognize_known(map, &h, t);
	recognize_free(&h);
	return score;
}

const struct schema_table *
binding_guess(const struct table *t, const struct map *map, const char *name)
{
	struct headings h = headings_of(t);
	const struct schema_table *found = guess(map, name, &h);

	recognize_free(&h);
	return found;
}

/* How many of these names are among the headings? */
static int
count_names(const struct headings *h, const char *const *name)
{
	int n = 0;

	for (; name != NULL && *name != NULL; name++)
		for (size_t i = 0; i < h->n; i++)
			if (strcmp(h->folded[i], *name) == 0) {
				n++;
				break;
			}
	return n;
}

static void
refuse_foreign(const struct table *t, const struct map *map,
    const struct headings *h)
{
	const struct schema *s = map_schema(map);

	if (count_names(h, s->foreign) > 0 ||
	    count_names(h, s->foreign_two) > 1)
		die_at(table_file(t), table_header_line(t), "a plan, a list or "
		    "a sheet of these programs, no export; --table takes it "
		    "all the same");
}

_Noreturn static void
die_unknown(const struct table *t, const char *why, bool several)
{
	if (*why == '\0')
		die_at(table_file(t), table_header_line(t), "no heading is "
		    "known that a table needs; --map says what headings mean, "
		    "--skip-lines leaves out lines above the header, --header "
		    "names the headings of a file that has none");
	if (several)
		die_at(table_file(t), table_header_line(t), "the header fits "
		    "several tables: %s; --table names one", why);
	die_at(table_file(t), table_header_line(t), "the header fits no table: "
	    "%s; --table names one, --map says what its headings mean", why);
}

const struct schema_table *
binding_recognize(const struct table *t, const struct map *map,
    const char *name)
{
	struct headings h = headings_of(t);
	const struct schema_table *found;
	char *why = NULL;
	bool several;

	if (name == NULL) {
		refuse_foreign(t, map, &h);
		found = recognize_file(map, &h, &why, &several);
		if (found == NULL)
			die_unknown(t, why, several);
	} else {
		found = schema_find(map_schema(map), name);
		why = recognize_missing(map, &h, found);
		if (*why != '\0')
			die_at(table_file(t), table_header_line(t),
			    "no column %s", why);
	}
	free(why);
	recognize_free(&h);
	return found;
}

/*
 * Which fields make which columns.
 */

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
	bound->text = column->kind == FIELD_TEXT;
	bound->direct = bound->n == 1 && !bound->translated &&
	    bound->origin->piece == PIECE_WHOLE &&
	    bound->seen == NULL && !column->compact;
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
	b->headings = headings_of(t);
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

bool
binding_is_ours(const struct table *t, const struct map *map,
    const struct schema_table *table)
{
	struct headings h = headings_of(t);
	bool ours = true, rejects = false;

	for (size_t i = 0; i < h.n; i++) {
		struct map_meaning m[MAP_MEANINGS];

		rejects = rejects || strcmp(h.folded[i], "_reason") == 0;
		ours = ours && (schema_column(table, h.folded[i]) >= 0 ||
		    map_meanings(map, table, h.folded[i], m) == 0);
	}
	recognize_free(&h);
	return ours || rejects;
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

/*
 * Rows.
 */

/* Of people, places, things. */
static bool
is_name(const struct column *c)
{
	return strstr(c->name, "name") != NULL;
}

/* Nobody is called "-", but somebody may be called Null; 0 is no household. */
static bool
says_nothing(const struct binding *b, const struct column *c, const char *text)
{
	if (*text == '0')
		return c->kind == FIELD_KEY && !c->required &&
		    text[strspn(text, "0")] == '\0';
	if (!field_says_nothing(text) || (c->kind == FIELD_TEXT && !b->foreign))
		return false;
	return c->kind != FIELD_TEXT || strcasecmp(text, "null") != 0 ||
	    !is_name(c);
}

/* Does the map say what this text is? */
static bool
is_translated(struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];
	char *small;

	if (!b->bound[i].translated)
		return false;
	small = arena_strdup(&b->text, text);
	utf8_fold(small, small);
	return map_value(b->map, c->name, small) != NULL;
}

/* Rows have no order, so what stands above is not looked up.  Somebody may be
 * called Dito. */
static bool
refers_above(struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];

	if (c->kind != FIELD_KEY && c->kind != FIELD_TAGS &&
	    (c->kind != FIELD_TEXT || c->remark || !b->foreign))
		return false;
	return field_refers_above(text) && !is_translated(b, i, text) &&
	    (!is_name(c) || !isalpha((unsigned char)*text) ||
	    strpbrk(text, ". ") != NULL);
}

/* What the row has under a heading, or the piece of it that is meant.  Returns
 * NULL, or why it cannot be told. */
static const char *
origin_text(struct binding *b, size_t i, const struct origin *o,
    const struct row *row, const char **text)
{
	const char *wrong = piece_take(o->piece, row->field[o->field], &b->text,
	    text);

	if (wrong != NULL)
		return wrong;
	if (refers_above(b, i, *text))
		return "a mark for what stands above it";
	if (says_nothing(b, &b->table->column[i], *text) &&
	    !is_translated(b, i, *text))
		*text = "";
	return NULL;
}

/* What two headings both say is said once. */
static bool
said_before(const char *const *text, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (strcmp(text[i], text[k]) == 0)
			return true;
	return false;
}

/* Street and number, say: what there is of them, a space between. */
static const char *
joined(struct binding *b, const char *const *text, size_t k)
{
	size_t len = 1;
	char *all, *p;

	for (size_t i = 0; i < k; i++)
		len += strlen(text[i]) + 1;
	p = all = arena_alloc(&b->text, len);
	for (size_t i = 0; i < k; i++) {
		size_t n = strlen(text[i]);

		if (n == 0 || said_before(text, i))
			continue;
		if (p > all)
			*p++ = ' ';
		memcpy(p, text[i], n);
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
read_text(struct binding *b, size_t i, const struct field_type *type,
    const char *text, struct value *v)
{
	const struct column *c = &b->table->column[i];

	if (b->bound[i].translated)
		text = translated(b, c, text);
	return schema_read(c, type, text, &b->text, v);
}

static const char *
read_code(struct binding *b, size_t i, const char *text, struct value *v)
{
	struct bound *bound = &b->bound[i];
	const char *wrong;

	if (bound->recent < 0 ||
	    strcmp(text, names_text(bound->seen, bound->recent)) != 0)
		bound->recent = names_find(bound->seen, text);
	if (bound->recent >= 0) {
		*v = bound->meaning[bound->recent];
		return NULL;
	}
	wrong = read_text(b, i, &bound->type, text, v);
	if (wrong == NULL && names_count(bound->seen) < SEEN)
		bound->meaning[names_add(bound->seen, text)] = *v;
	return wrong;
}

/* A purpose that is not known may make another letter of a stored one. */
static bool
is_soft(const struct binding *b, const struct column *c)
{
	return (c->soft || (c->kind == FIELD_TEXT && !c->required &&
	    c >= b->table->column + b->table->keys)) && !b->strict;
}

static bool
may_be_error(char first)
{
	return first == '#' || (first >= '0' && first <= '9');
}

/* A text can only be bad by being what a spreadsheet shows instead of one. */
static const char *
error_in_text(const struct binding *b, size_t i, const char *text)
{
	return may_be_error(*text) && b->foreign &&
	    b->table->column[i].kind == FIELD_TEXT ? field_error(text) : NULL;
}

static const char *
read_origin(struct binding *b, size_t i, struct origin *o,
    const struct row *row, struct value *v)
{
	const char *text, *wrong = origin_text(b, i, o, row, &text);

	if (wrong == NULL && *text == '\0' && b->bound[i].plain)
		return NULL;
	if (wrong == NULL)
		wrong = error_in_text(b, i, text);
	if (wrong != NULL)
		return wrong;
	if (b->bound[i].seen != NULL)
		return read_code(b, i, text, v);
	wrong = b->bound[i].translated ? read_text(b, i, &o->type, text, v) :
	    schema_read(&b->table->column[i], &o->type, text, &b->text, v);
	if (wrong == fielddate_other_order)
		o->misordered++;
	return wrong;
}

static const char *
read_joined(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];
	const char **text = arena_alloc(&b->text, bound->n * sizeof *text);

	for (size_t k = 0; k < bound->n; k++) {
		const char *wrong = origin_text(b, i, &bound->origin[k], row,
		    &text[k]);

		if (wrong == NULL)
			wrong = k > 0 && b->foreign ?
			    field_house_number(text[k]) :
			    error_in_text(b, i, text[k]);
		if (wrong != NULL)
			return wrong;
	}
	return read_text(b, i, &bound->type, joined(b, text, bound->n), v);
}

/* Of several fields those that are empty say nothing; the others must agree. */
static const char *
read_several(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];
	bool any = false;

	for (size_t k = 0; k < bound->n; k++) {
		struct value other;
		const char *text, *wrong;

		wrong = origin_text(b, i, &bound->origin[k], row, &text);
		if (wrong == NULL && *text == '\0')
			continue;
		if (wrong == NULL)
			wrong = read_origin(b, i, &bound->origin[k], row,
			    any ? &other : v);
		if (wrong != NULL)
			return wrong;
		if (any && !value_equal(v, &other))
			return "two headings that do not say the same";
		any = true;
	}
	return any ? NULL : read_text(b, i, &bound->type, "", v);
}

/* Nearly every field is read at once. */
static bool
read_directly(struct binding *b, const struct bound *bound,
    const struct row *row, struct value *v)
{
	const char *text;

	if (!bound->direct)
		return false;
	text = row->field[bound->origin->field];
	if (*text == '\0')
		return bound->plain;
	if ((bound->text && b->foreign && may_be_error(*text)) ||
	    says_nothing(b, &b->table->column[bound - b->bound], text) ||
	    refers_above(b, (size_t)(bound - b->bound), text))
		return false;
	return field_read(&bound->origin->type, text, &b->text, v) == NULL &&
	    v->type != VALUE_NULL;
}

static const char *
read_column(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	const struct column *c = &b->table->column[i];
	struct bound *bound = &b->bound[i];

	if (read_directly(b, bound, row, v))
		return NULL;
	if (bound->n == 0)
		return read_text(b, i, &bound->type, bound->constant, v);
	if (bound->n == 1)
		return read_origin(b, i, bound->origin, row, v);
	if (c->kind == FIELD_TEXT)
		return read_joined(b, i, row, v);
	return read_several(b, i, row, v);
}

/* Does the row, which has too few fields, lack one of this column? */
static bool
lacks(const struct binding *b, size_t i, const struct row *row)
{
	const struct bound *bound = &b->bound[i];

	for (size_t k = 0; k < bound->n; k++)
		if (bound->origin[k].field >= row->n)
			return true;
	return false;
}

static bool
has(uint32_t columns, int i)
{
	return (columns >> i & 1) != 0;
}

/* The columns of a row that ends before the header does; keys are missing
 * then, not left alone. */
static uint32_t
given_columns(const struct binding *b, const struct row *row)
{
	uint32_t columns = b->columns;

	for (size_t c = b->table->keys; c < b->table->n; c++)
		if (lacks(b, c, row))
			columns &= ~(UINT32_C(1) << c);
	return columns;
}

static const char exchanged[] = "latitude and longitude are exchanged";

static void
leave_out(struct binding *b, size_t i, const char *why, uint32_t *columns)
{
	b->fault[b->faults++] = (struct binding_fault){
		b->table->column[i].name, why};
	*columns &= ~(UINT32_C(1) << i);
}

/* Fields that are longer than a date have a time behind it, nearly always
 * midnight; 0 or less: none. */
static int
time_behind(const struct bound *dates, const struct row *row)
{
	const char *text;

	if (dates->n != 1 || dates->origin->field >= row->n)
		return 0;
	text = row->field[dates->origin->field];
	return strlen(text) <= 10 ? 0 : fielddate_time_behind(text);
}

static void
take_time_behind(struct binding *b, size_t c, const struct row *row,
    struct value *value, uint32_t *columns)
{
	int time;

	time = time_behind(&b->bound[b->bound[c].time_of], row);
	b->two_times = time > 0 && value[c].type != VALUE_NULL &&
	    value[c].i != time;
	if (time <= 0 || value[c].type != VALUE_NULL)
		return;
	value[c] = (struct value){VALUE_INT, {.i = time}};
	*columns |= UINT32_C(1) << c;
}

static bool
is_zero(const struct value *v)
{
	return !(v->r > 0) && !(v->r < 0);
}

/* A place in Germany, the wrong way round. */
static bool
is_exchanged(const struct value *lat, const struct value *lon)
{
	return lat->type == VALUE_REAL && lon->type == VALUE_REAL &&
	    lat->r > 5 && lat->r < 16 && lon->r > 47 && lon->r < 56;
}

static const char *
check_exchanged(struct binding *b, const struct value *value, uint32_t *columns)
{
	int lat = b->lat, lon = b->lon;

	if (lat < 0 || lon < 0 || !has(*columns, lat) || !has(*columns, lon) ||
	    !is_exchanged(&value[lat], &value[lon]))
		return NULL;
	if (!is_soft(b, &b->table->column[lat]))
		return exchanged;
	leave_out(b, (size_t)lat, exchanged, columns);
	*columns &= ~(UINT32_C(1) << lon);
	return NULL;
}

/* Latitude and longitude are one value: without one of them there is no place,
 * and nobody lives at 0, 0. */
static bool
join_place(struct binding *b, struct value *value, uint32_t *columns)
{
	int lat = b->lat, lon = b->lon, empty;

	if (lat < 0 || lon < 0)
		return false;
	if (!has(*columns, lat) || !has(*columns, lon)) {
		*columns &= ~(UINT32_C(1) << lat | UINT32_C(1) << lon);
		return false;
	}
	empty = value[lat].type == VALUE_NULL ? lat : lon;
	if (value[lat].type != value[lon].type)
		b->fault[b->faults++] = (struct binding_fault){
			b->table->column[empty].name,
			"missing, so there is no place"};
	else if (value[empty].type == VALUE_NULL ||
	    !is_zero(&value[lat]) || !is_zero(&value[lon]))
		return false;
	value[lat].type = value[lon].type = VALUE_NULL;
	return true;
}

/* What concerns more than one column; NULL, or what is wrong: a place that is
 * required may have become none. */
static const char *
join_columns(struct binding *b, const struct row *row, struct value *value,
    uint32_t *columns, const char **column)
{
	const char *wrong = check_exchanged(b, value, columns);

	if (b->timed >= 0)
		take_time_behind(b, (size_t)b->timed, row, value, columns);
	if (wrong == NULL && join_place(b, value, columns) &&
	    b->table->column[b->lat].required)
		wrong = "missing";
	if (wrong != NULL)
		*column = b->table->column[b->lat].name;
	return wrong;
}

const char *
binding_read(struct binding *b, const struct row *row, struct value *value,
    uint32_t *columns, const char **column)
{
	const char *first = NULL, *joint;

	arena_reset(&b->text);
	b->row = row;
	b->faults = 0;
	*columns = row->n < b->headings.n ? given_columns(b, row) : b->columns;
	for (size_t i = 0; i < b->table->n; i++) {
		const struct column *c = &b->table->column[i];
		const char *wrong;

		value[i].type = VALUE_NULL;
		if (!has(*columns, (int)i))
			continue;
		wrong = read_column(b, i, row, &value[i]);
		if (wrong == NULL)
			continue;
		if (is_soft(b, c)) {
			leave_out(b, i, wrong, columns);
		} else if (first == NULL) {
			first = wrong;
			*column = c->name;
		}
	}
	joint = join_columns(b, row, value, columns,
	    first == NULL ? column : &(const char *){NULL});
	return first != NULL ? first : joint;
}

const char *
binding_misordered(const struct binding *b)
{
	for (size_t c = 0; c < b->table->n; c++)
		for (size_t i = 0; i < b->bound[c].n; i++)
			if (b->bound[c].origin[i].misordered >=
			    (b->table->column[c].soft ? MISORDERED : 1))
				return b->table->column[c].name;
	return NULL;
}

bool
binding_filled(const struct binding *b, size_t column)
{
	const struct bound *bound = &b->bound[column];

	for (size_t i = 0; i < bound->n; i++)
		if (bound->origin[i].field < b->row->n &&
		    *b->row->field[bound->origin[i].field] != '\0')
			return true;
	return false;
}

bool
binding_has_time(const struct binding *b, size_t column)
{
	return time_behind(&b->bound[column], b->row) > 0;
}

bool
binding_two_times(const struct binding *b)
{
	return b->two_times;
}

const struct binding_fault *
binding_faults(const struct binding *b, size_t *n)
{
	*n = b->faults;
	return b->fault;
}

const char *
binding_word(struct binding *b, size_t i, const char *word)
{
	return translated(b, &b->table->column[i], word);
}
