/* rawfile.h -- the figures of one office, to be added to those of others.
 *
 *	struct rawfile *f = rawfile_open("north.tsv");
 *	...a report of what rawfile_about(f) says...
 *	rawfile_read(f, report, &options.count, words);
 *	rawfile_close(f);
 *
 * A file begins with what was counted: version, period, keys, tables.  Then
 * comes a row for each figure of each cell, with the persons and households
 * behind it, and a row for each length of a wait, with how many persons had
 * it.  So files can be added to each other and the sum still be protected.  A
 * row with the number of all rows before it ends the file.  rawwriter.h writes
 * it.
 *
 * What is not such a file, or not a whole one, ends the program: a sum with
 * something missing would be wrong. */
#ifndef LIB_CASES_RAWFILE_H
#define LIB_CASES_RAWFILE_H

#include "lib/base/names.h"
#include "lib/base/siphash.h"
#include "lib/stats/report.h"

struct rawfile_about {
	date from, to, as_of;
	struct age_groups ages;
	bool every;
	int key[KEYS], n_keys;         /* of all tables, in column order */
	unsigned table[TALLY_TABLES];  /* that are to be printed */
	int n_tables;
	struct siphash_key secret;     /* made of the database's, for this */
};

/* The columns: these, the keys, and four more. */
enum { RAWFILE_RECORD, RAWFILE_TABLE, RAWFILE_KEYS };
enum { RAWFILE_MEASURE, RAWFILE_VALUE, RAWFILE_PERSONS, RAWFILE_HOUSEHOLDS,
	RAWFILE_LAST };
extern const char *const rawfile_first[], *const rawfile_last[];

/* What a row is about, in the order in which the rows come. */
enum {
	RAW_VERSION, RAW_FROM, RAW_TO, RAW_AS_OF, RAW_AGE_GROUPS, RAW_EVERY,
	RAW_SECRET, RAW_KEYS, RAW_TABLE,  /* value, or table */
	RAW_KEY_VALUE,         /* measure: the key */
	RAW_FUNDER,            /* measure: the worker */
	RAW_FIGURE,
	RAW_DAYS,              /* value: how many, persons: of whom */
	RAW_END                /* value: how many rows there are before */
};
extern const char *const rawfile_record[];

/* The counters in column `measure`. */
const char *rawfile_counter(int counter);

struct rawfile;

struct rawfile *rawfile_open(const char *path);
void rawfile_close(struct rawfile *);
const char *rawfile_name(const struct rawfile *);
const struct rawfile_about *rawfile_about(const struct rawfile *);

/* Adds all figures of the tables that the report counts; their words come to
 * `words`. */
void rawfile_read(struct rawfile *, struct report *,
    const struct tally_options *, struct names *words);

/* What the two do not have in common; NULL: they can be added. */
const char *rawfile_difference(const struct rawfile_about *,
    const struct rawfile_about *);

#endif
