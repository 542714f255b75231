#include "lib/plan/household.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/plan/infeasible.h"
#include "lib/solver/together.h"

/* A task that may become part of a block. */
struct member {
	int task, group;
};

static int
by_group(const void *x, const void *y)
{
	const struct member *a = x, *b = y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->task > b->task) - (a->task < b->task);
}

/* Tasks with the same key may form a block: household and point, and for stored
 * visits that are replanned also their route.  Allocated; NULL: no household. */
static char *
group_name(const struct candidate *p)
{
	const struct stored *s = p->stored;

	if (p->fate != FATE_FREE || p->ask.household[0] == '\0')
		return NULL;
	if (s != NULL && p->ask.file == NULL)
		return xasprintf("%d %s\t%d\t%s\t%s", p->point,
		    p->ask.household, s->day, s->worker, s->with);
	if (p->visit_id > 0 && !p->renewed)
		return NULL;
	return xasprintf("%d %s", p->point, p->ask.household);
}

/* Collects the tasks that belong to a household, grouped by it; returns how
 * many. */
static int
find_members(const struct instance *w, struct member *m)
{
	struct names *groups = names_new();
	int n = 0;

	for (int t = 0; t < w->problem.n_tasks; t++) {
		char *name = group_name(w->candidate[t]);

		if (name == NULL)
			continue;
		m[n++] = (struct member){t, names_add(groups, name)};
		free(name);
	}
	names_free(groups);
	qsort(m, (size_t)n, sizeof *m, by_group);
	return n;
}

/* Index behind the last member of the household that starts at `first`. */
static int
group_end(const struct member *m, int n, int first)
{
	int i = first;

	while (i < n && m[i].group == m[first].group)
		i++;
	return i;
}

static char *
joined_needs(const struct instance *w, const int *task, int n)
{
	char *needs = xstrdup("");

	for (int i = 0; i < n; i++) {
		const char *own = w->candidate[task[i]]->ask.needs;

		if (own[0] != '\0')
			tags_append(&needs, own);
	}
	return needs;
}

static bool
any_pair(const struct instance *w, const int *task, int n)
{
	for (int i = 0; i < n; i++)
		if (w->task[task[i]].pair)
			return true;
	return false;
}

/* Makes these tasks one block if that is feasible. */
static bool
join(struct instance *w, const int *task, int n)
{
	char *needs = joined_needs(w, task, n);
	int skill = instance_skill(w, needs), block = w->problem.n_blocks;
	bool pair = any_pair(w, task, n);
	bool fits = infeasible_alone(&w->problem, &w->pieces, task, n, skill,
	    pair);

	free(needs);
	if (!fits)
		return false;
	for (int i = 0; i < n; i++)
		if (w->task[task[i]].block >= 0)
			block = w->task[task[i]].block;
	for (int i = 0; i < n; i++) {
		w->task[task[i]].block = block;
		w->task[task[i]].skill = skill;
		w->task[task[i]].pair = pair;
	}
	if (block == w->problem.n_blocks)
		w->problem.n_blocks++;
	return true;
}

/* As far as the next one may be away if two visits follow each other. */
static int
longest_wait(const struct problem *p)
{
	int pause = 0;

	for (int r = 0; r < p->n_shifts; r++)
		if (p->shift[r].break_length > pause)
			pause = p->shift[r].break_length;
	return TOGETHER_WAIT + pause;
}

static int
by_start(const void *x, const void *y)
{
	const struct stored *const *a = x, *const *b = y;

	return ((*a)->start > (*b)->start) - ((*a)->start < (*b)->start);
}

/* Are these stored visits, which did not follow each other when they were
 * planned?  Then it was said that the household is parted. */
static bool
were_parted(const struct instance *w, const int *task, int n)
{
	const struct stored **s = xcalloc((size_t)n, sizeof *s);
	bool stored = true, parted = false;

	for (int i = 0; i < n; i++) {
		const struct candidate *c = w->candidate[task[i]];

		s[i] = c->stored;
		stored = stored && c->stored != NULL && c->ask.file == NULL;
	}
	if (stored) {
		qsort(s, (size_t)n, sizeof *s, by_start);
		for (int i = 1; i < n; i++)
			parted = parted || s[i]->start - s[i - 1]->end >
			    longest_wait(&w->problem);
	}
	free(s);
	return parted;
}

void
household_form(struct instance *w)
{
	size_t tasks = (size_t)w->problem.n_tasks;
	struct member *m = xcalloc(tasks + 1, sizeof *m);
	int *task = xcalloc(tasks + 1, sizeof *task);
	int n = find_members(w, m), end;

	for (int first = 0; first < n; first = end) {
		int k = 0;

		end = group_end(m, n, first);
		for (int i = first; i < end && end - first > 1; i++)
			if (infeasible_why(&w->problem, &w->pieces, w->limit,
			    m[i].task) == WHY_NONE)
				task[k++] = m[i].task;
		if (k > 1 && !join(w, task, k) && !were_parted(w, task, k))
			w->candidate[task[0]]->parted = k;
	}
	free(task);
	free(m);
}

/*
 * After a plan was made.
 */

/* The routes of a task (a pair has two); -1: none. */
struct stop_at {
	int route[2], position[2];
};

static struct stop_at *
find_spots(const struct instance *w, const struct plan *plan)
{
	struct stop_at *s = xcalloc((size_t)w->problem.n_tasks + 1, sizeof *s);

	for (int t = 0; t < w->problem.n_tasks; t++)
		s[t].route[0] = s[t].route[1] = -1;
	for (int r = 0; r < plan->n_routes; r++)
		for (int k = 0; k < plan->n_stops[r]; k++) {
			struct stop_at *own = &s[plan->route[r][k].task];
			int second = own->route[0] >= 0;

			own->route[second] = r;
			own->position[second] = k;
		}
	return s;
}

/* Are these consecutive on the same route or routes? */
static bool
go_together(const struct stop_at *s, const int *task, int n, bool pair)
{
	for (int k = 0; k <= (int)pair; k++) {
		int route = s[task[0]].route[k], least = s[task[0]].position[k];
		int most = least;

		for (int i = 0; i < n; i++) {
			const struct stop_at *own = &s[task[i]];

			if (own->route[k] != route || route < 0)
				return false;
			if (own->position[k] < least)
				least = own->position[k];
			if (own->position[k] > most)
				most = own->position[k];
		}
		if (most - least != n - 1)
			return false;
	}
	return true;
}

/* One household: the n members at m. */
static bool
tie(struct instance *w, const struct stop_at *s, const struct member *m, int n,
    int *task)
{
	int k = 0;

	for (int i = 0; i < n; i++)
		if (s[m[i].task].route[0] >= 0)
			task[k++] = m[i].task;
	if (k < 2 || k == n || go_together(s, task, k, any_pair(w, task, k)))
		return false;
	return join(w, task, k);
}

bool
household_tie(struct instance *w, const struct plan *plan)
{
	size_t tasks = (size_t)w->problem.n_tasks;
	struct member *m = xcalloc(tasks + 1, sizeof *m);
	int *task = xcalloc(tasks + 1, sizeof *task);
	struct stop_at *s = find_spots(w, plan);
	int n = find_members(w, m), end;
	bool tied = false;

	for (int first = 0; first < n; first = end) {
		end = group_end(m, n, first);
		if (tie(w, s, &m[first], end - first, task))
			tied = true;
	}
	free(s);
	free(task);
	free(m);
	return tied;
}
