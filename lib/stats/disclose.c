#include "lib/stats/disclose.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/witness.h"

/* Costs: the number of figures first, then zeros, then the hash. */
enum { COST_FIGURE = 10000, COST_ZERO = 5000, COST_HASH = 100 };
enum { COST_LIMIT = WITNESS_NEVER };

/* For each search; of very many, each is shorter. */
enum { EFFORT = 2000, EFFORT_LEAST = 100, EFFORT_TARGETS = 500 };

enum { PRIMARY = 1, HIDDEN = 2, PRINTED = 4, KEPT = 8, KNOWN = 16, COMPARED = 32 };

struct target {
	size_t figure;
	uint64_t rank;
	int keys;              /* of its table: the finest first */
	int witness;           /* -1: none yet */
	bool zeros;            /* it needs figures that become zero */
};

/* A target whose witness changes, or once changed, a figure. */
struct use {
	size_t target;
	int next;              /* -1: the last one */
};

struct disclosure {
	struct cube *cube;
	int threshold;
	uint64_t *name;        /* of each node */
	unsigned char *flag;
	int *cost;
	struct target *target;
	size_t n_targets, target_cap, at;
	struct witness *witness;
	int *users;            /* how many targets rely on a witness */
	size_t n_witnesses, witness_cap, users_cap;
	struct earlier {
		size_t figure;
		long long value;
	} *earlier;            /* figures that differ a little */
	size_t n_earlier, earlier_cap;
	int *target_of;        /* the target of each figure; -1: none */
	int *use;              /* the first use of each figure; -1: none */
	struct use *uses;
	size_t n_uses, use_cap;
	size_t *second;        /* secondary figures */
	size_t n_second, second_cap, shown;
	bool started, sorted;
	int effort;
	long desperate;
};

struct disclosure *
disclose_new(struct cube *cube, int threshold)
{
	struct disclosure *d = xcalloc(1, sizeof *d);
	size_t n = cube_figures(cube);

	d->cube = cube;
	d->threshold = threshold;
	d->name = xcalloc((size_t)cube_nodes(cube) + 1, sizeof *d->name);
	d->flag = xcalloc(n + 1, sizeof *d->flag);
	d->cost = xcalloc(n + 1, sizeof *d->cost);
	d->target_of = xcalloc(n + 1, sizeof *d->target_of);
	d->use = xcalloc(n + 1, sizeof *d->use);
	for (size_t i = 0; i < n; i++)
		d->target_of[i] = d->use[i] = -1;
	return d;
}

void
disclose_free(struct disclosure *d)
{
	for (size_t i = 0; i < d->n_witnesses; i++)
		witness_free(&d->witness[i]);
	free(d->witness);
	free(d->users);
	free(d->earlier);
	free(d->target_of);
	free(d->use);
	free(d->uses);
	free(d->second);
	free(d->target);
	free(d->cost);
	free(d->flag);
	free(d->name);
	free(d);
}

void
disclose_name(struct disclosure *d, int node, uint64_t hash)
{
	d->name[node] = hash;
}

void
disclose_keep_hidden(struct disclosure *d, size_t figure)
{
	d->flag[figure] |= KEPT;
}

void
disclose_compare(struct disclosure *d, size_t figure, long long earlier)
{
	long long more = cube_value(d->cube, figure) - earlier;

	if (more == 0) {
		d->flag[figure] |= KNOWN;
	} else if (more < d->threshold && -more < d->threshold &&
	    !(d->flag[figure] & COMPARED)) {
		d->flag[figure] |= COMPARED;
		d->earlier = mem_grow(d->earlier, d->n_earlier + 1,
		    &d->earlier_cap, sizeof *d->earlier);
		d->earlier[d->n_earlier++] = (struct earlier){figure, earlier};
	}
}

static uint64_t
rank(const struct disclosure *d, size_t figure)
{
	uint64_t h = d->name[figure / MEASURES] ^
	    (figure % MEASURES + 1) * 0x9e3779b97f4a7c15U;

	h = (h ^ h >> 32) * 0xd6e8feb86659fd93U;
	h = (h ^ h >> 32) * 0xd6e8feb86659fd93U;
	return h ^ h >> 32;
}

