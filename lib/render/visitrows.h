/* visitrows.h -- the rows of visits that a page, a map or a calendar is made
 * of: the TSV of visits-list or of a plan, or what a spreadsheet made of it.
 *
 *	struct visitrows v = {.needs = VISITROWS_ID | VISITROWS_DATE};
 *	visitrows_read(&v, "-");
 *	for (size_t i = 0; i < v.n; i++)
 *		use(v.row[i].town, v.row[i].field[visitrows_column(&v, "note")]);
 *	visitrows_free(&v);
 *
 * What is known of a visit is read and checked (field.h); a row with a bad
 * value is reported, counted and left out.  Beside that every row has all of
 * its fields as text, under the headings of the file. */
#ifndef LIB_RENDER_VISITROWS_H
#define LIB_RENDER_VISITROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/rule/codes.h"

/* Texts are "" where the row says nothing. */
struct visitrow {
	long line;
	char **field;              /* as many as there are headings */

	long long visit_id;        /* 0: none */
	date day;                  /* DATE_NONE */
	const char *worker, *with, *case_id;
	int stop;                  /* -1: none */
	int start, end;            /* seconds since midnight; CLOCK_NONE */
	int state, outcome;        /* VISIT_..., OUTCOME_...; -1 */
	const char *surname, *given_name, *phone;
	const char *street, *postal_code, *town;
	double lat, lon;           /* NAN, both of them, if one is not there */
	double worker_lat, worker_lon;
	const char *database;
	long long run;             /* 0: none */
};

/* What the rows must have. */
enum {
	VISITROWS_ID = 1, VISITROWS_DATE = 2, VISITROWS_WORKER = 4,
	VISITROWS_PLACE = 8,       /* the columns lat and lon, filled or not */
};

struct visitrows {
	unsigned needs;            /* VISITROWS_... */

	char *file;                /* as in messages */
	char **heading;
	size_t n_headings;
	struct visitrow *row;
	size_t n, cap;
	long read, rejected;
	struct arena text;
};

/* Ends the program if the file cannot be used. */
void visitrows_read(struct visitrows *, const char *path);
void visitrows_free(struct visitrows *);

/* The first column with this heading, in any case; -1: not there. */
int visitrows_column(const struct visitrows *, const char *heading);

bool visitrows_has_place(const struct visitrow *);

/* Does somebody stand at the door then?  Not of what was called off, nor of a
 * call that came instead of the visit. */
bool visitrows_happens(const struct visitrow *);

#endif
