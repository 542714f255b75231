#include "lib/solver/exact.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/route.h"

enum {
	MOST_UNITS = 12,
	MOST_BITS = 16,    /* of a state: one a unit, two a pair */
	MOST_WORK = 1 << 22,
};

/* A route up to one of its stops. */
struct label {
	struct departure leaving;
	int cost;
	int unit, order, before;  /* label; -1: home */
	int next;          /* of the same set; -1: none */
};

/* What one route can do. */
struct route_table {
	struct label *label;
	size_t n, cap;
	int *first;        /* [set]: label; -1: none */
	int *cost;         /* [set]: of the closed route; FAR: impossible */
	int *last;         /* [set]: its last label */
};

struct exact {
	const struct model *m;
	int n, sets;       /* units; 1 << n */
	int bit[MOST_UNITS + 1];  /* where the state of a unit begins */
	int states;
	int load[1 << MOST_UNITS];  /* [set]: visits of one route */
	struct route_table *route;
	int *pair_wishes;  /* [route * n + unit] */
	int **day;         /* [day][set]: cost; FAR: impossible */
	int *all, **choice;  /* [set] of the days so far; [day][set]: the
	                      * part of the set on this day */
};

static int
pairs(const struct model *m)
{
	int n = 0;

	for (int u = 0; u < m->n_units; u++)
		n += m->unit[u].pair;
	return n;
}

/* Split shifts: the two of a pair would have to be told apart. */
static bool
works_twice_a_day(const struct problem *p)
{
	for (int i = 0; i < p->n_shifts; i++)
		for (int k = 0; k < i; k++)
			if (p->shift[i].day == p->shift[k].day &&
			    p->shift[i].worker == p->shift[k].worker)
				return true;
	return false;
}

bool
exact_can(const struct model *m)
{
	int64_t work = m->n_routes, n = m->n_units, two = pairs(m);

	if (n > MOST_UNITS || n + two > MOST_BITS || m->leg == NULL ||
	    (two > 0 && works_twice_a_day(m->problem)))
		return false;
	for (int u = 0; u < n; u++)
		work *= m->unit[u].pair ? 6 : 3;
	return work * (n + 1 + two) <= MOST_WORK;
}

/*
 * One route.
 */

static bool
dominates(const struct label *a, const struct label *b)
{
	return a->leaving.due <= b->leaving.due &&
	    a->leaving.taken <= b->leaving.taken && a->cost <= b->cost;
}

static void
add_label(struct route_table *t, int set, const struct label *new)
{
	struct label *l;

	for (int i = t->first[set]; i >= 0; i = t->label[i].next)
		if (t->label[i].unit == new->unit &&
		    t->label[i].order == new->order &&
		    dominates(&t->label[i], new))
			return;
	t->label = mem_grow(t->label, t->n + 1, &t->cap, sizeof *t->label);
	l = &t->label[t->n];
	*l = *new;
	l->next = t->first[set];
	t->first[set] = (int)t->n++;
}

static int
last_node(const struct model *m, int r, const struct label *l)
{
	if (l->unit < 0)
		return m->home[r];
	return model_order(m, l->unit, l->order)[m->unit[l->unit].n - 1];
}

/* What a pair costs at least whose second worker is on this route. */
static int
pair_wishes(const struct model *m, int r, int unit)
{
	const struct shift *s = m->problem->shift;
	int least = FAR;

	for (int k = 0; k < m->n_routes && m->wishes; k++)
		if (s[k].day == s[r].day && s[k].worker != s[r].worker) {
			int n = model_unmet(m, unit, k, r);

			least = n < least ? n : least;
		}
	return least < FAR ? m->problem->wish * least : 0;
}

/* The wishes of a unit that are surely unmet, as cost. */
static int
wishes(const struct model *m, int r, int unit)
{
	if (!m->wishes || m->unit[unit].pair)
		return 0;
	return m->problem->wish * m->unmet[unit * m->n_routes + r];
}

/* Would the visit be in a daypart that was tried before, with the break still
 * due (bit 0), after it (bit 1)?  What cannot be does not matter: set. */
static int
tried(const struct model *m, int r, int node, struct departure p)
{
	int stay = m->duration[node];

	return (p.due >= FAR || model_tried(m, node, r, p.due - stay)) |
	    (p.taken >= FAR || model_tried(m, node, r, p.taken - stay)) << 1;
}

