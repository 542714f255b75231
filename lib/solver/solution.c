#include "lib/solver/solution.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* Where a unit was before it was moved. */
struct solution_move {
	int unit, where, with, unmet;
};

int
solution_compare(const struct score *a, const struct score *b)
{
	if (a->pinned != b->pinned)
		return a->pinned > b->pinned ? 1 : -1;
	if (a->urgency != b->urgency)
		return a->urgency > b->urgency ? 1 : -1;
	return (a->cost < b->cost) - (a->cost > b->cost);
}

static int64_t
route_cost(const struct solution *b, int r)
{
	return b->route[r].travel +
	    (int64_t)b->m->problem->wish * b->route[r].unmet;
}

/* Has to be called before a route is changed. */
static void
touch(struct solution *b, int r)
{
	if (!b->is_touched[r]) {
		b->is_touched[r] = true;
		b->changed[r / 64] |= (uint64_t)1 << (r % 64);
		b->touched[b->n_touched++] = r;
	}
	if (!b->is_stale[r]) {
		b->is_stale[r] = true;
		b->score.cost -= route_cost(b, r);
	}
}

static void
settle(struct solution *b, int r)
{
	if (!b->is_stale[r])
		return;
	route_refresh(b->m, r, &b->route[r]);
	b->score.cost += route_cost(b, r);
	b->is_stale[r] = false;
	if (b->route[r].room >= b->m->least)
		b->open[r / 64] |= (uint64_t)1 << (r % 64);
	else
		b->open[r / 64] &= ~((uint64_t)1 << (r % 64));
}

void
solution_settle(struct solution *b)
{
	for (int i = 0; i < b->n_touched; i++)
		settle(b, b->touched[i]);
}

/*
 * Even shares.
 */

static void
make_days(struct solution *b)
{
	const struct shift *shift = b->m->problem->shift;
	int n = 0;

	b->day = xcalloc((size_t)b->m->n_days, sizeof *b->day);
	b->by_day = xcalloc((size_t)b->m->n_routes, sizeof *b->by_day);
	for (int d = 0; d < b->m->n_days; d++) {
		b->day[d].first = n;
		for (int r = 0; r < b->m->n_routes; r++) {
			if (shift[r].day != d)
				continue;
			b->by_day[n++] = r;
			b->day[d].n++;
			b->day[d].seconds += shift[r].end - shift[r].start;
		}
	}
}

static void
count_visits(struct solution *b, int r, int n)
{
	if (r >= 0)
		b->day[b->m->problem->shift[r].day].visits += n;
}

/* Visits of a route beyond its even share if the day has so many. */
static int
beyond_share(const struct solution *b, int r, int load, int of_day)
{
	const struct shift *s = &b->m->problem->shift[r];
	int64_t seconds = b->day[s->day].seconds;
	int64_t share = seconds > 0 ? ((int64_t)of_day * (s->end - s->start) +
	    seconds - 1) / seconds : load;

	return load > share ? load - (int)share : 0;
}

static int
day_beyond(const struct solution *b, const struct solution_day *d)
{
	int n = 0;

	for (int i = d->first; i < d->first + d->n; i++)
		n += beyond_share(b, b->by_day[i],
		    b->route[b->by_day[i]].load, d->visits);
	return n;
}

int
solution_beyond(const struct solution *b, int r, int n)
{
	int day = b->m->problem->shift[r].day;
	int more = beyond_share(b, r, b->route[r].load + n,
	    b->day[day].visits + n);

	return more < n ? more : n;
}

/* With `keep`, the change is final. */
static void
weigh(struct solution *b, bool keep)
{
	const struct problem *p = b->m->problem;

	b->score.cost -= b->change;
	b->change = 0;
	for (int i = 0; i < b->n_touched; i++)
		b->day[p->shift[b->touched[i]].day].touched = p->share > 0;
	for (int i = 0; i < b->n_touched; i++) {
		struct solution_day *d =
		    &b->day[p->shift[b->touched[i]].day];
		int now;

		if (!d->touched)
			continue;
		now = day_beyond(b, d);
		b->change += (int64_t)p->share * (now - d->beyond);
		d->touched = false;
		if (keep)
			d->beyond = now;
	}
	b->score.cost += b->change;
	if (keep)
		b->change = 0;
}

void
solution_weigh(struct solution *b)
{
	weigh(b, false);
}

/* Records where a unit goes, and updates the score. */
static void
move(struct solution *b, int unit, int where, int with, int unmet)
{
	const struct unit *u = &b->m->unit[unit];
	int gain = (where >= 0) - (b->where[unit] >= 0);

	b->move = mem_grow(b->move, b->n_moves + 1, &b->cap_moves,
	    sizeof *b->move);
	b->move[b->n_moves++] = (struct solution_move){unit, b->where[unit],
	    b->with[unit], b->unmet[unit]};
	b->score.urgency += gain * u->urgency;
	b->score.pinned += gain * u->pinned;
	b->score.cost += (int64_t)b->m->problem->wish *
	    (unmet - b->unmet[unit]);
	count_visits(b, b->where[unit], -u->n);
	count_visits(b, b->with[unit], -u->n);
	count_visits(b, where, u->n);
	count_visits(b, with, u->n);
	b->where[unit] = where;
	b->with[unit] = with;
	b->unmet[unit] = unmet;
}

