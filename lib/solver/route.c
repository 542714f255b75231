#include "lib/solver/route.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

static inline int
max(int a, int b)
{
	return a > b ? a : b;
}

static inline int
min(int a, int b)
{
	return a < b ? a : b;
}

/* The earliest arrival after a leg that is left for at t, if the break is taken
 * on the way. */
static inline int
after_break(const struct shift *s, int t, int leg)
{
	if (t > s->break_closes)
		return FAR;
	return max(t + leg, s->break_opens) + s->break_length;
}

static void
reserve(struct route *route, int n)
{
	if (n <= route->cap)
		return;
	while (route->cap < n)
		route->cap = route->cap ? 2 * route->cap : 16;
	route->stop = xreallocarray(route->stop, (size_t)route->cap,
	    sizeof *route->stop);
	route->gap = xreallocarray(route->gap, (size_t)route->cap,
	    sizeof *route->gap);
}

void
route_init(const struct model *m, int r, struct route *route)
{
	const struct shift *s = &m->problem->shift[r];
	bool break_due = s->break_length > 0;

	memset(route, 0, sizeof *route);
	reserve(route, 2);
	route->n = 2;
	route->stop[0] = (struct route_stop){.node = m->home[r], .unit = -1,
	    .at = -1, .due = break_due ? s->start : FAR,
	    .taken = break_due ? FAR : s->start};
	route->stop[1] = (struct route_stop){.node = m->home[r], .unit = -1,
	    .at = -1, .due_by = -FAR, .taken_by = s->end};
	route->stale = route->stale_end = 1;
	route_refresh(m, r, route);
}

void
route_copy(struct route *to, const struct route *from)
{
	struct route mine;

	reserve(to, from->n);
	mine = *to;
	*to = *from;
	to->stop = mine.stop;
	to->gap = mine.gap;
	to->cap = mine.cap;
	memcpy(to->stop, from->stop, (size_t)from->n * sizeof *to->stop);
	memcpy(to->gap, from->gap, (size_t)from->n_gaps * sizeof *to->gap);
}

void
route_free(struct route *route)
{
	free(route->stop);
	free(route->gap);
}

/* Works out the leg to the stop at pos. */
static void
measure_stop(const struct model *m, struct route *route, int pos)
{
	struct route_stop *h = &route->stop[pos];

	h->leg = model_leg(m, h[-1].node, h->node);
	route->travel += h->leg;
}

/* Notes that n stops at pos have been replaced by n_new others. */
static void
make_stale(struct route *route, int pos, int n, int n_new)
{
	int end = max(route->stale_end, pos + n);

	route->stale = min(route->stale, pos);
	route->stale_end = end - n + n_new;
}

void
route_insert(const struct model *m, struct route *route, int unit, int pos,
    int order, const int *at)
{
	const struct unit *u = &m->unit[unit];
	const int *node = model_order(m, unit, order);
	struct route_stop *h;

	reserve(route, route->n + u->n);
	h = route->stop + pos;
	route->travel -= h->leg;
	make_stale(route, pos, 0, u->n);
	memmove(h + u->n, h, (size_t)(route->n - pos) * sizeof *h);
	route->n += u->n;
	route->load += u->n;
	for (int k = 0; k < u->n; k++) {
		h[k] = (struct route_stop){.node = node[k], .unit = unit,
		    .at = at != NULL ? at[k] : -1};
		measure_stop(m, route, pos + k);
	}
	measure_stop(m, route, pos + u->n);
}

void
route_remove(const struct model *m, struct route *route, int unit)
{
	int n = m->unit[unit].n, pos = 1;
	struct route_stop *h;

	while (route->stop[pos].unit != unit)
		pos++;
	h = route->stop + pos;
	for (int k = 0; k <= n; k++)
		route->travel -= h[k].leg;
	make_stale(route, pos, n, 0);
	route->n -= n;
	route->load -= n;
	memmove(h, h + n, (size_t)(route->n - pos) * sizeof *h);
	measure_stop(m, route, pos);
}

static inline struct departure
step(const struct model *m, const struct shift *s, struct departure p, int leg,
    int node, int at)
{
	int due = p.due + leg;
	int taken = min(p.taken + leg, after_break(s, p.due, leg));

	if (at >= 0) {
		due = due <= at ? at : FAR;
		taken = taken <= at ? at : FAR;
	} else {
		due = due < FAR ? model_start(m, node, s->day, due) : FAR;
		taken = taken < FAR ? model_start(m, node, s->day, taken) : FAR;
	}
	return (struct departure){due + m->duration[node],
	    taken + m->duration[node]};
}

struct departure
route_step(const struct model *m, int r, struct departure p, int leg, int node,
    int at)
{
	return step(m, &m->problem->shift[r], p, leg, node, at);
}