/* Appends a unit; false if it does not fit. */
static bool
extend(const struct model *m, int r, struct label *l, int unit, int order)
{
	const int *node = model_order(m, unit, order);
	int from = last_node(m, r, l);

	for (int k = 0; k < m->unit[unit].n; k++) {
		int leg = model_leg(m, from, node[k]);

		l->leaving = route_step(m, r, l->leaving, leg, node[k], -1);
		if (l->leaving.due >= FAR && l->leaving.taken >= FAR)
			return false;
		l->cost += leg;
		if (m->tried && !m->unit[unit].pair &&
		    tried(m, r, node[k], l->leaving) == 3)
			l->cost += m->problem->wish;
		from = node[k];
	}
	l->cost += wishes(m, r, unit);
	l->unit = unit;
	l->order = order;
	return true;
}

/* If only one of the two departures has the wish fulfilled, the other one is a
 * label of its own, for its price. */
static void
add_both(struct exact *x, int r, int set, struct label *l)
{
	const struct model *m = x->m;
	struct label other = *l;
	int which = m->tried && !m->unit[l->unit].pair ?
	    tried(m, r, last_node(m, r, l), l->leaving) : 3;

	if (which == 1 || which == 2) {
		other.cost += m->problem->wish;
		*(which == 1 ? &other.leaving.taken : &other.leaving.due) = FAR;
		*(which == 1 ? &l->leaving.due : &l->leaving.taken) = FAR;
		add_label(&x->route[r], set, &other);
	}
	add_label(&x->route[r], set, l);
}

static void
extend_by(struct exact *x, int r, int set, int before, int unit)
{
	struct route_table *t = &x->route[r];

	for (int order = 0; order < x->m->unit[unit].n_orders; order++) {
		struct label l = t->label[before];

		l.before = before;
		if (!extend(x->m, r, &l, unit, order))
			continue;
		add_both(x, r, set | 1 << unit, &l);
	}
}

/* Earlier at the end of the last visit? */
static bool
is_earlier(const struct label *a, const struct label *b)
{
	int x = a->leaving.due < a->leaving.taken ? a->leaving.due :
	    a->leaving.taken;
	int y = b->leaving.due < b->leaving.taken ? b->leaving.due :
	    b->leaving.taken;

	return x < y;
}

/* Home from all labels of a set: the cheapest, of equal ones the earliest, of
 * these the one that was found first, which goes by the order of the units. */
static void
close_set(struct exact *x, int r, int set)
{
	struct route_table *t = &x->route[r];
	const struct shift *s = &x->m->problem->shift[r];
	struct gap home = {.due_by = -FAR, .taken_by = s->end};

	for (int i = t->first[set]; i >= 0; i = t->label[i].next) {
		const struct label *l = &t->label[i];
		int leg = model_leg(x->m, last_node(x->m, r, l),
		    x->m->home[r]);

		if (l->cost + leg > t->cost[set] ||
		    (l->cost + leg == t->cost[set] && t->cost[set] < FAR &&
		    is_earlier(&t->label[t->last[set]], l)) ||
		    !route_reaches(x->m, r, l->leaving, leg, &home))
			continue;
		t->cost[set] = l->cost + leg;
		t->last[set] = i;
	}
}

/* The units that must be on a route, and those that may be. */
static void
find_allowed(const struct exact *x, int r, int *must, int *may)
{
	const struct model *m = x->m;

	*must = *may = 0;
	for (int u = 0; u < x->n; u++) {
		const struct task *t =
		    &m->problem->task[m->task[m->unit[u].first]];

		if (!t->fixed) {
			*may |= model_allows(m, u, r) << u;
		} else if (t->fixed_route == r || (t->pair &&
		    t->fixed_with == r)) {
			*must |= 1 << u;
			*may |= 1 << u;
		}
	}
}

