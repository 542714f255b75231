#include "lib/solver/decompose.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/elapsed.h"
#include "lib/base/mem.h"
#include "lib/solver/anneal.h"
#include "lib/solver/insertion.h"
#include "lib/solver/partition.h"
#include "lib/solver/roundoff.h"
#include "lib/solver/solution.h"

enum {
	ROUNDS = 24,
	ROUNDED = 4,  /* of them are rounded off: each cuts the plan elsewhere */
};

/* The rounds after the first begin with a plan, and skip this share of the
 * cooling. */
static const double later_from = 0.3;

/* A group: its own problem, and which routes and tasks of the whole problem
 * these are. */
struct group {
	struct problem problem;
	struct shift *own_shift;
	struct task *own_task;
	struct time_window *own_window;
	int n_windows;
	int *route, *task;     /* [index in the group]: index in the whole */
	struct plan *plan;     /* before and after */
};

struct work {
	const struct model *m;
	const struct decompose_options *o;
	struct partition part;
	struct plan *plan;     /* of the whole */
	struct plan *best;     /* of those after a round, and to begin with */
	struct score best_score;
	struct solution *board;
	int *local_route;      /* index in its group */
	int *local_task, *last_group;  /* index in the group it was put in last */
	int round, left;       /* rounds that are left, with this one */
	double passed;         /* share of the work that is done */
	double took;           /* seconds of the last round */
	struct group *group;
	pthread_mutex_t lock;
	int next;              /* groups taken */
	pthread_t caller;

	/* Of the groups that are finished in this round, and the steps of all
	 * rounds. */
	double done;
	int64_t steps, urgency, travel;
};

/* What the search of one group says is passed on as the state of the whole. */
struct watcher {
	struct work *w;
	double share;          /* of the round */
	struct watch_state state;
};

/* Has nothing been planned yet? */
static bool
is_first(const struct work *w)
{
	return w->round == 0 && w->o->start == NULL;
}

/* problem.allowed for the routes of a group. */
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

/* Adds a task to a group.  One half of a pair across the border (start >= 0)
 * becomes a visit that cannot be moved. */
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

/* Adds a route and its visits to a group. */
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
		bool over = w->part.group_of_unit[w->m->unit_of_task[s.task]] < 0;

		s.task = add_task(w, g, s.task, r, over ? s.start : -1);
		group->plan->route[local][i] = s;
	}
}

