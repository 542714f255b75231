#include "lib/solver/leftshift.h"

#include <string.h>

#include "lib/solver/insertion.h"

enum { MANY = 64 };  /* rounds; meetings hang on each other in chains */

/* Where the unit is on this route: its first halt, the order of its people. */
static struct place
place_of(const struct solution *b, int r, int unit)
{
	const struct unit *u = &b->m->unit[unit];
	const struct halt *h = b->route[r].halt;
	struct place place = {0, 1, 0};

	while (h[place.pos].unit != unit)
		place.pos++;
	for (int o = 0; o < u->n_orders; o++) {
		const int *node = b->m->order + u->orders + o * u->n;
		int k = 0;

		while (k < u->n && h[place.pos + k].node == node[k])
			k++;
		if (k == u->n)
			place.order = (uint16_t)o;
	}
	return place;
}

/* True if the meeting is earlier than before. */
static bool
pull(struct solution *b, struct insertion *s, int unit)
{
	struct spot spot = {.route = {b->where[unit], b->with[unit]}};
	int before;

	for (int k = 0; k < 2; k++)
		spot.place[k] = place_of(b, spot.route[k], unit);
	before = b->route[spot.route[0]].halt[spot.place[0].pos].at;
	solution_take(b, unit);
	solution_settle(b);
	if (insertion_meet(s, unit, &spot) && spot.at[0] < before) {
		insertion_put(b, unit, &spot);
		insertion_forget(s);
		solution_accept(b);
		return true;
	}
	solution_reject(b);
	return false;
}

void
leftshift_meetings(struct solution *b)
{
	struct insertion *s = insertion_new(b, false);
	bool again = true;

	for (int round = 0; round < MANY && again; round++) {
		again = false;
		for (int u = 0; u < b->m->n_units; u++)
			if (b->m->unit[u].pair && !b->m->unit[u].fixed &&
			    b->where[u] >= 0)
				again |= pull(b, s, u);
	}
	insertion_free(s);
}
