#include "lib/stats/witness.h"

#include <string.h>

#include "lib/stats/witness_parts.h"

enum { SAMPLES = 3000, DOUBLES = 10 };

/* One corner of the change: a place, and whether more or less. */
struct corner {
	int key[KEYS];
	int outcome;           /* NONE: it does not matter */
	int sign;
	unsigned less;         /* as bits: of which axes it has the lesser value */
	unsigned measures;     /* that change there */
};

static unsigned
measures_at(const struct witness_search *s, const int key[KEYS], int outcome)
{
	unsigned bits = s->bundle->measures;

	if (s->by_area && bits & BIT(MEASURE_OFFERS_ACCEPTED))
		bits = cube_is_health(s->cube, key[KEY_AREA]) ?
		    bits | BIT(MEASURE_HEALTH_ACCEPTED) :
		    bits & ~BIT(MEASURE_HEALTH_ACCEPTED);
	if (outcome == NONE)
		return bits;
	bits &= s->of_outcome[outcome];
	if (!s->bundle->contact)
		return bits;
	if (outcome <= OUTCOME_ABORTED)
		bits |= BIT(MEASURE_VISITS);
	return bits | BIT(MEASURE_OUTCOME + outcome);
}

static void
set_value(struct corner *c, const struct cube_axis *a, int value)
{
	if (a == NULL) {
		c->outcome = c->key[KEY_OUTCOME] = value;
		return;
	}
	for (int i = 0; i < a->n_keys; i++)
		c->key[a->key[i]] = a->value[value * a->n_keys + i];
}

/* Do more and less cancel each other in the whole table, as it has no key of
 * an axis with both? */
static bool
cancels(const struct witness_search *s, const struct cube_table *t)
{
	for (int i = s->n_first; i < s->n_known; i++)
		if (s->chosen[i]->less != NONE &&
		    !(t->implied & s->axis[i]->axis->keys))
			return true;
	return false;
}

/* Only tables with the target's own detail of the keys that overlap. */
static bool
beside(const struct witness_search *s, const struct cube_table *t, unsigned loose)
{
	return (t->implied & loose) !=
	    (cube_table(s->cube, s->table)->implied & loose);
}

static bool
at_less(const struct witness_search *s, const struct corner *c, unsigned loose)
{
	for (int i = 0; c->less >> i != 0; i++)
		if (c->less & BIT(i) && loose & (s->axis[i]->axis == NULL ?
		    BIT(KEY_OUTCOME) : s->axis[i]->axis->keys))
			return true;
	return false;
}

static bool
add_corner(struct witness_search *s, int table, const struct corner *c, bool cancel)
{
	const struct cube_table *t = cube_table(s->cube, table);
	unsigned bits = c->measures & t->measures;
	int node = NONE;

	for (; bits != 0; bits &= bits - 1) {
		int m = __builtin_ctz(bits);
		unsigned loose = cube_loose[m];
		bool alone = s->alone && loose != 0;

		if ((cancel && !alone) || (alone &&
		    (beside(s, t, loose) || at_less(s, c, loose))))
			continue;
		if (node == NONE)
			node = cube_find(s->cube, table, c->key);
		if (node == NONE)
			return false;
		cube_add(s->cube, cube_figure(node, m), c->sign * s->amount);
	}
	return true;
}

/* What must be hidden for the changes from the i-th on, added to the cost;
 * s->best: too much. */
static long
price(const struct witness_search *s, size_t i, long cost)
{
	const size_t *figure;
	size_t n = cube_changes(s->cube, &figure);

	for (; i < n && cost < s->best; i++) {
		long long change = cube_change(s->cube, figure[i]);

		if (change == 0)
			continue;
		if (cube_value(s->cube, figure[i]) + change < s->least ||
		    s->cost[figure[i]] == WITNESS_NEVER)
			return s->best;
		cost += s->cost[figure[i]];
	}
	return cost;
}

/* Adds the changes of a table at these corners to the cost. */
static long
add_table(struct witness_search *s, int table, const struct corner *corner,
    int n, bool cancel, long cost)
{
	const size_t *figure;
	size_t before = cube_changes(s->cube, &figure);

	for (int i = 0; i < n; i++)
		if (!add_corner(s, table, &corner[i], cancel))
			return s->best;
	cost = price(s, before, cost);
	return cost < s->best && cube_cells_hold(s->cube, before) ? cost :
	    s->best;
}

/* Adds all that is known as soon as so many axes are chosen: the target's table
 * corner by corner, the others as a whole. */
static long
add_due(struct witness_search *s, int depth, struct corner *corner, int old,
    int n, long cost)
{
	for (int i = depth == s->n_first ? 0 : old; i < n; i++)
		corner[i].measures = measures_at(s, corner[i].key,
		    corner[i].outcome);
	if (depth == s->n_first) {
		cost = add_table(s, s->table, corner, n, false, cost);
		if (cube_change(s->cube, s->target) != s->amount)
			return s->best;
	} else if (depth > s->n_first && depth <= s->n_known && old < n) {
		cost = add_table(s, s->table, corner + old, n - old, false,
		    cost);
	}
	for (int i = s->due[depth]; i < s->due[depth + 1] && cost < s->best; i++) {
		int t = s->by_due[i];
		bool cancel = cancels(s, cube_table(s->cube, t));

		if (!cancel || s->alone)
			cost = add_table(s, t, corner, n, cancel, cost);
	}
	return cost;
}

static void
keep(struct witness_search *s)
{
	const size_t *figure;
	size_t n = cube_changes(s->cube, &figure);

	s->found->n = 0;
	for (size_t i = 0; i < n; i++) {
		long long amount = cube_change(s->cube, figure[i]);

		if (amount != 0)
			witness_change(s->found, figure[i], amount);
	}
}

