#include "lib/render/listing.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/names.h"
#include "lib/base/utf8.h"
#include "lib/io/table.h"

static void
read_header(struct listing *l, struct table *t)
{
	l->file = arena_strdup(&l->text, table_file(t));
	l->header_line = table_header_line(t);
	l->n_headings = table_columns(t);
	l->heading = arena_alloc(&l->text,
	    (l->n_headings + 1) * sizeof *l->heading);
	for (size_t i = 0; i < l->n_headings; i++)
		l->heading[i] = arena_strdup(&l->text, table_heading(t, i));
}

static void
ask_for(struct table *t, const char *const *known)
{
	for (; *known != NULL; known++)
		table_column(t, *known);
}

static char **
copy_fields(struct listing *l, char *const *field)
{
	char **copy = arena_alloc(&l->text,
	    (l->n_headings + 1) * sizeof *copy);

	for (size_t i = 0; i < l->n_headings; i++)
		copy[i] = arena_strdup(&l->text, field[i]);
	return copy;
}

static void
add_row(struct listing *l, struct listing_row row)
{
	l->row = mem_grow(l->row, l->n + 1, &l->cap, sizeof *l->row);
	l->row[l->n++] = row;
}

void
listing_read(struct listing *l, const char *path, const char *const *known)
{
	struct table *t = table_open_sheet(path, known);
	struct row row;

	read_header(l, t);
	ask_for(t, known);
	while (table_next(t, &row))
		add_row(l, (struct listing_row){row.line, false,
		    copy_fields(l, row.field)});
	l->read = table_read(t);
	l->rejected = table_rejected(t);
	table_close(t);
}

void
listing_free(struct listing *l)
{
	free(l->row);
	arena_free(&l->text);
	*l = (struct listing){0};
}

int
listing_column(const struct listing *l, const char *name)
{
	for (size_t i = 0; i < l->n_headings; i++) {
		char *key = xstrdup(l->heading[i]);
		bool same;

		utf8_fold(key, key);
		same = strcmp(key, name) == 0;
		free(key);
		if (same)
			return (int)i;
	}
	return -1;
}

/*
 * Pairs.
 */

static const char *
value(const struct listing_row *row, int column)
{
	return column < 0 ? "" : row->field[column];
}

/* Who stands at which door: two rows with the same seat are one. */
struct seats {
	struct names *taken;
	int worker, with, date, start, visit, client;
};

static char *
seat(const struct seats *s, const struct listing_row *row, int worker)
{
	return xasprintf("%s\n%s\n%s\n%s\n%s", value(row, s->visit),
	    value(row, s->client), value(row, s->date),
	    value(row, s->start), value(row, worker));
}

static void
swap(char **field, int a, int b)
{
	char *first = field[a];

	field[a] = field[b];
	field[b] = first;
}

/* Of the first worker; the name of the column that is the second's, if there
 * may be one. */
static const struct { const char *first, *second; } own[] = {
	{"worker_name", "with_name"}, {"worker_phone", "with_phone"},
	{"funder", NULL}, {"stop", NULL}, {"travel_min", NULL},
	{"wait_min", NULL}, {"km", NULL}, {"back_min", NULL},
	{"back_km", NULL},
};

static void
turn(struct listing *l, char **field, const char *first, const char *second)
{
	int a = listing_column(l, first);
	int b = second != NULL ? listing_column(l, second) : -1;
	static char nothing[1];

	if (a >= 0 && b >= 0)
		swap(field, a, b);
	else if (a >= 0)
		field[a] = nothing;
	else if (b >= 0)
		field[b] = nothing;
}

static struct listing_row
of_the_other(struct listing *l, const struct seats *s,
    const struct listing_row *row)
{
	struct listing_row other = {row->line, true,
	    arena_alloc(&l->text, (l->n_headings + 1) * sizeof *other.field)};

	memcpy(other.field, row->field, l->n_headings * sizeof *row->field);
	swap(other.field, s->worker, s->with);
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		turn(l, other.field, own[i].first, own[i].second);
	return other;
}

static void
take_seats(struct seats *s, const struct listing *l)
{
	for (size_t i = 0; i < l->n; i++) {
		char *key = seat(s, &l->row[i], s->worker);

		names_add(s->taken, key);
		free(key);
	}
}

void
listing_split_pairs(struct listing *l)
{
	struct seats s = {NULL, listing_column(l, "worker"),
	    listing_column(l, "with"), listing_column(l, "date"),
	    listing_column(l, "start"), listing_column(l, "visit_id"),
	    listing_column(l, "case_id")};
	struct listing_row *row = l->row;
	size_t n = l->n;

	if (s.worker < 0 || s.with < 0)
		return;
	s.taken = names_new();
	take_seats(&s, l);
	l->row = NULL;
	l->n = l->cap = 0;
	for (size_t i = 0; i < n; i++) {
		char *other = seat(&s, &row[i], s.with);

		add_row(l, row[i]);
		if (*row[i].field[s.with] != '\0' &&
		    names_find(s.taken, other) < 0)
			add_row(l, of_the_other(l, &s, &row[i]));
		free(other);
	}
	names_free(s.taken);
	free(row);
}
