#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

enum { MEETING_ROUTES = 2 * EXACT_PAIRS };  /* of a day that have a pair */

/* What exact_meet() has found: the cheapest routes of a day.  Those with a pair
 * have a sequence, the others are as their tables say. */
struct exact_meeting {
	int *set;            /* [route of the day] */
	int n, route[MEETING_ROUTES];
	struct sequence sequence[MEETING_ROUTES];
	int *at;             /* [node]: when a pair is visited */
};

/* A route on its way: what it has visited, and when it leaves. */
struct walker {
	int stops, node;
	struct departure leaving;
};

struct meeting_search {
	struct exact *x;
	int day, set, of_day, n_routes;
	const struct day_table *table;
	int *route, *chosen;         /* [route of the day]: index; its set */
	struct route_sets *sets;
	int n, meeting[MEETING_ROUTES];  /* routes that have a pair; their sets */
	int met[MEETING_ROUTES];
	const struct sequence_list *list[MEETING_ROUTES];
	int least[MEETING_ROUTES + 1];  /* cost of these and those after */
	const struct sequence *sequence[MEETING_ROUTES];
	int *at;
	int best;                    /* what is found has to cost less; */
	int cut;                     /* what did not, costs so much at least */
	struct exact_meeting *found;
};

/*
 * When the two of a pair meet.
 */

/* Routes 0 .. n - 1 have a sequence; which of them is the other one that visits
 * this pair?  -1: none has one yet. */
static int
partner(const struct meeting_search *s, int n, int i, int unit)
{
	for (int k = 0; k < n; k++)
		for (int j = 0; k != i && j < s->sequence[k]->n; j++)
			if (s->sequence[k]->unit[j] == unit)
				return k;
	return -1;
}

static bool walk(struct meeting_search *, int, const struct walker *);

/* The two visit person j of a pair and those after; then all walk on.  They may
 * begin when both can, each with the break taken before or still due. */
static bool
visit_together(struct meeting_search *s, int n, const struct walker *before,
    const int who[2], int j)
{
	const struct model *m = s->x->m;
	const struct sequence *seq = s->sequence[who[0]];
	int i = before[who[0]].stops, unit = seq->unit[i], start[2][2];
	struct walker w[MEETING_ROUTES];
	int node, tried = -1;

	memcpy(w, before, sizeof w);
	if (j == m->unit[unit].n) {
		w[who[0]].stops++;
		w[who[1]].stops++;
		return walk(s, n, w);
	}
	node = model_order(m, unit, seq->order[i])[j];
	for (int k = 0; k < 2; k++) {
		const struct walker *a = &before[who[k]];
		struct departure p = route_step(m, s->meeting[who[k]],
		    a->leaving, model_leg(m, a->node, node), node, -1);

		start[k][0] = p.due - m->duration[node];
		start[k][1] = p.taken - m->duration[node];
	}
	for (int c = 0; c < 4; c++) {
		int a = start[0][c & 1], b = start[1][c >> 1];
		int at = a > b ? a : b;

		if (at >= FAR || at == tried)
			continue;
		tried = at;
		for (int k = 0; k < 2; k++) {
			const struct walker *was = &before[who[k]];

			w[who[k]].leaving = route_step(m, s->meeting[who[k]],
			    was->leaving, model_leg(m, was->node, node), node,
			    at);
			w[who[k]].node = node;
		}
		s->at[node] = at;
		if (visit_together(s, n, w, who, j + 1))
			return true;
	}
	return false;
}

/* Route i walks on up to a pair that waits for another route, or home; false if
 * it gets nowhere. */
