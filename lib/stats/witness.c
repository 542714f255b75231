#include "lib/stats/witness.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rule/codes.h"
#include "lib/stats/bundle.h"

enum { OPTIONS = 40, SAMPLES = 3000, STEPS = 20, AXES = KEYS + 1, NONE = -1 };

/* Along one axis: more at one value, and as many fewer at another or none. */
struct option {
	int more, less;        /* less = NONE: more in the total, too */
	long cost;             /* at least so much */
};

struct witness_search {
	struct cube *cube;
	const int *cost;
	size_t target;
	uint64_t seed;
	int measure, table;
	long long amount, least;  /* no figure becomes less than `least` */
	const struct bundle *bundle;
	bool by_area;          /* area is a key of the run */
	bool alone;            /* persons count at the target only, not at finer
	                        * or coarser places */
	struct axis_options {
		const struct cube_axis *axis;  /* NULL: outcomes */
		struct option option[OPTIONS];
		int n;
	} axis[AXES];
	int n_axes;
	int chosen[AXES];
	int effort, left;      /* so many evaluations */
	long best;
	struct witness *found;
};

void
witness_free(struct witness *w)
{
	free(w->change);
	*w = (struct witness){NULL, 0, 0};
}

long long
witness_amount(const struct witness *w, size_t figure)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->change[i].figure == figure)
			return w->change[i].amount;
	return 0;
}

static void
change(struct witness *w, size_t figure, long long amount)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->change[i].figure == figure) {
			w->change[i].amount += amount;
			return;
		}
	w->change = mem_grow(w->change, w->n + 1, &w->cap, sizeof *w->change);
	w->change[w->n++] = (struct witness_change){figure, amount};
}

static bool
is_outcome(int measure)
{
	return measure >= MEASURE_OUTCOME &&
	    measure <= MEASURE_OUTCOME + OUTCOME_CANCELLED;
}

/* The measures that change at a place. */
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
	for (int m = 0; bits >> m != 0; m++)
		if (bits & BIT(m) && !cube_measure_of_outcome(m, outcome))
			bits &= ~BIT(m);
	if (!s->bundle->contact)
		return bits;
	if (outcome <= OUTCOME_ABORTED)
		bits |= BIT(MEASURE_VISITS);
	return bits | BIT(MEASURE_OUTCOME + outcome);
}

/* One corner of the change: a place, and whether more or less. */
struct corner {
	int key[KEYS];
	int outcome;           /* NONE: it does not matter */
	int sign;
	bool less[AXES];       /* where it is at the lesser value */
};

static void
set_value(struct corner *c, const struct axis_options *a, int value)
{
	if (a->axis == NULL) {
		c->outcome = c->key[KEY_OUTCOME] = value;
		return;
	}
	for (int i = 0; i < a->axis->n_keys; i++)
		c->key[a->axis->key[i]] =
		    a->axis->value[value * a->axis->n_keys + i];
}

static int
corners(const struct witness_search *s, struct corner *corner)
{
	int n = 1;

	corner[0] = (struct corner){.outcome = NONE, .sign = 1};
	for (int i = 0; i < s->n_axes; i++)
		set_value(&corner[0], &s->axis[i],
		    s->axis[i].option[s->chosen[i]].more);
	for (int i = 0; i < s->n_axes; i++) {
		int less = s->axis[i].option[s->chosen[i]].less;

		for (int k = 0; less != NONE && k < n; k++) {
			corner[n + k] = corner[k];
			corner[n + k].sign = -corner[k].sign;
			corner[n + k].less[i] = true;
			set_value(&corner[n + k], &s->axis[i], less);
		}
		if (less != NONE)
			n *= 2;
	}
	return n;
}

/* Do more and less cancel each other in the whole table, as it has no key of
 * an axis with both? */
static bool
cancels(const struct witness_search *s, const struct cube_table *t)
{
	for (int i = 0; i < s->n_axes; i++)
		if (s->axis[i].axis != NULL &&
		    s->axis[i].option[s->chosen[i]].less != NONE &&
		    !(t->implied & s->axis[i].axis->keys))
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
	for (int i = 0; i < s->n_axes; i++)
		if (c->less[i] && (s->axis[i].axis == NULL ?
		    loose & BIT(KEY_OUTCOME) : loose & s->axis[i].axis->keys))
			return true;
	return false;
}

