#include "lib/stats/crosstab.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct counter {
	long long value;
	int persons, households;
	struct contributor last;   /* who was counted last */
};

struct stretch {
	int first, n;       /* the samples of a cell */
};

struct sample {
	int cell, value;
};

struct crosstab {
	int n_keys, n_counters, n_cells;
	int *key;
	struct counter *counter;
	struct stretch *samples;
	size_t key_cap, counter_cap, samples_cap;

	int *slot;          /* hash table of cell numbers; -1: free */
	size_t n_slots;     /* a power of two */

	struct sample *sample;
	size_t n_samples, sample_cap;
};

static void
clear_slots(struct crosstab *f, size_t n)
{
	f->n_slots = n;
	f->slot = xreallocarray(f->slot, n, sizeof *f->slot);
	for (size_t i = 0; i < n; i++)
		f->slot[i] = -1;
}

struct crosstab *
crosstab_new(int n_keys, int n_counters)
{
	struct crosstab *f = xcalloc(1, sizeof *f);

	f->n_keys = n_keys;
	f->n_counters = n_counters;
	clear_slots(f, 64);
	return f;
}

void
crosstab_free(struct crosstab *f)
{
	free(f->key);
	free(f->counter);
	free(f->samples);
	free(f->slot);
	free(f->sample);
	free(f);
}

static size_t
hash(const int *key, int n)
{
	uint64_t h = 0x9e3779b97f4a7c15U;

	for (int i = 0; i < n; i++) {
		h = (h ^ (uint32_t)key[i]) * 0xd6e8feb86659fd93U;
		h ^= h >> 32;
	}
	return (size_t)h;
}

/* Keys are few, and this is asked very often. */
static bool
same(const int *a, const int *b, int n)
{
	for (int i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* The slot that this key has, or would have. */
static int *
find(const struct crosstab *f, const int *key)
{
	size_t i = hash(key, f->n_keys);

	for (;; i++) {
		int *slot = &f->slot[i & (f->n_slots - 1)];

		if (*slot < 0 || same(crosstab_key(f, *slot), key, f->n_keys))
			return slot;
	}
}

static void
grow_slots(struct crosstab *f)
{
	clear_slots(f, f->n_slots * 2);
	for (int i = 0; i < f->n_cells; i++)
		*find(f, crosstab_key(f, i)) = i;
}

static int
new_cell(struct crosstab *f, const int *key)
{
	size_t n = (size_t)f->n_cells, keys = (size_t)f->n_keys;
	size_t counters = (size_t)f->n_counters;

	f->samples = mem_grow(f->samples, n + 1, &f->samples_cap,
	    sizeof *f->samples);
	f->samples[n] = (struct stretch){0, 0};
	f->key = mem_grow(f->key, (n + 1) * keys + 1, &f->key_cap,
	    sizeof *f->key);
	if (keys > 0)
		memcpy(f->key + n * keys, key, keys * sizeof *key);
	f->counter = mem_grow(f->counter, (n + 1) * counters, &f->counter_cap,
	    sizeof *f->counter);
	for (size_t i = 0; i < counters; i++)
		f->counter[n * counters + i] = (struct counter){.last = {-1, -1}};
	return f->n_cells++;
}

int
crosstab_find(const struct crosstab *f, const int *key)
{
	return *find(f, key);
}

int
crosstab_cell(struct crosstab *f, const int *key)
{
	int *slot = find(f, key);

	if (*slot >= 0)
		return *slot;
	if ((size_t)f->n_cells * 2 >= f->n_slots) {
		grow_slots(f);
		slot = find(f, key);
	}
	return *slot = new_cell(f, key);
}

static struct counter *
counter_of(const struct crosstab *f, int cell, int counter)
{
	return &f->counter[(size_t)cell * (size_t)f->n_counters +
	    (size_t)counter];
}

bool
crosstab_add(struct crosstab *f, int cell, int counter, struct contributor unit,
    long long amount)
{
	struct counter *c = counter_of(f, cell, counter);

	c->value += amount;
	if (c->last.person == unit.person)
		return false;
	c->persons++;
	c->households += unit.household >= 0 &&
	    c->last.household != unit.household;
	c->last = unit;
	return true;
}

void
crosstab_merge(struct crosstab *f, int cell, int counter, struct crosstab_sum sum)
{
	struct counter *c = counter_of(f, cell, counter);

	c->value += sum.value;
	c->persons += sum.persons;
	c->households += sum.households;
}

void
crosstab_sample(struct crosstab *f, int cell, int value)
{
	f->sample = mem_grow(f->sample, f->n_samples + 1, &f->sample_cap,
	    sizeof *f->sample);
	f->sample[f->n_samples++] = (struct sample){cell, value};
}

static int
by_cell_and_value(const void *a, const void *b)
{
	const struct sample *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

void
crosstab_finish(struct crosstab *f)
{
	if (f->n_samples > 0)
		qsort(f->sample, f->n_samples, sizeof *f->sample,
		    by_cell_and_value);
	for (size_t i = f->n_samples; i-- > 0; ) {
		f->samples[f->sample[i].cell].first = (int)i;
		f->samples[f->sample[i].cell].n++;
	}
}

int
crosstab_cells(const struct crosstab *f)
{
	return f->n_cells;
}

const int *
crosstab_key(const struct crosstab *f, int cell)
{
	return &f->key[(size_t)cell * (size_t)f->n_keys];
}

long long
crosstab_value(const struct crosstab *f, int cell, int counter)
{
	return counter_of(f, cell, counter)->value;
}

long
crosstab_persons(const struct crosstab *f, int cell, int counter)
{
	return counter_of(f, cell, counter)->persons;
}

long
crosstab_households(const struct crosstab *f, int cell, int counter)
{
	return counter_of(f, cell, counter)->households;
}

bool
crosstab_quartile(const struct crosstab *f, int cell, int quartile,
    long long *twice)
{
	const struct stretch *all = &f->samples[cell];
	const struct sample *s;
	int n = quartile == 2 ? all->n : all->n / 2;

	if (n == 0)
		return false;
	s = &f->sample[all->first + (quartile == 3 ? all->n - n : 0)];
	*twice = (long long)s[(n - 1) / 2].value + s[n / 2].value;
	return true;
}

int
crosstab_samples(const struct crosstab *f, int cell)
{
	return f->samples[cell].n;
}

int
crosstab_sample_at(const struct crosstab *f, int cell, int i)
{
	return f->sample[f->samples[cell].first + i].value;
}
