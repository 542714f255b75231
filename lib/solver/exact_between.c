#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/solver/exact_parts.h"

/* The shortest ways between all nodes, without any stay: a table of travel times
 * may have longer ones. */
static int *
shortest_ways(const struct model *m)
{
	int n = m->n_nodes, *way = xcalloc((size_t)n * (size_t)n, sizeof *way);

	for (int i = 0; i < n * n; i++)
		way[i] = m->leg[i];
	for (int k = 0; k < n; k++)
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				if (way[i * n + k] + way[k * n + j] <
				    way[i * n + j])
					way[i * n + j] = way[i * n + k] +
					    way[k * n + j];
	return way;
}

/* Between when and when the route can end a unit's visits, alone, and nothing
 * else to do. */
static struct between
ends_alone(const struct model *m, const int *way, int r, int unit)
{
	const struct shift *s = &m->problem->shift[r];
	const struct unit *u = &m->unit[unit];
	struct between b = {FAR, -FAR};

	for (int o = 0; o < u->n_orders; o++) {
		const int *node = model_order(m, unit, o);
		int last = node[u->n - 1], n = m->n_nodes, end,
		    t = s->start + way[m->home[r] * n + node[0]];

		for (int k = 0; k < u->n; k++) {
			t += k > 0 ? model_leg(m, node[k - 1], node[k]) : 0;
			t = model_start(m, node[k], s->day, t) +
			    m->duration[node[k]];
		}
		b.from = t < b.from ? t : b.from;
		end = model_latest(m, last, s->day, s->end -
		    way[last * n + m->home[r]] - m->duration[last]) +
		    m->duration[last];
		b.to = end > b.to ? end : b.to;
	}
	return b;
}

void
exact_between_fill(struct exact *x)
{
	const struct model *m = x->m;
	const struct shift *s = m->problem->shift;
	int *way;

	x->meets = xcalloc((size_t)(m->n_routes * x->n), sizeof *x->meets);
	if (x->n_pairs == 0)
		return;
	way = shortest_ways(m);
	for (int i = 0; i < m->n_routes * x->n; i++)
		x->meets[i] = (struct between){FAR, -FAR};
	for (int i = 0; i < m->n_routes * x->n_pairs; i++) {
		int r = i % m->n_routes, u = x->pair[i / m->n_routes];
		struct between own = ends_alone(m, way, r, u);

		for (int k = 0; k < m->n_routes; k++) {
			struct between *b = &x->meets[k * x->n + u];

			if (k == r || s[k].day != s[r].day)
				continue;
			b->from = own.from < b->from ? own.from : b->from;
			b->to = own.to > b->to ? own.to : b->to;
		}
	}
	free(way);
}
