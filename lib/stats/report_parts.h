/* report_parts.h -- what the files of report.h know of each other: report.c
 * counts and prints, report_rows.c lists and orders the rows, report_protect.c
 * decides what is hidden (report_tables.c, which adds the tables that this
 * takes, needs none of it).  For lib/stats/report*.c alone, after report.h. */
#ifndef LIB_STATS_REPORT_PARTS_H
#define LIB_STATS_REPORT_PARTS_H

enum { VALUE_SIZE = 32 };

/* The value of a key that a row's table does not have. */
enum { TOTAL = -2, NOT_KNOWN = -1 };

struct report_row {
	int table, cell;
};

struct key_values {
	int *value;
	size_t n, cap;
	unsigned char *seen;   /* by value, from NOT_KNOWN on */
	size_t n_seen, seen_cap;
};

struct report {
	struct report_options o;
	struct tally *tally;
	struct cube *cube;     /* NULL: nothing is suppressed */
	struct disclosure *disclosure;
	unsigned barred;       /* in all tables, by one of the run's keys */
	struct key_values every[KEYS];
	int *funder;           /* of each worker, for `every` */
	size_t n_funders, funder_cap;
	struct report_row *row;
	int *column[KEYS];     /* each row's value of each key */
	size_t n_rows, row_cap;
	const struct names *words;
	struct labels *labels;
	char text[MEASURES][VALUE_SIZE];
	const char *value[MEASURES];
};

/* The text of a value, or the label of totals; lasts until the next call. */
const char *report_word(struct report *, int key, int value);

/* Does anybody stand behind one of these measures? */
bool report_anybody(const struct crosstab *, int cell, unsigned measures);

#endif
