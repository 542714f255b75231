#include "lib/solver/exact.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

enum {
	MOST_BITS = 20,    /* of a state: one a unit, two a pair */
	MOST_WORK = 1 << 23,
	MOST_STEPS = 400000,  /* of searches for meetings */
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

/* How many steps there are from a state of a day to the next, of one unit: it is
 * visited or not on the first route; later perhaps before; a pair by one, by two,
 * or none, and nobody begins with it on the last route. */
static int
ways(const struct unit *u, bool first, bool last)
{
	if (!u->pair)
		return first ? 2 : 3;
	return last ? 4 : first ? 2 : 6;
}

/* The work of all routes. */
static int64_t
work_of(const struct model *m)
{
	const struct shift *s = m->problem->shift;
	int64_t sum = 0;

	for (int r = 0; r < m->n_routes; r++) {
		bool first = true, last = true;
		int64_t work = 1;

		for (int k = 0; k < m->n_routes; k++)
			if (s[k].day == s[r].day && k != r)
				*(k < r ? &first : &last) = false;
		for (int u = 0; u < m->n_units; u++)
			work *= ways(&m->unit[u], first, last);
		sum += work;
	}
	return sum;
}

bool
exact_can(const struct model *m)
{
	int64_t n = m->n_units, two = pairs(m);

	return n <= EXACT_UNITS && two <= EXACT_PAIRS && n + two <= MOST_BITS &&
	    m->leg != NULL && !(two > 0 && works_twice_a_day(m->problem)) &&
	    work_of(m) <= MOST_WORK;
}

/* Of a set of units, without its cost. */
static struct score
worth_of(const struct exact *x, int set)
{
	struct score s = {0, 0, 0};

	for (int u = 0; u < x->n; u++)
		if (set >> u & 1) {
			s.urgency += x->m->unit[u].urgency;
			s.pinned += x->m->unit[u].pinned;
		}
	return s;
}

/* The cost of each set of units on one day that has so many visits; -1: of all
 * sets, without even shares. */
static void
solve_load(struct exact *x, int day, int of_day)
{
	const struct day_table *t = exact_day_tables(x, day, of_day) +
	    exact_day_routes(x, day);

	for (int set = 0; set < x->sets; set++)
		if (of_day < 0 || x->total[set] == of_day)
			x->day[day][set] = FAR;
	for (int s = 0; s < x->states; s++) {
		int units = x->units[s], cost = t->cost[s];

		if (units >= 0 && cost < x->day[day][units] &&
		    (of_day < 0 || x->total[units] == of_day))
			x->day[day][units] = cost;
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
	struct score s = worth_of(x, set);

	s.cost = x->all[set];
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

static int
visits_of(const struct exact *x, int set)
{
	return x->m->problem->share > 0 ? x->total[set] : -1;
}

static void
put_day(struct exact *x, struct solution *b, int day, int set)
{
	const struct problem *p = x->m->problem;
	const struct day_table *t = exact_day_tables(x, day,
	    visits_of(x, set));
	int k = exact_day_routes(x, day), s = 0;

	while (s < x->states && (x->units[s] != set ||
	    t[k].cost[s] != x->day[day][set]))
		s++;
	for (int r = p->n_shifts - 1; r >= 0 && s < x->states; r--) {
		if (p->shift[r].day != day)
			continue;
		exact_route_put(x, b, r, t[k].set[s]);
		s = t[k--].from[s];
	}
}

/* The plan of a set of units, days from the last to the first. */
static void
put_plan(struct exact *x, struct solution *b, int set)
{
	for (int u = 0; u < x->n; u++)
		if (b->where[u] >= 0)
			solution_take(b, u);
	solution_settle(b);
	for (int day = x->m->n_days - 1; day >= 0; day--) {
		if (x->met[day][x->choice[day][set]] != NULL)
			exact_meet_put(x, b, day, x->choice[day][set]);
		else
			put_day(x, b, day, x->choice[day][set]);
		set &= ~x->choice[day][set];
	}
	solution_accept(b);
}

static void
join_days(struct exact *x)
{
	for (int set = 0; set < x->sets; set++)
		x->all[set] = set == 0 ? 0 : FAR;
	for (int day = 0; day < x->m->n_days; day++)
		join_day(x, day);
}

/* Is the cost of this set on this day known, not only what it is at least? */
static bool
is_known(const struct exact *x, int day, int set)
{
	int n = visits_of(x, set);

	return (n < 0 || x->table[day][n + 1] != NULL) &&
	    (!exact_has_pair(x, set) || x->met[day][set] != NULL);
}

/* Even shares first, then meetings; false if that takes too long. */
static bool
find_cost(struct exact *x, int day, int set)
{
	int n = visits_of(x, set);

	if (n < 0 || x->table[day][n + 1] != NULL)
		return exact_meet(x, day, set, n);
	solve_load(x, day, n);
	return true;
}

/* The best set of units.  As long as a part of it, on one day, is not known to
 * cost what it costs at least, that is found out, and the best set anew; false
 * if that takes too long. */
static bool
find_best(struct exact *x, int *best)
{
	int day, set, part = 0;

	do {
		x->steps -= x->m->n_days * x->sets / 4;
		join_days(x);
		set = *best = best_set(x);
		for (day = x->m->n_days - 1; day >= 0; day--) {
			part = x->choice[day][set];
			if (!is_known(x, day, part))
				break;
			set &= ~part;
		}
	} while (day >= 0 && x->all[*best] < FAR && find_cost(x, day, part));
	return day < 0 && x->all[*best] < FAR;
}

static void
add_unit(struct exact *x, int set, int u)
{
	int n = x->m->unit[u].n;

	x->load[set] += n;
	x->total[set] += exact_is_pair(x, u) ? 2 * n : n;
	x->spread[set] |= exact_is_pair(x, u) ? 0 : 1 << x->bit[u];
}

static void
begin(struct exact *x, const struct model *m)
{
	size_t days = (size_t)m->n_days;

	x->m = m;
	x->n = m->n_units;
	x->sets = 1 << m->n_units;
	for (int u = 0; u < x->n; u++) {
		x->bit[u + 1] = x->bit[u] + 1 + m->unit[u].pair;
		if (m->unit[u].pair)
			x->pair[x->n_pairs++] = u;
	}
	x->states = 1 << x->bit[x->n];
	x->tried = m->tried && x->n_pairs == 0;
	x->steps = MOST_STEPS;
	for (int set = 0; set < x->sets; set++)
		for (int u = 0; u < x->n; u++)
			if (set >> u & 1)
				add_unit(x, set, u);
	x->units = xcalloc((size_t)x->states, sizeof *x->units);
	for (int s = 0; s < x->states; s++)
		x->units[s] = exact_day_units(x, s);
	x->route = xcalloc((size_t)m->n_routes, sizeof *x->route);
	x->pair_wishes = xcalloc((size_t)(m->n_routes * x->n),
	    sizeof *x->pair_wishes);
	for (int r = 0; r < m->n_routes; r++)
		for (int u = 0; u < x->n; u++)
			x->pair_wishes[r * x->n + u] = exact_is_pair(x, u) ?
			    exact_route_pair_wishes(m, r, u) : 0;
	exact_between_fill(x);
	x->day = xcalloc(days, sizeof *x->day);
	x->met = xcalloc(days, sizeof *x->met);
	x->table = xcalloc(days, sizeof *x->table);
	x->choice = xcalloc(days, sizeof *x->choice);
	x->all = xcalloc((size_t)x->sets, sizeof *x->all);
	for (int d = 0; d < m->n_days; d++) {
		x->day[d] = xcalloc((size_t)x->sets, sizeof **x->day);
		x->choice[d] = xcalloc((size_t)x->sets, sizeof **x->choice);
		x->met[d] = xcalloc((size_t)x->sets, sizeof **x->met);
		x->table[d] = xcalloc((size_t)x->total[x->sets - 1] + 2,
		    sizeof **x->table);
	}
}

static void
end(struct exact *x)
{
	for (int r = 0; r < x->m->n_routes; r++) {
		for (int set = 0; set < x->sets && x->route[r].list; set++)
			exact_sequences_free(x->route[r].list[set]);
		exact_route_free(&x->route[r]);
	}
	for (int d = 0; d < x->m->n_days; d++) {
		for (int set = 0; set < x->sets; set++)
			exact_meet_free(x->met[d][set]);
		free(x->met[d]);
		exact_day_free(x, d);
		free(x->day[d]);
		free(x->choice[d]);
	}
	free(x->route);
	free(x->pair_wishes);
	free(x->meets);
	free(x->units);
	free(x->day);
	free(x->met);
	free(x->table);
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
		exact_route_fill(x, r);
	for (int d = 0; d < m->n_days; d++)
		solve_load(x, d, -1);
	if (find_best(x, &set))
		put_plan(x, board, set);
	bound = score_of(x, set);
	end(x);
	return bound;
}
