#include "lib/solver/decompose.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/solver/anneal.h"
#include "lib/solver/solution.h"
#include "lib/solver/insertion.h"
#include "lib/base/mem.h"
#include "lib/solver/rng.h"

enum {
	ROUTES = 100,      /* the most that a group has */
	ROUNDS = 24,
	URGENT = 24,       /* for each route, so many of those without a place */
	LUCKY = 8,         /* are in its group, and so many drawn at random */
	DIRECTIONS = 3,    /* of so many, a set is cut across the longest */
};

/* Later rounds improve a plan, and need not melt it first. */
static const double later_from = 0.4;

/* By how much the sides of a cut may differ then. */
static const double uneven = 0.3;

/* What is drawn into groups: a route, or a unit that is on none. */
struct item {
	int index;
	double where[3], key;
};

/* A group: its problem, and which routes and tasks of the whole it has. */
struct group {
	struct problem problem;
	struct shift *own_shift;
	struct task *own_task;
	struct time_window *own_window;
	int n_windows;
	int *route, *task;     /* of the whole: [of the group] */
	struct plan *plan;     /* before and after */
};

struct work {
	const struct model *m;
	const struct decompose_options *o;
	struct rng rng;
	struct plan *plan;     /* of the whole */
	int *unit_of_task;
	int *rank;             /* [route]: of its worker, those of the same
	                        * skills side by side */
	int *group_of_route, *group_of_unit;
	int *local_route;      /* index in its group */
	int *local_task, *last_group;  /* index in the group it was put in last */
	int n_groups, round;
	struct group *group;
	pthread_mutex_t lock;
	int next, done;        /* groups taken, groups finished */
	pthread_t caller;
};

/* A place as three numbers: on the sphere, or as ways from three homes. */
static void
locate(const struct work *w, int point, double where[3])
{
	const struct problem *p = w->m->problem;

	for (int k = 0; k < 3; k++)
		where[k] = p->travel.where != NULL ? p->travel.where[point][k] :
		    travel_seconds(&p->travel,
		    p->shift[k * (p->n_shifts - 1) / 2].home, point);
}

/* A route lies in the middle of its stops, an empty one at home. */
static struct item
route_item(const struct work *w, int r)
{
	const struct problem *p = w->m->problem;
	struct item it = {.index = r};
	int n = w->plan->n_stops[r];

	if (n == 0)
		locate(w, p->shift[r].home, it.where);
	for (int i = 0; i < n; i++) {
		double x[3];

		locate(w, p->task[w->plan->route[r][i].task].point, x);
		for (int k = 0; k < 3; k++)
			it.where[k] += x[k] / n;
	}
	return it;
}

static int
by_item_key(const void *pa, const void *pb)
{
	const struct item *a = pa, *b = pb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->index - b->index;
}

static void
project(struct item *item, int n, const double d[3])
{
	for (int i = 0; i < n; i++) {
		item[i].key = 0;
		for (int k = 0; k < 3; k++)
			item[i].key += item[i].where[k] * d[k];
	}
}

static double
spread(const struct item *item, int n)
{
	double lo = item[0].key, hi = item[0].key;

	for (int i = 1; i < n; i++) {
		lo = item[i].key < lo ? item[i].key : lo;
		hi = item[i].key > hi ? item[i].key : hi;
	}
	return hi - lo;
}

/* Sorts routes and others along a direction in which they are long. */
static void
line_up(struct work *w, struct item *route, int routes, struct item *other,
    int others)
{
	double best[3] = {0}, longest = -1;

	for (int t = 0; t < DIRECTIONS; t++) {
		double d[3], s;

		for (int k = 0; k < 3; k++)
			d[k] = rng_unit(&w->rng) - 0.5;
		project(route, routes, d);
		project(other, others, d);
		s = spread(route, routes);
		s += others > 0 ? spread(other, others) : 0;
		if (s > longest) {
			longest = s;
			memcpy(best, d, sizeof best);
		}
	}
	project(route, routes, best);
	project(other, others, best);
	qsort(route, (size_t)routes, sizeof *route, by_item_key);
	if (others > 0)
		qsort(other, (size_t)others, sizeof *other, by_item_key);
}

/* Of n routes at one place some `want` go to the left, whole workers, and of
 * each kind of worker the same share: both sides are to have all skills and
 * days.  How many went; the key is spoilt. */