static bool
is_few(const struct disclosure *d, const struct cube_table *t, int cell, int m)
{
	long n = m == MEASURE_DAYS_Q1 || m == MEASURE_DAYS_Q3 ?
	    2L * d->threshold : d->threshold;
	long persons = tally_persons(t->cells, cell, m);

	return persons > 0 && (persons < n ||
	    tally_households(t->cells, cell, m) < n);
}

static int
full_cost(const struct disclosure *d, size_t figure)
{
	int cost = COST_FIGURE + (int)(rank(d, figure) % COST_HASH);

	return cube_value(d->cube, figure) == 0 ? cost + COST_ZERO : cost;
}

static void
aim(struct disclosure *d, size_t figure, int keys)
{
	d->target = mem_grow(d->target, d->n_targets + 1, &d->target_cap,
	    sizeof *d->target);
	d->target[d->n_targets++] = (struct target){figure, rank(d, figure),
	    keys, -1, false};
}

/* Must it be hidden for its own sake? */
static bool
is_primary(const struct disclosure *d, const struct cube_table *t, int cell,
    int m)
{
	size_t figure = cube_figure(t->first + cell, m);

	if (cube_value(d->cube, figure) == 0 && t->keys != 0 &&
	    !cube_somebody(d->cube, t->first + cell))
		return false;
	return (d->flag[figure] & (KEPT | COMPARED)) != 0 ||
	    (is_few(d, t, cell, m) && cube_value(d->cube, figure) != 0);
}

/* Where nobody was contacted everybody can see that: the row is missing, or
 * with --every all zero.  Persons referred may still be counted there. */
static bool
is_known(const struct disclosure *d, const struct cube_table *t, int cell,
    int m)
{
	size_t figure = cube_figure(t->first + cell, m);

	return tally_quartile(m) > 0 || (d->flag[figure] & KNOWN) != 0 ||
	    (t->printed && t->keys != 0 && cube_value(d->cube, figure) == 0 &&
	    !cube_somebody(d->cube, t->first + cell));
}

static void
look_at(struct disclosure *d, const struct cube_table *t, int cell, int m)
{
	size_t figure = cube_figure(t->first + cell, m);

	if (!(t->measures & BIT(m)))
		return;
	if (is_known(d, t, cell, m))
		d->cost[figure] = WITNESS_NEVER;
	if (!t->printed)
		return;
	d->flag[figure] |= PRINTED;
	if (d->cost[figure] == 0)
		d->cost[figure] = full_cost(d, figure);
	if (!is_primary(d, t, cell, m))
		return;
	d->flag[figure] |= PRIMARY | HIDDEN;
	d->cost[figure] = 0;
	if (tally_quartile(m) == 0)
		aim(d, figure, t->n_keys);
}

static int
by_detail_and_rank(const void *a, const void *b)
{
	const struct target *x = a, *y = b;

	if (x->keys != y->keys)
		return x->keys > y->keys ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->figure > y->figure) - (x->figure < y->figure);
}

static int
by_figure(const void *a, const void *b)
{
	const struct earlier *x = a, *y = b;

	return (x->figure > y->figure) - (x->figure < y->figure);
}

static void
start(struct disclosure *d)
{
	for (int i = 0; i < cube_tables(d->cube); i++) {
		const struct cube_table *t = cube_table(d->cube, i);

		for (int cell = 0; cell < t->n; cell++)
			for (int m = 0; m < MEASURES; m++)
				look_at(d, t, cell, m);
	}
	if (d->n_earlier > 0)
		qsort(d->earlier, d->n_earlier, sizeof *d->earlier, by_figure);
	if (d->n_targets > 0)
		qsort(d->target, d->n_targets, sizeof *d->target,
		    by_detail_and_rank);
	d->effort = d->n_targets <= EFFORT_TARGETS ? EFFORT :
	    EFFORT * EFFORT_TARGETS / (int)d->n_targets;
	if (d->effort < EFFORT_LEAST)
		d->effort = EFFORT_LEAST;
	for (size_t i = 0; i < d->n_targets; i++)
		d->target_of[d->target[i].figure] = (int)i;
}

