/* opt.h -- one table declares a program's options; getopt_long does the
 * parsing, and usage, --help and the manual's test all come from the table.
 *
 * The options that every program has (section 1 of doorstep(7)) are added by
 * opt_parse(), each program says with `uses` which of them it takes. */
#ifndef LIB_IO_OPT_H
#define LIB_IO_OPT_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/io/db.h"
#include "lib/io/out.h"

struct opt {
	char letter;        /* 0: long name only */
	const char *name;   /* long name; the last row has none */
	const char *arg;    /* what --help calls the argument, or NULL */
	const char *help;   /* one line */

	/* Where the value goes: exactly one of these, which is also what says
	 * how it is read. */
	bool *flag;
	const char **text;
	int *count;         /* a whole number, zero or more */
	double *real;       /* a decimal, zero or more */
	date *day;          /* YYYY-MM-DD */
	void (*call)(const char *value);  /* dies with die_usage() if it must */
};

enum {
	OPT_DB = 1,         /* -d --db, --lock-wait */
	OPT_AS_OF = 2,      /* --as-of */
	OPT_COLUMNS = 4,    /* -c --columns, -H --no-header */
	OPT_OUTPUT = 8,     /* -o --output */
	OPT_HOLIDAYS = 16,  /* --holidays */
	OPT_DRY_RUN = 32,   /* -n --dry-run */
};

/* The values of the common options.  The programs hand to the library what it
 * has to know; nothing in lib/ looks here. */
struct common {
	struct db_options db;
	struct out_options out;
	date as_of;            /* never DATE_NONE after opt_parse() */
	const char *holidays;  /* --holidays, or NULL */
};

extern struct common common;

struct command {
	const char *name;
	const char *operands;  /* "[FILE ...]", "[FILE]" or "" */
	const char *summary;   /* one line, the same as .Nd in the manual page */
	int uses;              /* OPT_... */
	const struct opt *opts;
};

/* Stores the options and returns the index of the first operand.  --help and
 * --version print and exit 0; a mistake prints one line and exits 2.  Names
 * the program for diag.h, sets the locale of messages only. */
int opt_parse(const struct command *, int argc, char *argv[]);

/* The one operand of a program that takes at most one: "-" if there is none;
 * more: usage error. */
const char *opt_operand(const struct command *, int i, int argc, char *argv[]);

#endif
