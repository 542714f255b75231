#include "lib/solver/leftshift.h"

#include <string.h>

#include "lib/solver/insertion.h"

enum { MANY = 64 };  /* rounds: one meeting can hold up a chain of others */

/* Where the unit is on this route, and in which order its people are visited. */
static struct place
place_of(const struct solution *b, int r, int unit)
{
	struct place place = {0, 1, 0};

	while (b->route[r].stop[place.pos].unit != unit)
		place.pos++;
	place.order = (uint16_t)route_order(b->m, &b->route[r], place.pos);
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
	before = b->route[spot.route[0]].stop[spot.place[0].pos].at;
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
