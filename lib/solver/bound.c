#include "lib/solver/bound.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* Routes that the same units may go to are one bin. */
struct flow {
	const struct model *m;
	int bins;
	int *bin_of;           /* [route] */
	int64_t *room;         /* [bin]: what is left */
	int64_t *in;           /* [unit * bins + bin]: put there */
	bool *may;             /* the same: may go there */
	int *via, *from;       /* [bin]: how the search came there: the unit
	                        * that would move, the bin that it is in */
	int *queue;
};

static bool
same_units(const struct model *m, int a, int b)
{
	for (int u = 0; u < m->n_units; u++)
		if (model_allows(m, u, a) != model_allows(m, u, b))
			return false;
	return true;
}

static void
make_bins(struct flow *f)
{
	const struct model *m = f->m;
	int *first = xcalloc((size_t)m->n_routes, sizeof *first);

	for (int r = 0; r < m->n_routes; r++) {
		int k = 0;

		while (k < f->bins && !same_units(m, first[k], r))
			k++;
		if (k == f->bins)
			first[f->bins++] = r;
		f->bin_of[r] = k;
	}
	for (int u = 0; u < m->n_units; u++)
		for (int k = 0; k < f->bins; k++)
			f->may[u * f->bins + k] =
			    model_allows(m, u, first[k]);
	free(first);
}

/* Finds a bin with room that `unit` can reach, if others move on; -1: none. */
static int
find_room(struct flow *f, int unit)
{
	int n = 0;

	for (int k = 0; k < f->bins; k++) {
		f->via[k] = -1;
		if (f->may[unit * f->bins + k]) {
			f->via[k] = unit;
			f->from[k] = -1;
			f->queue[n++] = k;
		}
	}
	for (int i = 0; i < n; i++) {
		int bin = f->queue[i];

		if (f->room[bin] > 0)
			return bin;
		for (int u = 0; u < f->m->n_units; u++) {
			if (f->in[u * f->bins + bin] == 0)
				continue;
			for (int k = 0; k < f->bins; k++)
				if (f->via[k] < 0 && f->may[u * f->bins + k]) {
					f->via[k] = u;
					f->from[k] = bin;
					f->queue[n++] = k;
				}
		}
	}
	return -1;
}

/* Pushes as much as the way to a bin allows, at most `want`. */
static int64_t
push(struct flow *f, int bin, int64_t want)
{
	int64_t n = f->room[bin] < want ? f->room[bin] : want;

	for (int k = bin; f->from[k] >= 0; k = f->from[k]) {
		int64_t there = f->in[f->via[k] * f->bins + f->from[k]];

		n = there < n ? there : n;
	}
	f->room[bin] -= n;
	for (int k = bin; ; k = f->from[k]) {
		f->in[f->via[k] * f->bins + k] += n;
		if (f->from[k] < 0)
			return n;
		f->in[f->via[k] * f->bins + f->from[k]] -= n;
	}
}

struct bound_item {
	int unit;
	int64_t size, urgency;
};

static int
by_density(const void *pa, const void *pb)
{
	const struct bound_item *a = pa, *b = pb;
	int64_t x = a->urgency * b->size, y = b->urgency * a->size;

	if (x != y)
		return x > y ? -1 : 1;
	return a->unit - b->unit;
}

