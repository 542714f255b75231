#include "lib/render/tracks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/names.h"

static void
add_stop(struct tracks *t, const struct visitrow *r, const char *worker,
    bool second)
{
	if (*worker == '\0')
		return;
	t->stop = mem_grow(t->stop, t->n_stops + 1, &t->stop_cap,
	    sizeof *t->stop);
	t->stop[t->n_stops++] = (struct track_stop){r, worker, second};
}

static char *
seat(const struct visitrow *r, const char *worker)
{
	return xasprintf("%s\n%d %d\n%s", r->case_id, r->day, r->start,
	    worker);
}

static struct names *
seats_of(const struct visitrows *v)
{
	struct names *seats = names_new();

	for (size_t i = 0; i < v->n; i++) {
		char *own = seat(&v->row[i], v->row[i].worker);

		names_add(seats, own);
		free(own);
	}
	return seats;
}

/* A plan has two rows for a pair: the other one is not this row's to add. */
static bool
has_row(const struct names *seats, const struct visitrow *r)
{
	char *other = seat(r, r->with);
	bool found = names_find(seats, other) >= 0;

	free(other);
	return found;
}

static void
collect(struct tracks *t, const struct visitrows *v)
{
	struct names *seats = seats_of(v);

	for (size_t i = 0; i < v->n; i++) {
		const struct visitrow *r = &v->row[i];

		if (!visitrows_happens(r) || r->day == DATE_NONE)
			continue;
		if (r->start != CLOCK_NONE || r->stop > 0)
			add_stop(t, r, r->worker, false);
		if (r->start != CLOCK_NONE && *r->with != '\0' &&
		    !has_row(seats, r))
			add_stop(t, r, r->with, true);
	}
	names_free(seats);
}

static int
compare(long a, long b)
{
	return a < b ? -1 : a > b;
}

/* What has no start comes last, in its own order. */
static long
start_of(const struct track_stop *s)
{
	return s->row->start == CLOCK_NONE ? CLOCK_DAY + 1 : s->row->start;
}

static int
by_track(const void *x, const void *y)
{
	const struct track_stop *a = x, *b = y;
	int c = compare(a->row->day, b->row->day);

	if (c == 0)
		c = strcmp(a->worker, b->worker);
	if (c == 0)
		c = compare(start_of(a), start_of(b));
	if (c == 0 && !a->second && !b->second)
		c = compare(a->row->stop, b->row->stop);
	return c != 0 ? c : compare(a->row->line, b->row->line);
}

static bool
begins(const struct tracks *t, size_t i)
{
	return i == 0 || t->stop[i].row->day != t->stop[i - 1].row->day ||
	    strcmp(t->stop[i].worker, t->stop[i - 1].worker) != 0;
}

static void
cut(struct tracks *t)
{
	for (size_t i = 0; i < t->n_stops; i++) {
		const struct track_stop *s = &t->stop[i];
		struct track *k;

		if (begins(t, i)) {
			t->track = mem_grow(t->track, t->n + 1, &t->cap,
			    sizeof *t->track);
			t->track[t->n++] = (struct track){.stop = s,
			    .worker = s->worker, .day = s->row->day,
			    .lat = (double)NAN, .lon = (double)NAN};
		}
		k = &t->track[t->n - 1];
		k->n++;
		if (!s->second && isnan(k->lat)) {
			k->lat = s->row->worker_lat;
			k->lon = s->row->worker_lon;
		}
	}
}

struct tracks
tracks_of(const struct visitrows *v)
{
	struct tracks t = {0};

	collect(&t, v);
	if (t.n_stops > 0)
		qsort(t.stop, t.n_stops, sizeof *t.stop, by_track);
	cut(&t);
	return t;
}

void
tracks_free(struct tracks *t)
{
	free(t->track);
	free(t->stop);
	*t = (struct tracks){0};
}
