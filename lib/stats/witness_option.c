#include "lib/stats/witness.h"

#include <string.h>

#include "lib/stats/witness_parts.h"

/* Of a long line so many cells are looked at, and more until there is one. */
enum { LOOK = 400 };

/* Of a quarter so many of its months. */
enum { MORE = 3 };

static bool
is_outcome(int measure)
{
	return measure >= MEASURE_OUTCOME &&
	    measure <= MEASURE_OUTCOME + OUTCOME_CANCELLED;
}

/* Is an option of this cost one of the cheapest so far? */
static bool
takes(const struct witness_axis *a, long cost)
{
	return a->n < OPTIONS || a->option[OPTIONS - 1].cost > cost;
}

static void
offer(struct witness_axis *a, int more, int less, long cost)
{
	int i = a->n;

	if (!takes(a, cost))
		return;
	if (i == OPTIONS)
		i--;
	else
		a->n++;
	for (; i > 0 && a->option[i - 1].cost > cost; i--)
		a->option[i] = a->option[i - 1];
	a->option[i] = (struct witness_option){more, less, cost};
}

/* Nothing that comes later can be better, or enough has been seen. */
static bool
is_full(const struct witness_axis *a, int seen)
{
	return (a->n == OPTIONS && a->option[OPTIONS - 1].cost == 0) ||
	    (seen >= LOOK && a->n > 1);
}

/* Along an axis that the target's table has: any other value may have less,
 * if there is enough. */
static void
offer_known(const struct witness_search *s, struct witness_axis *o, int axis,
    int more)
{
	const struct cube_axis *a = o->axis;
	struct cube_line line = cube_line(s->cube, s->table, axis, s->key);
	int own = (int)(s->target / MEASURES);

	offer(o, more, NONE, 0);
	if (s->alone && cube_loose[s->measure] & a->keys)
		return;
	for (int i = 0; i < line.n && !is_full(o, i); i++) {
		size_t figure = cube_figure(line.spot[i].node, s->measure);

		if (line.spot[i].node != own &&
		    s->cost[figure] != WITNESS_NEVER &&
		    takes(o, s->cost[figure]) &&
		    cube_value(s->cube, figure) - s->amount >= s->least)
			offer(o, more, line.spot[i].value, s->cost[figure]);
	}
}

/* The table that has the target's keys and this one, if there is one. */
static int
table_with(const struct witness_search *s, unsigned keys)
{
	unsigned all = cube_table(s->cube, s->table)->keys | keys;

	for (int i = 0; i < cube_tables(s->cube); i++)
		if (cube_table(s->cube, i)->keys == all &&
		    cube_table(s->cube, i)->measures & BIT(s->measure))
			return i;
	return NONE;
}

/* Along an axis that it lacks: any value under which there is something. */
static void
offer_unknown(const struct witness_search *s, struct witness_axis *o, int axis)
{
	int table = table_with(s, o->axis->keys);
	struct cube_line line;

	if (table == NONE) {
		for (int i = 0; i < o->axis->n && i < OPTIONS; i++)
			offer(o, i, NONE, 0);
		return;
	}
	line = cube_line(s->cube, table, axis, s->key);
	for (int i = 0; i < line.n && !is_full(o, i); i++) {
		long cost = s->alone ? 0 :
		    s->cost[cube_figure(line.spot[i].node, s->measure)];

		if (cost != WITNESS_NEVER)
			offer(o, line.spot[i].value, NONE, cost);
	}
}

static void
offer_axis(const struct witness_search *s, struct witness_axis *o, int axis)
{
	int more[MORE], n;

	o->axis = cube_axis(s->cube, axis);
	o->n = 0;
	if (!(cube_table(s->cube, s->table)->keys & o->axis->keys)) {
		offer_unknown(s, o, axis);
		return;
	}
	n = cube_values(s->cube, s->table, axis, s->key, more, MORE);
	for (int i = 0; i < n; i++)
		offer_known(s, o, axis, more[i]);
}

void
witness_offer(struct witness_search *s)
{
	for (int i = 0; i < cube_axes(s->cube); i++)
		offer_axis(s, &s->offers->along[s->alone][i], i);
	s->offered[s->alone] = true;
}

void
witness_offer_outcomes(struct witness_search *s)
{
	struct witness_axis *o = &s->offers->outcomes;
	bool known = cube_table(s->cube, s->table)->keys & BIT(KEY_OUTCOME);

	o->axis = NULL;
	o->n = 0;
	for (int more = 0; more <= OUTCOME_CANCELLED; more++) {
		if (is_outcome(s->measure) ?
		    more != s->measure - MEASURE_OUTCOME :
		    !cube_measure_of_outcome(s->measure, more))
			continue;
		if (known && more != s->key[KEY_OUTCOME])
			continue;
		offer(o, more, NONE, 0);
		for (int less = 0; less <= OUTCOME_ABORTED; less++)
			if (s->bundle->contact && less != more &&
			    more <= OUTCOME_ABORTED)
				offer(o, more, less, 0);
	}
}
