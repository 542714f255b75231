/* figures.h -- counting into the cells of a table, where a person counts once
 * in each cell.
 *
 *	struct figures *f = figures_new(2, 20);
 *	int cell = figures_cell(f, (int[]){town, month});
 *	figures_add(f, cell, MINUTES, person, 45);
 *	figures_value(f, cell, MINUTES)      the sum of what was added
 *	figures_persons(f, cell, MINUTES)    how many persons it came from
 *
 * Persons are numbers and must come one after the other: all that is added
 * for one, then all for the next.  That is what makes counting them cost
 * nothing.  Keys are numbers too; what they mean is the caller's affair. */
#ifndef LIB_FIGURES_H
#define LIB_FIGURES_H

#include <stdbool.h>

struct figures;

struct figures *figures_new(int n_keys, int n_counters);
void figures_free(struct figures *);

/* The number of the cell with these keys: 0, 1, 2 ... by first use. */
int figures_cell(struct figures *, const int *key);

/* Returns whether the person is new to this counter in this cell. */
bool figures_add(struct figures *, int cell, int counter, int person,
    long long amount);

/* The person stands behind this part (0 to FIGURES_PARTS - 1) of a sum. */
enum { FIGURES_PARTS = 6 };
void figures_part(struct figures *, int cell, int person, int part);

/* One value of which the median is wanted. */
void figures_sample(struct figures *, int cell, int value);

/* Nothing will be added any more; asked for before anything below. */
void figures_finish(struct figures *);

int figures_cells(const struct figures *);
const int *figures_key(const struct figures *, int cell);
long long figures_value(const struct figures *, int cell, int counter);
long figures_persons(const struct figures *, int cell, int counter);

/* How many persons have exactly this set of parts, for every set. */
void figures_who(const struct figures *, int cell,
    long who[static 1 << FIGURES_PARTS]);

/* How many samples, and their median times two (it may be a half). */
long figures_median(const struct figures *, int cell, long long *twice);

/* The cells ordered by the bytes of their keys' labels, key by key; the
 * caller frees it. */
typedef const char *figures_label(void *, int key, int value);
int *figures_order(const struct figures *, figures_label *, void *arg);

#endif
