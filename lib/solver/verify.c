#include "lib/solver/verify.h"

#include <stdlib.h>

#include "lib/base/mem.h"

const char *const verify_rule[VERIFY_RULES] = {"shift", "window", "break", "travel",
	"not_before", "visit_by", "skill", "visits_per_day", "pair",
	"household", "planned", "closed", "no_visits", "past", "unknown"};

/* An entry, with what it is sorted by and its position on its route. */
struct mark {
	int entry, task, block, route, start, end;
	int position;  /* on its route */
};

struct check {
	const struct problem *p;
	const struct verify_limit *limit;
	const struct verify_entry *entry;
	struct mark *mark;
	int n;
	struct verify_faults *faults;
};

static void
fault_by(struct check *c, const struct mark *m, int rule, int missing,
    int after)
{
	struct verify_faults *f = c->faults;

	f->fault = mem_grow(f->fault, f->n + 1, &f->cap, sizeof *f->fault);
	f->fault[f->n++] = (struct verify_fault){m->entry, rule, missing,
		after};
}

static void
fault(struct check *c, const struct mark *m, int rule)
{
	fault_by(c, m, rule, 0, -1);
}

static bool
has_skill(const struct problem *p, int skill, int route)
{
	uint64_t word = p->allowed[(size_t)skill * (size_t)p->allowed_words +
	    (size_t)route / 64];

	return word >> (route % 64) & 1;
}

/*
 * Along a route.
 */

static int
compare(int a, int b)
{
	return (a > b) - (a < b);
}

static int
by_route(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	int d = compare(a->route, b->route);

	if (d == 0)
		d = compare(a->start, b->start);
	if (d == 0)
		d = compare(a->end, b->end);
	return d != 0 ? d : compare(a->entry, b->entry);
}

struct route_walk {
	const struct shift *shift;
	bool due, taken;  /* can be here with the break still due; taken */
	int left, point;  /* where and when the last stop was left */
	int entry;        /* that stop; -1: home */
	int missing;      /* seconds that the last leg was short of */
};

static bool
leg_with_break(const struct shift *s, int left, int travel, int next)
{
	int begins = left + travel > s->break_opens ? left + travel :
	    s->break_opens;

	return left <= s->break_closes && begins + s->break_length <= next;
}

/* One leg, to be there at `next`.  Returns the rule that it breaks, or -1. */
static int
walk_leg(struct route_walk *w, const struct travel *travel, int to, int next)
{
	int seconds = problem_travel_seconds(travel, w->point, to);
	bool in_time = w->left + seconds <= next;
	bool paused = w->due &&
	    leg_with_break(w->shift, w->left, seconds, next);
	bool taken = (w->taken && in_time) || paused;

	w->missing = w->left + seconds - next;
	if (!in_time)
		return VERIFY_TRAVEL;
	w->due = w->due && in_time;
	w->taken = taken;
	if (w->due || w->taken)
		return -1;
	w->taken = true;  /* said once: go on as if it had been possible */
	return VERIFY_BREAK;
}

static void
check_stop(struct check *c, struct route_walk *w, const struct mark *m)
{
	const struct task *t = &c->p->task[m->task];
	int rule;

	if (m->start < w->shift->start)
		fault_by(c, m, VERIFY_SHIFT, w->shift->start - m->start, -1);
	else if (m->start > w->shift->end)
		fault_by(c, m, VERIFY_SHIFT, m->start - w->shift->end,
		    m->entry);
	else if ((rule = walk_leg(w, &c->p->travel, t->point, m->start)) >= 0)
		fault_by(c, m, rule, w->missing, w->entry);
	if (m->position >= w->shift->capacity)
		fault(c, m, VERIFY_VISITS_PER_DAY);
	w->left = m->end;
	w->point = t->point;
	w->entry = m->entry;
}

