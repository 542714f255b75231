#include "lib/solver/ejection.h"

#include <stdlib.h>

#include "lib/base/elapsed.h"
#include "lib/base/mem.h"

enum {
	MOST_UNITS = 6000, /* with more of them the table would be too large */
	LONGEST = 4,       /* so many are ejected one after the other */
};

/* A visit that is given up for the one that ejects it. */
struct ejected {
	int unit, before;      /* who takes its place: an index of ejection.link,
	                        * -1: the one that the chain begins with */
	int length;            /* of the chain up to here */
};

struct ejection {
	struct solution *board;
	double until;
	const struct watch *watch;
	int n_units;
	bool *fits;            /* [unit * n_units + other]: on the other's route,
	                        * if the other were not there */
	int *served, n_served; /* units that may be ejected */
	bool *roomy;           /* [unit]: and that then fit on another route, */
	bool any_roomy;
	int64_t least;         /* and the least urgency of any */
	bool *changed;         /* [route]: since it was looked at */
	bool *seen;            /* [unit]: by the chains from one unit */
	struct ejected *link;
	int n_links;
	struct route without;  /* scratch */
};

/* The end of the best chain that was found. */
struct chain_end {
	int link;              /* -1: there is none */
	bool finds_room;
	int64_t gain;
};

static bool
is_movable(const struct ejection *e, int unit)
{
	const struct unit *u = &e->board->m->unit[unit];

	return !u->pair && !u->fixed && !u->pinned;
}

static bool
fits_on(const struct ejection *e, int unit, int r, const struct route *route)
{
	const struct model *m = e->board->m;

	return model_allows(m, unit, r) &&
	    route_place(m, r, route, unit, 0).cost < FAR;
}

/* Who would fit on its route without it. */
static void
look_around(struct ejection *e, int other)
{
	const struct solution *b = e->board;
	int r = b->where[other];

	route_copy(&e->without, &b->route[r]);
	route_remove(b->m, &e->without, other);
	route_refresh(b->m, r, &e->without);
	for (int u = 0; u < e->n_units; u++)
		e->fits[(size_t)u * (size_t)e->n_units + (size_t)other] =
		    u != other && is_movable(e, u) &&
		    fits_on(e, u, r, &e->without);
}

/* A route that has room for a unit and is none of the n others; -1: none. */
static int
route_with_room(const struct ejection *e, int unit, const int *other, int n)
{
	const struct solution *b = e->board;

	for (int r = 0; r < b->m->n_routes; r++) {
		int k = 0;

		while (k < n && other[k] != r)
			k++;
		if (k == n && fits_on(e, unit, r, &b->route[r]))
			return r;
	}
	return -1;
}

static bool
is_over(const struct ejection *e)
{
	return watch_stops(e->watch) ||
	    (e->until > 0 && elapsed_seconds() >= e->until);
}

/* Looks at the routes that have changed, and lists who is served; false: there
 * was not the time for it. */
static bool
look_again(struct ejection *e)
{
	const struct solution *b = e->board;

	e->n_served = 0;
	for (int u = 0; u < e->n_units; u++) {
		if (b->where[u] < 0 || !is_movable(e, u))
			continue;
		e->served[e->n_served++] = u;
		if (!e->changed[b->where[u]])
			continue;
		if (is_over(e))
			return false;
		look_around(e, u);
	}
	for (int r = 0; r < b->m->n_routes; r++)
		e->changed[r] = false;
	e->any_roomy = false;
	e->least = INT64_MAX;
	for (int i = 0; i < e->n_served; i++) {
		int u = e->served[i];

		e->roomy[u] = route_with_room(e, u, &b->where[u], 1) >= 0;
		e->any_roomy |= e->roomy[u];
		if (b->m->unit[u].urgency < e->least)
			e->least = b->m->unit[u].urgency;
	}
	return true;
}

/* Is the route of a unit one that the chain has changed already? */
static bool
is_on_chain(const struct ejection *e, int link, int unit)
{
	const int *where = e->board->where;

	for (; link >= 0; link = e->link[link].before)
		if (where[e->link[link].unit] == where[unit])
			return true;
	return false;
}

/* Notes all whose places a unit can take. */
static void
extend(struct ejection *e, int unit, int before)
{
	const bool *fits = e->fits + (size_t)unit * (size_t)e->n_units;
	int length = before < 0 ? 1 : e->link[before].length + 1;

	for (int i = 0; i < e->n_served; i++) {
		int other = e->served[i];

		if (!fits[other] || e->seen[other] ||
		    is_on_chain(e, before, other))
			continue;
		e->seen[other] = true;
		e->link[e->n_links++] = (struct ejected){other, before,
		    length};
	}
}