/* Counts how many routes, tasks and windows each group may have. */
static void
size_groups(struct work *w)
{
	const struct model *m = w->m;

	for (int r = 0; r < m->n_routes; r++) {
		struct group *g = &w->group[w->part.group_of_route[r]];

		w->local_route[r] = g->problem.n_shifts++;
		for (int i = 0; i < w->plan->n_stops[r]; i++) {
			g->n_windows += 1 + m->problem->task[
			    w->plan->route[r][i].task].n_windows;
			g->problem.n_tasks++;
		}
	}
	for (int i = 0; i < m->n_tasks; i++) {
		int u = m->unit_of[i];

		if (w->part.group_of_unit[u] >= 0) {
			struct group *g = &w->group[w->part.group_of_unit[u]];

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
	g->plan = problem_plan_new(p.n_shifts);
	g->problem = p;
	g->n_windows = 0;
}

static void
make_groups(struct work *w)
{
	const struct model *m = w->m;

	partition_draw(&w->part, w->plan, is_first(w));
	w->group = xcalloc((size_t)w->part.n_groups, sizeof *w->group);
	size_groups(w);
	for (int g = 0; g < w->part.n_groups; g++)
		allocate_group(w, &w->group[g]);
	for (int i = 0; i < m->n_tasks; i++)
		w->last_group[i] = -1;
	for (int r = 0; r < m->n_routes; r++)
		add_route(w, w->part.group_of_route[r], r);
	for (int i = 0; i < m->n_tasks; i++)
		if (w->part.group_of_unit[m->unit_of[i]] >= 0)
			add_task(w, w->part.group_of_unit[m->unit_of[i]],
			    m->task[i], -1, -1);
	for (int g = 0; g < w->part.n_groups; g++)
		group_skills(m->problem, &w->group[g]);
}

/* Copies a group's plan into the plan of the whole, and frees the group. */
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
	problem_plan_free(g->plan);
	free(g->own_shift);
	free(g->own_task);
	free(g->own_window);
	free((void *)g->problem.allowed);
	free(g->route);
	free(g->task);
}

/* Of all planned tasks.  Those of a pair are on two routes, perhaps of two
 * groups, and count once. */
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

/* The share of a round's work that a group is, by its routes. */
static double
share_of(const struct work *w, int g)
{
	return (double)w->group[g].problem.n_shifts / w->m->n_routes;
}

/* The remaining time is shared among the groups that have not been solved. */
static double
group_until(const struct work *w, int g)
{
	double now = elapsed_seconds(), left = w->left;
	int at_once = w->o->threads < w->part.n_groups ? w->o->threads :
	    w->part.n_groups;

	if (w->o->until <= 0)
		return 0;
	for (int k = 0; k < g; k++)
		left -= share_of(w, k);
	return now + (w->o->until - now) * at_once * share_of(w, g) / left;
}

/* Which share of the work is done when this round is over. */
static double
passes(const struct work *w)
{
	return w->left > 1 ? w->passed + (1 - w->passed) / w->left : 1;
}

/* The part of the cooling that a round goes through.  The first one, from
 * nothing, cools down at once: routes that are spread everywhere make no groups
 * of neighbours.  All others together cool down once. */
static void
set_cooling(const struct work *w, struct anneal_options *o)
{
	o->from = later_from + (1 - later_from) * w->passed;
	o->to = later_from + (1 - later_from) * passes(w);
	if (is_first(w))
		o->from = 0;
	if (is_first(w) || passes(w) >= 1)
		o->to = 1;
}

/* Until the first round is over there is no whole plan to speak of. */
static void
show_whole(struct work *w, const struct watcher *me)
{
	const struct watch_state *s = &me->state;
	bool first = is_first(w);
	struct watch_state whole = {.urgency = w->plan->urgency,
	    .travel = w->plan->travel};

	pthread_mutex_lock(&w->lock);
	whole.share = w->passed + (passes(w) - w->passed) *
	    (w->done + me->share * s->share);
	whole.steps = w->steps + s->steps;
	if (first) {
		whole.urgency = w->urgency + s->urgency;
		whole.travel = w->travel + s->travel;
	}
	pthread_mutex_unlock(&w->lock);
	watch_show(&w->o->watch, &whole);
}

static void
on_group(void *arg, const struct watch_state *s)
{
	struct watcher *me = arg;

	me->state = *s;
	if (pthread_equal(pthread_self(), me->w->caller))
		show_whole(me->w, me);
}

static void
finish_group(struct work *w, int g, const struct watcher *me)
{
	pthread_mutex_lock(&w->lock);
	w->done += me->share;
	w->steps += me->state.steps;
	w->urgency += w->group[g].plan->urgency;
	w->travel += w->group[g].plan->travel;
	pthread_mutex_unlock(&w->lock);
}

/* The steps of all rounds that are a group's. */
static int64_t
steps_of(const struct work *w, int g)
{
	return (int64_t)((double)w->o->iterations * share_of(w, g));
}

/* What a group has come to, rounded off. */
static struct plan *
anneal_late(const struct work *w, int g, const struct model *m,
    const struct anneal_options *round)
{
	struct anneal_options o = *round;
	struct plan *plan;

	o.until = roundoff_reserve(o.until);
	plan = anneal_run(m, w->group[g].plan, &o);
	o.until = round->until;
	o.iterations = steps_of(w, g) / ROUNDED;
	return roundoff_plan(m, plan, &o);
}

static void
anneal_group(struct work *w, int g)
{
	struct group *group = &w->group[g];
	struct model *m = model_new(&group->problem, true);
	struct plan *before = group->plan;
	struct watcher me = {.w = w, .share = share_of(w, g)};
	struct anneal_options o = {
		.seed = w->o->seed,
		.stream = 1 + (uint64_t)w->round * (1 << 20) + (uint64_t)g,
		.iterations = 1 + steps_of(w, g) / ROUNDS,
		.until = group_until(w, g),
		.watch = {on_group, &me, w->o->watch.stop},
	};

	set_cooling(w, &o);
	group->plan = w->left > ROUNDED ? anneal_run(m, before, &o) :
	    anneal_late(w, g, m, &o);
	problem_plan_free(before);
	model_free(m);
	finish_group(w, g, &me);
}

/* A thread: solves one group after the other until none is left. */
static void *
labour(void *arg)
{
	struct work *w = arg;

	for (;;) {
		int g;

		pthread_mutex_lock(&w->lock);
		g = w->next++;
		pthread_mutex_unlock(&w->lock);
		if (g >= w->part.n_groups)
			return NULL;
		anneal_group(w, g);
	}
}

/* Hot rounds may end with a plan that is worse than the one before. */
static void
keep_best(struct work *w)
{
	solution_load(w->board, w->plan);
	if (w->best != NULL && solution_compare(&w->board->base_score,
	    &w->best_score) <= 0)
		return;
	problem_plan_free(w->best);
	w->best = problem_plan_copy(w->plan);
	w->best_score = w->board->base_score;
}

static void
run_round(struct work *w)
{
	int more = w->o->threads - 1, started = 0;
	pthread_t *thread = xcalloc((size_t)(more > 0 ? more : 0) + 1,
	    sizeof *thread);

	make_groups(w);
	w->next = 0;
	w->done = 0;
	w->urgency = w->travel = 0;
	while (started < more && started < w->part.n_groups - 1 &&
	    pthread_create(&thread[started], NULL, labour, w) == 0)
		started++;
	labour(w);
	while (started > 0)
		pthread_join(thread[--started], NULL);
	w->plan->travel = 0;
	for (int g = 0; g < w->part.n_groups; g++)
		merge_group(w, &w->group[g]);
	w->plan->urgency = urgency(w);
	keep_best(w);
	free(w->group);
	free(thread);
}

/* A plan of the fixed visits, and the pinned ones where they fit. */
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

static bool
is_over(const struct work *w)
{
	return w->left <= 1 || watch_stops(&w->o->watch) ||
	    (w->o->until > 0 && elapsed_seconds() >= w->o->until);
}

/* If time is short, there are no more rounds than it is enough for: the last
 * one has to end cold. */
static int
rounds_left(const struct work *w)
{
	int left = ROUNDS - w->round;
	double time = w->o->until - elapsed_seconds();

	if (w->o->until <= 0 || w->round == 0 || time >= left * w->took)
		return left;
	return time > w->took ? (int)(time / w->took) : 1;
}

static void
run_rounds(struct work *w)
{
	do {
		double began = elapsed_seconds();

		w->left = rounds_left(w);
		run_round(w);
		w->passed = passes(w);
		w->took = elapsed_seconds() - began;
		w->round++;
	} while (!is_over(w));
}

struct plan *
decompose_solve(const struct model *m, const struct decompose_options *o)
{
	struct work w = {.m = m, .o = o, .caller = pthread_self()};
	size_t tasks = (size_t)m->n_tasks, routes = (size_t)m->n_routes;

	partition_init(&w.part, m, o->seed);
	pthread_mutex_init(&w.lock, NULL);
	w.last_group = xcalloc(tasks, sizeof(int));
	w.local_task = xcalloc(tasks, sizeof(int));
	w.local_route = xcalloc(routes, sizeof(int));
	w.plan = o->start != NULL ? problem_plan_copy(o->start) : first_plan(m);
	w.board = solution_new(m);
	if (o->start != NULL)
		keep_best(&w);
	run_rounds(&w);
	free(w.last_group);
	free(w.local_task);
	free(w.local_route);
	partition_free(&w.part);
	pthread_mutex_destroy(&w.lock);
	problem_plan_free(w.plan);
	solution_free(w.board);
	return w.best;
}