static void
check_way_home(struct check *c, struct route_walk *w, const struct mark *last)
{
	int rule = walk_leg(w, &c->p->travel, w->shift->home, w->shift->end);

	if (rule == VERIFY_TRAVEL)
		fault_by(c, last, VERIFY_SHIFT, w->missing, last->entry);
	else if (rule == VERIFY_BREAK || !w->taken)
		fault(c, last, VERIFY_BREAK);
}

/* Checks the route that begins at mark i; returns where the next one begins. */
static int
check_route(struct check *c, int i)
{
	int route = c->mark[i].route, first = i;
	struct route_walk w = {0};

	if (route < 0) {
		for (; i < c->n && c->mark[i].route < 0; i++)
			fault(c, &c->mark[i], VERIFY_SHIFT);
		return i;
	}
	w.shift = &c->p->shift[route];
	w.due = w.shift->break_length > 0;
	w.taken = !w.due;
	w.left = w.shift->start;
	w.point = w.shift->home;
	w.entry = -1;
	for (; i < c->n && c->mark[i].route == route; i++) {
		c->mark[i].position = i - first;
		check_stop(c, &w, &c->mark[i]);
	}
	check_way_home(c, &w, &c->mark[i - 1]);
	return i;
}

static void
check_routes(struct check *c)
{
	qsort(c->mark, (size_t)c->n, sizeof *c->mark, by_route);
	for (int i = 0; i < c->n;)
		i = check_route(c, i);
}

/*
 * At a door.
 */

static int
by_task(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	int d = compare(a->task, b->task);

	return d != 0 ? d : compare(a->entry, b->entry);
}

static bool
within_windows(const struct problem *p, const struct task *t, int start)
{
	for (int i = t->windows; i < t->windows + t->n_windows; i++)
		if (start >= p->window[i].open && start <= p->window[i].close)
			return true;
	return false;
}

static void
check_time(struct check *c, const struct mark *m)
{
	if (!within_windows(c->p, &c->p->task[m->task], m->start))
		fault(c, m, VERIFY_WINDOW);
	if (c->limit == NULL)
		return;
	if (m->start < c->limit[m->task].first)
		fault(c, m, VERIFY_NOT_BEFORE);
	if (m->start > c->limit[m->task].last)
		fault(c, m, VERIFY_VISIT_BY);
}

static bool
meet(const struct problem *p, const struct mark *a, const struct mark *b)
{
	return a->start == b->start && a->route >= 0 && b->route >= 0 &&
	    p->shift[a->route].day == p->shift[b->route].day &&
	    p->shift[a->route].worker != p->shift[b->route].worker;
}

static void
check_workers(struct check *c, const struct mark *m, int n)
{
	const struct task *t = &c->p->task[m->task];
	bool able = false, known = true;

	for (int i = 0; i < n; i++) {
		known = known && m[i].route >= 0;
		able = able || (m[i].route >= 0 &&
		    has_skill(c->p, t->skill, m[i].route));
	}
	if (known && !able)
		fault(c, m, VERIFY_SKILL);
	if (t->pair && n == 1)
		fault(c, m, VERIFY_PAIR);
	if (t->pair && n > 1 && !meet(c->p, &m[0], &m[1]))
		fault(c, &m[1], VERIFY_PAIR);
}

/* Checks the marks of the task that begin at i. */
static int
check_task(struct check *c, int i)
{
	int first = i, most = c->p->task[c->mark[i].task].pair ? 2 : 1, n;

	for (; i < c->n && c->mark[i].task == c->mark[first].task; i++) {
		check_time(c, &c->mark[i]);
		if (i - first >= most)
			fault(c, &c->mark[i], VERIFY_PLANNED);
	}
	n = i - first < most ? i - first : most;
	check_workers(c, &c->mark[first], n);
	return i;
}

static void
check_tasks(struct check *c)
{
	qsort(c->mark, (size_t)c->n, sizeof *c->mark, by_task);
	for (int i = 0; i < c->n;)
		i = check_task(c, i);
}

