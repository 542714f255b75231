#include "lib/io/fields.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/windows.h"

struct fields {
	struct table *table;
	const struct fields_column *column;
	size_t n;
	int *at;  /* in the table, -1: not there */
};

static void
require(struct table *t, const struct fields_column *c, size_t n)
{
	const char **name = xcalloc(n + 1, sizeof *name);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (c[i].required)
			name[k++] = c[i].name;
	table_require(t, name);
	free(name);
}

struct table *
fields_table(const char *path, const struct fields_column *c)
{
	const char **name;
	struct table *t;
	size_t n = 0;

	while (c[n].name != NULL)
		n++;
	name = xcalloc(n + 1, sizeof *name);
	for (size_t i = 0; i < n; i++)
		name[i] = c[i].name;
	t = table_open_sheet(path, name);
	free(name);
	return t;
}

struct fields *
fields_open(struct table *t, const struct fields_column *c)
{
	struct fields *f = xcalloc(1, sizeof *f);

	f->table = t;
	f->column = c;
	while (c[f->n].name != NULL)
		f->n++;
	require(t, c, f->n);
	f->at = xcalloc(f->n, sizeof *f->at);
	for (size_t i = 0; i < f->n; i++)
		f->at[i] = table_column(t, c[i].name);
	return f;
}

void
fields_close(struct fields *f)
{
	free(f->at);
	free(f);
}

bool
fields_has(const struct fields *f, size_t column)
{
	return f->at[column] >= 0;
}

static int
whole_or(const struct value *v, int none)
{
	return v->type == VALUE_INT ? (int)v->i : none;
}

static int
seconds_of(const struct value *v)
{
	return v->type == VALUE_REAL ? (int)(v->r * 60 + 0.5) : -1;
}

static struct fields_hours
hours_of(const struct value *v)
{
	struct fields_hours h = {CLOCK_NONE, CLOCK_NONE};
	struct windows w;

	if (v->type == VALUE_TEXT && windows_parse(v->s, &w))
		h = (struct fields_hours){w.day[0][0].from, w.day[0][0].to};
	return h;
}

/* field_read() lends the text of the row where it can. */
static const char *
own_text(const struct value *v, const char *lent, struct arena *a)
{
	if (v->type != VALUE_TEXT)
		return "";
	return v->s == lent ? arena_strdup(a, lent) : v->s;
}

static void
store(enum field_kind kind, const struct value *v, const char *lent, void *to,
    struct arena *a)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_KEY:
	case FIELD_TAGS:
	case FIELD_WINDOWS:
	case FIELD_DAYPARTS:
	case FIELD_WORD:
		*(const char **)to = own_text(v, lent, a);
		break;
	case FIELD_CODE:
	case FIELD_COUNT:
	case FIELD_BIT:
		*(int *)to = whole_or(v, -1);
		break;
	case FIELD_ID:
		*(long long *)to = v->type == VALUE_INT ? v->i : 0;
		break;
	case FIELD_MINUTES:
		*(int *)to = seconds_of(v);
		break;
	case FIELD_LAT:
	case FIELD_LON:
	case FIELD_PERCENT:
		*(double *)to = v->type == VALUE_REAL ? v->r : (double)NAN;
		break;
	case FIELD_DAY:
	case FIELD_EVENT:
	case FIELD_HAPPENED:
	case FIELD_BIRTH:
	case FIELD_UNTIL:
		*(date *)to = whole_or(v, DATE_NONE);
		break;
	case FIELD_TIME:
	case FIELD_END:
		*(int *)to = whole_or(v, CLOCK_NONE);
		break;
	case FIELD_HOURS:
		*(struct fields_hours *)to = hours_of(v);
		break;
	}
}

static const char *
read_column(const struct fields_column *c, const char *s, void *to,
    struct arena *a)
{
	const struct field_type type = {.kind = c->kind};
	struct value v;
	const char *wrong = field_read(&type, s, a, &v);

	if (wrong == NULL && c->required && v.type == VALUE_NULL)
		wrong = "missing";
	if (wrong == NULL)
		store(c->kind, &v, s, to, a);
	return wrong;
}

const char *
fields_value(enum field_kind kind, const char *s, void *to, struct arena *a)
{
	const struct fields_column c = {.kind = kind};

	return read_column(&c, s, to, a);
}

bool
fields_read(struct fields *f, const struct row *row, void *record,
    struct arena *arena)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct fields_column *c = &f->column[i];
		const char *s = f->at[i] >= 0 ? row->field[f->at[i]] : "";
		const char *wrong = read_column(c, s, (char *)record + c->at,
		    arena);

		if (wrong != NULL) {
			table_reject(f->table, row, c->name, wrong);
			return false;
		}
	}
	return true;
}

static size_t
size_of(enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_KEY:
	case FIELD_TAGS:
	case FIELD_WINDOWS:
	case FIELD_DAYPARTS:
	case FIELD_WORD:
		return sizeof(const char *);
	case FIELD_ID:
		return sizeof(long long);
	case FIELD_LAT:
	case FIELD_LON:
	case FIELD_PERCENT:
		return sizeof(double);
	case FIELD_HOURS:
		return sizeof(struct fields_hours);
	default:
		return sizeof(int);
	}
}

void
fields_copy(const struct fields_column *c, void *to, const void *from)
{
	memcpy((char *)to + c->at, (const char *)from + c->at,
	    size_of(c->kind));
}

/* A decimal without the zeros at its end. */
static const char *
show_decimal(double v, int places, char buf[static FIELDS_SIZE])
{
	size_t n;

	snprintf(buf, FIELDS_SIZE, "%.*f", places, v);
	n = strlen(buf);
	while (buf[n - 1] == '0')
		n--;
	if (buf[n - 1] == '.')
		n--;
	buf[n] = '\0';
	return buf;
}

const char *
fields_show(enum field_kind kind, const void *v, char buf[static FIELDS_SIZE])
{
	buf[0] = '\0';
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_KEY:
	case FIELD_TAGS:
	case FIELD_WINDOWS:
	case FIELD_DAYPARTS:
	case FIELD_WORD:
		return *(const char *const *)v;
	case FIELD_CODE:
	case FIELD_COUNT:
	case FIELD_BIT:
		if (*(const int *)v >= 0)
			snprintf(buf, FIELDS_SIZE, "%d", *(const int *)v);
		return buf;
	case FIELD_ID:
		if (*(const long long *)v > 0)
			snprintf(buf, FIELDS_SIZE, "%lld", *(const long long *)v);
		return buf;
	case FIELD_MINUTES:
		return *(const int *)v < 0 ? buf :
		    show_decimal(*(const int *)v / 60.0, 4, buf);
	case FIELD_LAT:
	case FIELD_LON:
	case FIELD_PERCENT:
		return isnan(*(const double *)v) ? buf :
		    show_decimal(*(const double *)v, 7, buf);
	case FIELD_DAY:
	case FIELD_EVENT:
	case FIELD_HAPPENED:
	case FIELD_BIRTH:
	case FIELD_UNTIL:
		return date_format(*(const date *)v, buf);
	case FIELD_TIME:
	case FIELD_END:
		return clock_format(*(const int *)v, buf);
	case FIELD_HOURS:
		break;
	}
	return buf;
}
