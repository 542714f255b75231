/* request.h -- the wishes and limits of one visit: a row of visits-plan's input,
 * or of a plan to be checked.
 *
 *	struct requests rs = {0};
 *	request_read(&rs, "people.tsv");
 *	use(&rs.row[0]);
 *	request_free(&rs);
 *
 * Stored visits and cases are represented as requests without a file;
 * request_complete() takes missing columns from them. */
#ifndef LIB_PLAN_REQUEST_H
#define LIB_PLAN_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/fields.h"

struct request {
	const char *file;          /* NULL: not from a row */
	long line;
	char **field;              /* the whole row; NULL: not from a row */

	const char *case_id;
	int urgency;               /* -1: not given */
	date visit_by, not_before;
	const char *needs, *wanted;
	int seconds;               /* visit_minutes; -1: not given */
	const char *windows, *tried, *household, *postal_code, *place;
	double lat, lon;           /* NAN: unknown */

	/* Of rows of a plan and of stored visits. */
	const char *worker, *with;
	date day;
	int start;
	long long visit_id;        /* 0: none */
};

/* Columns of a row, in the order of `has`. */
enum { REQUEST_CASE, REQUEST_URGENCY, REQUEST_VISIT_BY, REQUEST_NOT_BEFORE,
	REQUEST_NEEDS, REQUEST_WANTED, REQUEST_MINUTES, REQUEST_WINDOWS,
	REQUEST_TRIED, REQUEST_HOUSEHOLD, REQUEST_POSTAL, REQUEST_PLACE,
	REQUEST_LAT, REQUEST_LON, REQUEST_WORKER, REQUEST_WITH, REQUEST_DATE,
	REQUEST_START, REQUEST_VISIT, REQUEST_COLUMNS };

struct requests {
	struct request *row;       /* in the order of the input; constant */
	size_t n, cap;
	char **heading;            /* of the input */
	size_t n_headings;
	bool has[REQUEST_COLUMNS];
	long read, rejected;
	long left_out;             /* empty rows and repeated headers */
	const char *file;
	struct arena text;
};

/* Does the row come from a list that knew of an earlier sign of life than this
 * one?  The column is carried through, and not read for anything else. */
bool request_is_outdated(const struct requests *, const struct request *,
    date last_sign, struct arena *);

/* Read a whole file ("-": stdin), TSV or a spreadsheet's CSV.  request_read()
 * rejects a second row of the same case and takes `worker` for `wanted` if there
 * is no such column.  request_read_plan() needs worker, date and start, and
 * splits a row with two workers into two. */
void request_read(struct requests *, const char *path);
void request_read_plan(struct requests *, const char *path);
void request_free(struct requests *);

/* A request with nothing set. */
struct request request_empty(void);

/* Takes the columns that the rows lack, and a missing place, from another
 * request. */
void request_complete(const struct requests *, struct request *,
    const struct request *from);

/* Does it have coordinates? */
bool request_has_place(const struct request *);

/* The windows of a day of the week, in order; the whole day if none are given.
 * Returns how many. */
enum { REQUEST_HOURS = 16 };
int request_hours(const struct request *, int weekday,
    struct fields_hours hours[static REQUEST_HOURS]);

/* The text of a column for a request without a row; "" for columns that only
 * rows have.  `buf` is used for numbers and dates. */
enum { REQUEST_TEXT = 32 };
const char *request_text(const struct request *, const char *heading,
    char buf[static REQUEST_TEXT]);

#endif
