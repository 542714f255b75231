#include "lib/solver/partition.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum {
	ROUTES = 100,      /* at most so many in a group */
	URGENT = 24,       /* per route of a group: the most urgent unassigned */
	LUCKY = 8,         /* units, and others drawn at random */
	DIRECTIONS = 3,    /* drawn for a cut; the longest one is taken */
};

/* By how much the share of routes on one side may vary in later draws. */
static const double uneven = 0.3;

/* What is drawn into groups: a route, or an unassigned unit. */
struct item {
	int index;
	double where[3], key;
};

/* Routes whose workers have the same skills are of the same kind. */
static uint64_t
kind_of(const struct problem *p, int r)
{
	uint64_t kind = 0;

	for (int k = 0; k < p->n_skills; k++)
		kind = kind * 0x9e3779b97f4a7c15u + 1 +
		    problem_skilled(p, k, r);
	return kind;
}

struct rank {
	uint64_t kind;
	int worker, route;
};

static int
by_kind(const void *pa, const void *pb)
{
	const struct rank *a = pa, *b = pb;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->worker != b->worker)
		return a->worker - b->worker;
	return a->route - b->route;
}

/* Numbers the workers, those of a kind next to each other. */
static void
rank_workers(struct partition *t)
{
	const struct problem *p = t->m->problem;
	struct rank *rank = xcalloc((size_t)p->n_shifts, sizeof *rank);
	int n = 0;

	for (int r = 0; r < p->n_shifts; r++)
		rank[r] = (struct rank){kind_of(p, r), p->shift[r].worker, r};
	qsort(rank, (size_t)p->n_shifts, sizeof *rank, by_kind);
	for (int i = 0; i < p->n_shifts; i++) {
		if (i > 0 && (rank[i].kind != rank[i - 1].kind ||
		    rank[i].worker != rank[i - 1].worker))
			n++;
		t->rank[rank[i].route] = n;
	}
	free(rank);
}

/* A place as three numbers: on the sphere, or as travel times from three
 * homes. */
static void
place_of_point(const struct partition *t, int point, double where[3])
{
	const struct problem *p = t->m->problem;

	for (int k = 0; k < 3; k++)
		where[k] = p->travel.where != NULL ? p->travel.where[point][k] :
		    problem_travel_seconds(&p->travel,
		    p->shift[k * (p->n_shifts - 1) / 2].home, point);
}

/* A route lies at the mean of its stops, an empty one at its home. */
static struct item
route_item(const struct partition *t, int r)
{
	const struct problem *p = t->m->problem;
	struct item it = {.index = r};
	int n = t->plan->n_stops[r];

	if (n == 0)
		place_of_point(t, p->shift[r].home, it.where);
	for (int i = 0; i < n; i++) {
		double x[3];

		place_of_point(t, p->task[t->plan->route[r][i].task].point, x);
		for (int k = 0; k < 3; k++)
			it.where[k] += x[k] / n;
	}
	return it;
}

static int
by_item_key(const void *pa, const void *pb)
{
	const struct item *a = pa, *b = pb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->index - b->index;
}

static void
project(struct item *item, int n, const double d[3])
{
	for (int i = 0; i < n; i++) {
		item[i].key = 0;
		for (int k = 0; k < 3; k++)
			item[i].key += item[i].where[k] * d[k];
	}
}

static double
spread(const struct item *item, int n)
{
	double lo = item[0].key, hi = item[0].key;

	for (int i = 1; i < n; i++) {
		lo = item[i].key < lo ? item[i].key : lo;
		hi = item[i].key > hi ? item[i].key : hi;
	}
	return hi - lo;
}

/* Sorts routes and unassigned units along the direction, of a few drawn at
 * random, in which they are spread the farthest. */
static void
line_up(struct partition *t, struct item *route, int routes, struct item *other,
    int others)
{
	double best[3] = {0}, longest = -1;

	for (int i = 0; i < DIRECTIONS; i++) {
		double d[3], s;

		for (int k = 0; k < 3; k++)
			d[k] = rng_unit(&t->rng) - 0.5;
		project(route, routes, d);
		project(other, others, d);
		s = spread(route, routes);
		s += others > 0 ? spread(other, others) : 0;
		if (s > longest) {
			longest = s;
			memcpy(best, d, sizeof best);
		}
	}
	project(route, routes, best);
	project(other, others, best);
	qsort(route, (size_t)routes, sizeof *route, by_item_key);
	if (others > 0)
		qsort(other, (size_t)others, sizeof *other, by_item_key);
}

/* Of n routes at one place about `want` go to the left: whole workers, and the
 * same share of each kind of worker, so that both sides have all skills and
 * days.  Returns how many went; overwrites the keys. */
static int
deal(const struct partition *t, struct item *route, int n, int want)
{
	int64_t owed = 0;
	int left = 0;

	for (int i = 0; i < n; i++)
		route[i].key = t->rank[route[i].index];
	qsort(route, (size_t)n, sizeof *route, by_item_key);
	for (int i = 0, size; i < n; i += size) {
		int rank = t->rank[route[i].index];
		bool right;

		for (size = 1; i + size < n &&
		    t->rank[route[i + size].index] == rank; size++)
			;
		owed += (int64_t)size * want;
		right = 2 * owed < (int64_t)size * n;
		for (int k = i; k < i + size; k++)
			route[k].key = right;
		if (right)
			continue;
		left += size;
		owed -= (int64_t)size * n;
	}
	qsort(route, (size_t)n, sizeof *route, by_item_key);
	return left;
}

/* Where to cut a sorted row of routes: after the first `left`, except that
 * routes at one place (as are all of one home while they are empty) are dealt
 * out to both sides.  Returns how many are on the left then. */
