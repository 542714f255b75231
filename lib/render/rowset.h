/* rowset.h -- some rows of a table: all, a group of them, or one row among
 * them; and what a column of theirs comes to.
 *
 *	struct rowset all = rowset_all(&listing, good);
 *	struct groups g = rowset_groups(&all, keys, n, sorted);
 *	for (size_t i = 0; i < g.n; i++)
 *		use(&g.group[i]);
 *	rowset_free(&g);
 */
#ifndef LIB_RENDER_ROWSET_H
#define LIB_RENDER_ROWSET_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/render/listing.h"

struct rowset {
	const struct listing *listing;
	const size_t *row;   /* into the listing */
	size_t n;
	long at;             /* the row that is meant, into row[]; -1: all */
	size_t number;       /* which one this is of its kind, from 1 */
	long column;         /* in a loop over columns; -1: in none */
};

struct groups {
	struct rowset *group;
	size_t n;
	size_t *row;
};

/* Rows with the same texts in these columns are a group; the groups come in
 * the order of their first rows, or by the bytes of their texts. */
struct groups rowset_groups(const struct rowset *, const int *column,
    size_t columns, bool sorted);
void rowset_free(struct groups *);

/* The text that all rows have in a column, if they have any; NULL: they have
 * different ones, in rows *a and *b. */
const char *rowset_agreed(const struct rowset *, int column, size_t *a,
    size_t *b);

/* Of the first row, of the last one. */
const char *rowset_first(const struct rowset *, int column);
const char *rowset_last(const struct rowset *, int column);

/* The text of the largest number; "": there is none. */
const char *rowset_max(const struct rowset *, int column);

/* The sum, with as many decimals as the numbers have; "" if one is not known,
 * "*" if one must not be. */
enum { ROWSET_SUM = 48 };
void rowset_sum(const struct rowset *, const int *column, size_t columns,
    char buf[static ROWSET_SUM]);

#endif
