/* crosstab.h -- a table of counters, in which a person counts once per cell.
 *
 *	struct crosstab *f = crosstab_new(2, 20);
 *	int cell = crosstab_cell(f, (int[]){town, month});
 *	crosstab_add(f, cell, MINUTES, (struct contributor){person, household}, 45);
 *	crosstab_value(f, cell, MINUTES)      the sum of the amounts
 *	crosstab_persons(f, cell, MINUTES)    how many persons contributed
 *
 * Contributions must be grouped: all of one person, then all of the next one,
 * and the persons of one household one after the other.  So counting persons
 * and households takes one comparison each.  Keys are plain numbers; what
 * they mean is up to the caller. */
#ifndef LIB_STATS_CROSSTAB_H
#define LIB_STATS_CROSSTAB_H

#include <stdbool.h>

struct crosstab;

/* Who contributes: numbers of the person and of its household (below 0: not
 * known, and counted as none). */
struct contributor {
	int person, household;
};

struct crosstab *crosstab_new(int n_keys, int n_counters);
void crosstab_free(struct crosstab *);

/* The cell with these keys; a new one gets the next number, from 0 on. */
int crosstab_cell(struct crosstab *, const int *key);

/* The same, -1 if there is no such cell. */
int crosstab_find(const struct crosstab *, const int *key);

/* Returns whether this is the person's first contribution to the counter. */
bool crosstab_add(struct crosstab *, int cell, int counter, struct contributor,
    long long amount);

/* One value for the median and the quartiles of the cell. */
void crosstab_sample(struct crosstab *, int cell, int value);

/* What was counted elsewhere: of other persons and households than here. */
struct crosstab_sum {
	long long value;
	int persons, households;
};

void crosstab_merge(struct crosstab *, int cell, int counter,
    struct crosstab_sum);

/* To be called after the last contribution and before anything below. */
void crosstab_finish(struct crosstab *);

int crosstab_cells(const struct crosstab *);
const int *crosstab_key(const struct crosstab *, int cell);
long long crosstab_value(const struct crosstab *, int cell, int counter);
long crosstab_persons(const struct crosstab *, int cell, int counter);
long crosstab_households(const struct crosstab *, int cell, int counter);

/* The median of the samples (quartile 2), or the median of their lower (1) or
 * upper (3) half, without the middle one if their number is odd: times two,
 * since it may end in a half.  false: there is none. */
bool crosstab_quartile(const struct crosstab *, int cell, int quartile,
    long long *twice);

/* All its samples, ascending. */
int crosstab_samples(const struct crosstab *, int cell);
int crosstab_sample_at(const struct crosstab *, int cell, int i);

#endif
