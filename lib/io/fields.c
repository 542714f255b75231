#include "lib/io/fields.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"

struct fields {
	struct table *table;
	const struct fields_column *column;
	size_t n;
	int *at;  /* in the table, -1: not there */
};

static const char *const complaint[] = {
	[FIELDS_TEXT] = "not a text",
	[FIELDS_TAGS] = "not a list of tags",
	[FIELDS_COUNT] = "not a whole number",
	[FIELDS_ID] = "not a whole number from 1 on",
	[FIELDS_MINUTES] = "not a number of minutes within a day",
	[FIELDS_LAT] = "not a latitude",
	[FIELDS_LON] = "not a longitude",
	[FIELDS_DAY] = "not a date",
	[FIELDS_TIME] = "not a time",
	[FIELDS_HOURS] = "not two times, HH:MM-HH:MM, the earlier first",
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

static bool
read_whole(const char *s, long long least, long long most, long long *v)
{
	return num_int(s, v) && *v >= least && *v <= most;
}

static bool
read_count(const char *s, int *v)
{
	long long n = -1;

	if (*s != '\0' && !read_whole(s, 0, 1000000, &n))
		return false;
	*v = (int)n;
	return true;
}

static bool
read_minutes(const char *s, int *seconds)
{
	double m;

	*seconds = -1;
	if (*s == '\0')
		return true;
	if (!num_real(s, &m) || m < 0 || m > 24 * 60)
		return false;
	*seconds = (int)(m * 60 + 0.5);
	return true;
}

static bool
read_degrees(const char *s, double most, double *v)
{
	*v = NAN;
	return *s == '\0' || (num_real(s, v) && *v >= -most && *v <= most);
}

static bool
read_hours(const char *s, struct fields_hours *h)
{
	char from[CLOCK_SIZE];
	size_t n = strcspn(s, "-");

	*h = (struct fields_hours){CLOCK_NONE, CLOCK_NONE};
	if (*s == '\0')
		return true;
	if (s[n] == '\0' || n >= sizeof from)
		return false;
	memcpy(from, s, n);
	from[n] = '\0';
	h->from = clock_parse(from);
	h->to = clock_parse(s + n + 1);
	return h->from != CLOCK_NONE && h->from < h->to;
}

bool
fields_value(enum fields_kind kind, const char *s, void *v, struct arena *a)
{
	long long *id = v;

	switch (kind) {
	case FIELDS_TAGS:
		if (!tags_valid(s))
			return false;
		/* fallthrough */
	case FIELDS_TEXT:
		*(const char **)v = arena_strdup(a, s);
		return true;
	case FIELDS_COUNT:
		return read_count(s, v);
	case FIELDS_ID:
		*id = 0;
		return *s == '\0' || read_whole(s, 1, LLONG_MAX, id);
	case FIELDS_MINUTES:
		return read_minutes(s, v);
	case FIELDS_LAT:
		return read_degrees(s, 90, v);
	case FIELDS_LON:
		return read_degrees(s, 180, v);
	case FIELDS_DAY:
		*(date *)v = *s != '\0' ? date_parse(s) : DATE_NONE;
		return *s == '\0' || *(date *)v != DATE_NONE;
	case FIELDS_TIME:
		*(int *)v = *s != '\0' ? clock_parse(s) : CLOCK_NONE;
		return *s == '\0' || *(int *)v != CLOCK_NONE;
	case FIELDS_HOURS:
		return read_hours(s, v);
	}
	return false;
}

bool
fields_read(struct fields *f, const struct row *row, void *record,
    struct arena *arena)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct fields_column *c = &f->column[i];
		const char *s = f->at[i] >= 0 ? row->field[f->at[i]] : "";

		if (c->required && *s == '\0') {
			table_reject(f->table, row, c->name, "missing");
			return false;
		}
		if (!fields_value(c->kind, s, (char *)record + c->at, arena)) {
			table_reject(f->table, row, c->name,
			    complaint[c->kind]);
			return false;
		}
	}
	return true;
}

static size_t
size_of(enum fields_kind kind)
{
	switch (kind) {
	case FIELDS_TEXT:
	case FIELDS_TAGS:
		return sizeof(const char *);
	case FIELDS_ID:
		return sizeof(long long);
	case FIELDS_LAT:
	case FIELDS_LON:
		return sizeof(double);
	case FIELDS_HOURS:
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
fields_show(enum fields_kind kind, const void *v, char buf[static FIELDS_SIZE])
{
	buf[0] = '\0';
	switch (kind) {
	case FIELDS_TEXT:
	case FIELDS_TAGS:
		return *(const char *const *)v;
	case FIELDS_COUNT:
		if (*(const int *)v >= 0)
			snprintf(buf, FIELDS_SIZE, "%d", *(const int *)v);
		return buf;
	case FIELDS_ID:
		if (*(const long long *)v > 0)
			snprintf(buf, FIELDS_SIZE, "%lld", *(const long long *)v);
		return buf;
	case FIELDS_MINUTES:
		return *(const int *)v < 0 ? buf :
		    show_decimal(*(const int *)v / 60.0, 4, buf);
	case FIELDS_LAT:
	case FIELDS_LON:
		return isnan(*(const double *)v) ? buf :
		    show_decimal(*(const double *)v, 7, buf);
	case FIELDS_DAY:
		return date_format(*(const date *)v, buf);
	case FIELDS_TIME:
		return clock_format(*(const int *)v, buf);
	case FIELDS_HOURS:
		break;
	}
	return buf;
}
