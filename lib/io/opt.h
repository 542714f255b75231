/* opt.h -- one table declares a program's options; getopt_long does the
 * parsing, and usage, --help and the manual's test all come from the table.
 * Options may also stand in a file (doorstep-config(5)).
 *
 * The options that every program has (section 1 of doorstep(7)) are added by
 * opt_parse(), each program says with `uses` which of them it takes. */
#ifndef LIB_IO_OPT_H
#define LIB_IO_OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/rule/overdue.h"

/* Words from a table: one of them, or a comma-separated list of different
 * ones.  Given twice, the later list counts. */
enum { OPT_WORDS = 64 };

struct opt_words {
	const char *kind;          /* "state": for messages */
	const char *const *known;  /* at most OPT_WORDS, then NULL */
	bool one;                  /* takes exactly one */
	bool none;                 /* an empty list is fine */
	bool given;
	int n;                     /* so many were given: */
	int at[OPT_WORDS];         /* these of known[], in this order */
};

/* The values of an option that may be repeated. */
struct opt_texts {
	const char **text;
	size_t n, cap;
};

/* A day, or a time on a day. */
struct opt_moment {
	date day;
	int time;  /* CLOCK_NONE: none was given */
};

struct datafile_kind;

struct opt {
	char letter;        /* 0: long name only */
	const char *name;   /* long name; the last row has none */
	const char *arg;    /* what --help calls the argument, or NULL;
	                     * "[=LIST]": it may be left out */
	const char *help;   /* --help breaks it into lines */
	bool many;          /* may be repeated, and each time counts */
	const char *const *known;  /* its values, NULL at the end, or such as
	                            * are usual; NULL: no matter */
	const struct datafile_kind *named;  /* files of ours that it takes by
	                                     * their names alone */

	/* Where the value goes: exactly one of these, which is also what says
	 * how it is read. */
	bool *flag;
	const char **text;
	struct opt_texts *texts;
	int *count;         /* a whole number, zero or more */
	double *real;       /* a decimal, zero or more */
	date *day;          /* YYYY-MM-DD, or what date_relative() takes */
	struct opt_moment *moment;        /* a day, or one with THH:MM */
	struct opt_words *words;
	void (*call)(const char *value);  /* dies with die_usage() if it must;
	                                   * NULL: has none */
};

enum {
	OPT_DB = 1,         /* -d --db, --lock-wait */
	OPT_AS_OF = 2,      /* --as-of */
	OPT_COLUMNS = 4,    /* -c --columns, -H --no-header, --format */
	OPT_OUTPUT = 8,     /* -o --output */
	OPT_HOLIDAYS = 16,  /* --holidays */
	OPT_DRY_RUN = 32,   /* -n --dry-run, --shared */
	OPT_RULES = 64,     /* --missed, --silent, --policy */
};

/* The values of the common options.  The programs hand to the library what it
 * has to know; nothing in lib/ looks here. */
struct common {
	struct db_options db;
	struct out_options out;
	date as_of;            /* never DATE_NONE after opt_parse() */
	const char *holidays;  /* --holidays, or NULL */
	struct overdue_options rules;
};

extern struct common common;

struct command {
	const char *name;
	const char *operands;  /* "[FILE ...]", "[FILE]" or "" */
	const char *summary;   /* one line, the same as .Nd in the manual page */
	int uses;              /* OPT_... */
	const struct opt *opts;

	/* What -c knows, for completion: columns, or lists of names; each ends
	 * with an empty one. */
	const struct out_column *columns;
	const char *const *const *column_names;
};

/* Stores the options and returns the index of the first operand.  --help,
 * --version and --list-options (for completion) print and exit 0; a mistake
 * prints one line and exits 2.  Names the program for diag.h, sets the locale
 * of messages only. */
int opt_parse(const struct command *, int argc, char *argv[]);

/* Reads a list of words, for options that do more with it; `option` is the
 * long name. */
void opt_words_read(struct opt_words *, const char *option, const char *list);

/* The one operand of a program that takes at most one: "-" if there is none;
 * more: usage error. */
const char *opt_operand(const struct command *, int i, int argc, char *argv[]);

#endif
