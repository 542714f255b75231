#include "lib/plan/points.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/num.h"
#include "lib/io/table.h"

static const double earth_km = 6371.0088;
static const double pi = 3.14159265358979323846;

/* A key of the table, with the line that uses it. */
struct key {
	const char *file;
	long line;
	bool home;
};

struct points {
	double kmh, detour;
	int handling;
	int n;
	double (*where)[3];
	size_t where_cap;
	struct names *shared;  /* what makes two locations the same point */
	int *shared_point;
	size_t shared_cap;

	bool table;
	struct names *place;
	struct key *key;
	size_t key_cap;
	int *seconds, *metres;  /* [from * n + to]; -1: not given */
};

struct points *
points_straight(double kmh, double detour, int handling)
{
	struct points *ps = xcalloc(1, sizeof *ps);

	ps->kmh = kmh;
	ps->detour = detour;
	ps->handling = handling;
	ps->shared = names_new();
	return ps;
}

struct points *
points_table(void)
{
	struct points *ps = xcalloc(1, sizeof *ps);

	ps->table = true;
	ps->place = names_new();
	return ps;
}

bool
points_is_table(const struct points *ps)
{
	return ps->table;
}

void
points_free(struct points *ps)
{
	if (ps == NULL)
		return;
	names_free(ps->shared);
	names_free(ps->place);
	free(ps->where);
	free(ps->shared_point);
	free(ps->key);
	free(ps->seconds);
	free(ps->metres);
	free(ps);
}

/*
 * By straight line.
 */

static int
add_point(struct points *ps, double lat, double lon)
{
	double a = lat * pi / 180, b = lon * pi / 180;

	ps->where = mem_grow(ps->where, (size_t)ps->n + 1, &ps->where_cap,
	    sizeof *ps->where);
	ps->where[ps->n][0] = cos(a) * cos(b);
	ps->where[ps->n][1] = cos(a) * sin(b);
	ps->where[ps->n][2] = sin(a);
	return ps->n++;
}

static int
shared_point(struct points *ps, const char *group, double lat, double lon)
{
	char *name = xasprintf("%.17g %.17g %s", lat, lon, group);
	int known = names_count(ps->shared), i = names_add(ps->shared, name);

	free(name);
	if (i == known) {
		ps->shared_point = mem_grow(ps->shared_point, (size_t)i + 1,
		    &ps->shared_cap, sizeof *ps->shared_point);
		ps->shared_point[i] = add_point(ps, lat, lon);
	}
	return ps->shared_point[i];
}

int
points_home(struct points *ps, double lat, double lon)
{
	return shared_point(ps, "", lat, lon);
}

int
points_person(struct points *ps, const char *household, double lat, double lon)
{
	if (household == NULL || *household == '\0')
		return add_point(ps, lat, lon);
	return shared_point(ps, household, lat, lon);
}

/*
 * By table.
 */

int
points_key(struct points *ps, const char *place, bool home, const char *file,
    long line)
{
	int i = names_add(ps->place, place);

	if (i == ps->n) {
		ps->key = mem_grow(ps->key, (size_t)i + 1, &ps->key_cap,
		    sizeof *ps->key);
		ps->key[ps->n++] = (struct key){file, line, home};
	} else if (!home && ps->key[i].home) {
		ps->key[i] = (struct key){file, line, false};
	}
	return i;
}

struct columns {
	int from, to, seconds, metres;
};

/* A number of seconds or metres, decimals rounded half up; -1: empty. */
static bool
read_number(struct table *t, const struct row *row, const char *name,
    int column, int *v)
{
	const char *s = column >= 0 ? row->field[column] : "";
	double r;

	*v = -1;
	if (*s == '\0')
		return true;
	if (!num_real(s, &r) || r < 0 || r > INT_MAX / 4) {
		table_reject(t, row, name, "not a number from 0 on");
		return false;
	}
	*v = (int)floor(r + 0.5);
	return true;
}

