#include "lib/stats/cube.h"

#include "lib/rule/codes.h"
#include "lib/stats/cube_parts.h"

/* Came back after the first contact in the cell: a later one may come back
 * where the first did not, so a part may be more than the whole. */
static bool
no_more_than_whole(int measure)
{
	return measure != MEASURE_CAME_BACK &&
	    measure != MEASURE_CAME_BACK_NEXT;
}

/* What a figure would be. */
static long long
would_be(const struct cube *c, int node, int measure)
{
	const struct figure *f = &c->figure[cube_figure(node, measure)];

	return f->value + figure_delta(f);
}

static long long
sum_of(const struct cube *c, int node, int measure, int n)
{
	long long sum = 0;

	for (int i = 0; i < n; i++)
		sum += would_be(c, node, measure + i);
	return sum;
}

/* Measures that can be no more than others, with those that must be there if
 * the others are (x > 0 only if y > 0 is `x <= y`, too, where y is persons). */
static bool
persons_hold(const struct cube *c, int node)
{
	long long visits = would_be(c, node, MEASURE_VISITS);
	long long met = would_be(c, node, MEASURE_OUTCOME + OUTCOME_MET);
	long long word = would_be(c, node,
	    MEASURE_OUTCOME + OUTCOME_SELF_REPORTED);
	long long cancelled = would_be(c, node,
	    MEASURE_OUTCOME + OUTCOME_CANCELLED);
	long long visited = would_be(c, node, MEASURE_PERSONS_VISITED);
	long long reached = would_be(c, node, MEASURE_PERSONS_REACHED);
	long long homes = would_be(c, node, MEASURE_HOUSEHOLDS_VISITED);
	long long waited = would_be(c, node, MEASURE_DAYS_TO_CONTACT);
	long long first = would_be(c, node, MEASURE_FIRST_CONTACTS);

	if (waited > c->threshold)
		waited = c->threshold;
	return visited <= visits && (visited > 0 || visits == 0) &&
	    homes <= visited && (homes > 0 || visited == 0) &&
	    reached <= met + word && (reached > 0 || met + word == 0) &&
	    reached <= visited + word && waited <= first &&
	    first <= reached &&
	    would_be(c, node, MEASURE_CAME_BACK) <= reached &&
	    would_be(c, node, MEASURE_CAME_BACK_NEXT) <= reached &&
	    would_be(c, node, MEASURE_PERSONS_WITH_CAUSE) <=
	    visited + word + cancelled;
}

static bool
contacts_hold(const struct cube *c, int node)
{
	long long visits = would_be(c, node, MEASURE_VISITS);
	long long contacts = sum_of(c, node, MEASURE_OUTCOME,
	    OUTCOME_CANCELLED + 1);

	return sum_of(c, node, MEASURE_OUTCOME, OUTCOME_ABORTED + 1) ==
	    visits && sum_of(c, node, MEASURE_REACTION, 3) <= contacts &&
	    (contacts > 0 || (would_be(c, node, MEASURE_MINUTES) == 0 &&
	    would_be(c, node, MEASURE_OFFERS_MADE) == 0 &&
	    would_be(c, node, MEASURE_CUTS_THREATENED) == 0));
}

static bool
parts_hold(const struct cube *c, int node)
{
	return would_be(c, node, MEASURE_HEALTH_ACCEPTED) <=
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) &&
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) <=
	    would_be(c, node, MEASURE_OFFERS_MADE) &&
	    would_be(c, node, MEASURE_CUTS_AVERTED) <=
	    would_be(c, node, MEASURE_CUTS_THREATENED);
}

/* Everybody can see that a row is there, so somebody has to stay in it. */
static bool
row_holds(const struct cube *c, const struct cube_table *t, int node)
{
	unsigned usual = measure_usual(t->keys);

	if (!t->printed || t->keys == 0 || !c->somebody[node])
		return true;
	for (int m = 0; m < MEASURES; m++)
		if (usual & BIT(m) && would_be(c, node, m) > 0)
			return true;
	return false;
}

/* Of health everything accepted is health, of other areas nothing. */
static bool
area_holds(const struct cube *c, int node, int area)
{
	return would_be(c, node, MEASURE_HEALTH_ACCEPTED) ==
	    (cube_is_health(c, area) ?
	    would_be(c, node, MEASURE_OFFERS_ACCEPTED) : 0);
}

