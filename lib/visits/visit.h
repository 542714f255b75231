/* visit.h -- one visit as it is stored, and what happened at it. */
#ifndef LIB_VISITS_VISIT_H
#define LIB_VISITS_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/io/db.h"

struct visit {
	int64_t id;             /* 0: not stored yet */
	int64_t client;
	date day;
	int state;              /* VISIT_... */
	int64_t worker, with_worker;  /* 0: none; a pair by code */
	int start, end;         /* CLOCK_NONE: not known */
	date planned_on;

	int outcome, reaction, next;        /* -1: none */
	int minutes, card_left, consent;    /* -1: not noted */
	date next_on, no_visits_until;
	const char *causes, *note;          /* "": none */
	const char *offers, *accepted;      /* codes, as sets */
	int64_t logged_run;                 /* 0: no outcome was ever stored */
	int64_t noted_run;                  /* of the latest one, off included */
};

struct visits;  /* prepared queries */

struct visits *visit_open(struct db *);
void visit_close(struct visits *);

/* false: there is no such visit.  Texts are put into the arena. */
bool visit_load(struct visits *, int64_t id, struct visit *, struct arena *);

/* Inserts (id 0; sets it) or updates, in the name of a run.  Every offer must
 * be known. */
void visit_save(struct visits *, struct visit *, int64_t run);

/* The visits of a case in the order of day, start, number: calls `each` with
 * all of a day, or of all days (DATE_NONE), those that are off left out. */
void visit_each(struct visits *, int64_t client, date day,
    void (*each)(void *, const struct visit *), void *arg);

/* Sets other open visits of the case off, in the name of a run: with VISIT_SETTLED
 * those that were not planned after the day of this one, with VISIT_UNWANTED those
 * before its no_visits_until.  Returns which ones, until the next call. */
enum { VISIT_SETTLED = 1, VISIT_UNWANTED = 2 };

struct visit_off { int64_t id; bool announced; };

const struct visit_off *visit_end_others(struct visits *, const struct visit *,
    unsigned why, int64_t run, size_t *n);

bool visit_is_open(const struct visit *);

/* A contact is somebody's call, not a visit at the door. */
bool visit_is_contact(int outcome);

/* Is all that people can log the same? */
bool visit_equal(const struct visit *, const struct visit *);

#endif
