#include "lib/solver/insertion.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum {
	BLINK_IN = 128,  /* one look in so many is a blink */
	NEIGHBOURS = 16, /* whose routes are asked */
	DELAYS = 3,      /* so many later times are tried for a meeting */
};

/* The cheapest place of a unit on an accepted route, and when it was found. */
struct memory {
	struct place place;
	uint32_t when;
};

/* One of the two places of a pair. */
struct half {
	int cost, route;
	struct place place;
	bool skilled;
};

/* Empties the cache: an entry older than 1 is never valid. */
void
insertion_forget_all(struct insertion *s)
{
	size_t cells = (size_t)s->m->n_units * (size_t)s->m->n_routes;

	for (size_t i = 0; i < cells; i++)
		s->base[i].when = 0;
	for (int r = 0; r < s->m->n_routes; r++)
		s->changed[r] = 1;
	s->now = 1;
}

struct insertion *
insertion_new(const struct solution *board, bool remember)
{
	const struct model *m = board->m;
	struct insertion *s = xcalloc(1, sizeof *s);
	size_t bits = (size_t)m->n_units * (size_t)m->words;
	size_t cells = (size_t)m->n_units * (size_t)m->n_routes;

	s->m = m;
	s->board = board;
	s->remember = remember;
	s->thorough = true;
	s->share = m->problem->share;
	rng_log_table(s->log);
	if (remember) {
		s->base = xcalloc(cells, sizeof *s->base);
		s->fits = xcalloc(bits, sizeof *s->fits);
		s->changed = xcalloc((size_t)m->n_routes, sizeof *s->changed);
		s->ask = xcalloc((size_t)m->words, sizeof *s->ask);
		insertion_forget_all(s);
	}
	s->at = xcalloc(2 * (size_t)m->n_tasks, sizeof *s->at);
	return s;
}

void
insertion_free(struct insertion *s)
{
	free(s->base);
	free(s->fits);
	free(s->changed);
	free(s->ask);
	free(s->half);
	free(s->at);
	free(s);
}

static struct place
base_place(struct insertion *s, int unit, int r)
{
	struct memory *known = &s->base[(size_t)unit *
	    (size_t)s->m->n_routes + (size_t)r];
	uint64_t *fits = &s->fits[(size_t)unit * (size_t)s->m->words +
	    (size_t)r / 64];
	uint64_t bit = (uint64_t)1 << (r % 64);

	if (known->when < s->changed[r]) {
		known->when = s->now;
		known->place = route_place(s->m, r, &s->board->route[r],
		    unit, 0);
		if (known->place.cost < FAR)
			*fits |= bit;
		else
			*fits &= ~bit;
	}
	return known->place;
}

/* The cheapest place on one route as it is now, if the unit is allowed there. */
static struct place
place_on(struct insertion *s, int unit, int r)
{
	if (!s->remember || s->board->is_touched[r])
		return route_place(s->m, r, &s->board->route[r], unit, 0);
	return base_place(s, unit, r);
}

/* True once in BLINK_IN times.  Drawing how many looks are left until the next
 * blink is cheaper than drawing a number at each look. */
static inline bool
blink(struct insertion *s)
{
	if (s->blinks == NULL || s->until_blink-- > 0)
		return false;
	s->until_blink = (int)(BLINK_IN *
	    s->log[rng_below(s->blinks, RNG_LOG)]);
	return true;
}

/* The cheapest place on a route, or now and then the next one. */
static struct place
place_seen(struct insertion *s, int unit, int r)
{
	struct place place = place_on(s, unit, r);

	if (place.cost < FAR && blink(s))
		return route_place(s->m, r, &s->board->route[r], unit,
		    place.pos);
	return place;
}

/* With what the visit costs beyond the route's even share. */
static struct place
place_weighed(struct insertion *s, int unit, int r)
{
	struct place place = place_seen(s, unit, r);

	if (s->share > 0 && place.cost < FAR)
		place.cost += s->share * solution_beyond(s->board, r,
		    s->m->unit[unit].n);
	return place;
}

/* Marks in s->ask which untouched routes are looked at for a unit. */
static void
choose_routes(struct insertion *s, int unit)
{
	const struct model *m = s->m;
	const struct solution *b = s->board;
	const uint64_t *fits = s->fits + (size_t)unit * (size_t)m->words;
	bool idle = b->idle[unit / 64] >> (unit % 64) & 1;

	for (int w = 0; w < m->words; w++)
		s->ask[w] = s->thorough ? UINT64_MAX : fits[w];
	if (s->thorough || idle)
		return;
	for (int k = 0; k < NEIGHBOURS && k < m->n_near; k++) {
		int r = b->where[m->near[unit * m->n_near + k]];

		if (r >= 0)
			s->ask[r / 64] |= (uint64_t)1 << (r % 64);
	}
}

