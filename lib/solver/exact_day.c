#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

/* Which units route r could still visit. */
static int
open_units(const struct exact *x, int r, int state)
{
	int units = 0;

	for (int u = 0; u < x->n; u++) {
		int is = state >> x->bit[u] & (exact_is_pair(x, u) ? 3 : 1);
		bool open = is == NOT_YET || (exact_is_pair(x, u) &&
		    (is == BY_SKILLED || (is == BY_UNSKILLED &&
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
	struct route_sets s = {0, xcalloc((size_t)x->sets, sizeof(int)),
	    xcalloc((size_t)x->sets, sizeof(int))};

	for (int set = 0; set < x->sets; set++)
		if (t->cost[set] < FAR &&
		    (of_day < 0 || x->load[set] <= of_day)) {
			s.set[s.n] = set;
			s.cost[s.n++] = t->cost[set] +
			    exact_day_share(x, r, x->load[set], of_day);
		}
	return s;
}

static void
add_route(const struct exact *x, int r, int of_day,
    const struct day_table *before, struct day_table *after)
{
	struct route_sets sets = exact_day_sets(x, r, of_day);

	for (int s = 0; s < x->states; s++)
		after->cost[s] = FAR;
	for (int s = x->states - 1; s >= 0; s--) {
		int closed = before->cost[s] < FAR ? ~open_units(x, r, s) : 0;

		for (int i = before->cost[s] < FAR ? sets.n - 1 : -1; i >= 0;
		    i--) {
			int set = sets.set[i], to, cost;

			if ((set & closed) != 0)
				continue;
			to = visited(x, r, s, set);
			cost = before->cost[s] + sets.cost[i] +
			    completed(x, r, s, set);
			if (cost < after->cost[to]) {
				after->cost[to] = cost;
				after->set[to] = set;
				after->from[to] = s;
			}
		}
	}
	free(sets.set);
	free(sets.cost);
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
