/* overdue.h -- who has fallen silent, why, and by when a visit still helps.
 *
 * The one definition that every program uses: section 3 of the contract, in
 * doorstep(7) for people.  Pure: one case's history in, a verdict out.  All
 * of it is as of a day D, and nothing dated after D counts.
 *
 * The dates are for planning and are no legal findings; the sources of the
 * periods are in policy.h. */
#ifndef LIB_RULE_OVERDUE_H
#define LIB_RULE_OVERDUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/rule/holiday.h"
#include "lib/rule/policy.h"

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
};

struct overdue_rules {
	int missed;        /* missed days that are a reason */
	int silent;        /* days of silence that are a reason */
	int max_attempts;  /* 0: no limit */
	const struct policy *policy;
	const struct holidays *holidays;
};

#define OVERDUE_RULES {.missed = 2, .silent = 180, .max_attempts = 3}

enum {  /* reasons, in the order in which they are named */
	REASON_HEARING = 1,
	REASON_LETTERS = 2,
	REASON_SILENT = 4,
	REASON_REFERRED = 8,
	REASON_FOLLOW_UP = 16,
};

enum deadline {  /* on equal days the first one names it */
	DEADLINE_HEARING, DEADLINE_CUT, DEADLINE_RESTORE, DEADLINE_ASSUMED,
	DEADLINE_MONTH, DEADLINE_FOLLOW_UP, DEADLINE_NONE
};

enum overdue_rule {  /* why a case is not listed, in the order of checking */
	RULE_LISTED, RULE_UNKNOWN, RULE_CLOSED, RULE_NO_REASON,
	RULE_NO_VISITS_UNTIL, RULE_OPEN_VISIT, RULE_MOVED, RULE_ATTEMPTS
};

/* The words of --why-not and of the column deadline, by number. */
extern const char *const overdue_rule_name[];
extern const char *const overdue_deadline_name[];

/* What was missed since the last sign of life; the contract calls it the
 * current run. */
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

/* silent_days as of a day, for a silence that was kept. */
int overdue_silent_days(const struct silence *, date as_of);

struct verdict {
	enum overdue_rule rule;
	unsigned reasons;
	struct silence silence;
	int attempts;
	date last_attempt;
	unsigned tried;     /* bit weekday * 2 + pm, of the counted attempts */
	int in_row;         /* misses in a row, at the latest of the silence */
	int threat;         /* percent */
	date visit_by;      /* DATE_NONE: no deadline */
	enum deadline deadline;
	date cut_from;
	date lapses_on;     /* when the claim ends; DATE_NONE: it does not */
	int urgency, part_deadline, part_missed, part_silent;
	int64_t worker, with_worker;  /* of the latest met; 0: none */
	bool pair;          /* a visit was aborted */
	date pending;       /* an open visit before D; DATE_NONE: none */
	date not_before;    /* the agreed day, if it is not over */
	bool agreed_late;   /* it lies after the deadline, and moved visit_by */
};

void overdue_judge(struct verdict *, const struct history *,
    const struct overdue_rules *, date as_of);

/* The same in two steps, for callers that have the silence already.  The
 * second one looks at no letters but those that count in a row: missed, and
 * later than the latest attended one. */
struct silence overdue_silence(const struct history *, date as_of);
void overdue_judge_silence(struct verdict *, const struct history *,
    const struct silence *, const struct overdue_rules *, date as_of);

/* Is the silence alone a reason (letters or silent)?  Looks at the letters
 * that count in a row, as overdue_judge_silence() does. */
bool overdue_silence_is_reason(const struct history *, const struct silence *,
    const struct overdue_rules *);

/* Can a case with this history have a reason on any day from its newest letter
 * and visit on, whatever the rules (missed 1 or more)?  If not, it need not be
 * looked at again until something new is stored. */
bool overdue_can_have_reason(const struct history *, const struct silence *);

/* Which attempt of its silence a visit with outcome not_home is, counted up to
 * and with it (1, 2 ...), as of a day. */
int overdue_attempt(const struct history *, const struct past_visit *,
    date as_of);

/* Is an open visit no longer needed?  It is not, if the case has given a sign
 * of life that was not known when it was planned (`sign_then` is the last one
 * known then) and has no reason left. */
bool overdue_needless(const struct history *, const struct overdue_rules *,
    date as_of, date sign_then);

/* Is this outcome a sign of life? */
bool overdue_is_sign(int outcome);

#endif
