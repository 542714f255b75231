/* request.h -- what is asked of a visit: a row of visits-plan's input, or of a
 * plan that is to be checked.
 *
 *	struct requests rs = {0};
 *	request_read(&rs, "people.tsv");
 *	use(&rs.row[0]);
 *	request_free(&rs);
 *
 * A stored visit and a case are requests too, without a file: what a row has
 * no column for comes from them (request_complete()). */
#ifndef LIB_PLAN_REQUEST_H
#define LIB_PLAN_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/fields.h"

struct request {
	const char *file;          /* the input; NULL: no row */
	long line;
	char **field;              /* all of the row; NULL: no row */

	const char *case_id;
	int urgency;               /* -1: not given */
	date visit_by, not_before;
	const char *needs, *wanted;
	int seconds;               /* visit_minutes; -1: not given */
	const char *windows, *tried, *household, *postal_code, *place;
	double lat, lon;           /* NAN: not known */

	/* Rows of a plan, and stored visits. */
	const char *worker, *with;
	date day;
	int start;
	long long visit_id;        /* 0: none */
};

/* The columns that a row can have, in the order of `has`. */
enum { REQUEST_CASE, REQUEST_URGENCY, REQUEST_VISIT_BY, REQUEST_NOT_BEFORE,
	REQUEST_NEEDS, REQUEST_WANTED, REQUEST_MINUTES, REQUEST_WINDOWS,
	REQUEST_TRIED, REQUEST_HOUSEHOLD, REQUEST_POSTAL, REQUEST_PLACE,
	REQUEST_LAT, REQUEST_LON, REQUEST_WORKER, REQUEST_WITH, REQUEST_DATE,
	REQUEST_START, REQUEST_VISIT, REQUEST_COLUMNS };

struct requests {
	struct request *row;       /* in their order; nobody changes them */
	size_t n, cap;
	char **heading;            /* of the input */
	size_t n_headings;
	bool has[REQUEST_COLUMNS];
	long read, rejected;
	long left_out;             /* separators only, the header again */
	const char *file;
	struct arena text;
};

/* Reads a file to its end ("-": stdin): TSV, or CSV as a spreadsheet saves it.
 * In a list of people a case that
 * comes a second time is rejected, and the column `worker` means `wanted` if
 * there is no such column; the rows of a plan need worker, date and start,
 * and one with two workers becomes two. */
void request_read(struct requests *, const char *path);
void request_read_plan(struct requests *, const char *path);
void request_free(struct requests *);

/* A request that says nothing. */
struct request request_empty(void);

/* Fills in what the rows have no columns for, and a place if there is none. */
void request_complete(const struct requests *, struct request *,
    const struct request *from);

/* Are there coordinates? */
bool request_has_place(const struct request *);

/* When a visit may begin on this day of the week: how many stretches, in
 * their order; all day if there are no windows. */
enum { REQUEST_HOURS = 16 };
int request_hours(const struct request *, int weekday,
    struct fields_hours hours[static REQUEST_HOURS]);

/* The text of a column for a request that no row speaks for, "" for columns
 * that only rows have.  `buf` has room for numbers and dates. */
enum { REQUEST_TEXT = 32 };
const char *request_text(const struct request *, const char *heading,
    char buf[static REQUEST_TEXT]);

#endif
