/* report.h -- the figures for the funders: participants in, rows out.
 *
 *	struct report *r = report_new(&options, words);
 *	while (...)
 *		report_count(r, &participant);
 *	report_finish(r);
 *	for (int i = 0; i < report_rows(r); i++)
 *		...report_label(r, i, k), report_values(r, i)...
 *
 * A run may have several tables, each by some of the run's keys.  Their cells
 * come out as rows of one table by all keys: "total" is the label of a key
 * that a row's own table does not have. */
#ifndef LIB_STATS_REPORT_H
#define LIB_STATS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/names.h"
#include "lib/base/siphash.h"
#include "lib/stats/disclose.h"
#include "lib/stats/tally.h"

/* A figure that was published earlier. */
struct report_earlier {
	const char *label[KEYS];    /* NULL: the table did not have this key */
	int measure;
	const char *value;          /* as it was printed */
};

struct report_options {
	struct tally_options count;
	int key[KEYS], n_keys;  /* the keys of all tables, in column order */
	unsigned measures;      /* to be printed */
	bool every;             /* cells of nobody, too */
	bool raw;               /* for merging: all that it may take */
	int suppress;           /* fewer persons than this are not shown */
	int n_printed;          /* of the tables; report_prepare() adds more */
	struct siphash_key secret;  /* decides what is hidden beside what */
	const struct report_earlier *earlier;
	size_t n_earlier;
};

/* Its keys, as bits. */
unsigned report_earlier_keys(const struct report_earlier *);

/* Adds what is counted for the sake of suppression alone: all measures, and
 * tables that link the printed ones; for `raw` whatever a merging run may want.
 * false: these are too many tables. */
bool report_prepare(struct report_options *);

struct report;

/* `words` has the text of towns, workers and so on; it must outlive the report
 * and may still grow while participants are counted. */
struct report *report_new(const struct report_options *, const struct names *);
void report_free(struct report *);

void report_count(struct report *, const struct participant *);

const struct names *report_words(const struct report *);

/* What is counted; for figures that come from elsewhere. */
struct tally *report_tally(struct report *);

/* For `every`: a value that the key has, whether or not anybody is counted
 * under it. */
void report_value(struct report *, int key, int value);
void report_funder(struct report *, int worker, int funder);

/* What was said so: the values, and who pays the worker (-1: not known). */
size_t report_every(const struct report *, int key, const int **value);
int report_funder_of(const struct report *, int worker);

/* Lists the rows: cells that anybody stands behind, or all; and orders them by
 * their labels, compared by bytes.  false: more than REPORT_ROWS. */
enum { REPORT_ROWS = 4000000 };
bool report_finish(struct report *);

/* Another secret than that of the options. */
void report_secret(struct report *, struct siphash_key);

/* Decides what must not be shown; to be called until it returns false.  It
 * may take a while: report_percent() is how far it is. */
bool report_suppress(struct report *);
int report_percent(const struct report *);
struct disclosure_counts report_hidden(const struct report *);

int report_rows(const struct report *);

/* The measures that a row has, as bits. */
unsigned report_measures(const struct report *, int row);

/* Is the figure of a measure that does not make a row not zero in a cell that
 * is no row? */
bool report_lost(const struct report *, int measure);

/* What is counted in the row, and where it comes from. */
struct crosstab *report_cell(const struct report *, int row, int *table,
    int *cell);

/* The text of a row's k-th key as it is printed, or as it is ("" if the row's
 * table does not have the key); lasts until the next call. */
const char *report_label(struct report *, int row, int k);
const char *report_text(struct report *, int row, int k);

/* Is one of these texts printed as another, since it is the label of totals? */
bool report_renamed(struct report *, int k);

/* One text for each measure, "*" for what must not be shown; they last until
 * the next call. */
const char *const *report_values(struct report *, int row);

#endif