/* The most urgency that fits if units have these sizes and routes that room. */
static int64_t
fill(const struct model *m, const int64_t *size, const int64_t *room)
{
	size_t routes = (size_t)m->n_routes, units = (size_t)m->n_units;
	struct flow f = {.m = m};
	struct bound_item *item = xcalloc(units, sizeof *item);
	double sum = 0;

	f.bin_of = xcalloc(routes, sizeof *f.bin_of);
	f.may = xcalloc(units * routes, sizeof *f.may);
	f.room = xcalloc(routes, sizeof *f.room);
	f.via = xcalloc(routes, sizeof *f.via);
	f.from = xcalloc(routes, sizeof *f.from);
	f.queue = xcalloc(routes, sizeof *f.queue);
	make_bins(&f);
	f.in = xcalloc(units * (size_t)f.bins, sizeof *f.in);
	for (int r = 0; r < m->n_routes; r++)
		f.room[f.bin_of[r]] += room[r];
	for (int u = 0; u < m->n_units; u++)
		item[u] = (struct bound_item){u, size[u], m->unit[u].urgency};
	qsort(item, units, sizeof *item, by_density);
	for (size_t i = 0; i < units; i++) {
		int64_t left = item[i].size;
		int bin;

		while (left > 0 && (bin = find_room(&f, item[i].unit)) >= 0)
			left -= push(&f, bin, left);
		sum += item[i].size == 0 ? (double)item[i].urgency :
		    (double)item[i].urgency *
		    (double)(item[i].size - left) / (double)item[i].size;
	}
	free(item);
	free(f.bin_of);
	free(f.may);
	free(f.room);
	free(f.via);
	free(f.from);
	free(f.queue);
	free(f.in);
	return (int64_t)(sum + 1e-6);
}

/* Half of the shortest travel from a home and back, in half seconds. */
static int64_t
way_home(const struct model *m, int r)
{
	int out = FAR, back = FAR;

	for (int i = 0; i < m->n_tasks; i++) {
		int a = model_leg(m, m->home[r], i);
		int b = model_leg(m, i, m->home[r]);

		out = a < out ? a : out;
		back = b < back ? b : back;
	}
	return out < FAR ? out + back : 0;
}

static int
by_size(const void *pa, const void *pb)
{
	const int64_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* So many people at most can be visited on a route: those that take least. */
static int64_t
most_visits(const struct model *m, int r, const int64_t *size, int64_t room)
{
	int64_t *each = xcalloc((size_t)m->n_tasks, sizeof *each);
	size_t n = 0, k = 0;

	for (int u = 0; u < m->n_units; u++)
		for (int i = 0; i < m->unit[u].n && model_allows(m, u, r); i++)
			each[n++] = size[u] / (m->unit[u].n *
			    (1 + m->unit[u].pair));
	qsort(each, n, sizeof *each, by_size);
	while (k < n && each[k] <= room)
		room -= each[k++];
	free(each);
	return (int64_t)k < m->problem->shift[r].capacity ? (int64_t)k :
	    m->problem->shift[r].capacity;
}

/* Visits that cannot be moved count whole and take no room: the bound is still
 * one. */
static void
free_fixed(const struct model *m, int64_t *size)
{
	for (int u = 0; u < m->n_units; u++)
		if (m->unit[u].fixed)
			size[u] = 0;
}

int64_t
bound_urgency(const struct model *m)
{
	int64_t *size = xcalloc((size_t)m->n_units, sizeof *size);
	int64_t *room = xcalloc((size_t)m->n_routes, sizeof *room);
	int64_t *number = xcalloc((size_t)m->n_routes, sizeof *number);
	int64_t time, visits;

	for (int u = 0; u < m->n_units; u++) {
		const struct unit *v = &m->unit[u];

		size[u] = ((int64_t)v->seconds + v->least) * (1 + v->pair);
	}
	for (int r = 0; r < m->n_routes; r++) {
		const struct shift *s = &m->problem->shift[r];

		room[r] = 2 * ((int64_t)s->end - s->start - s->break_length) -
		    way_home(m, r);
		room[r] = room[r] > 0 && !s->closed ? room[r] : 0;
		number[r] = most_visits(m, r, size, room[r]);
	}
	free_fixed(m, size);
	time = fill(m, size, room);
	for (int u = 0; u < m->n_units; u++)
		size[u] = m->unit[u].n * (1 + m->unit[u].pair);
	free_fixed(m, size);
	visits = fill(m, size, number);
	free(size);
	free(room);
	free(number);
	return time < visits ? time : visits;
}