/*
 * Households.
 */

static int
by_block(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	int d = compare(a->block, b->block);

	if (d == 0)
		d = compare(a->route < 0, b->route < 0);
	if (d == 0)
		d = compare(a->route, b->route);
	if (d == 0)
		d = compare(a->position, b->position);
	return d != 0 ? d : compare(a->entry, b->entry);
}

/* The marks of one block, sorted by route and position: on each route they are
 * consecutive, and there are as many routes as workers are needed. */
static void
check_together(struct check *c, const struct mark *m, int n)
{
	int routes = 1, most = c->p->task[m->task].pair ? 2 : 1;

	for (int i = 1; i < n; i++) {
		bool same = m[i].route == m[i - 1].route;

		routes += !same;
		if (routes > most ||
		    (same && m[i].position != m[i - 1].position + 1))
			fault(c, &m[i], VERIFY_HOUSEHOLD);
	}
}

/* All of the household are visited, on each of its routes. */
static void
check_whole(struct check *c, const struct mark *m, int n, int members)
{
	int workers = c->p->task[m->task].pair ? 2 : 1;

	if (n < members * workers)
		fault(c, m, VERIFY_HOUSEHOLD);
}

static void
check_blocks(struct check *c)
{
	int *members = xcalloc((size_t)c->p->n_blocks + 1, sizeof *members);
	int i = 0, first;

	for (int t = 0; t < c->p->n_tasks; t++)
		if (c->p->task[t].block >= 0)
			members[c->p->task[t].block]++;
	qsort(c->mark, (size_t)c->n, sizeof *c->mark, by_block);
	while (i < c->n && c->mark[i].block < 0)
		i++;
	while (i < c->n) {
		first = i;
		while (i < c->n && c->mark[i].block == c->mark[first].block)
			i++;
		check_together(c, &c->mark[first], i - first);
		check_whole(c, &c->mark[first], i - first,
		    members[c->mark[first].block]);
	}
	free(members);
}

/*
 * All of it.
 */

static int
by_entry(const void *x, const void *y)
{
	const struct verify_fault *a = x, *b = y;
	int d = compare(a->entry, b->entry);

	return d != 0 ? d : compare(a->rule, b->rule);
}

static void
tidy(struct verify_faults *f)
{
	size_t n = 0;

	if (f->n == 0)
		return;
	qsort(f->fault, f->n, sizeof *f->fault, by_entry);
	for (size_t i = 0; i < f->n; i++)
		if (n == 0 || by_entry(&f->fault[i], &f->fault[n - 1]) != 0)
			f->fault[n++] = f->fault[i];
	f->n = n;
}

void
verify_entries(struct verify_faults *faults, const struct problem *p,
    const struct verify_limit *limit, const struct verify_entry *e, int n)
{
	struct check c = {p, limit, e, NULL, n, faults};

	if (n == 0)
		return;
	c.mark = xcalloc((size_t)n, sizeof *c.mark);
	for (int i = 0; i < n; i++)
		c.mark[i] = (struct mark){i, e[i].task,
			p->task[e[i].task].block, e[i].route, e[i].start,
			e[i].start + p->task[e[i].task].duration, 0};
	check_routes(&c);
	check_tasks(&c);
	check_blocks(&c);
	free(c.mark);
	tidy(faults);
}

size_t
verify_plan(const struct problem *p, const struct plan *plan, int *first)
{
	struct verify_faults f = {0};
	struct verify_entry *e = NULL;
	size_t n = 0, cap = 0;

	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++) {
			e = mem_grow(e, n + 1, &cap, sizeof *e);
			e[n++] = (struct verify_entry){
			    plan->route[r][k].task, r, plan->route[r][k].start};
		}
	verify_entries(&f, p, NULL, e, (int)n);
	if (f.n > 0)
		*first = f.fault[0].rule;
	free(f.fault);
	free(e);
	return f.n;
}