static bool
walk_alone(const struct meeting_search *s, int n, int i, struct walker *w)
{
	const struct model *m = s->x->m;
	const struct sequence *seq = s->sequence[i];
	int r = s->meeting[i];
	struct gap home = {.due_by = -FAR,
	    .taken_by = m->problem->shift[r].end};

	for (; w->stops < seq->n; w->stops++) {
		int unit = seq->unit[w->stops];
		const int *node = model_order(m, unit, seq->order[w->stops]);

		if (exact_is_pair(s->x, unit) && partner(s, n, i, unit) >= 0)
			return true;
		for (int j = 0; j < m->unit[unit].n; j++) {
			w->leaving = route_step(m, r, w->leaving,
			    model_leg(m, w->node, node[j]), node[j], -1);
			w->node = node[j];
		}
	}
	return route_reaches(m, r, w->leaving, model_leg(m, w->node,
	    m->home[r]), &home);
}

/* Can the first n routes all get home? */
static bool
walk(struct meeting_search *s, int n, const struct walker *before)
{
	struct walker w[MEETING_ROUTES];

	memcpy(w, before, sizeof w);
	for (int i = 0; i < n; i++)
		if (!walk_alone(s, n, i, &w[i]))
			return false;
	for (int i = 0; i < n; i++) {
		const struct sequence *a = s->sequence[i], *b;
		int k, at = w[i].stops;

		if (at == a->n)
			continue;
		k = partner(s, n, i, a->unit[at]);
		b = s->sequence[k];
		if (w[k].stops < b->n && b->unit[w[k].stops] == a->unit[at])
			return b->order[w[k].stops] == a->order[at] &&
			    visit_together(s, n, w, (int[2]){i, k}, 0);
	}
	for (int i = 0; i < n; i++)
		if (w[i].stops < s->sequence[i]->n)
			return false;
	return true;
}

static bool
can_walk(struct meeting_search *s, int n)
{
	struct walker w[MEETING_ROUTES] = {{0, 0, {0, 0}}};

	for (int i = 0; i < n; i++) {
		w[i].node = s->x->m->home[s->meeting[i]];
		w[i].leaving = exact_route_begin(s->x, s->meeting[i]).leaving;
	}
	return walk(s, n, w);
}

/*
 * In which order each route visits its units.
 */

/* No better than what is to be found now? */
static bool
is_too_much(struct meeting_search *s, int cost)
{
	if (cost < s->best)
		return false;
	s->cut = cost < s->cut ? cost : s->cut;
	return true;
}

static void
keep(struct meeting_search *s, int cost)
{
	struct exact_meeting *f = s->found;

	s->best = cost;
	f->n = s->n;
	memcpy(f->set, s->chosen, (size_t)s->n_routes * sizeof *f->set);
	memcpy(f->route, s->meeting, sizeof f->route);
	memcpy(f->at, s->at, (size_t)s->x->m->n_nodes * sizeof *f->at);
	for (int i = 0; i < s->n; i++)
		f->sequence[i] = *s->sequence[i];
}

/* Chooses a sequence for the i-th of the routes and those after. */
static void
choose_sequences(struct meeting_search *s, int i, int cost)
{
	const struct sequence_list *list = s->list[i];

	if (i == s->n) {
		keep(s, cost);
		return;
	}
	for (size_t k = 0; k < list->n && s->x->steps > 0; k++) {
		s->sequence[i] = &list->item[k];
		if (is_too_much(s, cost + list->item[k].cost +
		    s->least[i + 1]))
			return;
		s->x->steps--;
		if (can_walk(s, i + 1))
			choose_sequences(s, i + 1, cost + list->item[k].cost);
	}
	if (list->next < FAR)
		is_too_much(s, cost + list->next + s->least[i + 1]);
}

/*
 * Which route visits whom.
 */

/* What does not depend on the order, and the routes without a pair. */
static int
fixed_cost(struct meeting_search *s)
{
	const struct exact *x = s->x;
	int cost = 0, with[EXACT_UNITS];

	s->n = 0;
	for (int u = 0; u < x->n; u++)
		with[u] = -1;
	for (int i = 0; i < s->n_routes; i++) {
		int set = s->chosen[i], r = s->route[i];

		cost += exact_day_share(x, r, x->load[set], s->of_day);
		if (exact_has_pair(x, set)) {
			s->met[s->n] = set;
			s->meeting[s->n++] = r;
		} else {
			cost += x->route[r].cost[set];
		}
		for (int k = 0; k < x->n_pairs && x->m->wishes; k++) {
			int u = x->pair[k];

			if (!(set >> u & 1))
				continue;
			if (with[u] >= 0)
				cost += x->m->problem->wish *
				    model_unmet(x->m, u, with[u], r);
			with[u] = r;
		}
	}
	return cost;
}

