#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

static bool
is_last_of_day(const struct exact *x, int r)
{
	const struct shift *s = x->m->problem->shift;

	for (int k = r + 1; k < x->m->n_routes; k++)
		if (s[k].day == s[r].day)
			return false;
	return true;
}

/* Which units route r could still visit; the last one begins no pair. */
static int
open_units(const struct exact *x, int r, int state, bool last)
{
	int units = 0;

	for (int u = 0; u < x->n; u++) {
		bool two = exact_is_pair(x, u);
		int is = state >> x->bit[u] & (two ? 3 : 1);
		bool open = (is == NOT_YET && !(two && last)) ||
		    (two && (is == BY_SKILLED || (is == BY_UNSKILLED &&
		    model_skilled(x->m, u, r))));

		units |= open << u;
	}
	return units;
}

static int
visited(const struct exact *x, int r, int state, int set)
{
	state |= x->spread[set];
	for (int i = 0; i < x->n_pairs; i++) {
		int u = x->pair[i], is = state >> x->bit[u] & 3, now = BY_TWO;

		if (!(set >> u & 1))
			continue;
		if (is == NOT_YET)
			now = model_skilled(x->m, u, r) ? BY_SKILLED :
			    BY_UNSKILLED;
		state = (state & ~(3 << x->bit[u])) | now << x->bit[u];
	}
	return state;
}

int
exact_day_units(const struct exact *x, int state)
{
	int units = 0;

	for (int u = 0; u < x->n; u++) {
		int is = state >> x->bit[u] & (exact_is_pair(x, u) ? 3 : 1);

		if (exact_is_pair(x, u) && is != NOT_YET && is != BY_TWO)
			return -1;
		units |= (is != NOT_YET) << u;
	}
	return units;
}

int
exact_day_share(const struct exact *x, int r, int load, int of_day)
{
	const struct problem *p = x->m->problem;
	int64_t seconds = 0, own = p->shift[r].end - p->shift[r].start, share;

	for (int k = 0; k < p->n_shifts && p->share > 0; k++)
		if (p->shift[k].day == p->shift[r].day)
			seconds += p->shift[k].end - p->shift[k].start;
	if (seconds == 0 || of_day < 0)
		return 0;
	share = (of_day * own + seconds - 1) / seconds;
	return load > share ? p->share * (int)(load - share) : 0;
}

/* The wishes of the pairs for whom this is the second worker. */
static int
completed(const struct exact *x, int r, int state, int set)
{
	int cost = 0;

	for (int i = 0, u; i < x->n_pairs && x->m->wishes; i++)
		if ((u = x->pair[i], set >> u & 1) &&
		    (state >> x->bit[u] & 3) != NOT_YET)
			cost += x->pair_wishes[r * x->n + u];
	return cost;
}

struct route_sets
exact_day_sets(const struct exact *x, int r, int of_day)
{
	const struct route_table *t = &x->route[r];
	size_t n = (size_t)x->sets;
	struct route_sets s = {0, xcalloc(n, sizeof *s.set),
	    xcalloc(n, sizeof *s.cost), xcalloc(n, sizeof *s.of)};

	for (int set = 0; set < x->sets; set++) {
		s.of[set] = FAR;
		if (t->cost[set] >= FAR ||
		    (of_day >= 0 && x->load[set] > of_day))
			continue;
		s.of[set] = t->cost[set] +
		    exact_day_share(x, r, x->load[set], of_day);
		s.set[s.n] = set;
		s.cost[s.n++] = s.of[set];
	}
	return s;
}

void
exact_day_sets_free(struct route_sets *s)
{
	free(s->set);
	free(s->cost);
	free(s->of);
}

/* The route visits this set after what the state has. */
static void
add_set(const struct exact *x, int r, int state, int set, int cost,
    const struct day_table *before, struct day_table *after)
{
	int to;

	if (cost >= FAR)
		return;
	to = visited(x, r, state, set);
	cost += before->cost[state] + completed(x, r, state, set);
	if (cost < after->cost[to]) {
		after->cost[to] = cost;
		after->set[to] = set;
		after->from[to] = state;
	}
}

static void
add_route(const struct exact *x, int r, int of_day,
    const struct day_table *before, struct day_table *after)
{
	struct route_sets sets = exact_day_sets(x, r, of_day);
	bool last = is_last_of_day(x, r);

	for (int s = 0; s < x->states; s++)
		after->cost[s] = FAR;
	for (int s = x->states - 1; s >= 0; s--) {
		int open = before->cost[s] < FAR ? open_units(x, r, s, last) : 0;
		int n = before->cost[s] < FAR ? sets.n : 0;

		/* From the largest set to none: those that are open, or all
		 * that the route can have, whichever are fewer. */
		if (n > 1 << __builtin_popcount((unsigned)open)) {
			for (int set = open; set != 0; set = (set - 1) & open)
				add_set(x, r, s, set, sets.of[set], before,
				    after);
			n = sets.set[0] == 0;
		}
		while (n-- > 0)
			if ((sets.set[n] & ~open) == 0)
				add_set(x, r, s, sets.set[n], sets.cost[n],
				    before, after);
	}
	exact_day_sets_free(&sets);
}

int
exact_day_routes(const struct exact *x, int day)
{
	int n = 0;

	for (int r = 0; r < x->m->n_routes; r++)
		n += x->m->problem->shift[r].day == day;
	return n;
}

static struct day_table *
fill_day(const struct exact *x, int day, int of_day)
{
	const struct problem *p = x->m->problem;
	struct day_table *t = xcalloc((size_t)exact_day_routes(x, day) + 1,
	    sizeof *t);
	size_t states = (size_t)x->states;
	int n = 0;

	for (int r = -1; r < p->n_shifts; r++) {
		if (r >= 0 && p->shift[r].day != day)
			continue;
		t[n].cost = xcalloc(states, sizeof(int));
		t[n].set = xcalloc(states, sizeof(int));
		t[n].from = xcalloc(states, sizeof(int));
		if (r >= 0)
			add_route(x, r, of_day, &t[n - 1], &t[n]);
		for (int s = 1; s < x->states && r < 0; s++)
			t[0].cost[s] = FAR;
		n++;
	}
	return t;
}

const struct day_table *
exact_day_tables(struct exact *x, int day, int of_day)
{
	struct day_table **t = &x->table[day][of_day + 1];

	if (*t == NULL)
		*t = fill_day(x, day, of_day);
	return *t;
}

void
exact_day_free(struct exact *x, int day)
{
	for (int i = 0; i < x->total[x->sets - 1] + 2; i++) {
		struct day_table *t = x->table[day][i];

		for (int n = exact_day_routes(x, day); t != NULL && n >= 0;
		    n--) {
			free(t[n].cost);
			free(t[n].set);
			free(t[n].from);
		}
		free(t);
	}
	free(x->table[day]);
}