static int
deal(const struct work *w, struct item *route, int n, int want)
{
	int64_t owed = 0;
	int left = 0;

	for (int i = 0; i < n; i++)
		route[i].key = w->rank[route[i].index];
	qsort(route, (size_t)n, sizeof *route, by_item_key);
	for (int i = 0, size; i < n; i += size) {
		int rank = w->rank[route[i].index];
		bool right;

		for (size = 1; i + size < n &&
		    w->rank[route[i + size].index] == rank; size++)
			;
		owed += (int64_t)size * want;
		right = 2 * owed < (int64_t)size * n;
		for (int k = i; k < i + size; k++)
			route[k].key = right;
		if (right)
			continue;
		left += size;
		owed -= (int64_t)size * n;
	}
	qsort(route, (size_t)n, sizeof *route, by_item_key);
	return left;
}

/* Where to cut a row of routes: here, or so that those at one place, as all of
 * one home are while routes are empty, are dealt out. */
static int
deal_ties(const struct work *w, struct item *route, int routes, int left)
{
	double key = route[left].key;
	int from = left, to = left, at;

	while (from > 0 && route[from - 1].key >= key)
		from--;
	while (to < routes && route[to].key <= key)
		to++;
	at = from + deal(w, route + from, to - from, left - from);
	for (int i = from; i < to; i++)
		route[i].key = key;
	return at > 0 && at < routes ? at : left;
}

/* These routes become a group, together with others. */
static void
close_group(struct work *w, const struct item *route, int routes,
    const struct item *other, int others)
{
	int g = w->n_groups++;

	for (int i = 0; i < routes; i++)
		w->group_of_route[route[i].index] = g;
	for (int i = 0; i < others; i++)
		w->group_of_unit[other[i].index] = g;
}

/* How many of these routes a cut leaves on the left: half; and in later
 * rounds not quite, so that other borders arise. */
static int
left_half(struct work *w, int routes)
{
	double share = 0.5;

	if (w->round > 0)
		share += uneven * (rng_unit(&w->rng) - 0.5);
	return (int)(routes * share);
}

static void
cut(struct work *w, struct item *route, int routes, struct item *other,
    int others)
{
	int left, left_others = 0;

	if (routes <= ROUTES) {
		close_group(w, route, routes, other, others);
		return;
	}
	line_up(w, route, routes, other, others);
	left = deal_ties(w, route, routes, left_half(w, routes));
	if (w->round == 0)
		left_others = (int)((int64_t)others * left / routes);
	else
		while (left_others < others &&
		    other[left_others].key <= route[left - 1].key)
			left_others++;
	cut(w, route, left, other, left_others);
	cut(w, route + left, routes - left, other + left_others,
	    others - left_others);
}

static bool
may_go_anywhere(const struct model *m, int unit)
{
	uint64_t any = 0;

	for (int k = 0; k < m->words; k++)
		any |= m->allowed[(size_t)unit * (size_t)m->words + (size_t)k];
	return any != 0;
}

/* Where far more are left out than will ever have a place, a group takes the
 * most urgent ones and as many at random as it has room for: the work and the
 * memory of a group hang on its routes, not on how many people there are. */
static void
thin_out(struct work *w)
{
	const struct model *m = w->m;
	int *routes = xcalloc((size_t)w->n_groups, sizeof *routes);
	int *units = xcalloc((size_t)w->n_groups, sizeof *units);
	int *taken = xcalloc((size_t)w->n_groups, sizeof *taken);

	for (int r = 0; r < m->n_routes; r++)
		routes[w->group_of_route[r]]++;
	for (int u = 0; u < m->n_units; u++) {
		if (w->group_of_unit[u] >= 0 && !may_go_anywhere(m, u))
			w->group_of_unit[u] = -1;
		if (w->group_of_unit[u] >= 0)
			units[w->group_of_unit[u]]++;
	}
	for (int u = 0; u < m->n_units; u++) {
		int g = w->group_of_unit[u], rest;

		if (g < 0 || taken[g]++ < URGENT * routes[g])
			continue;
		rest = units[g] - URGENT * routes[g];
		if (rng_below(&w->rng, rest) >= LUCKY * routes[g])
			w->group_of_unit[u] = -1;
	}
	free(routes);
	free(units);
	free(taken);
}

/* Draws the groups; units with a place go with their route, and a pair in two
 * groups has none of its own (-1). */
static void
draw(struct work *w)
{
	const struct model *m = w->m;
	struct item *route = xcalloc((size_t)m->n_routes, sizeof *route);
	struct item *other = xcalloc((size_t)m->n_units, sizeof *other);
	int n = 0;

	for (int u = 0; u < m->n_units; u++)
		w->group_of_unit[u] = -2;
	for (int r = 0; r < m->n_routes; r++) {
		route[r] = route_item(w, r);
		for (int i = 0; i < w->plan->n_stops[r]; i++)
			w->group_of_unit[w->unit_of_task[
			    w->plan->route[r][i].task]] = -1;
	}
	for (int u = 0; u < m->n_units; u++)
		if (w->group_of_unit[u] == -2) {
			other[n].index = u;
			locate(w, m->point[m->unit[u].first], other[n].where);
			n++;
		}
	w->n_groups = 0;
	cut(w, route, m->n_routes, other, n);
	thin_out(w);
	free(route);
	free(other);
}

