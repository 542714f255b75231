/* silence.h -- what is known of a case, and since when it has been silent.
 *
 * A silence is what was missed since the last sign of life: the contract's
 * current run.  A sign is a letter attended or excused, a visit that met the
 * person or was refused or cancelled, and whoever got in touch.  As of a day,
 * nothing dated after it counts. */
#ifndef LIB_RULE_SILENCE_H
#define LIB_RULE_SILENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"

/* What is known of one case.  Codes are those of codes.h. */
struct past_letter {
	date due, sent;      /* sent: DATE_NONE if not known */
	int result;
};

struct past_cut {
	date miss, hearing_until, notice, cut_from;
	double percent;      /* below 0: not known */
	int state;
};

struct past_visit {
	int64_t id;
	date day;
	int start;           /* CLOCK_NONE (sorts first): not known */
	int state, outcome;  /* outcome: -1 if it has none */
	int next;            /* -1: none noted */
	date next_on, no_visits_until;
	int64_t worker, with_worker;  /* rows of table worker; 0: none */
	int64_t logged_run;  /* which first stored an outcome; 0: none did */
};

struct history {
	const struct past_letter *letter;  /* ascending by due */
	const struct past_cut *cut;
	const date *referral;
	const struct past_visit *visit;    /* ascending by day, start, id */
	size_t n_letters, n_cuts, n_referrals, n_visits;
	bool closed;
	date no_visits_until;
	int64_t address_run;               /* 0: the address never changed */
	date address_on;
	const date *forgotten_sign;        /* the last sign of life of visits
	                                    * that were erased; NULL: none */
};

struct silence {
	date last_sign;     /* DATE_NONE: never a sign */
	date attended;      /* the latest letter attended; DATE_NONE: none */
	date since;         /* first missed day after last_sign, or DATE_NONE */
	int missed;         /* days with missed or returned letters */
	date last_missed;   /* the latest of them */
	date last_liable;   /* the latest with a letter missed, not returned */
	date sent;          /* earliest sent day of the letters of `since` */
	int days;           /* silent_days */
};

struct silence silence_of(const struct history *, date as_of);

/* silent_days as of a day, for a silence that was kept. */
int silence_days(const struct silence *, date as_of);

/* Is this outcome of a visit a sign of life? */
bool silence_ends_with(int outcome);

/* Is this visit an attempt (nobody opened) that counts in the silence? */
bool silence_has_attempt(const struct silence *, const struct past_visit *,
    date as_of);

/* Which attempt of its silence a visit with outcome not_home is, counted up to
 * and with it (1, 2 ...), as of a day. */
int silence_attempt(const struct history *, const struct past_visit *,
    date as_of);

#endif
