#include "lib/solver/pricing.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/solver/route.h"

enum {
	SLOTS = 256,       /* of a shift */
	ENDS = 8,          /* routes that are noted by their last unit */
	BEHIND = 2,        /* how many of the dearest visits a partial route
	                    * may lack of the best earlier one */
	MOST_UNITS = 320,
};

static const double nothing = -1e300;

/* A partial route that ends with a unit; -1: at home, before all units. */
struct partial {
	double worth;
	struct departure leaving;
	int last, order, before, load;
};

/* Partial routes or routes that end with the same unit, best first. */
struct ranking {
	double worth[PRICING_WIDEST];
	int label[PRICING_WIDEST], n;
};

/* A unit that may be visited. */
struct candidate_stop {
	int unit;
	double gain;
	int latest;            /* arrival, if the shift is to end in time */
	struct ranking kept, ended;
};

struct pricing {
	const struct model *m;
	const struct pricing_query *q;
	struct candidate_stop *at;
	int n, words;
	struct partial *label;  /* those that have been extended */
	uint64_t *visited;      /* [label * words]: bits of p->at */
	size_t n_labels, cap_labels, cap_visited;
	struct partial *waiting;  /* [(slot * n + last) * width]: to be
	                           * extended, best first */
	size_t cap_waiting;
	double scale;           /* slots in a second */
	double front, slack;    /* the best so far; what may be missing */
	int64_t work;
};

struct pricing *
pricing_new(const struct model *m)
{
	struct pricing *p = xcalloc(1, sizeof *p);

	p->m = m;
	p->words = MOST_UNITS / 64;
	p->at = xcalloc((size_t)m->n_units, sizeof *p->at);
	return p;
}

void
pricing_free(struct pricing *p)
{
	free(p->at);
	free(p->label);
	free(p->visited);
	free(p->waiting);
	free(p);
}

int64_t
pricing_work(struct pricing *p)
{
	int64_t work = p->work;

	p->work = 0;
	return work;
}

/* By gain per second, then as the units come. */
static int
by_density(const void *pa, const void *pb)
{
	const struct candidate_stop *a = pa, *b = pb;
	double x = a->gain * b->latest, y = b->gain * a->latest;

	return x != y ? (x > y ? -1 : 1) : a->unit - b->unit;
}

/* What can be visited, of too many the best. */
static void
list_units(struct pricing *p)
{
	const struct model *m = p->m;
	const struct shift *s = &m->problem->shift[p->q->route];

	p->n = 0;
	for (int u = 0; u < m->n_units; u++) {
		const struct unit *v = &m->unit[u];
		double gain = p->q->gain[u];

		if (m->wishes)
			gain -= m->problem->wish *
			    m->unmet[u * m->n_routes + p->q->route];
		if (gain > 0 && !v->pair && !v->fixed &&
		    (p->q->units[u / 64] >> (u % 64) & 1) &&
		    model_allows(m, u, p->q->route))
			p->at[p->n++] = (struct candidate_stop){.unit = u,
			    .gain = gain, .latest = v->least};
	}
	if (p->n > MOST_UNITS) {
		qsort(p->at, (size_t)p->n, sizeof *p->at, by_density);
		p->n = MOST_UNITS;
	}
	for (int i = 0; i < p->n; i++)
		p->at[i].latest = s->end - m->unit[p->at[i].unit].seconds;
}

static int
time_of(const struct partial *l)
{
	return l->leaving.due < l->leaving.taken ? l->leaving.due :
	    l->leaving.taken;
}

static int
last_node(const struct pricing *p, const struct partial *l)
{
	const struct unit *u;

	if (l->last < 0)
		return p->m->home[p->q->route];
	u = &p->m->unit[p->at[l->last].unit];
	return model_order(p->m, p->at[l->last].unit, l->order)[u->n - 1];
}

/*
 * Keeping the best.
 */

