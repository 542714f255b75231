#include "lib/render/visitrows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/fields.h"

/* What a row says, before codes are looked up. */
struct reading {
	struct visitrow row;
	const char *state, *outcome;
};

#define AT(member) offsetof(struct reading, member)

static const struct fields_column columns[] = {
	{"visit_id", FIELD_ID, false, AT(row.visit_id)},
	{"date", FIELD_DAY, false, AT(row.day)},
	{"worker", FIELD_KEY, false, AT(row.worker)},
	{"with", FIELD_KEY, false, AT(row.with)},
	{"case_id", FIELD_KEY, false, AT(row.case_id)},
	{"stop", FIELD_COUNT, false, AT(row.stop)},
	{"start", FIELD_TIME, false, AT(row.start)},
	{"end", FIELD_END, false, AT(row.end)},
	{"state", FIELD_TEXT, false, AT(state)},
	{"outcome", FIELD_TEXT, false, AT(outcome)},
	{"surname", FIELD_TEXT, false, AT(row.surname)},
	{"given_name", FIELD_TEXT, false, AT(row.given_name)},
	{"phone", FIELD_TEXT, false, AT(row.phone)},
	{"street", FIELD_TEXT, false, AT(row.street)},
	{"postal_code", FIELD_TEXT, false, AT(row.postal_code)},
	{"town", FIELD_TEXT, false, AT(row.town)},
	{"lat", FIELD_LAT, false, AT(row.lat)},
	{"lon", FIELD_LON, false, AT(row.lon)},
	{"worker_lat", FIELD_LAT, false, AT(row.worker_lat)},
	{"worker_lon", FIELD_LON, false, AT(row.worker_lon)},
	{"database", FIELD_KEY, false, AT(row.database)},
	{"run", FIELD_ID, false, AT(row.run)},
	{0}
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static bool
is_required(const char *name, unsigned needs)
{
	return (strcmp(name, "visit_id") == 0 && needs & VISITROWS_ID) ||
	    (strcmp(name, "date") == 0 && needs & VISITROWS_DATE) ||
	    (strcmp(name, "worker") == 0 && needs & VISITROWS_WORKER);
}

static void
require_place(struct table *t, unsigned needs)
{
	static const char *const place[] = {"lat", "lon", NULL};

	if (needs & VISITROWS_PLACE)
		table_require(t, place);
}

static bool
read_code(struct table *t, const struct row *row, const char *column,
    const char *const *words, const char *text, int *code)
{
	char *word = xstrdup(text);

	utf8_fold(word, word);
	*code = *word == '\0' ? -1 : codes_find(words, word);
	if (*word != '\0' && *code < 0)
		table_reject(t, row, column, "not one of its codes");
	free(word);
	return *text == '\0' || *code >= 0;
}

/* A place is two numbers, and not the sea off Africa. */
static void
pair_up(double *lat, double *lon)
{
	if (isnan(*lat) || isnan(*lon) || (*lat == 0 && *lon == 0))
		*lat = *lon = (double)NAN;
}

/* What the columns cannot see each by itself. */
static bool
complete(struct table *t, const struct row *row, struct reading *r)
{
	struct visitrow *v = &r->row;

	if (!read_code(t, row, "state", code_visit, r->state, &v->state) ||
	    !read_code(t, row, "outcome", code_outcome, r->outcome,
	    &v->outcome))
		return false;
	if (v->start >= 0 && v->end >= 0 && v->end < v->start) {
		table_reject(t, row, "end", "before the start");
		return false;
	}
	pair_up(&v->lat, &v->lon);
	pair_up(&v->worker_lat, &v->worker_lon);
	return true;
}

static char **
copy_texts(struct arena *a, const char *const *text, size_t n)
{
	char **copy = arena_alloc(a, (n + 1) * sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(a, text[i]);
	return copy;
}

static void
read_header(struct visitrows *v, const struct table *t)
{
	v->file = xstrdup(table_file(t));
	v->n_headings = table_columns(t);
	v->heading = arena_alloc(&v->text,
	    (v->n_headings + 1) * sizeof *v->heading);
	for (size_t i = 0; i < v->n_headings; i++)
		v->heading[i] = arena_strdup(&v->text, table_heading(t, i));
}

static void
add(struct visitrows *v, const struct row *row, struct visitrow *r)
{
	r->line = row->line;
	r->field = copy_texts(&v->text, (const char *const *)row->field,
	    v->n_headings);
	v->row = mem_grow(v->row, v->n + 1, &v->cap, sizeof *v->row);
	v->row[v->n++] = *r;
}

void
visitrows_read(struct visitrows *v, const char *path)
{
	struct fields_column form[COLUMNS];
	struct table *t = fields_table(path, columns);
	struct fields *f;
	struct row row;

	memcpy(form, columns, sizeof form);
	for (size_t i = 0; form[i].name != NULL; i++)
		form[i].required = is_required(form[i].name, v->needs);
	require_place(t, v->needs);
	f = fields_open(t, form);
	read_header(v, t);
	while (table_next(t, &row)) {
		struct reading r = {0};

		if (fields_read(f, &row, &r, &v->text) && complete(t, &row, &r))
			add(v, &row, &r.row);
	}
	v->read = table_read(t);
	v->rejected = table_rejected(t);
	fields_close(f);
	table_close(t);
}

void
visitrows_free(struct visitrows *v)
{
	free(v->file);
	free(v->row);
	arena_free(&v->text);
	*v = (struct visitrows){0};
}

int
visitrows_column(const struct visitrows *v, const char *heading)
{
	int found = -1;

	for (size_t i = 0; i < v->n_headings && found < 0; i++) {
		char *key = xstrdup(v->heading[i]);

		utf8_fold(key, key);
		if (strcmp(key, heading) == 0)
			found = (int)i;
		free(key);
	}
	return found;
}

bool
visitrows_has_place(const struct visitrow *r)
{
	return !isnan(r->lat);
}

bool
visitrows_happens(const struct visitrow *r)
{
	return r->state != VISIT_OFF && r->outcome != OUTCOME_SELF_REPORTED &&
	    r->outcome != OUTCOME_CANCELLED;
}