static inline bool
reaches(const struct shift *s, struct departure p, int leg, const struct gap *h)
{
	return p.taken + leg <= h->taken_by || p.due + leg <= h->due_by ||
	    after_break(s, p.due, leg) <= h->taken_by;
}

bool
route_reaches(const struct model *m, int r, struct departure p, int leg,
    const struct gap *h)
{
	return reaches(&m->problem->shift[r], p, leg, h);
}

/* From the first stale stop on.  Behind the stale ones nothing changes any more
 * as soon as one is left when it was before. */
static void
refresh_forward(const struct model *m, int r, struct route *route)
{
	const struct shift *s = &m->problem->shift[r];
	struct route_stop *h = &route->stop[route->stale];
	struct departure p = {h[-1].due, h[-1].taken};

	for (int i = route->stale; i < route->n - 1; i++, h++) {
		p = step(m, s, p, h->leg, h->node, h->at);
		if (i >= route->stale_end && h->due == p.due &&
		    h->taken == p.taken)
			break;
		h->due = p.due;
		h->taken = p.taken;
	}
}

static int
latest(const struct model *m, const struct shift *s, const struct route_stop *h,
    int t)
{
	if (h->at >= 0)
		return h->at <= t ? h->at : -FAR;
	return t < 0 ? -FAR : model_latest(m, h->node, s->day, t);
}

/* The latest arrival at a stop if the break is still due. */
static int
latest_due(const struct model *m, const struct shift *s,
    const struct route_stop *h)
{
	const struct route_stop *next = h + 1;
	int due = next->due_by - next->leg;

	if (s->break_length == 0)
		return -FAR;
	if (s->break_opens + s->break_length <= next->taken_by)
		due = max(due, min(s->break_closes, next->taken_by -
		    s->break_length - next->leg));
	return latest(m, s, h, due - m->duration[h->node]);
}

/* refresh_forward() the other way: from the last stale stop, or the one before
 * what has been removed, to the front. */
static void
refresh_backward(const struct model *m, int r, struct route *route)
{
	const struct shift *s = &m->problem->shift[r];

	for (int i = min(route->stale_end, route->n - 1) - 1; i > 0; i--) {
		struct route_stop *h = &route->stop[i];
		int taken_by = latest(m, s, h, h[1].taken_by - h[1].leg -
		    m->duration[h->node]);
		int due_by = latest_due(m, s, h);

		if (i < route->stale && h->taken_by == taken_by &&
		    h->due_by == due_by)
			break;
		h->taken_by = taken_by;
		h->due_by = due_by;
	}
}

static void
refresh_gaps(const struct model *m, int r, struct route *route)
{
	int pause = m->problem->shift[r].break_length;

	route->room = -1;
	route->n_gaps = 0;
	for (int i = 1; i < route->n; i++) {
		const struct route_stop *h = &route->stop[i], *before = h - 1;
		int room = max(h->taken_by - before->taken,
		    max(h->due_by, h->taken_by - pause) - before->due);

		if (room < m->least || (h->unit >= 0 && h->unit ==
		    before->unit))
			continue;
		route->gap[route->n_gaps++] = (struct gap){room, i,
		    before->node, h->node, h->leg,
		    {before->due, before->taken}, h->due_by, h->taken_by};
		route->room = max(route->room, room);
	}
}

const struct gap *
route_gap(const struct route *route, int pos)
{
	for (int i = 0; i < route->n_gaps; i++)
		if (route->gap[i].pos == pos)
			return &route->gap[i];
	return NULL;
}

static void
refresh_unmet(const struct model *m, int r, struct route *route)
{
	int start[64], *s = start;

	route->unmet = 0;
	if (route->n > 64)
		s = xcalloc((size_t)route->n, sizeof *s);
	if (m->tried)
		route_starts(m, r, route, s);
	for (int i = 1; i < route->n - 1; i++) {
		const struct route_stop *h = &route->stop[i];

		if (m->unit[h->unit].pair)
			continue;
		if (m->tried)
			route->unmet += model_tried(m, h->node, r, s[i - 1]);
		if (h->unit != h[-1].unit)
			route->unmet += m->unmet[h->unit * m->n_routes + r];
	}
	if (s != start)
		free(s);
}

void
route_refresh(const struct model *m, int r, struct route *route)
{
	refresh_forward(m, r, route);
	refresh_backward(m, r, route);
	route->stale = route->n;
	route->stale_end = 0;
	refresh_gaps(m, r, route);
	if (m->wishes)
		refresh_unmet(m, r, route);
}

/* What the wishes of a unit that are unmet here cost. */
static int
wish_cost(const struct model *m, int r, struct departure p, const struct unit *u,
    int unit)
{
	int n = m->unmet[unit * m->n_routes + r], last = u->first + u->n - 1;

	if (m->tried)
		n += model_tried(m, last, r, min(p.due, p.taken) -
		    m->duration[last]);
	return n * m->problem->wish;
}