static void
join_routes(struct work *w)
{
	const struct model *m = w->m;
	int *seen = xcalloc((size_t)m->n_units, sizeof *seen);

	for (int r = 0; r < m->n_routes; r++)
		for (int i = 0; i < w->plan->n_stops[r]; i++) {
			int u = w->unit_of_task[w->plan->route[r][i].task];
			int g = w->group_of_route[r];

			if (seen[u] && w->group_of_unit[u] != g)
				g = -1;
			seen[u] = 1;
			w->group_of_unit[u] = g;
		}
	free(seen);
}

/* The rows of skills, for the routes of a group. */
static void
group_skills(const struct problem *whole, struct group *g)
{
	struct problem *p = &g->problem;
	uint64_t *bits;

	p->allowed_words = (p->n_shifts + 63) / 64;
	bits = xcalloc((size_t)(p->n_skills * p->allowed_words), sizeof *bits);
	for (int k = 0; k < p->n_skills; k++)
		for (int r = 0; r < p->n_shifts; r++)
			if (problem_skilled(whole, k, g->route[r]))
				bits[k * p->allowed_words + r / 64] |=
				    (uint64_t)1 << (r % 64);
	p->allowed = bits;
}

/* Adds a task to a group.  Half of a pair that reaches over the border (with
 * start >= 0) becomes a visit that cannot be moved. */
static int
add_task(struct work *w, int g, int task, int route, int start)
{
	const struct problem *whole = w->m->problem;
	struct group *group = &w->group[g];
	struct problem *p = &group->problem;
	struct task *t = &group->own_task[p->n_tasks];
	struct time_window *to = &group->own_window[group->n_windows];

	if (w->last_group[task] == g)
		return w->local_task[task];
	*t = whole->task[task];
	if (start >= 0) {
		*to = (struct time_window){start, start};
		t->n_windows = 1;
		t->pair = false;
		t->fixed = true;
	} else {
		memcpy(to, whole->window + t->windows,
		    (size_t)t->n_windows * sizeof *to);
		route = t->fixed ? t->fixed_route : -1;
	}
	t->windows = group->n_windows;
	t->fixed_route = route >= 0 ? w->local_route[route] : -1;
	if (t->fixed && t->pair)
		t->fixed_with = w->local_route[t->fixed_with];
	group->n_windows += t->n_windows;
	group->task[p->n_tasks] = task;
	w->last_group[task] = g;
	return w->local_task[task] = p->n_tasks++;
}

/* A route and what is on it. */
static void
add_route(struct work *w, int g, int r)
{
	struct group *group = &w->group[g];
	int local = w->local_route[r], n = w->plan->n_stops[r];

	group->own_shift[local] = w->m->problem->shift[r];
	group->route[local] = r;
	group->plan->n_stops[local] = n;
	group->plan->route[local] = xcalloc((size_t)n, sizeof(struct stop));
	for (int i = 0; i < n; i++) {
		struct stop s = w->plan->route[r][i];
		bool over = w->group_of_unit[w->unit_of_task[s.task]] < 0;

		s.task = add_task(w, g, s.task, r, over ? s.start : -1);
		group->plan->route[local][i] = s;
	}
}

/* How many routes, tasks and windows each group may come to have. */
static void
size_groups(struct work *w)
{
	const struct model *m = w->m;

	for (int r = 0; r < m->n_routes; r++) {
		struct group *g = &w->group[w->group_of_route[r]];

		w->local_route[r] = g->problem.n_shifts++;
		for (int i = 0; i < w->plan->n_stops[r]; i++) {
			g->n_windows += 1 + m->problem->task[
			    w->plan->route[r][i].task].n_windows;
			g->problem.n_tasks++;
		}
	}
	for (int i = 0; i < m->n_tasks; i++) {
		int u = m->unit_of[i];

		if (w->group_of_unit[u] >= 0) {
			struct group *g = &w->group[w->group_of_unit[u]];

			g->n_windows += m->problem->task[m->task[i]].n_windows;
			g->problem.n_tasks++;
		}
	}
}