static void
rank_label(struct ranking *a, int most, double worth, int label)
{
	int k = a->n < most ? a->n++ : most - 1;

	for (; k > 0 && a->worth[k - 1] < worth; k--) {
		a->worth[k] = a->worth[k - 1];
		a->label[k] = a->label[k - 1];
	}
	a->worth[k] = worth;
	a->label[k] = label;
}

static bool
is_below(const struct ranking *a, int most, double worth)
{
	return a->n == most && worth <= a->worth[most - 1];
}

static bool
is_hopeless(const struct pricing *p, const struct candidate_stop *s,
    double worth)
{
	return worth < p->front - p->slack ||
	    is_below(&s->kept, p->q->width, worth);
}

/* Keeps it if it is one of the best that end there and then. */
static void
await(struct pricing *p, const struct partial *l)
{
	const struct shift *s = &p->m->problem->shift[p->q->route];
	int slot = (int)((time_of(l) - s->start) * p->scale);
	int k = p->q->width - 1;
	struct partial *at;

	slot = slot < SLOTS ? slot : SLOTS - 1;
	at = p->waiting + (slot * p->n + l->last) * p->q->width;
	if (at[k].worth >= l->worth)
		return;
	for (; k > 0 && at[k - 1].worth < l->worth; k--)
		at[k] = at[k - 1];
	at[k] = *l;
}

static int
add_label(struct pricing *p, const struct partial *l)
{
	size_t words = (size_t)p->words, i = p->n_labels++;
	uint64_t *mask;

	p->label = mem_grow(p->label, i + 1, &p->cap_labels, sizeof *p->label);
	p->visited = mem_grow(p->visited, (i + 1) * words, &p->cap_visited,
	    sizeof *p->visited);
	p->label[i] = *l;
	mask = p->visited + i * words;
	if (l->last < 0) {
		memset(mask, 0, words * sizeof *mask);
	} else {
		memcpy(mask, p->visited + (size_t)l->before * words,
		    words * sizeof *mask);
		mask[l->last / 64] |= (uint64_t)1 << (l->last % 64);
	}
	return (int)i;
}

static bool
same_units(const struct pricing *p, int a, int b)
{
	size_t words = (size_t)p->words;

	return memcmp(p->visited + (size_t)a * words,
	    p->visited + (size_t)b * words, words * sizeof *p->visited) == 0;
}

/* Is it to be extended?  All that were before it leave earlier. */
static bool
keep(struct pricing *p, int i)
{
	const struct partial *l = &p->label[i];
	struct ranking *a;

	if (l->last < 0)
		return true;
	a = &p->at[l->last].kept;
	if (is_hopeless(p, &p->at[l->last], l->worth))
		return false;
	for (int k = 0; k < a->n && a->worth[k] >= l->worth; k++)
		if (same_units(p, a->label[k], i))
			return false;
	rank_label(a, p->q->width, l->worth, i);
	p->front = l->worth > p->front ? l->worth : p->front;
	return true;
}

/*
 * Extending.
 */

/* Visits the people of a unit; false if that, or the way home, takes too
 * long. */
static bool
append(const struct pricing *p, int from, int to, int order, struct partial *l)
{
	const struct model *m = p->m;
	const struct shift *s = &m->problem->shift[p->q->route];
	const struct unit *u = &m->unit[p->at[to].unit];
	const int *node = model_order(m, p->at[to].unit, order);
	struct gap home = {.due_by = -FAR, .taken_by = s->end};

	for (int k = 0; k < u->n; k++) {
		int leg = model_leg(m, from, node[k]);

		l->worth -= leg;
		l->leaving = route_step(m, p->q->route, l->leaving, leg,
		    node[k], -1);
		if (l->leaving.due >= FAR && l->leaving.taken >= FAR)
			return false;
		from = node[k];
	}
	l->last = to;
	l->order = order;
	l->load += u->n;
	return l->load <= s->capacity && route_reaches(m, p->q->route,
	    l->leaving, model_leg(m, from, m->home[p->q->route]), &home);
}

