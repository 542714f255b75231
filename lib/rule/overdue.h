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
#include "lib/rule/silence.h"

struct overdue_rules {
	int missed;        /* missed days that are a reason */
	int silent;        /* days of silence that are a reason */
	int max_attempts;  /* 0: no limit */
	const struct policy *policy;
	const struct holidays *holidays;
};

#define OVERDUE_RULES {.missed = 2, .silent = 180, .max_attempts = 3}

/* Those of them that may be named to every program that asks for reasons. */
struct overdue_options {
	int missed, silent;
	const char *policy;  /* a file; NULL: SGB II's */
};

#define OVERDUE_OPTIONS {.missed = 2, .silent = 180}

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
	date agreed;        /* the agreed day; DATE_NONE: there is none */
	date not_before;    /* the same, if it is not over */
	bool agreed_late;   /* it lies after the deadline, and moved visit_by */
	bool agreed_far;    /* a day was agreed that is too far ahead to count */
};

void overdue_judge(struct verdict *, const struct history *,
    const struct overdue_rules *, date as_of);

/* The same in two steps, for callers that have the silence already.  The
 * second one looks at no letters but those that count in a row: missed, and
 * later than the latest attended one. */
void overdue_judge_silence(struct verdict *, const struct history *,
    const struct silence *, const struct overdue_rules *, date as_of);

/* Is the silence alone a reason (letters or silent)?  Looks at the letters
 * that count in a row, as overdue_judge_silence() does. */
bool overdue_silence_is_reason(const struct history *, const struct silence *,
    const struct overdue_rules *);

/* Is this cut of the history a reason (hearing) as of this day? */
bool overdue_cut_is_reason(const struct past_cut *, const struct history *,
    const struct silence *, const struct overdue_rules *, date as_of);

/* Can a case with this history have a reason on any day from its newest letter
 * and visit on, whatever the rules (missed 1 or more)?  If not, it need not be
 * looked at again until something new is stored. */
bool overdue_can_have_reason(const struct history *, const struct silence *);

/* Is an open visit no longer needed?  It is not, if the case has given a sign
 * of life that was not known when it was planned (`sign_then` is the last one
 * known then) and has no reason left. */
bool overdue_needless(const struct history *, const struct overdue_rules *,
    date as_of, date sign_then);

/* Had it a reason on the day on which that visit was planned, as things looked
 * then: with no sign of life after that one? */
bool overdue_had_reason(const struct history *, const struct overdue_rules *,
    date planned, date sign_then);

#endif
