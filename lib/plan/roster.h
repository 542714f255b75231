/* roster.h -- who works when, and from where.
 *
 * Either the team's working days minus absences and holidays:
 *
 *	struct roster *r = roster_new();
 *	roster_load_team(r, db);          or roster_read_team(r, file)
 *	roster_load_absences(r, db);      or roster_read_absences(r, file)
 *	roster_days(r, &holidays, day, n);
 *
 * or duties as a file lists them, roster_read_shifts().  Both leave workers
 * and duties behind; a worker has one duty a day at most. */
#ifndef LIB_PLAN_ROSTER_H
#define LIB_PLAN_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/db.h"
#include "lib/io/fields.h"
#include "lib/rule/holiday.h"

enum { ROSTER_NO_LIMIT = 1000000 };  /* visits per day, where none is given */

/* A plan has so many days at most: its seconds are counted in an int. */
enum { ROSTER_DAYS = 3660 };

struct worker {
	const char *worker, *skills, *place;
	double lat, lon;                /* NAN: not known */
	int visits_per_day;
	int break_length;               /* seconds; -1: as the law says */
	date since, until;              /* DATE_NONE: open */
	struct fields_hours hours[7];     /* by weekday; from CLOCK_NONE: off */
	int latest;                     /* the last of the worker's duties, ... */
};

/* One worker on one day; seconds since midnight. */
struct duty {
	int worker;
	int previous;                   /* ... this one's before it; -1: none */
	date day;
	int start, end;
	struct fields_hours *gap;       /* away meanwhile, ascending: two shifts */
	int n_gaps;                     /* on one day, with one break */
	int break_length, break_from, break_to;  /* length 0: no break */
	int visits_per_day;
	const char *skills, *place;
	double lat, lon;
	long line;                      /* in the file of shifts; 0: none */
	bool bare;                      /* no shift: stored visits only */
	int home;                       /* of points.h; -1: not known */
};

struct absence {
	const char *worker;             /* "*": everybody */
	date from, to;                  /* to DATE_NONE: until further notice;
	                                 * before from: void */
	int start, end;                 /* only so long of each day; start
	                                 * CLOCK_NONE: all day */
	long line;                      /* of the file; 0: stored */
};

struct roster {
	struct arena text;
	struct names *names;            /* of workers, by number */
	struct worker *worker;
	size_t n_workers, worker_cap;
	struct absence *absence;
	size_t n_absences, absence_cap;
	const char *absence_file;       /* or NULL */
	struct duty *duty;              /* by day; then code, or line of the file */
	size_t n_duties, duty_cap;
	date *day;                      /* the days of the plan, ascending */
	int n_days;
	const char *file;               /* of shifts, or NULL */
};

struct roster *roster_new(void);
void roster_free(struct roster *);

/* These return how many rows were rejected. */
long roster_read_team(struct roster *, const char *path);
long roster_read_absences(struct roster *, const char *path);
long roster_read_shifts(struct roster *, const char *path);

void roster_load_team(struct roster *, struct db *);
void roster_load_absences(struct roster *, struct db *);

/* When both are there: a row of the file replaces the stored one of the same
 * worker, day and start (a whole day: all of that worker and day).  Rows about
 * nobody are rejected; returns how many. */
long roster_settle_absences(struct roster *);

/* The duties of these days: those of the team; or those of the file that are
 * on one of these days.  More than ROSTER_DAYS end the program. */
void roster_days(struct roster *, const struct holidays *, const date *day,
    int n);

/* The days of the shift file, ascending, from a day on (DATE_NONE: all); the
 * first n of them (0: all).  The caller frees *day. */
int roster_shift_days(const struct roster *, date from, int n, date **day);

/* Adds what is not a shift, but has stored visits on it; returns its number.
 * Home is the worker's, if known. */
int roster_add_bare(struct roster *, const char *worker, date);

/* The number of a worker or of a day of the plan; -1: none. */
int roster_worker(const struct roster *, const char *worker);
int roster_day(const struct roster *, date);

/* The duty of a worker on a day; -1: none. */
int roster_duty(const struct roster *, int worker, date);

/* Does a shift between these times have the break of this duty? */
bool roster_has_break(const struct duty *, int start, int end);

/* Says how many shifts have no room for the break that is due. */
void roster_say_breaks(const struct roster *);

#endif
