/* tally.h -- what a participant's contacts count for, in several tables.
 *
 *	struct tally *t = tally_new(&options);
 *	while (...)
 *		tally_add(t, &participant);
 *	tally_finish(t);
 *	...crosstab_value(tally_table(t, 0), cell, MEASURE_VISITS)...
 *
 * The meaning of the measures is here (stats-report(1) tells people); where
 * participants come from is not.  Everything is as of a day D: the caller
 * leaves out visits, letters and referrals after it. */
#ifndef LIB_STATS_TALLY_H
#define LIB_STATS_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/rule/overdue.h"
#include "lib/stats/crosstab.h"
#include "lib/stats/measure.h"

/* What came of a contact, where that was worked out before the person was
 * erased: nothing is left to work it out from. */
struct contact_result {
	int age_group;         /* of the options' groups; -1: not known */
	bool first;            /* the person's first contact ever */
	int days;              /* waited for it; -1: not known */
	bool came_back, came_back_next;
	int cuts, averted;     /* counted with this contact */
};

/* A logged visit, or a contact without one.  Town, worker and so on are
 * numbers of names that the caller knows; 0 is the empty one. */
struct contact {
	date day;              /* with a result: the first of its month */
	const struct contact_result *result;  /* NULL: see the history */
	int start;             /* CLOCK_NONE: not noted */
	int outcome;           /* codes.h */
	int reaction;          /* -1: none */
	int minutes;           /* -1: none */
	unsigned causes;       /* noted with consent: bits, codes.h */
	int n_workers, worker[2], funder[2];
	const struct contact_offer *offer;
	size_t n_offers;
};

struct contact_offer {
	int area;
	bool accepted, health;
};

/* Somebody the team had contact with, and all that a report may ask. */
struct participant {
	int household;         /* those of one household come together; below
	                        * 0: not known */
	int town, postal_code, sex, language, case_manager;
	date birth_date;
	const struct contact *contact;  /* all ever, ascending by day, start,
	                                 * id */
	size_t n_contacts;
	bool reached_before;   /* the first contact is none of these */

	/* Letters ascending by due; cuts; referrals ascending; and the
	 * contacts once more, as overdue.h wants them. */
	struct history history;
};

enum { TALLY_TABLES = 256 };

struct tally_options {
	date from, to;
	unsigned table[TALLY_TABLES];  /* each a set of keys */
	int n_tables;
	unsigned measures;             /* what must be counted */
	bool households;               /* that stand behind a figure, too */
	struct age_groups ages;
};

/* Counters beyond the measures. */
enum {
	COUNT_WAITED = MEASURES,  /* who is in the median */
	COUNTERS
};

/* The keys of all tables. */
unsigned tally_keys(const struct tally_options *);

/* What has to be read for these options: reading only that is much faster. */
bool tally_needs_attributes(const struct tally_options *);
bool tally_needs_letters(const struct tally_options *);
bool tally_needs_referrals(const struct tally_options *);
bool tally_needs_cuts(const struct tally_options *);
bool tally_needs_offers(const struct tally_options *);
bool tally_needs_reactions(const struct tally_options *);
bool tally_needs_minutes(const struct tally_options *);
bool tally_needs_causes(const struct tally_options *);
bool tally_needs_workers(const struct tally_options *);
bool tally_needs_households(const struct tally_options *);

struct tally;

struct tally *tally_new(const struct tally_options *);
void tally_free(struct tally *);
void tally_add(struct tally *, const struct participant *);
void tally_finish(struct tally *);

/* What came of each contact of a participant: for those who are to be erased.
 * `result` has room for n_contacts; age groups are the usual ones. */
void tally_results(const struct participant *, struct contact_result *result);

/* The contact that this cut counts with; NULL: with none. */
const struct contact *tally_cut_contact(const struct participant *,
    const struct past_cut *);

/* The cells of the i-th table, whose keys are in the order of measure.h. */
struct crosstab *tally_table(const struct tally *, int i);

/* The measures that the i-th table has. */
unsigned tally_measures(const struct tally *, int i);

/* A figure (that is no median), and who stands behind it. */
long long tally_value(const struct crosstab *, int cell, int measure);
long tally_persons(const struct crosstab *, int cell, int measure);
long tally_households(const struct crosstab *, int cell, int measure);

/* 1, 2 or 3 for the quartiles and the median, 0 for all other measures. */
int tally_quartile(int measure);

#endif