static int
deal_ties(const struct partition *t, struct item *route, int routes, int left)
{
	double key = route[left].key;
	int from = left, to = left, at;

	while (from > 0 && route[from - 1].key >= key)
		from--;
	while (to < routes && route[to].key <= key)
		to++;
	at = from + deal(t, route + from, to - from, left - from);
	for (int i = from; i < to; i++)
		route[i].key = key;
	return at > 0 && at < routes ? at : left;
}

/* These routes and unassigned units become a group. */
static void
close_group(struct partition *t, const struct item *route, int routes,
    const struct item *other, int others)
{
	int g = t->n_groups++;

	for (int i = 0; i < routes; i++)
		t->group_of_route[route[i].index] = g;
	for (int i = 0; i < others; i++)
		t->group_of_unit[other[i].index] = g;
}

/* How many of these routes are left of the cut: half of them, and in later
 * draws a little more or less, so that the borders differ. */
static int
left_of_cut(struct partition *t, int routes)
{
	double share = 0.5;

	if (!t->first)
		share += uneven * (rng_unit(&t->rng) - 0.5);
	return (int)(routes * share);
}

static void
cut(struct partition *t, struct item *route, int routes, struct item *other,
    int others)
{
	int left, left_others = 0;

	if (routes <= ROUTES) {
		close_group(t, route, routes, other, others);
		return;
	}
	line_up(t, route, routes, other, others);
	left = deal_ties(t, route, routes, left_of_cut(t, routes));
	if (t->first)
		left_others = (int)((int64_t)others * left / routes);
	else
		while (left_others < others &&
		    other[left_others].key <= route[left - 1].key)
			left_others++;
	cut(t, route, left, other, left_others);
	cut(t, route + left, routes - left, other + left_others,
	    others - left_others);
}

static bool
may_go_anywhere(const struct model *m, int unit)
{
	uint64_t any = 0;

	for (int k = 0; k < m->words; k++)
		any |= m->allowed[(size_t)unit * (size_t)m->words + (size_t)k];
	return any != 0;
}

/* Where far more are unassigned than will ever have a place, a group keeps the
 * most urgent ones and a random few of the others. */
static void
thin_out(struct partition *t)
{
	const struct model *m = t->m;
	int *routes = xcalloc((size_t)t->n_groups, sizeof *routes);
	int *units = xcalloc((size_t)t->n_groups, sizeof *units);
	int *taken = xcalloc((size_t)t->n_groups, sizeof *taken);

	for (int r = 0; r < m->n_routes; r++)
		routes[t->group_of_route[r]]++;
	for (int u = 0; u < m->n_units; u++) {
		if (t->group_of_unit[u] >= 0 && !may_go_anywhere(m, u))
			t->group_of_unit[u] = -1;
		if (t->group_of_unit[u] >= 0)
			units[t->group_of_unit[u]]++;
	}
	for (int u = 0; u < m->n_units; u++) {
		int g = t->group_of_unit[u], rest;

		if (g < 0 || taken[g]++ < URGENT * routes[g])
			continue;
		rest = units[g] - URGENT * routes[g];
		if (rng_below(&t->rng, rest) >= LUCKY * routes[g])
			t->group_of_unit[u] = -1;
	}
	free(routes);
	free(units);
	free(taken);
}

/* Units with a place belong to the group of their route, a pair that is in two
 * groups to none. */
static void
join_routes(struct partition *t)
{
	const struct model *m = t->m;
	int *seen = xcalloc((size_t)m->n_units, sizeof *seen);

	for (int r = 0; r < m->n_routes; r++)
		for (int i = 0; i < t->plan->n_stops[r]; i++) {
			int u = t->m->unit_of_task[t->plan->route[r][i].task];
			int g = t->group_of_route[r];

			if (seen[u] && t->group_of_unit[u] != g)
				g = -1;
			seen[u] = 1;
			t->group_of_unit[u] = g;
		}
	free(seen);
}

void
partition_draw(struct partition *t, const struct plan *plan, bool first)
{
	const struct model *m = t->m;
	struct item *route = xcalloc((size_t)m->n_routes, sizeof *route);
	struct item *other = xcalloc((size_t)m->n_units, sizeof *other);
	int n = 0;

	t->plan = plan;
	t->first = first;
	for (int u = 0; u < m->n_units; u++)
		t->group_of_unit[u] = -2;
	for (int r = 0; r < m->n_routes; r++) {
		route[r] = route_item(t, r);
		for (int i = 0; i < t->plan->n_stops[r]; i++)
			t->group_of_unit[t->m->unit_of_task[
			    t->plan->route[r][i].task]] = -1;
	}
	for (int u = 0; u < m->n_units; u++)
		if (t->group_of_unit[u] == -2) {
			other[n].index = u;
			place_of_point(t, m->point[m->unit[u].first], other[n].where);
			n++;
		}
	t->n_groups = 0;
	cut(t, route, m->n_routes, other, n);
	thin_out(t);
	join_routes(t);
	free(route);
	free(other);
}

void
partition_init(struct partition *t, const struct model *m, uint64_t seed)
{
	*t = (struct partition){.m = m};
	rng_seed(&t->rng, seed, 0);
	t->group_of_route = xcalloc((size_t)m->n_routes, sizeof(int));
	t->group_of_unit = xcalloc((size_t)m->n_units, sizeof(int));
	t->rank = xcalloc((size_t)m->n_routes, sizeof(int));
	rank_workers(t);
}

void
partition_free(struct partition *t)
{
	free(t->group_of_route);
	free(t->group_of_unit);
	free(t->rank);
}