static void
extend(struct pricing *p, int i, int from, int to)
{
	const struct partial *l = &p->label[i];
	const struct candidate_stop *s = &p->at[to];
	double worth = l->worth + s->gain;

	for (int order = 0; order < p->m->unit[s->unit].n_orders; order++) {
		int leg = model_leg(p->m, from,
		    model_order(p->m, s->unit, order)[0]);
		struct partial next;

		if (time_of(l) + leg > s->latest ||
		    is_hopeless(p, s, worth - leg))
			continue;
		next = *l;
		next.worth = worth;
		next.before = i;
		if (append(p, from, to, order, &next))
			await(p, &next);
	}
}

/* Goes home, if that makes one of the best routes that end there. */
static void
end(struct pricing *p, int i, int from)
{
	const struct partial *l = &p->label[i];
	double worth = l->worth -
	    model_leg(p->m, from, p->m->home[p->q->route]);

	if (l->last >= 0 && worth > p->q->least &&
	    !is_below(&p->at[l->last].ended, ENDS, worth))
		rank_label(&p->at[l->last].ended, ENDS, worth, i);
}

static void
visit(struct pricing *p, const struct partial *l)
{
	int i = add_label(p, l), from = last_node(p, l);

	if (!keep(p, i)) {
		p->n_labels--;
		return;
	}
	end(p, i, from);
	p->work += p->n;
	for (int to = 0; to < p->n; to++)
		if (!(p->visited[(size_t)(i * p->words + to / 64)] >>
		    (to % 64) & 1))
			extend(p, i, from, to);
}

/* All that wait in a slot; what is added to it meanwhile as well. */
static void
visit_slot(struct pricing *p, struct partial *waiting)
{
	for (int i = 0; i < p->n * p->q->width; i++)
		while (waiting[i].worth > nothing) {
			struct partial l = waiting[i];

			waiting[i].worth = nothing;
			visit(p, &l);
		}
}

static void
visit_all(struct pricing *p)
{
	const struct shift *s = &p->m->problem->shift[p->q->route];
	bool due = s->break_length > 0;
	int of_slot = p->n * p->q->width;
	size_t n = (size_t)(SLOTS * of_slot);

	p->waiting = mem_grow(p->waiting, n, &p->cap_waiting,
	    sizeof *p->waiting);
	for (size_t i = 0; i < n; i++)
		p->waiting[i].worth = nothing;
	p->n_labels = 0;
	p->front = p->slack = 0;
	p->scale = (double)SLOTS / (s->end - s->start + 1);
	for (int k = 0; k < p->n; k++)
		if (BEHIND * p->at[k].gain > p->slack)
			p->slack = BEHIND * p->at[k].gain;
	visit(p, &(struct partial){0, {due ? s->start : FAR,
	    due ? FAR : s->start}, -1, 0, -1, 0});
	for (int slot = 0; slot < SLOTS; slot++)
		visit_slot(p, p->waiting + slot * of_slot);
}

static bool
note(struct pricing *p, int i, struct pool *pool)
{
	struct route route;
	bool is_new;

	route_init(p->m, p->q->route, &route);
	for (; p->label[i].last >= 0; i = p->label[i].before)
		route_insert(p->m, &route, p->at[p->label[i].last].unit, 1,
		    p->label[i].order, NULL);
	route_refresh(p->m, p->q->route, &route);
	is_new = pool_note_route(pool, &route, p->q->route);
	route_free(&route);
	return is_new;
}

int
pricing_find(struct pricing *p, const struct pricing_query *q,
    struct pool *pool)
{
	int n = 0;

	p->q = q;
	list_units(p);
	visit_all(p);
	for (int k = 0; k < p->n; k++)
		for (int j = 0; j < p->at[k].ended.n; j++)
			n += note(p, p->at[k].ended.label[j], pool);
	return n;
}