void
solution_put(struct solution *b, int unit, int r, struct place place)
{
	touch(b, r);
	route_insert(b->m, &b->route[r], unit, place.pos, place.order, NULL);
	settle(b, r);
	move(b, unit, r, -1, 0);
}

static int
pair_unmet(const struct model *m, int unit, const int route[2], int order,
    const int *at)
{
	const struct unit *u = &m->unit[unit];
	int n = 0;

	if (!m->wishes)
		return 0;
	for (int k = 0; k < u->n && m->tried; k++)
		n += model_tried(m, model_order(m, unit, order)[k], route[0],
		    at[k]);
	return n + model_unmet(m, unit, route[0], route[1]);
}

void
solution_put_pair(struct solution *b, int unit, const int route[2],
    const struct place place[2], const int *at)
{
	int unmet = pair_unmet(b->m, unit, route, place[0].order, at);

	for (int k = 0; k < 2; k++) {
		touch(b, route[k]);
		route_insert(b->m, &b->route[route[k]], unit, place[k].pos,
		    place[k].order, at);
		settle(b, route[k]);
	}
	move(b, unit, route[0], route[1], unmet);
}

void
solution_take(struct solution *b, int unit)
{
	int at[2] = {b->where[unit], b->with[unit]};

	for (int k = 0; k < 2; k++) {
		if (at[k] < 0)
			continue;
		touch(b, at[k]);
		route_remove(b->m, &b->route[at[k]], unit);
	}
	move(b, unit, -1, -1, 0);
}

int
solution_moved(const struct solution *b, size_t i)
{
	return b->move[i].unit;
}

static void
end_step(struct solution *b)
{
	for (int i = 0; i < b->n_touched; i++) {
		b->is_touched[b->touched[i]] = false;
		b->changed[b->touched[i] / 64] = 0;
		b->open[b->touched[i] / 64] = 0;
	}
	b->n_touched = 0;
	b->n_moves = 0;
}

void
solution_accept(struct solution *b)
{
	weigh(b, true);
	for (int i = 0; i < b->n_touched; i++) {
		int r = b->touched[i];

		route_copy(&b->base[r], &b->route[r]);
	}
	for (size_t i = 0; i < b->n_moves; i++) {
		int u = b->move[i].unit;
		uint64_t bit = (uint64_t)1 << (u % 64);

		b->n_idle += (b->where[u] < 0) - ((b->idle[u / 64] & bit) != 0);
		if (b->where[u] < 0)
			b->idle[u / 64] |= bit;
		else
			b->idle[u / 64] &= ~bit;
	}
	b->base_score = b->score;
	end_step(b);
}

void
solution_reject(struct solution *b)
{
	for (int i = 0; i < b->n_touched; i++) {
		int r = b->touched[i];

		route_copy(&b->route[r], &b->base[r]);
		b->is_stale[r] = false;
	}
	while (b->n_moves > 0) {
		const struct solution_move *v = &b->move[--b->n_moves];
		int n = b->m->unit[v->unit].n;

		count_visits(b, b->where[v->unit], -n);
		count_visits(b, b->with[v->unit], -n);
		count_visits(b, v->where, n);
		count_visits(b, v->with, n);
		b->where[v->unit] = v->where;
		b->with[v->unit] = v->with;
		b->unmet[v->unit] = v->unmet;
	}
	b->score = b->base_score;
	b->change = 0;
	end_step(b);
}

/* Does something fixed on that day begin later than `start`, or then and end
 * later than `end`?  (Nothing else is on the board yet.) */
static bool
is_later(const struct model *m, int day, int node, int start, int end)
{
	int open = m->span[node * m->n_days + day].open;

	return open > start || (open == start &&
	    open + m->duration[node] > end);
}

/* The position in a route of a visit from `start` to `end`. */
static uint16_t
chronological(const struct solution *b, int r, int start, int end)
{
	int day = b->m->problem->shift[r].day, pos = 1;

	while (pos < b->route[r].n - 1 && !is_later(b->m, day,
	    b->route[r].stop[pos].node, start, end))
		pos++;
	return (uint16_t)pos;
}

/* In the order of the input, so that ties are where they were. */
static void
put_fixed(struct solution *b)
{
	const struct model *m = b->m;

	for (int i = 0; i < m->n_tasks; i++) {
		const struct task *t = &m->problem->task[i];
		int route[2] = {t->fixed_route, t->fixed_with};
		struct place place[2] = {{0}};
		int at = t->fixed ? m->problem->window[t->windows].open : 0;
		int unit = m->unit_of_task[i];

		if (!t->fixed || b->where[unit] >= 0)
			continue;
		for (int k = 0; k < 1 + t->pair; k++)
			place[k].pos = chronological(b, route[k], at,
			    at + t->duration);
		if (t->pair)
			solution_put_pair(b, unit, route, place, &at);
		else
			solution_put(b, unit, route[0], place[0]);
	}
}

