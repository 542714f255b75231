#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

enum {
	ORDERS = 40000,    /* of the units of a route, at most */
	SLACK = 4,         /* so many times as much above the cheapest as asked
	                    * for: soon more will be */
};

static int
by_cost(const void *pa, const void *pb)
{
	const struct sequence *a = pa, *b = pb;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	for (int i = 0; i < a->n; i++) {
		if (a->unit[i] != b->unit[i])
			return a->unit[i] - b->unit[i];
		if (a->order[i] != b->order[i])
			return a->order[i] - b->order[i];
	}
	return 0;
}

/* Appends to a list all sequences of a set after those of `seq`. */
static void
list_after(struct exact *x, struct sequence_list *list, int r, int set,
    const struct label *l, struct sequence seq)
{
	if (set == 0) {
		seq.cost = exact_route_close(x, r, l);
		if (seq.cost >= FAR || list->n == ORDERS)
			return;
		list->item = mem_grow(list->item, list->n + 1, &list->cap,
		    sizeof *list->item);
		list->item[list->n++] = seq;
		return;
	}
	for (int u = 0; u < x->n; u++)
		for (int order = 0; (set >> u & 1) &&
		    order < x->m->unit[u].n_orders; order++) {
			struct label next = *l;
			struct sequence more = seq;
			int rest = set & ~(1 << u), cost;

			if (!exact_route_extend(x, r, &next, u, order))
				continue;
			cost = next.cost + exact_route_rest(x, r, rest,
			    exact_route_last(x->m, r, &next));
			if (cost >= list->below) {
				list->next = cost < list->next ? cost :
				    list->next;
				continue;
			}
			more.unit[more.n] = (signed char)u;
			more.order[more.n++] = (signed char)order;
			list_after(x, list, r, rest, &next, more);
		}
}

const struct sequence_list *
exact_sequences(struct exact *x, int r, int set, int most)
{
	struct route_table *t = &x->route[r];
	struct label l = exact_route_begin(x, r);
	struct sequence_list *list;

	if (t->list == NULL)
		t->list = xcalloc((size_t)x->sets, sizeof(*t->list));
	if (t->list[set] == NULL) {
		t->list[set] = xcalloc(1, sizeof *list);
		t->list[set]->next = t->cost[set];
	}
	list = t->list[set];
	if (most <= list->next)
		return list;
	list->below = most < t->cost[set] * 2 ?
	    t->cost[set] + SLACK * (most - t->cost[set]) : FAR;
	list->next = FAR;
	list->n = 0;
	list_after(x, list, r, set, &l, (struct sequence){0, 0, {0}, {0}});
	x->steps -= 1 + (int)list->n / 8;
	if (list->n == ORDERS)
		x->steps = 0;
	if (list->n > 0)
		qsort(list->item, list->n, sizeof *list->item, by_cost);
	return list;
}

void
exact_sequences_free(struct sequence_list *list)
{
	if (list != NULL)
		free(list->item);
	free(list);
}