/* The routes of one word that are looked at for a unit. */
static uint64_t
routes_of(const struct insertion *s, int unit, int w)
{
	const struct solution *b = s->board;
	uint64_t may = s->m->allowed[(size_t)unit * (size_t)s->m->words +
	    (size_t)w];

	if (s->remember)
		may &= b->open[w] | (~b->changed[w] & s->ask[w]);
	return may;
}

/* Of two places that cost the same, the one on the first route. */
static struct spot
best_single(struct insertion *s, int unit)
{
	struct place best = {FAR, 0, 0};
	int least = s->m->unit[unit].least, best_r = -1;

	if (s->remember)
		choose_routes(s, unit);
	for (int w = 0; w < s->m->words; w++) {
		uint64_t may = routes_of(s, unit, w);

		for (; may != 0; may &= may - 1) {
			int r = w * 64 + __builtin_ctzll(may);
			struct place place;

			if (s->board->route[r].room < least)
				continue;
			place = place_weighed(s, unit, r);
			if (place.cost < best.cost) {
				best = place;
				best_r = r;
			}
		}
	}
	return (struct spot){best.cost, {best_r, -1}, {best}, NULL};
}

/* All places on one route for half of a pair. */
static size_t
list_halves(struct insertion *s, int unit, int r, size_t n)
{
	const struct unit *u = &s->m->unit[unit];
	const struct route *route = &s->board->route[r];
	int more = s->share > 0 ? s->share *
	    solution_beyond(s->board, r, u->n) : 0;

	for (int i = 0; i < route->n_gaps; i++) {
		const struct gap *gap = &route->gap[i];

		for (int o = 0; o < u->n_orders && gap->room >= u->least;
		    o++) {
			struct departure p;
			int cost = route_detour(s->m, r, gap, unit, o, &p);

			if (cost >= FAR)
				continue;
			s->half = mem_grow(s->half, n + 1, &s->cap_half,
			    sizeof *s->half);
			s->half[n++] = (struct half){cost + more, r, {0,
			    (uint16_t)gap->pos, (uint16_t)o},
			    model_skilled(s->m, unit, r)};
		}
	}
	return n;
}

static int
by_cost(const void *pa, const void *pb)
{
	const struct half *a = pa, *b = pb;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	if (a->route != b->route)
		return a->route - b->route;
	if (a->place.pos != b->place.pos)
		return a->place.pos - b->place.pos;
	return a->place.order - b->place.order;
}

/* The earliest start at a node; `rested`: with the break taken before it. */
static int
first_start(const struct model *m, int r, struct departure p, int leg, int node,
    bool rested)
{
	struct departure q = route_step(m, r, p, leg, node, -1);

	return (q.due < q.taken && !rested ? q.due : q.taken) -
	    m->duration[node];
}

/* The number of ways in which the two of a pair can take their breaks while
 * they visit n people: each before one of the n, or at another time (0). */
static int
breaks(int n)
{
	return (n + 1) * (n + 1);
}

static bool
is_rested(int where, int n, int worker, int person)
{
	int before = worker == 0 ? where % (n + 1) : where / (n + 1);

	return before > 0 && person >= before - 1;
}

/* Can the two meet in these places, with breaks as `where` says?  Each person
 * is visited as early as both can, the first one not before a given time.
 * Fills s->at. */
static bool
can_meet(struct insertion *s, const struct half *h[2], int unit, int where,
    int not_before)
{
	const struct model *m = s->m;
	const struct unit *u = &m->unit[unit];
	const int *node = model_order(m, unit, h[0]->place.order);
	const struct gap *gap[2];
	struct departure p[2];

	for (int k = 0; k < 2; k++) {
		gap[k] = route_gap(&s->board->route[h[k]->route],
		    h[k]->place.pos);
		if (gap[k] == NULL)
			return false;
		p[k] = gap[k]->leaving;
	}
	for (int i = 0; i < u->n; i++) {
		int leg[2], at = 0;

		for (int k = 0; k < 2; k++) {
			int t;

			leg[k] = model_leg(m, i > 0 ? node[i - 1] :
			    gap[k]->from, node[i]);
			t = first_start(m, h[k]->route, p[k], leg[k], node[i],
			    is_rested(where, u->n, k, i));
			at = t > at ? t : at;
		}
		if (i == 0 && at < not_before)
			at = model_start(m, node[0],
			    m->problem->shift[h[0]->route].day, not_before);
		if (at >= FAR)
			return false;
		s->at[i] = at;
		for (int k = 0; k < 2; k++)
			p[k] = route_step(m, h[k]->route, p[k], leg[k],
			    node[i], at);
	}
	for (int k = 0; k < 2; k++)
		if (!route_reaches(m, h[k]->route, p[k], model_leg(m,
		    node[u->n - 1], gap[k]->to), gap[k]))
			return false;
	return true;
}

