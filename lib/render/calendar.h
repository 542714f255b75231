/* calendar.h -- visits as events of a calendar: visits-ical.
 *
 *	struct calendar c = {.as_of = common.as_of};
 *	calendar_read(&c, "-");
 *	status = calendar_print(&c, common.out.file);   or
 *	status = calendar_print_each(&c, "calendars");
 *	calendar_free(&c);
 *
 * A visit is one event, also one of two workers that has two rows in a plan.
 * Its UID is made of visit_id and database, its SEQUENCE is the run that last
 * changed it, so that a calendar takes a later file over an earlier one.  What
 * was called off, and what a call has made needless, is CANCELLED. */
#ifndef LIB_RENDER_CALENDAR_H
#define LIB_RENDER_CALENDAR_H

#include "lib/render/visitrows.h"

struct event {
	const struct visitrow *row;
	const char *worker, *with;  /* "": nobody */
};

struct calendar {
	date as_of;
	const char *database;  /* of rows that do not say; or NULL */

	struct visitrows rows;
	struct event *event;
	size_t n, cap;
	long joined;           /* rows of a visit that has been on another one */
	long nameless;         /* events whose database is not known */
};

void calendar_read(struct calendar *, const char *path);
void calendar_free(struct calendar *);

/* All events in one file; NULL: stdout.  Returns the program's status. */
int calendar_print(const struct calendar *, const char *path);

/* A file for each worker, WORKER.ics, in a directory that is there; a visit of
 * two is in both.  How many files were made is left in *files.  Says how many
 * visits are in none, since they have no worker (EXIT_SOME), and how many other
 * calendars lie in the directory. */
int calendar_print_each(const struct calendar *, const char *directory,
    size_t *files);

#endif