static void
try_sets(struct meeting_search *s)
{
	struct exact *x = s->x;
	int cost = fixed_cost(s), alone = 0;

	for (int i = 0; i < s->n; i++)
		alone += x->route[s->meeting[i]].cost[s->met[i]];
	s->least[s->n] = 0;
	for (int i = s->n - 1; i >= 0; i--) {
		int r = s->meeting[i], own = x->route[r].cost[s->met[i]];

		s->least[i] = s->least[i + 1] + own;
		s->list[i] = exact_sequences(x, r, s->met[i],
		    s->best - cost - alone + own);
	}
	choose_sequences(s, 0, cost);
}

static void choose_sets(struct meeting_search *, int, int, int);

/* Route i visits this set; what may have been visited before it, pair by pair? */
static void
choose_before(struct meeting_search *s, int i, int set, int k, int state,
    int cost)
{
	const struct exact *x = s->x;
	int r = s->route[i], u, bit, is;
	bool skilled;

	while (k < x->n_pairs && !(set >> x->pair[k] & 1))
		k++;
	if (k == x->n_pairs) {
		s->chosen[i] = set;
		choose_sets(s, i, state & ~x->spread[set], cost);
		return;
	}
	u = x->pair[k];
	bit = x->bit[u];
	is = state >> bit & 3;
	skilled = model_skilled(x->m, u, r);
	state &= ~(3 << bit);
	if (is == BY_TWO) {
		cost += x->m->wishes ? x->pair_wishes[r * x->n + u] : 0;
		choose_before(s, i, set, k + 1, state | BY_SKILLED << bit,
		    cost);
		if (skilled)
			choose_before(s, i, set, k + 1,
			    state | BY_UNSKILLED << bit, cost);
	} else if (is == (skilled ? BY_SKILLED : BY_UNSKILLED)) {
		choose_before(s, i, set, k + 1, state, cost);
	}
}

/* Chooses sets for the first n routes of the day that make up the state. */
static void
choose_sets(struct meeting_search *s, int n, int state, int cost)
{
	struct exact *x = s->x;
	const struct route_sets *sets;

	if (--x->steps < 0 || s->table[n].cost[state] >= FAR ||
	    is_too_much(s, cost + s->table[n].cost[state]))
		return;
	if (n == 0) {
		try_sets(s);
		return;
	}
	sets = &s->sets[n - 1];
	x->steps -= sets->n / 64;
	for (int i = 0; i < sets->n; i++) {
		int set = sets->set[i];

		if ((x->spread[set] & ~state) == 0)
			choose_before(s, n - 1, set, 0, state,
			    cost + sets->cost[i]);
	}
}

/*
 * All of it.
 */

static void
begin(struct meeting_search *s)
{
	struct exact *x = s->x;
	size_t routes = (size_t)exact_day_routes(x, s->day);

	s->table = exact_day_tables(x, s->day, s->of_day);
	s->route = xcalloc(routes, sizeof *s->route);
	s->chosen = xcalloc(routes, sizeof *s->chosen);
	s->sets = xcalloc(routes, sizeof *s->sets);
	s->at = xcalloc((size_t)x->m->n_nodes, sizeof *s->at);
	for (int r = 0; r < x->m->n_routes; r++)
		if (x->m->problem->shift[r].day == s->day) {
			s->sets[s->n_routes] = exact_day_sets(x, r, s->of_day);
			s->route[s->n_routes++] = r;
		}
	s->found = xcalloc(1, sizeof *s->found);
	s->found->set = xcalloc(routes, sizeof *s->found->set);
	s->found->at = xcalloc((size_t)x->m->n_nodes, sizeof(int));
	s->best = FAR;
}