static bool
meet(struct insertion *s, const struct half *h[2], int unit, int not_before)
{
	for (int i = 0; i < breaks(s->m->unit[unit].n); i++)
		if (can_meet(s, h, unit, i, not_before))
			return true;
	return false;
}

/* meet() in the two places of a spot. */
static bool
meet_in(struct insertion *s, const struct spot *spot, int unit, int not_before)
{
	struct half half[2] = {{.route = spot->route[0],
	    .place = spot->place[0]}, {.route = spot->route[1],
	    .place = spot->place[1]}};
	const struct half *h[2] = {&half[0], &half[1]};

	return meet(s, h, unit, not_before);
}

bool
insertion_meet(struct insertion *s, int unit, struct spot *spot)
{
	spot->at = s->at;
	return meet_in(s, spot, unit, 0);
}

static bool
are_two(const struct insertion *s, const struct half *a, const struct half *b)
{
	const struct shift *shift = s->m->problem->shift;

	return a->place.order == b->place.order &&
	    shift[a->route].worker != shift[b->route].worker &&
	    (a->skilled || b->skilled);
}

static int
pair_wishes(const struct insertion *s, int unit, const struct half *h[2])
{
	const struct model *m = s->m;
	const struct unit *u = &m->unit[unit];
	int n = 0;

	if (!m->wishes)
		return 0;
	n = model_unmet(m, unit, h[0]->route, h[1]->route);
	for (int k = 0; k < u->n && m->tried; k++)
		n += model_tried(m, model_order(m, unit,
		    h[0]->place.order)[k], h[0]->route, s->at[k]);
	return n * m->problem->wish;
}

/* The best two places of one day, if they are better than `best`. */
static void
match_halves(struct insertion *s, int unit, size_t n, struct spot *best,
    int *best_at)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			const struct half *h[2] = {&s->half[i], &s->half[j]};
			int cost = h[0]->cost + h[1]->cost;

			if (cost >= best->cost)
				break;
			if (!are_two(s, h[0], h[1]) || !meet(s, h, unit, 0))
				continue;
			cost += pair_wishes(s, unit, h);
			if (cost >= best->cost)
				continue;
			*best = (struct spot){cost, {h[0]->route, h[1]->route},
			    {h[0]->place, h[1]->place}, best_at};
			memcpy(best_at, s->at, (size_t)s->m->unit[unit].n *
			    sizeof *best_at);
		}
}

/* Every other time, moves a meeting to later than it could be: if all were as
 * early as possible, nobody could ever be inserted before them. */
static void
delay(struct insertion *s, int unit, const struct spot *spot, int *at)
{
	int room = s->m->problem->shift[spot->route[0]].end - at[0];

	if (rng_once_in(s->blinks, 2))
		return;
	for (int k = 0; k < DELAYS && room > 1; k++) {
		room = 1 + rng_below(s->blinks, room - 1);
		if (!meet_in(s, spot, unit, at[0] + room))
			continue;
		memcpy(at, s->at, (size_t)s->m->unit[unit].n * sizeof *at);
		return;
	}
}

static struct spot
best_pair(struct insertion *s, int unit)
{
	const struct solution_day *day = s->board->day;
	struct spot best = {.cost = FAR};
	int *best_at = s->at + s->m->unit[unit].n;

	for (int d = 0; d < s->m->n_days; d++) {
		size_t n = 0;

		for (int i = day[d].first; i < day[d].first + day[d].n; i++) {
			int r = s->board->by_day[i];

			if (blink(s) || !model_allows(s->m, unit, r))
				continue;
			if (place_on(s, unit, r).cost < FAR)
				n = list_halves(s, unit, r, n);
		}
		if (n < 2)
			continue;
		qsort(s->half, n, sizeof *s->half, by_cost);
		match_halves(s, unit, n, &best, best_at);
	}
	if (best.cost < FAR && s->blinks != NULL)
		delay(s, unit, &best, best_at);
	return best;
}

struct spot
insertion_best(struct insertion *s, int unit)
{
	if (s->m->unit[unit].pair)
		return best_pair(s, unit);
	return best_single(s, unit);
}

void
insertion_put(struct solution *b, int unit, const struct spot *spot)
{
	if (b->m->unit[unit].pair)
		solution_put_pair(b, unit, spot->route, spot->place, spot->at);
	else
		solution_put(b, unit, spot->route[0], spot->place[0]);
}

void
insertion_forget(struct insertion *s)
{
	const struct solution *b = s->board;

	if (!s->remember || b->n_touched == 0)
		return;
	if (s->now == UINT32_MAX)
		insertion_forget_all(s);
	s->now++;
	for (int i = 0; i < b->n_touched; i++)
		s->changed[b->touched[i]] = s->now;
}