static void
fill_route(struct exact *x, int r)
{
	struct route_table *t = &x->route[r];
	const struct shift *s = &x->m->problem->shift[r];
	bool due = s->break_length > 0;
	struct label home = {{due ? s->start : FAR, due ? FAR : s->start}, 0,
	    -1, 0, -1, -1};
	size_t sets = (size_t)x->sets;
	int must, may;

	find_allowed(x, r, &must, &may);
	t->first = xcalloc(sets, sizeof *t->first);
	t->cost = xcalloc(sets, sizeof *t->cost);
	t->last = xcalloc(sets, sizeof *t->last);
	for (int set = 0; set < x->sets; set++) {
		t->first[set] = -1;
		t->cost[set] = FAR;
	}
	add_label(t, 0, &home);
	for (int set = 0; set < x->sets; set++) {
		for (int i = t->first[set]; i >= 0; i = t->label[i].next)
			for (int u = 0; u < x->n; u++)
				if (((may & ~set) >> u & 1) &&
				    (x->load[set | 1 << u] <= s->capacity ||
				    ((set | 1 << u) & ~must) == 0))
					extend_by(x, r, set, i, u);
		if ((set & must) == must)
			close_set(x, r, set);
	}
	t->cost[0] = must == 0 ? 0 : FAR;
	t->last[0] = 0;
}

/*
 * The routes of a day.  A state says of each unit whether it is visited: a bit,
 * for a pair two bits: not at all, by one without the skills, by one with
 * them, by two.
 */

enum { NOT_YET, BY_UNSKILLED, BY_SKILLED, BY_TWO };

struct day_table {
	int *cost;         /* [state]; FAR: impossible */
	int *set, *from;   /* [state]: of the last route; the state before */
};

static bool
is_pair(const struct exact *x, int unit)
{
	return x->m->unit[unit].pair;
}

/* Which units route r could still visit. */
static int
open_units(const struct exact *x, int r, int state)
{
	int units = 0;

	for (int u = 0; u < x->n; u++) {
		int is = state >> x->bit[u] & (is_pair(x, u) ? 3 : 1);
		bool open = is == NOT_YET || (is_pair(x, u) &&
		    (is == BY_SKILLED || (is == BY_UNSKILLED &&
		    model_skilled(x->m, u, r))));

		units |= open << u;
	}
	return units;
}

static int
visited(const struct exact *x, int r, int state, int set)
{
	for (int u = 0; u < x->n; u++) {
		int is = state >> x->bit[u] & 3, now = BY_TWO;

		if (!(set >> u & 1))
			continue;
		if (!is_pair(x, u)) {
			state |= 1 << x->bit[u];
			continue;
		}
		if (is == NOT_YET)
			now = model_skilled(x->m, u, r) ? BY_SKILLED :
			    BY_UNSKILLED;
		state = (state & ~(3 << x->bit[u])) | now << x->bit[u];
	}
	return state;
}

/* The units of a state; -1: a pair has only one of its two workers. */
static int
units_of(const struct exact *x, int state)
{
	int units = 0;

	for (int u = 0; u < x->n; u++) {
		int is = state >> x->bit[u] & (is_pair(x, u) ? 3 : 1);

		if (is_pair(x, u) && is != NOT_YET && is != BY_TWO)
			return -1;
		units |= (is != NOT_YET) << u;
	}
	return units;
}

/* Visits of all routes together. */
static int
load_of(const struct exact *x, int units)
{
	int n = 0;

	for (int u = 0; u < x->n; u++)
		if (units >> u & 1)
			n += x->m->unit[u].n * (1 + is_pair(x, u));
	return n;
}

/* What a route's visits beyond its even share cost if the day has so many. */
static int
share_cost(const struct exact *x, int r, int load, int of_day)
{
	const struct problem *p = x->m->problem;
	int64_t seconds = 0, own = p->shift[r].end - p->shift[r].start, share;

	for (int k = 0; k < p->n_shifts && p->share > 0; k++)
		if (p->shift[k].day == p->shift[r].day)
			seconds += p->shift[k].end - p->shift[k].start;
	if (seconds == 0)
		return 0;
	share = (of_day * own + seconds - 1) / seconds;
	return load > share ? p->share * (int)(load - share) : 0;
}

/* The wishes of the pairs for whom this is the second worker. */
static int
completed(const struct exact *x, int r, int state, int set)
{
	int cost = 0;

	for (int u = 0; u < x->n && x->m->wishes; u++)
		if (is_pair(x, u) && (set >> u & 1) &&
		    (state >> x->bit[u] & 3) != NOT_YET)
			cost += x->pair_wishes[r * x->n + u];
	return cost;
}