static bool
outcome_holds(const struct cube *c, int node, int outcome)
{
	for (int m = 0; m < MEASURES; m++)
		if (would_be(c, node, m) > 0 &&
		    !cube_measure_of_outcome(m, outcome))
			return false;
	return true;
}

static bool
place_holds(const struct cube *c, const struct cube_table *t, int node)
{
	const int *key = cube_key(c, node);

	for (int k = 0; k < t->n_keys; k++)
		if ((t->key[k] == KEY_OUTCOME &&
		    !outcome_holds(c, node, key[k])) ||
		    (t->key[k] == KEY_AREA && !area_holds(c, node, key[k])))
			return false;
	return true;
}

static bool
node_holds(const struct cube *c, int node)
{
	const struct cube_table *t = &c->table[c->table_of[node]];

	if (!parts_hold(c, node) || !row_holds(c, t, node) ||
	    !place_holds(c, t, node))
		return false;
	if (t->keys & (BIT(KEY_AREA) | BIT(KEY_CAUSE)))
		return true;
	return persons_hold(c, node) && contacts_hold(c, node);
}

/* The cells that another one is made of, added up, and the largest of them. */
struct parts {
	long long sum, most;
};

static struct parts
all_parts(const struct cube *c, const struct relation *r, int i, int m)
{
	struct parts p = {0, 0};

	for (int k = r->first[i]; k < r->first[i + 1]; k++) {
		long long part = would_be(c, r->list[k], m);

		p.sum += part;
		if (part > p.most)
			p.most = part;
	}
	return p;
}

/* The same where they are many: only what changes is looked at.  The largest
 * may be less than that, but if it is too large, all are asked. */
static struct parts
changed_parts(const struct cube *c, const struct relation *r, int i, int m,
    long long whole)
{
	const struct cube_table *t = &c->table[r->child];
	const struct relation_sum *s = &r->sums[r->big[i]];
	struct parts p = {s->sum[m], s->most[m]};

	if (p.most > whole)
		return all_parts(c, r, i, m);
	for (size_t k = 0; k < c->n_change; k++) {
		int node = (int)(c->change[k] / MEASURES);

		if (c->change[k] % MEASURES != (size_t)m || node < t->first ||
		    node >= t->first + t->n || r->up[node - t->first] !=
		    i + c->table[r->parent].first)
			continue;
		p.sum += figure_delta(&c->figure[c->change[k]]);
		if (would_be(c, node, m) > p.most)
			p.most = would_be(c, node, m);
	}
	return p;
}

/* Between a cell and the cells it is made of. */
static bool
relation_holds(const struct cube *c, const struct relation *r, int parent,
    int m)
{
	int i = parent - c->table[r->parent].first;
	long long whole = would_be(c, parent, m);
	struct parts p = r->big[i] < 0 ? all_parts(c, r, i, m) :
	    changed_parts(c, r, i, m, whole);

	if (!(cube_loose[m] & r->keys))
		return p.sum == whole;
	if (whole > p.sum || (no_more_than_whole(m) && p.most > whole))
		return false;
	return cube_loose[m] != STAFF || p.sum <= 2 * whole;
}

static bool
figure_holds(const struct cube *c, size_t figure)
{
	int node = (int)(figure / MEASURES), m = (int)(figure % MEASURES);
	int table = c->table_of[node];

	for (int i = 0; i < c->n_relations; i++) {
		const struct relation *r = &c->relation[i];

		if (!(c->table[r->parent].measures & BIT(m)) ||
		    !(c->table[r->child].measures & BIT(m)))
			continue;
		if (r->parent == table && !relation_holds(c, r, node, m))
			return false;
		if (r->child == table && !relation_holds(c, r,
		    r->up[node - c->table[table].first], m))
			return false;
	}
	return true;
}

bool
cube_cells_hold(struct cube *c, size_t n)
{
	c->now++;
	for (size_t i = n; i < c->n_change; i++) {
		int node = (int)(c->change[i] / MEASURES);

		const struct figure *f = &c->figure[c->change[i]];

		if (f->value + figure_delta(f) < 0)
			return false;
		if (c->stamp[node] == c->now)
			continue;
		c->stamp[node] = c->now;
		if (!node_holds(c, node))
			return false;
	}
	return true;
}

bool
cube_holds(struct cube *c)
{
	if (!cube_cells_hold(c, 0))
		return false;
	for (size_t i = 0; i < c->n_change; i++)
		if (cube_change(c, c->change[i]) != 0 &&
		    !figure_holds(c, c->change[i]))
			return false;
	return true;
}
