#include "lib/solver/problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

int
problem_travel_seconds(const struct travel *t, int a, int b)
{
	double chord = 0, way;

	if (t->matrix != NULL)
		return t->matrix[(size_t)a * (size_t)t->n + (size_t)b];
	if (a == b)
		return 0;
	for (int k = 0; k < 3; k++) {
		double d = t->where[a][k] - t->where[b][k];

		chord += d * d;
	}
	chord = sqrt(chord) / 2;
	way = 2 * asin(chord < 1 ? chord : 1) * t->seconds_per_radian + 0.5;
	return (way < TRAVEL_MAX ? (int)way : TRAVEL_MAX) + t->handling;
}

struct plan *
problem_plan_new(int n_routes)
{
	struct plan *p = xcalloc(1, sizeof *p);

	p->n_routes = n_routes;
	p->route = xcalloc((size_t)n_routes, sizeof *p->route);
	p->n_stops = xcalloc((size_t)n_routes, sizeof *p->n_stops);
	return p;
}

struct plan *
problem_plan_copy(const struct plan *plan)
{
	struct plan *copy = problem_plan_new(plan->n_routes);

	copy->urgency = plan->urgency;
	copy->travel = plan->travel;
	copy->wishes = plan->wishes;
	copy->beyond = plan->beyond;
	for (int r = 0; r < plan->n_routes; r++) {
		size_t n = (size_t)plan->n_stops[r];

		copy->n_stops[r] = plan->n_stops[r];
		if (n == 0)
			continue;
		copy->route[r] = xcalloc(n, sizeof *copy->route[r]);
		memcpy(copy->route[r], plan->route[r],
		    n * sizeof *copy->route[r]);
	}
	return copy;
}

void
problem_plan_free(struct plan *p)
{
	if (p == NULL)
		return;
	for (int r = 0; r < p->n_routes; r++)
		free(p->route[r]);
	free(p->route);
	free(p->n_stops);
	free(p);
}
