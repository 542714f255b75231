#include "lib/io/binding.h"

#include <string.h>

#include "lib/io/binding_parts.h"

enum { MISORDERED = 3 };

/* A purpose that is not known may make another letter of a stored one. */
static bool
is_soft(const struct binding *b, const struct column *c)
{
	return (c->soft || (c->kind == FIELD_TEXT && !c->required &&
	    c >= b->table->column + b->table->keys)) && !b->strict;
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

static bool
is_sure(const struct bound *bound, char first)
{
	unsigned byte = (unsigned char)first;

	return (bound->sure[byte / 64] >> byte % 64 & 1) != 0;
}

/* Nearly every field is read at once. */
static bool
read_directly(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];
	const char *text;

	if (!bound->direct)
		return false;
	text = row->field[bound->origin->field];
	if (*text == '\0' && bound->seen == NULL)
		return bound->plain;
	if (!is_sure(bound, *text) && binding_is_odd(b, i, text))
		return false;
	if (bound->seen != NULL)
		return binding_recall(bound, text, v);
	if (bound->compact)
		return schema_compact(text, v);
	return field_read(&bound->origin->type, text, &b->text, v) == NULL &&
	    v->type != VALUE_NULL;
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
		if (!has(*columns, (int)i) ||
		    read_directly(b, i, row, &value[i]))
			continue;
		wrong = binding_column(b, i, row, &value[i]);
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