/* What the figure was earlier, if it differs a little now; else what it is. */
static long long
earlier(const struct disclosure *d, size_t figure)
{
	struct earlier key = {figure, 0};
	const struct earlier *found = !(d->flag[figure] & COMPARED) ? NULL :
	    mem_search(&key, d->earlier, d->n_earlier, sizeof key, by_figure);

	return found != NULL ? found->value : cube_value(d->cube, figure);
}

/* How much more a figure has to become: N, and N more than it was earlier. */
static long long
needed(const struct disclosure *d, size_t figure)
{
	long long value = cube_value(d->cube, figure);
	long long more = value < d->threshold ? d->threshold - value : 1;

	if (d->flag[figure] & COMPARED &&
	    earlier(d, figure) + d->threshold - value > more)
		more = earlier(d, figure) + d->threshold - value;
	return more;
}

/* How much less would do instead; 0: nothing. */
static long long
or_less(const struct disclosure *d, size_t figure)
{
	long long value = cube_value(d->cube, figure);
	long long least = d->flag[figure] & COMPARED ?
	    earlier(d, figure) - d->threshold : value - 1;

	return value < d->threshold || least < 0 ? 0 : value - least;
}

static bool
serves(const struct disclosure *d, const struct witness *w, size_t figure)
{
	long long amount = witness_amount(w, figure);
	long long less = or_less(d, figure);

	return amount >= needed(d, figure) || (less > 0 && -amount >= less);
}

static void
hide(struct disclosure *d, size_t figure)
{
	if (d->flag[figure] & HIDDEN || !(d->flag[figure] & PRINTED))
		return;
	d->flag[figure] |= HIDDEN;
	d->cost[figure] = 0;
	d->second = mem_grow(d->second, d->n_second + 1, &d->second_cap,
	    sizeof *d->second);
	d->second[d->n_second++] = figure;
}

static int
add_witness(struct disclosure *d, struct witness w)
{
	d->witness = mem_grow(d->witness, d->n_witnesses + 1, &d->witness_cap,
	    sizeof *d->witness);
	d->users = mem_grow(d->users, d->n_witnesses + 1, &d->users_cap,
	    sizeof *d->users);
	d->witness[d->n_witnesses] = w;
	d->users[d->n_witnesses] = 0;
	return (int)d->n_witnesses++;
}

/* Nothing helps: all figures of the run are hidden that are of this measure,
 * or could be compared with it. */
static void
despair(struct disclosure *d)
{
	d->desperate++;
	for (size_t f = 0; f < cube_figures(d->cube); f++)
		if (d->flag[f] & PRINTED && tally_quartile((int)(f % MEASURES)) == 0)
			hide(d, f);
}

static void
rely(struct disclosure *d, size_t target, int witness)
{
	const struct witness *w = &d->witness[witness];

	d->target[target].witness = witness;
	d->users[witness]++;
	for (size_t i = 0; i < w->n; i++) {
		size_t figure = w->change[i].figure;

		if (w->change[i].amount == 0)
			continue;
		d->uses = mem_grow(d->uses, d->n_uses + 1, &d->use_cap,
		    sizeof *d->uses);
		d->uses[d->n_uses] = (struct use){target, d->use[figure]};
		d->use[figure] = (int)d->n_uses++;
	}
}

/* The cheaper one of those by which the figure is more, or less. */
static long
find(struct disclosure *d, size_t target, bool no_zeros, long limit,
    struct witness *w)
{
	size_t figure = d->target[target].figure;
	long long less = or_less(d, figure);
	struct witness_wish wish = {figure, needed(d, figure), no_zeros,
	    d->target[target].rank, d->effort};
	struct witness other = {NULL, 0, 0};
	long cost = witness_find(d->cube, &wish, d->cost, limit, w), cheaper;

	if (less == 0 || cost == 0)
		return cost;
	wish.amount = -less;
	cheaper = witness_find(d->cube, &wish, d->cost, cost, &other);
	if (cheaper < cost) {
		witness_free(w);
		*w = other;
		return cheaper;
	}
	witness_free(&other);
	return cost;
}

