#include "lib/form.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/date.h"
#include "lib/num.h"
#include "lib/tags.h"

struct form {
	struct table *table;
	const struct form_column *column;
	size_t n;
	int *at;  /* in the table, -1: not there */
};

static const char *const complaint[] = {
	[FORM_TEXT] = "not a text",
	[FORM_TAGS] = "not a list of tags",
	[FORM_COUNT] = "not a whole number",
	[FORM_ID] = "not a whole number from 1 on",
	[FORM_MINUTES] = "not a number of minutes within a day",
	[FORM_LAT] = "not a latitude",
	[FORM_LON] = "not a longitude",
	[FORM_DAY] = "not a date",
	[FORM_TIME] = "not a time",
	[FORM_HOURS] = "not two times, HH:MM-HH:MM, the earlier first",
};

static void
require(struct table *t, const struct form_column *c, size_t n)
{
	const char **name = xcalloc(n + 1, sizeof *name);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (c[i].required)
			name[k++] = c[i].name;
	table_require(t, name);
	free(name);
}

struct form *
form_open(struct table *t, const struct form_column *c)
{
	struct form *f = xcalloc(1, sizeof *f);

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
form_close(struct form *f)
{
	free(f->at);
	free(f);
}

bool
form_has(const struct form *f, size_t column)
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
read_hours(const char *s, struct form_hours *h)
{
	char from[CLOCK_SIZE];
	size_t n = strcspn(s, "-");

	*h = (struct form_hours){CLOCK_NONE, CLOCK_NONE};
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
form_value(enum form_kind kind, const char *s, void *v, struct arena *a)
{
	long long *id = v;

	switch (kind) {
	case FORM_TAGS:
		if (!tags_valid(s))
			return false;
		/* fallthrough */
	case FORM_TEXT:
		*(const char **)v = arena_strdup(a, s);
		return true;
	case FORM_COUNT:
		return read_count(s, v);
	case FORM_ID:
		*id = 0;
		return *s == '\0' || read_whole(s, 1, LLONG_MAX, id);
	case FORM_MINUTES:
		return read_minutes(s, v);
	case FORM_LAT:
		return read_degrees(s, 90, v);
	case FORM_LON:
		return read_degrees(s, 180, v);
	case FORM_DAY:
		*(date *)v = *s != '\0' ? date_parse(s) : DATE_NONE;
		return *s == '\0' || *(date *)v != DATE_NONE;
	case FORM_TIME:
		*(int *)v = *s != '\0' ? clock_parse(s) : CLOCK_NONE;
		return *s == '\0' || *(int *)v != CLOCK_NONE;
	case FORM_HOURS:
		return read_hours(s, v);
	}
	return false;
}

bool
form_read(struct form *f, const struct row *row, void *record,
    struct arena *arena)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_column *c = &f->column[i];
		const char *s = f->at[i] >= 0 ? row->field[f->at[i]] : "";

		if (c->required && *s == '\0') {
			table_reject(f->table, row, c->name, "missing");
			return false;
		}
		if (!form_value(c->kind, s, (char *)record + c->at, arena)) {
			table_reject(f->table, row, c->name,
			    complaint[c->kind]);
			return false;
		}
	}
	return true;
}

static size_t
size_of(enum form_kind kind)
{
	switch (kind) {
	case FORM_TEXT:
	case FORM_TAGS:
		return sizeof(const char *);
	case FORM_ID:
		return sizeof(long long);
	case FORM_LAT:
	case FORM_LON:
		return sizeof(double);
	case FORM_HOURS:
		return sizeof(struct form_hours);
	default:
		return sizeof(int);
	}
}

void
form_copy(const struct form_column *c, void *to, const void *from)
{
	memcpy((char *)to + c->at, (const char *)from + c->at,
	    size_of(c->kind));
}

/* A decimal without the zeros at its end. */
static const char *
show_decimal(double v, int places, char buf[static FORM_SIZE])
{
	size_t n;

	snprintf(buf, FORM_SIZE, "%.*f", places, v);
	n = strlen(buf);
	while (buf[n - 1] == '0')
		n--;
	if (buf[n - 1] == '.')
		n--;
	buf[n] = '\0';
	return buf;
}

const char *
form_show(enum form_kind kind, const void *v, char buf[static FORM_SIZE])
{
	buf[0] = '\0';
	switch (kind) {
	case FORM_TEXT:
	case FORM_TAGS:
		return *(const char *const *)v;
	case FORM_COUNT:
		if (*(const int *)v >= 0)
			snprintf(buf, FORM_SIZE, "%d", *(const int *)v);
		return buf;
	case FORM_ID:
		if (*(const long long *)v > 0)
			snprintf(buf, FORM_SIZE, "%lld", *(const long long *)v);
		return buf;
	case FORM_MINUTES:
		return *(const int *)v < 0 ? buf :
		    show_decimal(*(const int *)v / 60.0, 4, buf);
	case FORM_LAT:
	case FORM_LON:
		return isnan(*(const double *)v) ? buf :
		    show_decimal(*(const double *)v, 7, buf);
	case FORM_DAY:
		return date_format(*(const date *)v, buf);
	case FORM_TIME:
		return clock_format(*(const int *)v, buf);
	case FORM_HOURS:
		break;
	}
	return buf;
}
