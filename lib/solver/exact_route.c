#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

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

int
exact_route_last(const struct model *m, int r, const struct label *l)
{
	if (l->unit < 0)
		return m->home[r];
	return model_order(m, l->unit, l->order)[m->unit[l->unit].n - 1];
}

int
exact_route_pair_wishes(const struct model *m, int r, int unit)
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

/* Takes from a pair's end what no other route can keep; false if that is all. */
static bool
meets(const struct exact *x, int r, int unit, struct departure *p)
{
	const struct between *b = &x->meets[r * x->n + unit];

	p->due = p->due < b->from ? b->from : p->due > b->to ? FAR : p->due;
	p->taken = p->taken < b->from ? b->from : p->taken > b->to ? FAR :
	    p->taken;
	return p->due < FAR || p->taken < FAR;
}

/* Appends a unit; false if it does not fit. */
bool
exact_route_extend(const struct exact *x, int r, struct label *l, int unit,
    int order)
{
	const struct model *m = x->m;
	const int *node = model_order(m, unit, order);
	int from = exact_route_last(m, r, l);

	for (int k = 0; k < m->unit[unit].n; k++) {
		int leg = model_leg(m, from, node[k]);

		l->leaving = route_step(m, r, l->leaving, leg, node[k], -1);
		if (l->leaving.due >= FAR && l->leaving.taken >= FAR)
			return false;
		l->cost += leg;
		if (x->tried && tried(m, r, node[k], l->leaving) == 3)
			l->cost += m->problem->wish;
		from = node[k];
	}
	if (exact_is_pair(x, unit) && !meets(x, r, unit, &l->leaving))
		return false;
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
	int which = x->tried ?
	    tried(m, r, exact_route_last(m, r, l), l->leaving) : 3;

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
		if (!exact_route_extend(x, r, &l, unit, order))
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

struct label
exact_route_begin(const struct exact *x, int r)
{
	const struct shift *s = &x->m->problem->shift[r];
	bool due = s->break_length > 0;

	return (struct label){{due ? s->start : FAR, due ? FAR : s->start}, 0,
	    -1, 0, -1, -1};
}

int
exact_route_close(const struct exact *x, int r, const struct label *l)
{
	const struct shift *s = &x->m->problem->shift[r];
	struct gap home = {.due_by = -FAR, .taken_by = s->end};
	int leg = model_leg(x->m, exact_route_last(x->m, r, l), x->m->home[r]);

	return route_reaches(x->m, r, l->leaving, leg, &home) ?
	    l->cost + leg : FAR;
}

/* Home from all labels of a set: the cheapest, of equal ones the earliest, of
 * these the one that was found first, which goes by the order of the units. */
static void
close_set(struct exact *x, int r, int set)
{
	struct route_table *t = &x->route[r];

	for (int i = t->first[set]; i >= 0; i = t->label[i].next) {
		const struct label *l = &t->label[i];
		int cost = exact_route_close(x, r, l);

		if (cost > t->cost[set] || cost >= FAR ||
		    (cost == t->cost[set] &&
		    is_earlier(&t->label[t->last[set]], l)))
			continue;
		t->cost[set] = cost;
		t->last[set] = i;
	}
}

/* The unit in one of its orders, then the rest. */
static int
rest_by(struct exact *x, int r, int set, int node, int unit, int order)
{
	const struct model *m = x->m;
	const int *next = model_order(m, unit, order);
	int cost = wishes(m, r, unit);

	for (int k = 0; k < m->unit[unit].n; k++) {
		cost += model_leg(m, node, next[k]);
		node = next[k];
	}
	return cost + exact_route_rest(x, r, set & ~(1 << unit), node);
}

int
exact_route_rest(struct exact *x, int r, int set, int node)
{
	const struct model *m = x->m;
	struct route_table *t = &x->route[r];
	size_t tasks = (size_t)m->n_tasks;
	int *known, least = FAR;

	if (set == 0)
		return model_leg(m, node, m->home[r]);
	if (t->rest == NULL)
		t->rest = xcalloc((size_t)x->sets * tasks, sizeof *t->rest);
	known = &t->rest[(size_t)set * tasks + (size_t)node];
	if (*known > 0)
		return *known - 1;
	for (int u = 0; u < x->n; u++)
		for (int o = 0; (set >> u & 1) && o < m->unit[u].n_orders;
		    o++) {
			int cost = rest_by(x, r, set, node, u, o);

			least = cost < least ? cost : least;
		}
	*known = least + 1;
	return least;
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

void
exact_route_fill(struct exact *x, int r)
{
	struct route_table *t = &x->route[r];
	const struct shift *s = &x->m->problem->shift[r];
	struct label home = exact_route_begin(x, r);
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

void
exact_route_put(const struct exact *x, struct solution *b, int r, int set)
{
	const struct route_table *t = &x->route[r];
	int path[EXACT_UNITS], n = 0;

	for (int i = t->last[set]; t->label[i].before >= 0;
	    i = t->label[i].before)
		path[n++] = i;
	while (n-- > 0) {
		const struct label *l = &t->label[path[n]];

		solution_put(b, l->unit, r, (struct place){0,
		    (uint16_t)(b->route[r].n - 1), (uint16_t)l->order});
	}
}

void
exact_route_free(struct route_table *t)
{
	free(t->label);
	free(t->first);
	free(t->cost);
	free(t->last);
	free(t->rest);
	free(t->list);
}