/* The routes that a chain changes, from its end to its beginning. */
static int
routes_of(const struct ejection *e, int link, int *route)
{
	int n = 0;

	for (; link >= 0; link = e->link[link].before)
		route[n++] = e->board->where[e->link[link].unit];
	return n;
}

static bool
finds_room(const struct ejection *e, int link)
{
	int unit = e->link[link].unit, route[LONGEST] = {0};

	return e->roomy[unit] && route_with_room(e, unit, route,
	    routes_of(e, link, route)) >= 0;
}

/* Breadth first, so that each is reached by a shortest chain. */
static struct chain_end
best_chain(struct ejection *e, int unit)
{
	const struct unit *u = e->board->m->unit;
	struct chain_end best = {-1, false, 0};

	e->n_links = 0;
	for (int i = 0; i < e->n_served; i++)
		e->seen[e->served[i]] = false;
	extend(e, unit, -1);
	for (int i = 0; i < e->n_links; i++) {
		int other = e->link[i].unit;
		int64_t gain = u[unit].urgency - u[other].urgency;

		if (finds_room(e, i))
			return (struct chain_end){i, true, u[unit].urgency};
		if (gain > best.gain)
			best = (struct chain_end){i, false, gain};
		if (e->link[i].length < LONGEST)
			extend(e, other, i);
	}
	return best;
}

/* Can any chain that begins with the unit be worth it? */
static bool
is_hopeful(const struct ejection *e, int unit)
{
	return e->board->where[unit] < 0 && is_movable(e, unit) &&
	    (e->any_roomy || e->board->m->unit[unit].urgency > e->least);
}

static void
put(struct solution *b, int unit, int r)
{
	struct place place = route_place(b->m, r, &b->route[r], unit, 0);

	if (place.cost < FAR)
		solution_put(b, unit, r, place);
}

/* Moves them all; false, and nothing is changed, if that is not better. */
static bool
follow(struct ejection *e, int unit, struct chain_end end)
{
	struct solution *b = e->board;
	int route[LONGEST] = {0}, n, k = 0;
	int last = e->link[end.link].unit;

	n = routes_of(e, end.link, route);
	for (int i = end.link; i >= 0; i = e->link[i].before)
		solution_take(b, e->link[i].unit);
	solution_settle(b);
	if (end.finds_room)
		put(b, last, route_with_room(e, last, route, n));
	for (int i = e->link[end.link].before; i >= 0; i = e->link[i].before)
		put(b, e->link[i].unit, route[k++]);
	put(b, unit, route[k]);
	solution_weigh(b);
	if (solution_compare(&b->score, &b->base_score) <= 0) {
		solution_reject(b);
		return false;
	}
	for (int i = 0; i < b->n_touched; i++)
		e->changed[b->touched[i]] = true;
	solution_accept(b);
	return true;
}

static struct ejection *
ejection_new(struct solution *b, double until, const struct watch *watch)
{
	struct ejection *e = xcalloc(1, sizeof *e);
	size_t n = (size_t)b->m->n_units, routes = (size_t)b->m->n_routes;

	e->board = b;
	e->until = until;
	e->watch = watch;
	e->n_units = b->m->n_units;
	e->fits = xcalloc(n * n, sizeof *e->fits);
	e->served = xcalloc(n, sizeof *e->served);
	e->roomy = xcalloc(n, sizeof *e->roomy);
	e->seen = xcalloc(n, sizeof *e->seen);
	e->link = xcalloc(n, sizeof *e->link);
	e->changed = xcalloc(routes, sizeof *e->changed);
	for (size_t r = 0; r < routes; r++)
		e->changed[r] = true;
	return e;
}

static void
ejection_free(struct ejection *e)
{
	route_free(&e->without);
	free(e->fits);
	free(e->served);
	free(e->roomy);
	free(e->seen);
	free(e->link);
	free(e->changed);
	free(e);
}

/* Once for each unit without a place, the most urgent first; true if it is worth
 * another look. */
static bool
improve_once(struct ejection *e, bool *better)
{
	bool again = false;

	for (int u = 0; u < e->n_units; u++) {
		struct chain_end end;

		if (!is_hopeful(e, u))
			continue;
		if (is_over(e))
			return false;
		end = best_chain(e, u);
		if (end.link < 0 || !follow(e, u, end))
			continue;
		*better = again = true;
		if (!look_again(e))
			return false;
	}
	return again;
}

bool
ejection_improve(struct solution *b, double until, const struct watch *watch)
{
	struct ejection *e;
	bool better = false;

	if (b->n_idle == 0 || b->m->n_units > MOST_UNITS)
		return false;
	e = ejection_new(b, until, watch);
	if (look_again(e))
		while (improve_once(e, &better))
			continue;
	ejection_free(e);
	return better;
}
