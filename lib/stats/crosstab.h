/* crosstab.h -- counting into the cells of a table, where a person counts once
 * in each cell.
 *
 *	struct crosstab *f = crosstab_new(2, 20);
 *	int cell = crosstab_cell(f, (int[]){town, month});
 *	crosstab_add(f, cell, MINUTES, person, 45);
 *	crosstab_value(f, cell, MINUTES)      the sum of what was added
 *	crosstab_persons(f, cell, MINUTES)    how many persons it came from
 *
 * Persons are numbers and must come one after the other: all that is added
 * for one, then all for the next.  That is what makes counting them cost
 * nothing.  Keys are numbers too; what they mean is the caller's affair. */
#ifndef LIB_STATS_CROSSTAB_H
#define LIB_STATS_CROSSTAB_H

#include <stdbool.h>

struct crosstab;

struct crosstab *crosstab_new(int n_keys, int n_counters);
void crosstab_free(struct crosstab *);

/* The number of the cell with these keys: 0, 1, 2 ... by first use. */
int crosstab_cell(struct crosstab *, const int *key);

/* Returns whether the person is new to this counter in this cell. */
bool crosstab_add(struct crosstab *, int cell, int counter, int person,
    long long amount);

/* The person stands behind this part (0 to CROSSTAB_PARTS - 1) of a sum. */
enum { CROSSTAB_PARTS = 6 };
void crosstab_part(struct crosstab *, int cell, int person, int part);

/* One value of which the median is wanted. */
void crosstab_sample(struct crosstab *, int cell, int value);

/* Nothing will be added any more; asked for before anything below. */
void crosstab_finish(struct crosstab *);

int crosstab_cells(const struct crosstab *);
const int *crosstab_key(const struct crosstab *, int cell);
long long crosstab_value(const struct crosstab *, int cell, int counter);
long crosstab_persons(const struct crosstab *, int cell, int counter);

/* How many persons have exactly this set of parts, for every set. */
void crosstab_who(const struct crosstab *, int cell,
    long who[static 1 << CROSSTAB_PARTS]);

/* How many samples, and their median times two (it may be a half). */
long crosstab_median(const struct crosstab *, int cell, long long *twice);

/* The cells ordered by the bytes of their keys' labels, key by key; the
 * caller frees it. */
typedef const char *crosstab_label(void *, int key, int value);
int *crosstab_order(const struct crosstab *, crosstab_label *, void *arg);

#endif