static bool
add_corner(struct witness_search *s, int table, const struct corner *c, bool cancel)
{
	const struct cube_table *t = cube_table(s->cube, table);
	unsigned bits = measures_at(s, c->key, c->outcome) & t->measures;
	int node = NONE;

	for (int m = 0; bits >> m != 0; m++) {
		unsigned loose = cube_loose[m];
		bool alone = s->alone && loose != 0;

		if (!(bits & BIT(m)) || (cancel && !alone) || (alone &&
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

/* What must be hidden for the changes from the i-th on; s->best: too much. */
static long
price(const struct witness_search *s, size_t i)
{
	const size_t *figure;
	size_t n = cube_changes(s->cube, &figure);
	long cost = 0;

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

/* The changes in one table, and what they cost. */
static long
add_corners(struct witness_search *s, int table, const struct corner *corner,
    int n)
{
	const size_t *figure;
	size_t before = cube_changes(s->cube, &figure);
	bool cancel = cancels(s, cube_table(s->cube, table));

	if (cancel && !s->alone)
		return 0;
	for (int i = 0; i < n; i++)
		if (!add_corner(s, table, &corner[i], cancel))
			return s->best;
	return price(s, before);
}

/* The target's table first, then the others, as long as it is not too much. */
static long
add_all(struct witness_search *s)
{
	static struct corner corner[1 << 10];
	int n, diffs = 0;
	long cost;

	for (int i = 0; i < s->n_axes; i++)
		diffs += s->axis[i].option[s->chosen[i]].less != NONE;
	if (diffs > 10)
		return s->best;
	n = corners(s, corner);
	cost = add_corners(s, s->table, corner, n);
	if (cube_change(s->cube, s->target) != s->amount)
		return s->best;
	for (int t = 0; t < cube_tables(s->cube) && cost < s->best; t++)
		if (t != s->table)
			cost += add_corners(s, t, corner, n);
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
			change(s->found, figure[i], amount);
	}
}

static void
evaluate(struct witness_search *s)
{
	long cost;

	s->left--;
	cost = add_all(s);
	if (cost < s->best && cube_holds(s->cube)) {
		s->best = cost;
		keep(s);
	}
	cube_clear(s->cube);
}

static void
choose(struct witness_search *s, int axis, long cost)
{
	const struct axis_options *a = &s->axis[axis];

	if (axis == s->n_axes) {
		evaluate(s);
		return;
	}
	for (int i = 0; i < a->n && s->left > 0; i++) {
		if (cost + a->option[i].cost >= s->best)
			break;
		s->chosen[axis] = i;
		choose(s, axis + 1, cost + a->option[i].cost);
	}
}

static void
offer(struct axis_options *a, int more, int less, long cost)
{
	int i = a->n;

	if (i == OPTIONS && a->option[i - 1].cost <= cost)
		return;
	if (i == OPTIONS)
		i--;
	else
		a->n++;
	for (; i > 0 && a->option[i - 1].cost > cost; i--)
		a->option[i] = a->option[i - 1];
	a->option[i] = (struct option){more, less, cost};
}

/* Nothing that comes later can be better. */
static bool
is_full(const struct axis_options *a)
{
	return a->n == OPTIONS && a->option[OPTIONS - 1].cost == 0;
}

/* What the corner of the target's table costs where this one key differs;
 * WITNESS_NEVER: there is none, or too little in it. */
static long
corner_cost(const struct witness_search *s, const int key[KEYS], int measure)
{
	int node = cube_find(s->cube, s->table, key);
	size_t figure;

	if (node < 0)
		return WITNESS_NEVER;
	figure = cube_figure(node, measure);
	if (cube_value(s->cube, figure) - s->amount < s->least)
		return WITNESS_NEVER;
	return s->cost[figure];
}

static void
put_value(const struct cube_axis *a, int value, int key[KEYS])
{
	for (int i = 0; i < a->n_keys; i++)
		key[a->key[i]] = a->value[value * a->n_keys + i];
}

static bool
fits(const struct cube_axis *a, int value, unsigned keys, const int key[KEYS])
{
	for (int i = 0; i < a->n_keys; i++)
		if (keys & BIT(a->key[i]) &&
		    a->value[value * a->n_keys + i] != key[a->key[i]])
			return false;
	return true;
}

/* Along an axis that the target's table has: any other value may have less. */
static void
offer_known(const struct witness_search *s, struct axis_options *o, int more,
    const int target[KEYS])
{
	const struct cube_axis *a = o->axis;
	unsigned keys = cube_table(s->cube, s->table)->keys;
	bool overlap = s->alone && (cube_loose[s->measure] & a->keys) != 0;

	offer(o, more, NONE, 0);
	for (int i = 0; i < a->n && !overlap && !is_full(o); i++) {
		int key[KEYS];
		long cost;

		if (fits(a, i, keys, target))
			continue;
		memcpy(key, target, sizeof key);
		put_value(a, i, key);
		cost = corner_cost(s, key, s->measure);
		if (cost != WITNESS_NEVER)
			offer(o, more, i, cost);
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
offer_unknown(const struct witness_search *s, struct axis_options *o,
    const int target[KEYS])
{
	const struct cube_axis *a = o->axis;
	int table = table_with(s, a->keys);

	for (int i = 0; i < a->n && !is_full(o); i++) {
		int key[KEYS], node;
		long cost = 0;

		memcpy(key, target, sizeof key);
		put_value(a, i, key);
		if (table == NONE) {
			offer(o, i, NONE, 0);
			continue;
		}
		node = cube_find(s->cube, table, key);
		if (node < 0)
			continue;
		if (!s->alone)
			cost = s->cost[cube_figure(node, s->measure)];
		if (cost != WITNESS_NEVER)
			offer(o, i, NONE, cost);
	}
}

static void
offer_axis(const struct witness_search *s, struct axis_options *o,
    const int target[KEYS])
{
	const struct cube_axis *a = o->axis;
	unsigned keys = cube_table(s->cube, s->table)->keys;
	int tried = 0;

	if (!(keys & a->keys)) {
		offer_unknown(s, o, target);
		return;
	}
	for (int i = 0; i < a->n && tried < 3; i++)
		if (fits(a, i, keys, target)) {
			offer_known(s, o, i, target);
			tried++;
		}
}

static void
offer_outcomes(const struct witness_search *s, struct axis_options *o,
    const int target[KEYS], bool known)
{
	for (int more = 0; more <= OUTCOME_CANCELLED; more++) {
		if (is_outcome(s->measure) ?
		    more != s->measure - MEASURE_OUTCOME :
		    !cube_measure_of_outcome(s->measure, more))
			continue;
		if (known && more != target[KEY_OUTCOME])
			continue;
		offer(o, more, NONE, 0);
		for (int less = 0; less <= OUTCOME_ABORTED; less++)
			if (s->bundle->contact && less != more &&
			    more <= OUTCOME_ABORTED)
				offer(o, more, less, 0);
	}
}

static struct axis_options *
next_axis(struct witness_search *s, const struct cube_axis *a)
{
	struct axis_options *o = &s->axis[s->n_axes++];

	o->axis = a;
	o->n = 0;
	return o;
}

/* Outcomes last: most of what cannot be fails by them. */
static void
offer_all(struct witness_search *s)
{
	const struct cube_table *t = cube_table(s->cube, s->table);
	const int *cell = cube_key(s->cube, (int)(s->target / MEASURES));
	int target[KEYS] = {0};
	unsigned keys = 0;

	for (int i = 0; i < t->n_keys; i++)
		target[t->key[i]] = cell[i];
	for (int i = 0; i < cube_tables(s->cube); i++)
		keys |= cube_table(s->cube, i)->keys;
	s->by_area = (keys & BIT(KEY_AREA)) != 0;
	s->n_axes = 0;
	for (int known = 1; known >= 0; known--)
		for (int i = 0; i < cube_axes(s->cube); i++) {
			const struct cube_axis *a = cube_axis(s->cube, i);

			if (known == ((t->keys & a->keys) != 0))
				offer_axis(s, next_axis(s, a), target);
		}
	if (s->bundle->contact || keys & BIT(KEY_OUTCOME))
		offer_outcomes(s, next_axis(s, NULL), target,
		    (t->keys & BIT(KEY_OUTCOME)) != 0);
}

/* If the first ones of all combinations are no witness, others are tried as
 * they come; the same ones in each run. */
static void
sample(struct witness_search *s)
{
	uint64_t x = s->seed;

	for (s->left = SAMPLES; s->left > 0; ) {
		for (int i = 0; i < s->n_axes; i++) {
			if (s->axis[i].n == 0)
				return;
			x = x * 6364136223846793005U + 1442695040888963407U;
			s->chosen[i] = (int)((x >> 33) %
			    (uint64_t)s->axis[i].n);
			if (x >> 62 == 0)
				s->chosen[i] = 0;
		}
		evaluate(s);
	}
}

static void
try_bundles(struct witness_search *s, const struct bundle *b)
{
	for (; (b->measures != 0 || b->contact) && s->best > 0; b++)
		for (int alone = 0; alone < 2 && s->best > 0; alone++) {
			s->bundle = b;
			s->alone = alone;
			offer_all(s);
			s->left = s->effort;
			choose(s, 0, 0);
			if (s->left == 0 && s->best == WITNESS_NEVER)
				sample(s);
		}
}

/* Adds what was found; what it needs costs nothing more. */
static void
take(struct witness_search *s, struct witness *w, int *cost)
{
	for (size_t i = 0; i < s->found->n; i++) {
		change(w, s->found->change[i].figure,
		    s->found->change[i].amount);
		cost[s->found->change[i].figure] = 0;
		cube_add(s->cube, s->found->change[i].figure,
		    s->found->change[i].amount);
	}
	cube_shift(s->cube);
	cube_clear(s->cube);
}

/* The costs as they were. */
static void
put_back(const struct witness *w, const int *before, int *cost)
{
	for (size_t i = 0; i < w->n; i++)
		cost[w->change[i].figure] = before[i];
}

/* Several changes of one each, one after the other. */
static long
find_in_steps(struct witness_search *s, long long amount, int *cost, long limit,
    struct witness *w)
{
	long sum = 0;
	int *before = NULL;
	size_t cap = 0;

	s->amount = 1;
	for (long long i = 0; i < amount && sum < limit; i++) {
		s->best = limit - sum;
		try_bundles(s, bundle_for(s->measure));
		if (s->best >= limit - sum) {
			sum = limit;
			break;
		}
		sum += s->best;
		for (size_t k = 0; k < s->found->n; k++)
			if (witness_amount(w, s->found->change[k].figure) == 0) {
				size_t n = w->n;

				change(w, s->found->change[k].figure, 0);
				if (w->n == n)
					continue;
				before = mem_grow(before, w->n, &cap,
				    sizeof *before);
				before[n] = cost[s->found->change[k].figure];
			}
		take(s, w, cost);
	}
	cube_unshift(s->cube);
	put_back(w, before, cost);
	free(before);
	return sum;
}

long
witness_find(struct cube *c, const struct witness_wish *wish, int *cost,
    long limit, struct witness *w)
{
	struct witness found = {NULL, 0, 0};
	struct witness_search s = {.cube = c, .cost = cost, .target = wish->figure,
	    .seed = wish->seed, .effort = wish->effort,
	    .measure = (int)(wish->figure % MEASURES),
	    .amount = wish->amount, .least = wish->no_zeros,
	    .table = cube_table_of(c, (int)(wish->figure / MEASURES)),
	    .best = limit, .found = &found};
	long best;

	w->n = 0;
	try_bundles(&s, bundle_for(s.measure));
	best = s.best;
	for (size_t i = 0; i < found.n && best < limit; i++)
		change(w, found.change[i].figure, found.change[i].amount);
	if (best > 0 && wish->amount > 1 && wish->amount <= STEPS) {
		struct witness steps = {NULL, 0, 0};
		long cheaper = find_in_steps(&s, wish->amount, cost, best,
		    &steps);

		if (cheaper < best) {
			witness_free(w);
			*w = steps;
			best = cheaper;
		} else {
			witness_free(&steps);
		}
	}
	witness_free(&found);
	return best;
}
