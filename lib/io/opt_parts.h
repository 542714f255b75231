/* opt_parts.h -- what the parts of opt.h share: opt.c has the table and asks
 * getopt_long, opt_value.c reads the values, opt_help.c prints the help.  For
 * lib/io/opt*.c alone. */
#ifndef LIB_IO_OPT_PARTS_H
#define LIB_IO_OPT_PARTS_H

enum { OPT_MAX = 64 };  /* options of a program */

struct command;
struct opt;

/* Print and exit 0. */
_Noreturn void opt_help(const struct command *, const struct opt *const all[],
    int n);
_Noreturn void opt_version(const struct command *);

/* Stores a value where its option says.  Days are kept until opt_set_days(),
 * when the day of --as-of is known. */
void opt_set(const struct opt *, const char *value);
void opt_set_days(void);

/* The usage error of an option whose value is no day. */
_Noreturn void opt_bad_day(const char *option);

#endif