struct solution *
solution_new(const struct model *m)
{
	struct solution *b = xcalloc(1, sizeof *b);
	size_t routes = (size_t)m->n_routes, units = (size_t)m->n_units;

	b->m = m;
	make_days(b);
	b->route = xcalloc(routes, sizeof *b->route);
	b->base = xcalloc(routes, sizeof *b->base);
	b->touched = xcalloc(routes, sizeof *b->touched);
	b->is_touched = xcalloc(routes, sizeof *b->is_touched);
	b->is_stale = xcalloc(routes, sizeof *b->is_stale);
	b->changed = xcalloc((size_t)m->words, sizeof *b->changed);
	b->open = xcalloc((size_t)m->words, sizeof *b->open);
	b->where = xcalloc(units, sizeof *b->where);
	b->with = xcalloc(units, sizeof *b->with);
	b->unmet = xcalloc(units, sizeof *b->unmet);
	b->idle = xcalloc(units / 64 + 1, sizeof *b->idle);
	for (int r = 0; r < m->n_routes; r++) {
		route_init(m, r, &b->route[r]);
		route_init(m, r, &b->base[r]);
		b->score.cost += route_cost(b, r);
	}
	for (int u = 0; u < m->n_units; u++) {
		b->where[u] = b->with[u] = -1;
		b->idle[u / 64] |= (uint64_t)1 << (u % 64);
	}
	b->n_idle = m->n_units;
	put_fixed(b);
	solution_accept(b);
	return b;
}

void
solution_free(struct solution *b)
{
	for (int r = 0; r < b->m->n_routes; r++) {
		route_free(&b->route[r]);
		route_free(&b->base[r]);
	}
	free(b->route);
	free(b->base);
	free(b->touched);
	free(b->is_touched);
	free(b->is_stale);
	free(b->changed);
	free(b->open);
	free(b->where);
	free(b->with);
	free(b->unmet);
	free(b->idle);
	free(b->day);
	free(b->by_day);
	free(b->move);
	free(b);
}

/* In which of its orders a unit is visited by these stops; 0 if in none. */
static uint16_t
order_of(const struct model *m, int unit, const struct stop *stop, int left)
{
	const struct unit *u = &m->unit[unit];

	for (int order = 0; order < u->n_orders && left >= u->n; order++) {
		const int *node = model_order(m, unit, order);
		int k = 0;

		while (k < u->n && m->task[node[k]] == stop[k].task)
			k++;
		if (k == u->n)
			return (uint16_t)order;
	}
	return 0;
}

/* The units of one route of a plan, one after the other; a pair meets when the
 * plan says. */
static void
load_route(struct solution *b, const struct plan *plan, int r)
{
	const struct model *m = b->m;
	int *at = xcalloc((size_t)plan->n_stops[r], sizeof *at);

	for (int i = 0; i < plan->n_stops[r]; i++)
		at[i] = plan->route[r][i].start;
	for (int i = 0; i < plan->n_stops[r];) {
		int unit = m->unit_of_task[plan->route[r][i].task];
		const struct unit *u = &m->unit[unit];
		int order = order_of(m, unit, plan->route[r] + i,
		    plan->n_stops[r] - i);
		int pos = b->route[r].n - 1, other = b->where[unit];

		touch(b, r);
		route_insert(m, &b->route[r], unit, pos, order,
		    u->pair ? at + i : NULL);
		if (other < 0)
			move(b, unit, r, -1, 0);
		else
			move(b, unit, other, r, pair_unmet(m, unit,
			    (int[2]){other, r}, order, at + i));
		i += u->n;
	}
	free(at);
}

void
solution_load(struct solution *b, const struct plan *plan)
{
	for (int u = 0; u < b->m->n_units; u++)
		if (b->where[u] >= 0)
			solution_take(b, u);
	for (int r = 0; r < plan->n_routes; r++)
		load_route(b, plan, r);
	solution_settle(b);
	solution_accept(b);
}

static void
plan_route(const struct solution *b, int r, struct plan *plan)
{
	const struct model *m = b->m;
	const struct route *route = &b->base[r];
	int n = route->n - 2;
	int *start = xcalloc((size_t)n, sizeof *start);

	route_starts(m, r, route, start);
	plan->n_stops[r] = n;
	plan->route[r] = xcalloc((size_t)n, sizeof *plan->route[r]);
	for (int i = 0; i < n; i++)
		plan->route[r][i] = (struct stop){
		    m->task[route->stop[i + 1].node], start[i]};
	plan->travel += route->travel;
	plan->wishes += route->unmet;
	free(start);
}

struct plan *
solution_plan(const struct solution *b)
{
	const struct model *m = b->m;
	struct plan *plan = problem_plan_new(m->n_routes);

	for (int r = 0; r < m->n_routes; r++)
		plan_route(b, r, plan);
	for (int u = 0; u < m->n_units; u++)
		if (b->where[u] >= 0)
			plan->wishes += b->unmet[u];
	for (int d = 0; d < m->n_days; d++)
		plan->beyond += b->day[d].beyond;
	plan->urgency = b->base_score.urgency;
	return plan;
}
