/* listing.h -- a whole table of visits in memory, every column of it: what the
 * programs for paper and screen read.
 *
 *	static const char *const known[] = {"date", "worker", "start", NULL};
 *	struct listing l = {0};
 *	listing_read(&l, "sheet.tsv", known);
 *	int worker = listing_column(&l, "worker");
 *	use(l.row[0].field[worker]);
 *	listing_free(&l);
 *
 * The input is what visits-list, visits-plan or stats-report print, or what a
 * spreadsheet has made of it.  No column is required, and none is lost. */
#ifndef LIB_RENDER_LISTING_H
#define LIB_RENDER_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"

struct listing_row {
	long line;
	bool second;   /* made of a pair's row: see below */
	char **field;  /* as many as there are headings */
};

struct listing {
	const char *file;      /* for messages */
	long header_line;
	char **heading;
	size_t n_headings;
	struct listing_row *row;
	size_t n, cap;
	long read, rejected;   /* rejected ones have been reported */
	struct arena text;
};

/* Reads a file to its end ("-": stdin).  `known` ends with NULL: the columns
 * that the program reads, if they are there.  The header is found by them, and
 * a heading that is nearly one of them is said. */
void listing_read(struct listing *, const char *path, const char *const *known);
void listing_free(struct listing *);

/* The column with this heading, in any case; -1: not there. */
int listing_column(const struct listing *, const char *name);

/* A pair's visit is one row in the sheet, with both workers in it; afterwards
 * it is two, one for each worker, as in a plan.  What is known of the first
 * one only - name, phone, funder, the place on the route, the way there and
 * home - is empty in the second's row, unless it has columns of its own
 * (with_name, with_phone), which change places with the first's. */
void listing_split_pairs(struct listing *);

#endif