/* All is chosen: could it be? */
static void
finish(struct witness_search *s)
{
	long cost = price(s, 0, 0);

	if (cost < s->best && cube_change(s->cube, s->target) == s->amount &&
	    cube_holds(s->cube)) {
		s->best = cost;
		keep(s);
	}
}

/* With the option chosen: each corner is once more, and where the value is the
 * lesser one. */
static int
put_option(const struct witness_search *s, int axis, struct corner *corner, int n)
{
	const struct witness_axis *a = s->axis[axis];
	const struct witness_option *o = s->chosen[axis];

	for (int i = 0; i < n; i++)
		set_value(&corner[i], a->axis, o->more);
	if (o->less == NONE)
		return n;
	for (int i = 0; i < n; i++) {
		corner[n + i] = corner[i];
		corner[n + i].sign = -corner[i].sign;
		corner[n + i].less |= BIT(axis);
		set_value(&corner[n + i], a->axis, o->less);
	}
	return 2 * n;
}

static int
draw(struct witness_search *s, int n)
{
	uint64_t x = s->dice = s->dice * 6364136223846793005U +
	    1442695040888963407U;

	return x >> 62 == 0 ? 0 : (int)((x >> 33) % (uint64_t)n);
}

static void choose(struct witness_search *, int depth, struct corner *, int n,
    long cost);

/* Goes on with the option, unless it is already too much or cannot be. */
static void
step(struct witness_search *s, int depth, struct corner *corner, int n, long cost)
{
	const size_t *figure;
	size_t before = cube_changes(s->cube, &figure);
	int all = put_option(s, depth, corner, n);

	s->left--;
	cost = add_due(s, depth + 1, corner, n, all, cost);
	if (cost < s->best)
		choose(s, depth + 1, corner, all, cost);
	cube_back(s->cube, before);
}

static void
choose(struct witness_search *s, int depth, struct corner *corner, int n, long cost)
{
	const struct witness_axis *a = s->axis[depth];

	if (depth == s->n_axes) {
		finish(s);
		return;
	}
	for (int i = 0; i < a->n && s->left > 0; i++) {
		s->chosen[depth] = &a->option[s->random ? draw(s, a->n) : i];
		if (s->chosen[depth]->less != NONE && n >= 1 << DOUBLES)
			continue;
		if (cost + s->chosen[depth]->cost >= s->best) {
			if (s->random)
				return;
			break;
		}
		step(s, depth, corner, n, cost);
		if (s->random)
			return;
	}
}

static void
begin(struct witness_search *s)
{
	static struct corner corner[1 << (DOUBLES + 1)];
	const size_t *figure;
	size_t before = cube_changes(s->cube, &figure);
	long cost;

	corner[0] = (struct corner){.outcome = NONE, .sign = 1};
	memcpy(corner[0].key, s->key, sizeof corner[0].key);
	cost = add_due(s, 0, corner, 0, 1, 0);
	if (cost < s->best)
		choose(s, 0, corner, 1, cost);
	cube_back(s->cube, before);
}

/* If the first ones of all combinations are no witness, others are tried as
 * they come; the same ones in each run. */
static void
sample(struct witness_search *s)
{
	s->random = true;
	s->dice = s->seed;
	for (int i = 0; i < SAMPLES; i++) {
		s->left = AXES;
		begin(s);
	}
	s->random = false;
}

static void
add_axis(struct witness_search *s, const struct witness_axis *a)
{
	s->axis[s->n_axes++] = a;
}

/* Is the axis one of the target's table?  Areas, if they are not, come first,
 * since they decide what is health. */
static bool
comes(const struct witness_search *s, int axis, int round)
{
	unsigned keys = cube_axis(s->cube, axis)->keys;

	if (cube_table(s->cube, s->table)->keys & keys)
		return round == 1;
	return round == (keys & BIT(KEY_AREA) ? 0 : 2);
}

static void
add_axes(struct witness_search *s, int round)
{
	for (int i = 0; i < cube_axes(s->cube); i++)
		if (comes(s, i, round))
			add_axis(s, &s->offers->along[s->alone][i]);
}

/* When a table's changes are known: with more and less at all known axes, since
 * they may cancel each other, and its own keys. */
static int
due(const struct witness_search *s, const struct cube_table *t)
{
	int depth = s->n_known;

	for (int i = s->n_known; i < s->n_axes; i++)
		if (t->implied & s->axis[i]->axis->keys)
			depth = i + 1;
	return depth;
}

static void
order_tables(struct witness_search *s)
{
	int depth_of[TALLY_TABLES] = {0}, n = 0;

	for (int t = 0; t < cube_tables(s->cube); t++)
		depth_of[t] = due(s, cube_table(s->cube, t));
	for (int depth = 0; depth <= s->n_axes; depth++) {
		s->due[depth] = n;
		for (int t = 0; t < cube_tables(s->cube); t++)
			if (t != s->table && depth_of[t] == depth)
				s->by_due[n++] = (unsigned char)t;
	}
	s->due[s->n_axes + 1] = n;
}

static void
order_axes(struct witness_search *s)
{
	s->n_axes = 0;
	add_axes(s, 0);
	if (s->bundle->contact || s->by_outcome) {
		witness_offer_outcomes(s);
		add_axis(s, &s->offers->outcomes);
	}
	s->n_first = s->n_axes;
	add_axes(s, 1);
	s->n_known = s->n_axes;
	add_axes(s, 2);
	order_tables(s);
}

void
witness_search(struct witness_search *s)
{
	if (!s->offered[s->alone])
		witness_offer(s);
	order_axes(s);
	s->left = s->effort;
	begin(s);
	if (s->left == 0 && s->best == WITNESS_NEVER)
		sample(s);
}