/* Finds a witness, which may serve other targets as well. */
static void
protect(struct disclosure *d, size_t target)
{
	struct witness w = {NULL, 0, 0};
	int added;

	if (d->target[target].witness >= 0)
		return;
	d->target[target].zeros = find(d, target, true, COST_LIMIT, &w) >=
	    COST_LIMIT;
	if (d->target[target].zeros &&
	    find(d, target, false, COST_LIMIT, &w) >= COST_LIMIT) {
		witness_free(&w);
		despair(d);
		return;
	}
	added = add_witness(d, w);
	rely(d, target, added);
	for (size_t i = 0; i < w.n; i++) {
		int other = d->target_of[w.change[i].figure];

		hide(d, w.change[i].figure);
		if (other >= 0 && d->target[other].witness < 0 &&
		    serves(d, &w, w.change[i].figure)) {
			d->target[other].zeros = d->target[target].zeros;
			rely(d, (size_t)other, added);
		}
	}
}

static int
by_rank(const void *a, const void *b)
{
	const struct target *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void
sort_second(struct disclosure *d)
{
	struct target *t = xcalloc(d->n_second + 1, sizeof *t);

	for (size_t i = 0; i < d->n_second; i++)
		t[i] = (struct target){.figure = d->second[i],
		    .rank = rank(d, d->second[i])};
	qsort(t, d->n_second, sizeof *t, by_rank);
	for (size_t i = 0; i < d->n_second; i++)
		d->second[i] = t[i].figure;
	free(t);
}

/* Is there a witness for the target that needs nothing that is shown? */
static bool
replace(struct disclosure *d, size_t target)
{
	struct witness w = {NULL, 0, 0};

	if (find(d, target, !d->target[target].zeros, 1, &w) > 0) {
		witness_free(&w);
		return false;
	}
	d->users[d->target[target].witness]--;
	rely(d, target, add_witness(d, w));
	return true;
}

/* Shows a figure again if all witnesses that need it can be replaced. */
static void
show(struct disclosure *d, size_t figure)
{
	d->flag[figure] &= (unsigned char)~HIDDEN;
	d->cost[figure] = full_cost(d, figure);
	for (int i = d->use[figure]; i >= 0; i = d->uses[i].next) {
		size_t target = d->uses[i].target;
		int witness = d->target[target].witness;

		if (witness_amount(&d->witness[witness], figure) != 0 &&
		    !replace(d, target)) {
			d->flag[figure] |= HIDDEN;
			d->cost[figure] = 0;
			return;
		}
	}
}

/* Secondary figures that no witness needs any more. */
static void
show_unneeded(struct disclosure *d)
{
	unsigned char *used = xcalloc(cube_figures(d->cube) + 1, 1);

	for (size_t i = 0; i < d->n_witnesses; i++)
		for (size_t k = 0; d->users[i] > 0 && k < d->witness[i].n; k++)
			if (d->witness[i].change[k].amount != 0)
				used[d->witness[i].change[k].figure] = 1;
	for (size_t i = 0; i < d->n_second; i++)
		if (!used[d->second[i]])
			d->flag[d->second[i]] &= (unsigned char)~HIDDEN;
	free(used);
}

bool
disclose_step(struct disclosure *d)
{
	if (!d->started) {
		start(d);
		d->started = true;
	}
	if (d->desperate > 0)
		return false;
	if (d->at < d->n_targets) {
		protect(d, d->at++);
		return true;
	}
	if (!d->sorted) {
		sort_second(d);
		d->sorted = true;
	}
	if (d->shown < d->n_second) {
		show(d, d->second[d->shown++]);
		return true;
	}
	show_unneeded(d);
	return false;
}

int
disclose_percent(const struct disclosure *d)
{
	size_t all = d->n_targets + d->n_second;

	return all == 0 ? 100 : (int)(100 * (d->at + d->shown) / all);
}

bool
disclose_hidden(const struct disclosure *d, size_t figure)
{
	return (d->flag[figure] & HIDDEN) != 0;
}

struct disclosure_counts
disclose_counts(const struct disclosure *d)
{
	struct disclosure_counts n = {0, 0, d->desperate};

	for (size_t f = 0; f < cube_figures(d->cube); f++) {
		n.primary += (d->flag[f] & PRIMARY) != 0;
		n.hidden += (d->flag[f] & HIDDEN) != 0;
	}
	return n;
}
