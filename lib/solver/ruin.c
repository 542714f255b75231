#include "lib/solver/ruin.h"

enum {
	STRING = 64,      /* the most that are taken out of one route */
	SPLIT_IN = 2,     /* one string in so many is split (alpha = 0.5) */
	GROW_IN = 100,    /* how often what a split keeps stops growing is
	                   * once in so many (beta = 0.01) */
};

static int
min(int a, int b)
{
	return a < b ? a : b;
}

/* Removes the stops [from, from + n), except the skipped ones in the middle and
 * fixed ones.  Households leave as a whole. */
static void
remove_string(struct solution *b, int r, int from, int n, int skip_from, int skip)
{
	int unit[STRING], n_units = 0;

	for (int i = from; i < from + n && n_units < STRING; i++) {
		int u = b->route[r].stop[i].unit;

		if (i >= skip_from && i < skip_from + skip)
			continue;
		if (b->m->unit[u].fixed ||
		    (n_units > 0 && unit[n_units - 1] == u))
			continue;
		unit[n_units++] = u;
	}
	for (int i = 0; i < n_units; i++)
		if (b->where[unit[i]] >= 0)
			solution_take(b, unit[i]);
}

/* Removes a string of n stops that contains the unit; the string may be split
 * in two by some that stay. */
static void
ruin_route(struct solution *b, struct rng *g, int r, int unit, int n)
{
	int stops = b->route[r].n - 2, keep = 0, at = 1, first, last;

	if (n > 1 && n < stops && rng_once_in(g, SPLIT_IN)) {
		keep = 1;
		while (n + keep < stops && !rng_once_in(g, GROW_IN))
			keep++;
	}
	while (b->route[r].stop[at].unit != unit)
		at++;
	first = at - (n + keep) + 1;
	first = first < 1 ? 1 : first;
	last = min(at, stops - (n + keep) + 1);
	first += rng_below(g, last - first + 1);
	remove_string(b, r, first, n + keep,
	    first + 1 + rng_below(g, n > 1 ? n - 1 : 1), keep);
}

static int
average_load(const struct solution *b)
{
	int stops = 0, used = 0;

	for (int r = 0; r < b->m->n_routes; r++) {
		stops += b->route[r].n - 2;
		used += b->route[r].n > 2;
	}
	return used ? stops / used : 1;
}

void
ruin_strings(struct solution *b, struct rng *g, const struct ruin_options *o,
    int seed)
{
	const struct model *m = b->m;
	int longest = min(o->longest, average_load(b)), strings, left;

	longest = longest < 1 ? 1 : longest;
	strings = (int)(4 * o->average) / (1 + longest) - 1;
	left = 1 + rng_below(g, strings < 1 ? 1 : strings);
	for (int k = -1; k < m->n_near && left > 0; k++) {
		int u = k < 0 ? seed : m->near[seed * m->n_near + k];
		int r = b->where[u], most;

		if (r < 0 || m->unit[u].fixed)
			continue;
		if (!o->same_route && (b->is_touched[r] ||
		    (b->with[u] >= 0 && b->is_touched[b->with[u]])))
			continue;
		most = min(longest, b->route[r].n - 2);
		ruin_route(b, g, r, u, 1 + rng_below(g, most));
		left--;
	}
	solution_settle(b);
}

/* The units of a route that may leave it, in their order. */
struct crew {
	int unit[STRING], order[STRING], n;
};

static void
list_crew(const struct solution *b, int r, struct crew *crew)
{
	const struct route *route = &b->route[r];

	crew->n = 0;
	for (int i = 1; i < route->n - 1 && crew->n < STRING; i++) {
		int unit = route->stop[i].unit;
		const struct unit *u = &b->m->unit[unit];

		if (u->fixed || u->pinned || u->pair ||
		    unit == route->stop[i - 1].unit)
			continue;
		crew->unit[crew->n] = unit;
		crew->order[crew->n++] = route_order(b->m, route, i);
	}
}

static bool
fits_before(const struct solution *b, int r, int pos, int unit, int order)
{
	const struct route *route = &b->route[r];
	const struct gap *gap = route_gap(route, pos);
	struct departure p;

	return gap != NULL && model_allows(b->m, unit, r) &&
	    route->load + b->m->unit[unit].n <=
	    b->m->problem->shift[r].capacity &&
	    route_detour(b->m, r, gap, unit, order, &p) < FAR;
}

/* Appends to a route as many of them as fit, after those that stayed. */
static void
board_crew(struct solution *b, int r, const struct crew *crew)
{
	for (int i = 0; i < crew->n; i++) {
		int pos = b->route[r].n - 1;

		if (fits_before(b, r, pos, crew->unit[i], crew->order[i]))
			solution_put(b, crew->unit[i], r, (struct place){0,
			    (uint16_t)pos, (uint16_t)crew->order[i]});
	}
}

void
ruin_exchange(struct solution *b, struct rng *g, int seed)
{
	int r[2] = {b->where[seed], rng_below(g, b->m->n_routes)};
	struct crew crew[2];

	if (r[0] < 0 || r[0] == r[1])
		return;
	for (int k = 0; k < 2; k++)
		list_crew(b, r[k], &crew[k]);
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < crew[k].n; i++)
			solution_take(b, crew[k].unit[i]);
	solution_settle(b);
	board_crew(b, r[1], &crew[0]);
	board_crew(b, r[0], &crew[1]);
}