int
route_detour(const struct model *m, int r, const struct gap *gap, int unit,
    int order, struct departure *leaving)
{
	const struct unit *u = &m->unit[unit];
	const int *node = model_order(m, unit, order);
	int from = gap->from, cost = -gap->leg, leg;

	*leaving = gap->leaving;
	for (int k = 0; k < u->n; k++) {
		leg = model_leg(m, from, node[k]);
		cost += leg;
		*leaving = route_step(m, r, *leaving, leg, node[k], -1);
		if (leaving->due >= FAR && leaving->taken >= FAR)
			return FAR;
		from = node[k];
	}
	leg = model_leg(m, from, gap->to);
	return route_reaches(m, r, *leaving, leg, gap) ? cost + leg : FAR;
}

/* Tries one order of a unit's people in one gap. */
static void
try_gap(const struct model *m, int r, const struct gap *gap, int unit,
    int order, struct place *best)
{
	const struct unit *u = &m->unit[unit];
	struct departure p;
	int cost = route_detour(m, r, gap, unit, order, &p);

	if (cost >= best->cost)
		return;
	if (m->wishes && !u->pair)
		cost += wish_cost(m, r, p, u, unit);
	if (cost < best->cost)
		*best = (struct place){cost, (uint16_t)gap->pos,
		    (uint16_t)order};
}

/* route_place() for the usual case: one person, dense model. */
static struct place
place_one(const struct model *m, int r, const struct route *route, int unit,
    int except)
{
	const struct unit *u = &m->unit[unit];
	const struct shift *s = &m->problem->shift[r];
	const int *to = m->leg_to + (size_t)u->first * (size_t)m->n_nodes;
	const int *from = m->leg + (size_t)u->first * (size_t)m->n_nodes;
	struct place best = {FAR, 0, 0};

	for (int i = 0; i < route->n_gaps; i++) {
		const struct gap *gap = &route->gap[i];
		struct departure p;
		int in, out, cost;

		if (gap->room < u->least || gap->pos == except)
			continue;
		in = to[gap->from];
		out = from[gap->to];
		cost = in + out - gap->leg;
		if (gap->room < in + out + u->seconds || cost >= best.cost)
			continue;
		p = step(m, s, gap->leaving, in, u->first, -1);
		if (!reaches(s, p, out, gap))
			continue;
		if (m->wishes && !u->pair)
			cost += wish_cost(m, r, p, u, unit);
		if (cost < best.cost)
			best = (struct place){cost, (uint16_t)gap->pos, 0};
	}
	return best;
}

struct place
route_place(const struct model *m, int r, const struct route *route, int unit,
    int except)
{
	const struct unit *u = &m->unit[unit];
	struct place best = {FAR, 0, 0};

	if (route->load + u->n > m->problem->shift[r].capacity ||
	    route->room < u->least)
		return best;
	if (u->n == 1 && m->leg != NULL)
		return place_one(m, r, route, unit, except);
	for (int i = 0; i < route->n_gaps; i++) {
		if (route->gap[i].room < u->least ||
		    route->gap[i].pos == except)
			continue;
		for (int order = 0; order < u->n_orders; order++)
			try_gap(m, r, &route->gap[i], unit, order, &best);
	}
	return best;
}

int
route_order(const struct model *m, const struct route *route, int pos)
{
	int unit = route->stop[pos].unit;
	const struct unit *u = &m->unit[unit];

	for (int order = 0; order < u->n_orders; order++) {
		const int *node = model_order(m, unit, order);
		int k = 0;

		while (k < u->n && route->stop[pos + k].node == node[k])
			k++;
		if (k == u->n)
			return order;
	}
	return 0;
}

/* The earliest start of a stop from which the rest of the route is still
 * feasible, with departures p from the stop before. */
static int
earliest_start(const struct model *m, int r, struct departure p,
    const struct route_stop *h)
{
	const struct shift *s = &m->problem->shift[r];
	int t = min(p.due, p.taken), plain = t + h->leg, paused;

	paused = after_break(s, p.due, h->leg);
	if (h->at >= 0)
		return h->at;
	plain = plain < FAR ? model_start(m, h->node, s->day, plain) : FAR;
	if ((p.due < FAR && plain <= h->due_by) ||
	    (p.taken < FAR && plain <= h->taken_by) ||
	    (paused <= plain && plain <= h->taken_by))
		return plain;
	return paused < FAR ? model_start(m, h->node, s->day, paused) : FAR;
}

void
route_starts(const struct model *m, int r, const struct route *route,
    int *start)
{
	struct departure p = {route->stop[0].due, route->stop[0].taken};

	for (int i = 1; i < route->n - 1; i++) {
		const struct route_stop *h = &route->stop[i];
		int at = earliest_start(m, r, p, h);

		start[i - 1] = at;
		p = route_step(m, r, p, h->leg, h->node, at);
	}
}