static void
end(struct meeting_search *s)
{
	for (int i = 0; i < s->n_routes; i++)
		exact_day_sets_free(&s->sets[i]);
	free(s->sets);
	free(s->route);
	free(s->chosen);
	free(s->at);
}

/* What is cheapest mostly costs little more than it costs at least: so first
 * what costs less than that, then more and more. */
static void
search(struct meeting_search *s, int state)
{
	int more = 60;

	s->cut = s->table[s->n_routes].cost[state];
	while (s->found->n == 0 && s->cut < FAR && s->x->steps > 0) {
		s->best = more < FAR - s->cut ? s->cut + more : FAR;
		s->cut = FAR;
		choose_sets(s, s->n_routes, state, 0);
		more *= 4;
	}
	if (s->found->n == 0)
		s->best = FAR;
}

bool
exact_meet(struct exact *x, int day, int set, int of_day)
{
	struct meeting_search s = {.x = x, .day = day, .set = set,
	    .of_day = of_day};
	int state = 0;

	begin(&s);
	for (int u = 0; u < x->n; u++)
		if (set >> u & 1)
			state |= (exact_is_pair(x, u) ? BY_TWO : 1) <<
			    x->bit[u];
	search(&s, state);
	end(&s);
	if (x->steps <= 0) {
		exact_meet_free(s.found);
		return false;
	}
	x->day[day][set] = s.best;
	x->met[day][set] = s.found;
	return true;
}

/* Appends the units of the i-th route from `stops` on, up to a pair; true if
 * there was any. */
static bool
put_singles(const struct exact *x, struct solution *b,
    const struct exact_meeting *f, int i, int *stops)
{
	const struct sequence *seq = &f->sequence[i];
	int r = f->route[i], from = *stops;

	for (; *stops < seq->n && !exact_is_pair(x, seq->unit[*stops]);
	    ++*stops)
		solution_put(b, seq->unit[*stops], r, (struct place){0,
		    (uint16_t)(b->route[r].n - 1),
		    (uint16_t)seq->order[*stops]});
	return *stops > from;
}

/* Appends the pair at which the two routes are, if it is the same. */
static bool
put_pair(const struct exact *x, struct solution *b,
    const struct exact_meeting *f, const int who[2], int *stops)
{
	const struct sequence *a = &f->sequence[who[0]],
	    *c = &f->sequence[who[1]];
	int i = stops[who[0]], k = stops[who[1]], route[2];
	int at[64];
	struct place place[2];

	if (i == a->n || k == c->n || a->unit[i] != c->unit[k])
		return false;
	for (int w = 0; w < 2; w++) {
		route[w] = f->route[who[w]];
		place[w] = (struct place){0,
		    (uint16_t)(b->route[route[w]].n - 1),
		    (uint16_t)a->order[i]};
	}
	for (int j = 0; j < x->m->unit[a->unit[i]].n; j++)
		at[j] = f->at[model_order(x->m, a->unit[i],
		    a->order[i])[j]];
	solution_put_pair(b, a->unit[i], route, place, at);
	stops[who[0]]++;
	stops[who[1]]++;
	return true;
}

void
exact_meet_put(const struct exact *x, struct solution *b, int day, int set)
{
	const struct exact_meeting *f = x->met[day][set];
	int stops[MEETING_ROUTES] = {0}, n = 0;
	bool more = true;

	for (int r = 0; r < x->m->n_routes; r++)
		if (x->m->problem->shift[r].day == day) {
			if (!exact_has_pair(x, f->set[n]))
				exact_route_put(x, b, r, f->set[n]);
			n++;
		}
	while (more) {
		more = false;
		for (int i = 0; i < f->n; i++)
			more |= put_singles(x, b, f, i, &stops[i]);
		for (int i = 0; i < f->n; i++)
			for (int k = i + 1; k < f->n; k++)
				more |= put_pair(x, b, f, (int[2]){i, k},
				    stops);
	}
}

void
exact_meet_free(struct exact_meeting *f)
{
	if (f == NULL)
		return;
	free(f->set);
	free(f->at);
	free(f);
}