static void
allocate_group(const struct work *w, struct group *g)
{
	struct problem p = *w->m->problem;
	size_t shifts = (size_t)g->problem.n_shifts;
	size_t tasks = (size_t)g->problem.n_tasks;

	p.n_shifts = g->problem.n_shifts;
	p.n_tasks = 0;
	p.shift = g->own_shift = xcalloc(shifts, sizeof *g->own_shift);
	p.task = g->own_task = xcalloc(tasks + 1, sizeof *g->own_task);
	p.window = g->own_window = xcalloc((size_t)g->n_windows + 1,
	    sizeof *g->own_window);
	g->route = xcalloc(shifts, sizeof *g->route);
	g->task = xcalloc(tasks + 1, sizeof *g->task);
	g->plan = plan_new(p.n_shifts);
	g->problem = p;
	g->n_windows = 0;
}

static void
make_groups(struct work *w)
{
	const struct model *m = w->m;

	draw(w);
	join_routes(w);
	w->group = xcalloc((size_t)w->n_groups, sizeof *w->group);
	size_groups(w);
	for (int g = 0; g < w->n_groups; g++)
		allocate_group(w, &w->group[g]);
	for (int i = 0; i < m->n_tasks; i++)
		w->last_group[i] = -1;
	for (int r = 0; r < m->n_routes; r++)
		add_route(w, w->group_of_route[r], r);
	for (int i = 0; i < m->n_tasks; i++)
		if (w->group_of_unit[m->unit_of[i]] >= 0)
			add_task(w, w->group_of_unit[m->unit_of[i]],
			    m->task[i], -1, -1);
	for (int g = 0; g < w->n_groups; g++)
		group_skills(m->problem, &w->group[g]);
}

/* Back into the plan of the whole. */
static void
merge_group(struct work *w, struct group *g)
{
	for (int k = 0; k < g->problem.n_shifts; k++) {
		int r = g->route[k];

		free(w->plan->route[r]);
		w->plan->route[r] = g->plan->route[k];
		w->plan->n_stops[r] = g->plan->n_stops[k];
		g->plan->route[k] = NULL;
		for (int i = 0; i < w->plan->n_stops[r]; i++)
			w->plan->route[r][i].task =
			    g->task[w->plan->route[r][i].task];
	}
	w->plan->travel += g->plan->travel;
	plan_free(g->plan);
	free(g->own_shift);
	free(g->own_task);
	free(g->own_window);
	free((void *)g->problem.allowed);
	free(g->route);
	free(g->task);
}

/* Of all who have a place; those of a pair are on two routes, perhaps of two
 * groups. */
static int64_t
urgency(const struct work *w)
{
	bool *seen = xcalloc((size_t)w->m->n_tasks, sizeof *seen);
	int64_t sum = 0;

	for (int r = 0; r < w->m->n_routes; r++)
		for (int i = 0; i < w->plan->n_stops[r]; i++) {
			int task = w->plan->route[r][i].task;

			if (!seen[task])
				sum += w->m->problem->task[task].urgency;
			seen[task] = true;
		}
	free(seen);
	return sum;
}

/* The part of all the work of a round that a group is, by its routes. */
static double
share_of(const struct work *w, int g)
{
	return (double)w->group[g].problem.n_shifts / w->m->n_routes;
}

/* The time that is left is shared among the groups that are. */
static double
group_until(const struct work *w, int g)
{
	double now = anneal_clock(), left = ROUNDS - w->round;

	if (w->o->until <= 0)
		return 0;
	for (int k = 0; k < g; k++)
		left -= share_of(w, k);
	return now + (w->o->until - now) * w->o->threads *
	    share_of(w, g) / left;
}

static void
anneal_group(struct work *w, int g)
{
	struct group *group = &w->group[g];
	struct model *m = model_new(&group->problem, true);
	struct plan *before = group->plan;
	struct anneal_options o = {
		.seed = w->o->seed,
		.stream = 1 + (uint64_t)w->round * (1 << 20) + (uint64_t)g,
		.from = w->round == 0 ? 0 : later_from,
		.iterations = 1 + (int64_t)((double)w->o->iterations /
		    ROUNDS * share_of(w, g)),
		.until = group_until(w, g),
	};

	group->plan = anneal_run(m, before, &o);
	plan_free(before);
	model_free(m);
}

/* Takes groups until there are none left. */
static void *
labour(void *arg)
{
	struct work *w = arg;
	bool tell = pthread_equal(pthread_self(), w->caller) &&
	    w->o->progress != NULL;

	for (;;) {
		int g, done;

		pthread_mutex_lock(&w->lock);
		g = w->next++;
		pthread_mutex_unlock(&w->lock);
		if (g >= w->n_groups)
			return NULL;
		anneal_group(w, g);
		pthread_mutex_lock(&w->lock);
		done = ++w->done;
		pthread_mutex_unlock(&w->lock);
		done += w->round * w->n_groups;
		if (tell && done < ROUNDS * w->n_groups)
			w->o->progress(w->o->progress_arg, done * 100 /
			    (ROUNDS * w->n_groups), w->plan->urgency,
			    w->plan->travel);
	}
}