static void
add_route(const struct exact *x, int r, int of_day,
    const struct day_table *before, struct day_table *after)
{
	const struct route_table *t = &x->route[r];
	int *extra = xcalloc((size_t)x->sets, sizeof *extra);

	for (int set = 0; set < x->sets; set++)
		extra[set] = t->cost[set] >= FAR || x->load[set] > of_day ?
		    FAR : t->cost[set] + share_cost(x, r, x->load[set],
		    of_day);
	for (int s = 0; s < x->states; s++)
		after->cost[s] = FAR;
	for (int s = x->states - 1; s >= 0; s--) {
		int open = before->cost[s] < FAR ? open_units(x, r, s) : 0;
		int set = open;

		for (bool more = before->cost[s] < FAR; more; ) {
			int to, cost;

			if (extra[set] < FAR) {
				to = visited(x, r, s, set);
				cost = before->cost[s] + extra[set] +
				    completed(x, r, s, set);
				if (cost < after->cost[to]) {
					after->cost[to] = cost;
					after->set[to] = set;
					after->from[to] = s;
				}
			}
			more = set != 0;
			set = (set - 1) & open;
		}
	}
	free(extra);
}

/* Tables after none, one, two ... of the day's routes; freed by the caller. */
static struct day_table *
fill_day(const struct exact *x, int day, int of_day, int *n)
{
	const struct problem *p = x->m->problem;
	struct day_table *t = xcalloc((size_t)p->n_shifts + 1, sizeof *t);
	size_t states = (size_t)x->states;

	*n = 0;
	for (int r = -1; r < p->n_shifts; r++) {
		if (r >= 0 && p->shift[r].day != day)
			continue;
		t[*n].cost = xcalloc(states, sizeof(int));
		t[*n].set = xcalloc(states, sizeof(int));
		t[*n].from = xcalloc(states, sizeof(int));
		if (r >= 0)
			add_route(x, r, of_day, &t[*n - 1], &t[*n]);
		for (int s = 1; s < x->states && r < 0; s++)
			t[0].cost[s] = FAR;
		++*n;
	}
	return t;
}

static void
free_day(struct day_table *t, int n)
{
	while (n-- > 0) {
		free(t[n].cost);
		free(t[n].set);
		free(t[n].from);
	}
	free(t);
}

/* The cost of each set of units on one day, for each number of visits that the
 * day may have (without even shares the number does not matter). */
static void
solve_day(struct exact *x, int day)
{
	int most = load_of(x, x->sets - 1), n;

	for (int set = 0; set < x->sets; set++)
		x->day[day][set] = FAR;
	for (int of_day = x->m->problem->share > 0 ? 0 : most; of_day <= most;
	    of_day++) {
		struct day_table *t = fill_day(x, day, of_day, &n);

		for (int s = 0; s < x->states; s++) {
			int units = units_of(x, s), cost = t[n - 1].cost[s];

			if (units >= 0 && cost < x->day[day][units] &&
			    (x->m->problem->share == 0 ||
			    load_of(x, units) == of_day))
				x->day[day][units] = cost;
		}
		free_day(t, n);
	}
}

/*
 * The days.
 */

static void
join_day(struct exact *x, int day)
{
	int *all = xcalloc((size_t)x->sets, sizeof *all);

	for (int set = 0; set < x->sets; set++) {
		int part = 0;

		/* From none to all of the set: of equal ones the first has
		 * the most on earlier days. */
		all[set] = FAR;
		do {
			int rest = x->all[set & ~part];
			int cost = x->day[day][part];

			cost = cost < FAR && rest < FAR ? cost + rest : FAR;
			if (cost < all[set]) {
				all[set] = cost;
				x->choice[day][set] = part;
			}
			part = (part - set) & set;
		} while (part != 0);
	}
	free(x->all);
	x->all = all;
}

static struct score
score_of(const struct exact *x, int set)
{
	struct score s = {.cost = x->all[set]};

	for (int u = 0; u < x->n; u++)
		if (set >> u & 1) {
			s.urgency += x->m->unit[u].urgency;
			s.pinned += x->m->unit[u].pinned;
		}
	return s;
}

static int
best_set(const struct exact *x)
{
	int best = 0;

	for (int set = 1; set < x->sets; set++) {
		struct score a, b;

		if (x->all[set] >= FAR)
			continue;
		a = score_of(x, set);
		b = score_of(x, best);
		if (x->all[best] >= FAR || solution_compare(&a, &b) > 0)
			best = set;
	}
	return best;
}

