/* people.h -- the people to visit, as a file lists them: visits-plan's input,
 * or the rows of a plan that is to be checked.
 *
 * A person is a row, a stored visit, or both: a row of a case that has a
 * stored visit speaks with the columns that it has, the visit for the rest. */
#ifndef LIB_PLAN_PEOPLE_H
#define LIB_PLAN_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/fields.h"
#include "lib/base/mem.h"

/* Why somebody is not in the plan: the first of these that holds. */
enum why { WHY_PLANNED, WHY_PLACE, WHY_SKILL, WHY_DEADLINE, WHY_WINDOW,
	WHY_DISTANCE, WHY_CAPACITY, WHY_NO_LONGER, WHY_PINNED, WHY_NONE };

extern const char *const why_word[];

/* An open visit, as the database has it. */
struct stored {
	int64_t id, client;
	int state;                 /* of codes.h */
	date day, sign_then;
	int start, end;            /* CLOCK_NONE: not known */
	const char *worker, *with; /* "": none */
	const char *street, *postal_code, *town, *case_manager;
};

/* What is to become of a person, before the plan is made. */
enum fate {
	FATE_FREE,    /* to be planned */
	FATE_FIXED,  /* a stored visit that stays as it is */
	FATE_PINNED,  /* day and start stay, somebody else has to go */
	FATE_DROPPED,     /* not to be planned; `why` says why */
};

struct person {
	const char *file;          /* the input; NULL: only stored */
	long line;
	char **field;              /* all of the row; NULL: only stored */

	const char *case_id;
	int urgency;               /* -1: not given */
	date visit_by, not_before;
	const char *needs, *wanted;
	int seconds;               /* visit_minutes; -1: not given */
	const char *windows, *tried, *household, *postal_code, *place;
	double lat, lon;           /* NAN: not known */

	/* Rows of a plan. */
	const char *worker, *with;
	date day;
	int start;
	long long visit_id;        /* 0: none */

	struct stored *stored;     /* NULL: none that matters */
	enum fate fate;
	enum why why;
	int point;                 /* of points.h; -1: not known */
	int task, half;            /* in the problem; -1: none.  half: the
	                            * second one of a pair of which one worker
	                            * stays and another one is to be found */
	bool asked;                /* a row asks anew for a stored visit */
	bool late;                 /* visit_by is before the first shift day */
};

/* The columns that a row can have, in the order of `has`. */
enum { PERSON_CASE, PERSON_URGENCY, PERSON_VISIT_BY, PERSON_NOT_BEFORE,
	PERSON_NEEDS, PERSON_WANTED, PERSON_MINUTES, PERSON_WINDOWS,
	PERSON_TRIED, PERSON_HOUSEHOLD, PERSON_POSTAL, PERSON_PLACE,
	PERSON_LAT, PERSON_LON, PERSON_WORKER, PERSON_WITH, PERSON_DATE,
	PERSON_START, PERSON_VISIT, PERSON_COLUMNS };

struct people {
	struct person *person;     /* rows in their order */
	size_t n, cap;
	char **heading;            /* of the input */
	size_t n_headings;
	bool has[PERSON_COLUMNS];
	long read, rejected;
	const char *file;
	struct arena text;
};

/* Reads a file to its end ("-": stdin).  In a list of people a case that
 * comes a second time is rejected, and the column `worker` means `wanted` if
 * there is no such column; the rows of a plan need worker, date and start. */
void people_read(struct people *, const char *path);
void people_read_plan(struct people *, const char *path);
void people_free(struct people *);

/* Fills in what the rows have no columns for. */
void person_complete(const struct people *, struct person *,
    const struct person *from);

/* When a visit may begin on this day of the week: how many stretches, in
 * their order; all day if the person has no windows. */
enum { PERSON_HOURS = 16 };
int person_hours(const struct person *, int weekday,
    struct fields_hours hours[static PERSON_HOURS]);

/* A person about whom nothing is known. */
struct person person_nobody(void);

/* The text of a column for a person that no row speaks for, "" for columns
 * that only rows have.  `buf` has room for numbers and dates. */
enum { PERSON_TEXT = 32 };
const char *person_text(const struct person *, const char *heading,
    char buf[static PERSON_TEXT]);

#endif
