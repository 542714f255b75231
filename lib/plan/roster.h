/* roster.h -- workers and their duties.
 *
 * Duties come from the team's hours minus absences and holidays:
 *
 *	struct roster *r = roster_new();
 *	roster_load_team(r, db);          or roster_read_team(r, file)
 *	roster_load_absences(r, db);      or roster_read_absences(r, file)
 *	roster_days(r, &holidays, day, n);
 *
 * or from a file of shifts, roster_read_shifts().  A worker has at most one duty
 * a day. */
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

enum { ROSTER_NO_LIMIT = 1000000 };  /* visits_per_day if none is given */

/* Longest plan: its seconds are counted in an int. */
enum { ROSTER_DAYS = 3660 };

struct worker {
	const char *worker, *skills, *place;
	double lat, lon;                /* NAN: not known */
	int visits_per_day;
	int break_length;               /* seconds; -1: by law */
	date since, until;              /* DATE_NONE: open */
	struct fields_hours hours[7];     /* by weekday; from CLOCK_NONE: off */
	int latest;                     /* head of the worker's list of duties */
	long line;                      /* of the file of the team; 0: none */
};

/* One worker on one day; seconds since midnight. */
struct duty {
	int worker;
	int previous;                   /* next in that list; -1: none */
	date day;
	int start, end;
	struct fields_hours *gap;       /* absences inside, ascending: pieces of */
	int n_gaps;                     /* one duty, with one break together */
	int break_length, break_from, break_to;  /* length 0: no break */
	int visits_per_day;
	const char *skills, *place;
	double lat, lon;
	long line;                      /* of that file, or of the team's; 0: none */
	bool bare;                      /* no shift, only stored visits */
	int home;                       /* index into points; -1: unknown */
};

struct absence {
	const char *worker;             /* "*": everybody */
	date from, to;                  /* to DATE_NONE: until further notice;
	                                 * before from: void */
	int start, end;                 /* part of each day; start CLOCK_NONE:
	                                 * the whole day */
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
	date *day;                      /* days of the plan, ascending */
	int n_days;
	const char *file;               /* of shifts, or NULL */
	const char *team_file;          /* or NULL */
};

struct roster *roster_new(void);
void roster_free(struct roster *);

/* Return how many rows were rejected. */
long roster_read_team(struct roster *, const char *path);
long roster_read_absences(struct roster *, const char *path);
long roster_read_shifts(struct roster *, const char *path);

void roster_load_team(struct roster *, struct db *);
void roster_load_absences(struct roster *, struct db *);

/* After both kinds of absences were read: rows of the file replace stored ones
 * with the same worker, day and start (whole days: all of that worker and day).
 * Rejects rows of unknown workers and returns how many. */
long roster_settle_absences(struct roster *);

/* Makes the duties of these days, from the team or from the file of shifts.
 * More than ROSTER_DAYS end the program. */
void roster_days(struct roster *, const struct holidays *, const date *day,
    int n);

/* The days of the file of shifts from `from` on (DATE_NONE: all), ascending, at
 * most n of them (0: all).  The caller frees *day. */
int roster_shift_days(const struct roster *, date from, int n, date **day);

/* Adds a bare duty for stored visits without a shift and returns its index.
 * Its home is the worker's, if known. */
int roster_add_bare(struct roster *, const char *worker, date);

/* Index of a worker, or of a day of the plan; -1: none. */
int roster_worker(const struct roster *, const char *worker);
int roster_day(const struct roster *, date);

/* The duty of a worker on a day; -1: none. */
int roster_duty(const struct roster *, int worker, date);

/* Is a worker away between these times of a day?  Without a shift on that day,
 * or absent for a part of it that overlaps: what visits-list calls absent. */
bool roster_away(const struct roster *, int worker, date, int start, int end);

/* Does a shift between these times need, and have room for, the duty's break? */
bool roster_has_break(const struct duty *, int start, int end);

/* Warns how many shifts have no room for their break. */
void roster_say_breaks(const struct roster *);

#endif
