/* report.h -- the figures for the funders: persons in, a table out.
 *
 *	struct report *r = report_new(&options, words);
 *	while (...)
 *		report_count(r, &participant);
 *	report_finish(r);
 *	for (int i = 0; i < report_cells(r); i++)
 *		...report_label(), report_value()...
 *
 * Pure: what the measures mean is here (doorstep(7) tells people), where the
 * persons come from is not.  Everything is as of a day D; the caller leaves
 * out visits, letters and referrals after it. */
#ifndef LIB_STATS_REPORT_H
#define LIB_STATS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/names.h"
#include "lib/stats/measure.h"
#include "lib/rule/overdue.h"

/* A logged visit, or a contact without one.  Town, worker and so on are
 * numbers into the names given to report_new(); 0 is the empty one. */
struct contact {
	date day;
	int start;             /* CLOCK_NONE: not noted */
	int outcome;           /* codes.h */
	int reaction;          /* -1: none */
	int minutes;           /* -1: none */
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
	int town, postal_code, sex, case_manager;
	date birth_date;
	const struct contact *contact;  /* all ever, ascending by day, start,
	                                 * id */
	size_t n_contacts;

	/* Letters ascending by due; cuts; referrals ascending; and the
	 * contacts once more, as overdue.h wants them. */
	struct history history;
};

struct report_options {
	date from, to;
	int key[KEYS], n_keys;
	unsigned measures;     /* the ones to be printed: a set of bits */
	struct age_groups ages;
	int suppress;          /* fewer persons than this are not shown */
};

struct report;

/* `words` gives the text of towns, workers and so on; it must outlive the
 * report and may still grow while persons are counted. */
struct report *report_new(const struct report_options *, const struct names *);
void report_free(struct report *);

/* What the report has to know of each person: reading only that is much
 * faster. */
bool report_needs_attributes(const struct report_options *);
bool report_needs_letters(const struct report_options *);
bool report_needs_referrals(const struct report_options *);
bool report_needs_cuts(const struct report_options *);
bool report_needs_offers(const struct report_options *);
bool report_needs_reactions(const struct report_options *);
bool report_needs_minutes(const struct report_options *);
bool report_needs_workers(const struct report_options *);

void report_count(struct report *, const struct participant *);

/* Orders the cells and leaves out those of nobody. */
void report_finish(struct report *);
int report_cells(const struct report *);

/* The text of the i-th cell's k-th key; lasts until the next call. */
const char *report_label(struct report *, int i, int k);

/* Computes the i-th cell: one text for each measure, "*" for what must not
 * be shown; they last until the next call. */
const char *const *report_values(struct report *, int i);

#endif