static void
run_round(struct work *w)
{
	int more = w->o->threads - 1, started = 0;
	pthread_t *thread = xcalloc((size_t)(more > 0 ? more : 0) + 1,
	    sizeof *thread);

	make_groups(w);
	w->next = w->done = 0;
	while (started < more && started < w->n_groups - 1 &&
	    pthread_create(&thread[started], NULL, labour, w) == 0)
		started++;
	labour(w);
	while (started > 0)
		pthread_join(thread[--started], NULL);
	w->plan->travel = 0;
	for (int g = 0; g < w->n_groups; g++)
		merge_group(w, &w->group[g]);
	w->plan->urgency = urgency(w);
	free(w->group);
	free(thread);
}

/* The fixed visits, and those that are placed before all others. */
static struct plan *
first_plan(const struct model *m)
{
	struct solution *b = solution_new(m);
	struct insertion *s = insertion_new(b, false);
	struct plan *plan;

	for (int u = 0; u < m->n_units && m->unit[u].pinned; u++) {
		struct spot spot = insertion_best(s, u);

		if (b->where[u] < 0 && spot.cost < FAR)
			insertion_put(b, u, &spot);
	}
	solution_accept(b);
	plan = solution_plan(b);
	insertion_free(s);
	solution_free(b);
	return plan;
}

/* Routes whose workers can do the same have the same kind. */
static uint64_t
kind_of(const struct problem *p, int r)
{
	uint64_t kind = 0;

	for (int k = 0; k < p->n_skills; k++)
		kind = kind * 0x9e3779b97f4a7c15u + 1 +
		    problem_skilled(p, k, r);
	return kind;
}

struct rank {
	uint64_t kind;
	int worker, route;
};

static int
by_kind(const void *pa, const void *pb)
{
	const struct rank *a = pa, *b = pb;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->worker != b->worker)
		return a->worker - b->worker;
	return a->route - b->route;
}

/* Numbers the workers, those of a kind behind each other. */
static void
rank_workers(struct work *w)
{
	const struct problem *p = w->m->problem;
	struct rank *rank = xcalloc((size_t)p->n_shifts, sizeof *rank);
	int n = 0;

	for (int r = 0; r < p->n_shifts; r++)
		rank[r] = (struct rank){kind_of(p, r), p->shift[r].worker, r};
	qsort(rank, (size_t)p->n_shifts, sizeof *rank, by_kind);
	for (int i = 0; i < p->n_shifts; i++) {
		if (i > 0 && (rank[i].kind != rank[i - 1].kind ||
		    rank[i].worker != rank[i - 1].worker))
			n++;
		w->rank[rank[i].route] = n;
	}
	free(rank);
}

static bool
time_is_over(const struct decompose_options *o)
{
	return o->until > 0 && anneal_clock() >= o->until;
}

struct plan *
decompose_solve(const struct model *m, const struct decompose_options *o)
{
	struct work w = {.m = m, .o = o, .caller = pthread_self()};
	size_t tasks = (size_t)m->n_tasks, routes = (size_t)m->n_routes;

	rng_seed(&w.rng, o->seed, 0);
	pthread_mutex_init(&w.lock, NULL);
	w.unit_of_task = xcalloc(tasks, sizeof(int));
	w.last_group = xcalloc(tasks, sizeof(int));
	w.local_task = xcalloc(tasks, sizeof(int));
	w.local_route = xcalloc(routes, sizeof(int));
	w.rank = xcalloc(routes, sizeof(int));
	w.group_of_route = xcalloc(routes, sizeof(int));
	w.group_of_unit = xcalloc((size_t)m->n_units, sizeof(int));
	for (int i = 0; i < m->n_tasks; i++)
		w.unit_of_task[m->task[i]] = m->unit_of[i];
	rank_workers(&w);
	w.plan = o->start != NULL ? plan_copy(o->start) : first_plan(m);
	w.round = o->start != NULL;
	do
		run_round(&w);
	while (++w.round < ROUNDS && !time_is_over(o));
	free(w.unit_of_task);
	free(w.last_group);
	free(w.local_task);
	free(w.local_route);
	free(w.rank);
	free(w.group_of_route);
	free(w.group_of_unit);
	pthread_mutex_destroy(&w.lock);
	return w.plan;
}
