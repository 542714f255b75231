#include "lib/stats/report.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stats/cube.h"
#include "lib/stats/label.h"
#include "lib/stats/report_parts.h"

/* A hash of the labels of some keys; not of their numbers, which depend on the
 * order in which things came into the database. */
static uint64_t
hash_label(const struct report *r, uint64_t hash, int key, const char *text)
{
	struct siphash_key k = {r->o.secret.k0 ^ hash,
	    r->o.secret.k1 + (uint64_t)key};

	return siphash_of(&k, text, strlen(text));
}

static uint64_t
hash_keys(const struct report *r, uint64_t hash, unsigned keys)
{
	return hash ^ siphash_of(&r->o.secret, &keys, sizeof keys);
}

static uint64_t
node_name(struct report *r, int node)
{
	const struct cube_table *t = cube_table(r->cube,
	    cube_table_of(r->cube, node));
	const int *key = cube_key(r->cube, node);
	uint64_t hash = 0;

	for (int i = 0; i < t->n_keys; i++)
		hash = hash_label(r, hash, t->key[i],
		    report_word(r, t->key[i], key[i]));
	return hash_keys(r, hash, t->keys);
}

static uint64_t
earlier_name(const struct report *r, const struct report_earlier *e)
{
	uint64_t hash = 0;

	for (int k = 0; k < KEYS; k++)
		if (e->label[k] != NULL)
			hash = hash_label(r, hash, k, e->label[k]);
	return hash_keys(r, hash, report_earlier_keys(e));
}

/* Is a period over that the figure belongs to? */
static bool
is_closed(const struct report *r, const struct report_earlier *e)
{
	for (int k = KEY_YEAR; k <= KEY_WEEK; k++) {
		char next[MEASURE_LABEL];

		if (e->label[k] == NULL)
			continue;
		measure_period_label(k, measure_period(k,
		    r->o.count.to + 1), next);
		if (strcmp(e->label[k], next) < 0)
			return true;
	}
	return false;
}

struct named_node {
	uint64_t name;
	int node;
};

static int
by_name(const void *a, const void *b)
{
	const struct named_node *x = a, *y = b;

	return (x->name > y->name) - (x->name < y->name);
}

static void
compare(struct report *r, const struct report_earlier *e, int node)
{
	size_t figure = cube_figure(node, e->measure);
	long long value;
	char *end;

	if (strcmp(e->value, "*") == 0) {
		if (is_closed(r, e))
			disclose_keep_hidden(r->disclosure, figure);
		return;
	}
	value = strtoll(e->value, &end, 10);
	if (end != e->value && *end == '\0' &&
	    tally_quartile(e->measure) == 0)
		disclose_compare(r->disclosure, figure, value);
}

static void
compare_earlier(struct report *r, struct named_node *named, size_t n)
{
	qsort(named, n, sizeof *named, by_name);
	for (size_t i = 0; i < r->o.n_earlier; i++) {
		struct named_node key = {earlier_name(r, &r->o.earlier[i]), 0};
		const struct named_node *found = mem_search(&key, named, n,
		    sizeof *named, by_name);

		if (found != NULL)
			compare(r, &r->o.earlier[i], found->node);
	}
}

/* The values of an axis by a hash, too: what is tried first must not depend on
 * what came first into the database. */
static void
order_axis(struct report *r, int axis)
{
	const struct cube_axis *a = cube_axis(r->cube, axis);
	struct named_node *named = xcalloc((size_t)a->n + 1, sizeof *named);
	int *order = xcalloc((size_t)a->n + 1, sizeof *order);

	for (int i = 0; i < a->n; i++) {
		named[i].node = i;
		for (int k = 0; k < a->n_keys; k++)
			named[i].name = hash_label(r, named[i].name,
			    a->key[k], report_word(r, a->key[k],
			    a->value[i * a->n_keys + k]));
	}
	qsort(named, (size_t)a->n, sizeof *named, by_name);
	for (int i = 0; i < a->n; i++)
		order[i] = named[i].node;
	cube_order(r->cube, axis, order);
	free(named);
	free(order);
}

static void
prepare_disclosure(struct report *r)
{
	struct named_node *named;
	size_t n;

	r->cube = cube_new(r->tally, &r->o.count, r->o.n_printed,
	    r->o.suppress);
	n = (size_t)cube_nodes(r->cube);
	named = xcalloc(n + 1, sizeof *named);
	r->disclosure = disclose_new(r->cube, r->o.suppress);
	for (size_t i = 0; i < n; i++) {
		named[i] = (struct named_node){node_name(r, (int)i), (int)i};
		disclose_name(r->disclosure, (int)i, named[i].name);
	}
	for (int i = 0; i < cube_axes(r->cube); i++)
		order_axis(r, i);
	compare_earlier(r, named, n);
	free(named);
}

void
report_secret(struct report *r, struct siphash_key secret)
{
	r->o.secret = secret;
}

bool
report_suppress(struct report *r)
{
	if (r->o.suppress == 0)
		return false;
	if (r->cube == NULL)
		prepare_disclosure(r);
	return disclose_step(r->disclosure);
}

int
report_percent(const struct report *r)
{
	return r->cube == NULL ? 0 : disclose_percent(r->disclosure);
}

struct disclosure_counts
report_hidden(const struct report *r)
{
	return disclose_counts(r->disclosure);
}