static void
read_row(struct points *ps, struct table *t, const struct row *row,
    const struct columns *c)
{
	int a = names_find(ps->place, row->field[c->from]);
	int b = names_find(ps->place, row->field[c->to]);
	int seconds, metres;
	size_t at;

	if (a < 0 || b < 0)
		return;
	if (!read_number(t, row, "seconds", c->seconds, &seconds) ||
	    !read_number(t, row, "metres", c->metres, &metres))
		return;
	if (seconds < 0) {
		table_reject(t, row, "seconds", "missing");
		return;
	}
	at = (size_t)a * (size_t)ps->n + (size_t)b;
	if (ps->seconds[at] >= 0 && ps->seconds[at] != seconds)
		die_at(row->file, row->line, "seconds: these two places have"
		    " been on an earlier line with another value");
	ps->seconds[at] = seconds;
	ps->metres[at] = metres;
}

static void
clear_matrix(struct points *ps)
{
	size_t n = (size_t)ps->n;

	ps->seconds = xreallocarray(NULL, n * n + 1, sizeof *ps->seconds);
	ps->metres = xreallocarray(NULL, n * n + 1, sizeof *ps->metres);
	for (size_t i = 0; i < n * n; i++)
		ps->seconds[i] = ps->metres[i] = -1;
}

/* No time from a to b, places of which at least one is a person's. */
static _Noreturn void
die_of_gap(const struct key *a, const struct key *b)
{
	if (a->home)
		die_at(b->file, b->line, "place: the travel file has no time to"
		    " this place from that of %s:%ld", a->file, a->line);
	die_at(a->file, a->line, "place: the travel file has no time from this"
	    " place to that of %s:%ld", b->file, b->line);
}

static void
check_matrix(struct points *ps)
{
	size_t n = (size_t)ps->n;

	for (size_t i = 0; i < n; i++)
		if (ps->seconds[i * n + i] < 0)
			ps->seconds[i * n + i] = ps->metres[i * n + i] = 0;
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			if (ps->seconds[a * n + b] >= 0)
				continue;
			if (!ps->key[a].home || !ps->key[b].home)
				die_of_gap(&ps->key[a], &ps->key[b]);
			ps->seconds[a * n + b] = 0;  /* never driven */
		}
}

/* Minutes, thousandths of a second or kilometres in the place of what is asked
 * for: nobody drives at more than 250 km/h, or crawls far. */
static bool
is_no_drive(int seconds, int metres)
{
	return metres >= 1000 && (metres / 70 > seconds || seconds / 4 > metres);
}

static void
say_speeds(const struct points *ps, const char *file)
{
	long n = 0;

	for (size_t i = 0; i < (size_t)ps->n * (size_t)ps->n; i++)
		n += ps->seconds[i] > 0 && is_no_drive(ps->seconds[i],
		    ps->metres[i]);
	if (n > 0)
		diag_warn(language_count(n,
		    "%s: %ld way that nobody drives, by its speed: are they seconds"
		    " and metres?",
		    "%s: %ld ways that nobody drives, by their speed: are they"
		    " seconds and metres?"), file, n);
}

long
points_read(struct points *ps, const char *path)
{
	static const char *const required[] = {"from", "to", "seconds", NULL};
	struct table *t = table_open(path);
	struct columns c;
	struct row row;
	long rejected;

	table_require(t, required);
	c.from = table_column(t, "from");
	c.to = table_column(t, "to");
	c.seconds = table_column(t, "seconds");
	c.metres = table_column(t, "metres");
	clear_matrix(ps);
	while (table_next(t, &row))
		read_row(ps, t, &row, &c);
	rejected = table_rejected(t);
	check_matrix(ps);
	say_speeds(ps, table_file(t));
	table_close(t);
	return rejected;
}

void
points_travel(struct points *ps, struct travel *t)
{
	*t = (struct travel){.n = ps->n};
	if (ps->table) {
		t->matrix = ps->seconds;
		return;
	}
	t->where = (const double (*)[3])ps->where;
	t->seconds_per_radian = earth_km * ps->detour / ps->kmh * 3600;
	t->handling = ps->handling;
}

long
points_metres(const struct points *ps, int a, int b)
{
	double chord = 0;

	if (ps->table)
		return ps->metres[(size_t)a * (size_t)ps->n + (size_t)b];
	for (int k = 0; k < 3; k++) {
		double d = ps->where[a][k] - ps->where[b][k];

		chord += d * d;
	}
	chord = sqrt(chord) / 2;
	return (long)(2 * asin(chord < 1 ? chord : 1) * earth_km *
	    ps->detour * 1000 + 0.5);
}
