/* cube_parts.h -- what the files of cube.h know of each other: cube.c makes it,
 * cube_index.c finds its cells, cube_relation.c knows which cells are made of
 * which, cube_axis.c the values of the keys, cube_change.c other figures than
 * the true ones, and cube_holds.c whether these could be.  For
 * lib/stats/cube*.c alone, after cube.h. */
#ifndef LIB_STATS_CUBE_PARTS_H
#define LIB_STATS_CUBE_PARTS_H

/* More children than these are not added up each time. */
enum { RELATION_FEW = 32 };

/* A table and a finer one, with none in between: the cells of the child under
 * each cell of the parent. */
struct relation {
	int parent, child;
	unsigned keys;         /* that the child has beyond the parent's */
	int *up;               /* the parent of each cell of the child */
	int *first, *list;     /* the children of each cell of the parent */
	int *big;              /* of each cell of the parent: which of sums[] it
	                        * has, as its children are many; -1: none */
	struct relation_sum {
		long long sum[MEASURES];   /* of the children */
		long long most[MEASURES];  /* no child has more */
	} *sums;
	int n_sums;
};

/* The cells of a table along an axis, line by line. */
struct cube_lines {
	struct crosstab *key;      /* its cells are lines: the keys beside the axis */
	struct cube_spot *spot;
	int *first;                /* of each line, and the end */
	struct crosstab *as;       /* what the axis's values are to the table */
	int *head, *next;          /* several may be one to it, as the months of
	                            * a quarter; -1: no more */
};

/* What is read and written together lies together: a search asks for figures
 * all over the tables.  Twice the difference, and one more if the figure is in
 * change[]. */
struct figure {
	long long value, twice;
};

static inline long long
figure_delta(const struct figure *f)
{
	return f->twice >> 1;
}

/* The node of each combination of a table's values, from `low` to `high` of
 * each key, -1: none; NULL if most would be none. */
struct cube_index {
	int low[KEYS], high[KEYS];
	size_t stride[KEYS];
	int *node;
};

struct cube {
	struct cube_table *table;
	struct cube_index *index;  /* of each table */
	struct cube_axis axis[KEYS];
	struct cube_lines *lines;  /* of each table and axis; made when asked for */
	struct relation *relation;
	int n_tables, n_axes, n_relations, n_nodes;
	int threshold;
	int *table_of;
	bool *somebody;        /* was anybody contacted there? */
	bool *health;          /* is this number of an area health? */
	int n_areas;
	struct figure *figure;     /* MEASURES of each node */
	struct shift {
		size_t figure;
		long long amount;
	} *shift;                  /* what value[] was changed by */
	size_t n_shift, shift_cap;
	size_t *change, n_change, change_cap;
	int *stamp, now;           /* nodes looked at in this check */
	int *funder;               /* of each worker; -1: not known */
	int n_funder;
	bool several;              /* a worker has more than one: of merged
	                            * offices, in which names are the same */
};

#define TIMES (BIT(KEY_YEAR) | BIT(KEY_QUARTER) | BIT(KEY_MONTH))
#define STAFF (BIT(KEY_WORKER) | BIT(KEY_FUNDER))
#define PERSONS_OVERLAP (TIMES | BIT(KEY_WEEK) | BIT(KEY_AGE_GROUP) | \
    BIT(KEY_OUTCOME) | BIT(KEY_CAUSE) | STAFF)

/* All keys of a cell of this table, also those that follow from others. */
void cube_spread(const struct cube *, const struct cube_table *,
    const int *cell, int key[KEYS]);

void cube_index(struct cube *);
void cube_index_free(struct cube *);

void cube_find_funders(struct cube *);
void cube_relate(struct cube *);
void cube_relate_free(struct cube *);
void cube_find_axes(struct cube *, unsigned keys);

void cube_lines_free(struct cube *);

/* The value of the figure has changed by so much. */
void cube_relate_change(struct cube *, size_t figure, long long amount);

#endif