/* Appends the units of a route, as its labels say. */
static void
put_route(const struct exact *x, struct solution *b, int r, int set)
{
	const struct route_table *t = &x->route[r];
	int path[MOST_UNITS], n = 0;

	for (int i = t->last[set]; t->label[i].before >= 0;
	    i = t->label[i].before)
		path[n++] = i;
	while (n-- > 0) {
		const struct label *l = &t->label[path[n]];

		solution_put(b, l->unit, r, (struct place){0,
		    (uint16_t)(b->route[r].n - 1), (uint16_t)l->order});
	}
}

static void
put_day(const struct exact *x, struct solution *b, int day, int set)
{
	const struct problem *p = x->m->problem;
	int of_day = load_of(x, p->share > 0 ? set : x->sets - 1), n, s = 0;
	struct day_table *t = fill_day(x, day, of_day, &n);
	int k = n;

	while (s < x->states && (units_of(x, s) != set ||
	    t[n - 1].cost[s] != x->day[day][set]))
		s++;
	for (int r = p->n_shifts - 1; r >= 0 && s < x->states; r--) {
		if (p->shift[r].day != day)
			continue;
		k--;
		put_route(x, b, r, t[k].set[s]);
		s = t[k].from[s];
	}
	free_day(t, n);
}

/* The plan of a set of units, days from the last to the first. */
static void
put_plan(const struct exact *x, struct solution *b, int set)
{
	for (int u = 0; u < x->n; u++)
		if (b->where[u] >= 0)
			solution_take(b, u);
	solution_settle(b);
	for (int day = x->m->n_days - 1; day >= 0; day--) {
		put_day(x, b, day, x->choice[day][set]);
		set &= ~x->choice[day][set];
	}
	solution_accept(b);
}

static bool
has_pair(const struct exact *x, int set)
{
	for (int u = 0; u < x->n; u++)
		if ((set >> u & 1) && is_pair(x, u))
			return true;
	return false;
}

static void
begin(struct exact *x, const struct model *m)
{
	size_t days = (size_t)m->n_days;

	x->m = m;
	x->n = m->n_units;
	x->sets = 1 << m->n_units;
	for (int u = 0; u < x->n; u++)
		x->bit[u + 1] = x->bit[u] + 1 + m->unit[u].pair;
	x->states = 1 << x->bit[x->n];
	for (int set = 0; set < x->sets; set++)
		for (int u = 0; u < x->n; u++)
			x->load[set] += (set >> u & 1) * m->unit[u].n;
	x->route = xcalloc((size_t)m->n_routes, sizeof *x->route);
	x->pair_wishes = xcalloc((size_t)(m->n_routes * x->n),
	    sizeof *x->pair_wishes);
	for (int r = 0; r < m->n_routes; r++)
		for (int u = 0; u < x->n; u++)
			x->pair_wishes[r * x->n + u] = is_pair(x, u) ?
			    pair_wishes(m, r, u) : 0;
	x->day = xcalloc(days, sizeof *x->day);
	x->choice = xcalloc(days, sizeof *x->choice);
	x->all = xcalloc((size_t)x->sets, sizeof *x->all);
	for (int set = 1; set < x->sets; set++)
		x->all[set] = FAR;
}

static void
end(struct exact *x)
{
	for (int r = 0; r < x->m->n_routes; r++) {
		free(x->route[r].label);
		free(x->route[r].first);
		free(x->route[r].cost);
		free(x->route[r].last);
	}
	for (int d = 0; d < x->m->n_days; d++) {
		free(x->day[d]);
		free(x->choice[d]);
	}
	free(x->route);
	free(x->pair_wishes);
	free(x->day);
	free(x->choice);
	free(x->all);
	free(x);
}

struct score
exact_solve(const struct model *m, struct solution *board)
{
	struct exact *x = xcalloc(1, sizeof *x);
	struct score bound;
	int set;

	begin(x, m);
	for (int r = 0; r < m->n_routes; r++)
		fill_route(x, r);
	for (int d = 0; d < m->n_days; d++) {
		x->day[d] = xcalloc((size_t)x->sets, sizeof(int));
		x->choice[d] = xcalloc((size_t)x->sets, sizeof(int));
		solve_day(x, d);
		join_day(x, d);
	}
	set = best_set(x);
	bound = score_of(x, set);
	if (!has_pair(x, set) && bound.cost < FAR)
		put_plan(x, board, set);
	end(x);
	return bound;
}
