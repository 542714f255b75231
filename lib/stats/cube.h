/* cube.h -- the figures of all tables of a run, and what holds between them.
 *
 * Each cell of each table is a node; a figure is a measure of a node.  Besides
 * the tables that are printed there may be others, whose figures nobody sees:
 * they link the printed ones (visits by month and visits by town have the same
 * grand total, printed or not).
 *
 *	struct cube *c = cube_new(tally, &options, n_printed, n);
 *	cube_add(c, cube_figure(node, MEASURE_VISITS), +2);
 *	cube_add(c, cube_figure(node, MEASURE_OUTCOME + OUTCOME_MET), +2);
 *	if (cube_holds(c))      such figures could be true as well
 *	cube_clear(c);
 *
 * What is checked is all that a reader of the tables could reason with: sums
 * of cells and of outcomes, what can be no larger than something else, and
 * that a printed row has somebody in it while a missing one has nobody. */
#ifndef LIB_STATS_CUBE_H
#define LIB_STATS_CUBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats/tally.h"

struct cube;

struct cube_table {
	const struct crosstab *cells;
	int key[KEYS], n_keys;
	unsigned keys;
	unsigned implied;      /* and what follows from them: a month's year */
	unsigned measures;     /* that it has */
	bool printed;
	int first, n;          /* its nodes */
};

/* The values that keys of one kind take together: months with their quarters,
 * workers with their funders, or one key alone. */
struct cube_axis {
	unsigned keys;
	int key[KEYS], n_keys;
	int *value, n;         /* n times n_keys */
};

/* Of the options' tables the first n_printed are printed.  Of a median it is
 * known that at least `threshold` persons are behind it, if it is shown. */
struct cube *cube_new(const struct tally *, const struct tally_options *,
    int n_printed, int threshold);
void cube_free(struct cube *);

int cube_tables(const struct cube *);
const struct cube_table *cube_table(const struct cube *, int);
int cube_axes(const struct cube *);
const struct cube_axis *cube_axis(const struct cube *, int);

/* Puts an axis into another order: order[i] becomes the i-th value. */
void cube_order(struct cube *, int axis, const int *order);

int cube_nodes(const struct cube *);
int cube_table_of(const struct cube *, int node);
const int *cube_key(const struct cube *, int node);

/* Was anybody contacted there?  Rows of nobody are missing, or all zero, and
 * that is known. */
bool cube_somebody(const struct cube *, int node);

/* Is this area (by its number) health? */
bool cube_is_health(const struct cube *, int area);

/* The cells of a table that differ by one axis alone: from a cell with this key,
 * those with the axis's other values, and itself, in the axis's order.  (One cell
 * may come several times, under values that are the same to the table.) */
struct cube_line {
	const struct cube_spot {
		int value, node;
	} *spot;
	int n;
};

struct cube_line cube_line(struct cube *, int table, int axis,
    const int key[KEYS]);

/* The axis's values that are this key's to the table, at most so many; how many
 * there are. */
int cube_values(struct cube *, int table, int axis, const int key[KEYS],
    int *value, int most);

/* The node of a table under these keys (indexed by KEY_...); -1: none. */
int cube_find(const struct cube *, int table, const int key[KEYS]);

static inline size_t
cube_figure(int node, int measure)
{
	return (size_t)node * MEASURES + (size_t)measure;
}

size_t cube_figures(const struct cube *);
bool cube_has(const struct cube *, size_t figure);
long long cube_value(const struct cube *, size_t figure);

/* Keys over which a measure does not add up, since one person or visit may
 * count under several of their values. */
extern const unsigned cube_loose[];

/* Is there such a measure under this outcome? */
bool cube_measure_of_outcome(int measure, int outcome);
unsigned cube_measures_of_outcome(int outcome);  /* all, as bits */

/* Other figures than the true ones: differences, added up. */
void cube_add(struct cube *, size_t figure, long long amount);
size_t cube_changes(const struct cube *, const size_t **figure);
long long cube_change(const struct cube *, size_t figure);
bool cube_holds(struct cube *);
void cube_clear(struct cube *);

/* A part of that: do the cells that changed from the n-th change on hold in
 * themselves? */
bool cube_cells_hold(struct cube *, size_t n);

/* Takes back the changes from the n-th on, all to figures that had not changed
 * before. */
void cube_back(struct cube *, size_t n);

/* Takes the differences for the true figures, until cube_unshift(). */
void cube_shift(struct cube *);
void cube_unshift(struct cube *);

#endif
