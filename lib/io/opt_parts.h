/* opt_parts.h -- what the parts of opt.h share: opt.c has the table and asks
 * getopt_long, opt_value.c reads the values, opt_settings.c finds some of
 * them in a file, opt_help.c prints the help.  For lib/io/opt*.c alone. */
#ifndef LIB_IO_OPT_PARTS_H
#define LIB_IO_OPT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

enum { OPT_MAX = 64 };  /* options of a program */

struct command;
struct opt;

/* Print and exit 0. */
_Noreturn void opt_help(const struct command *, const struct opt *const all[],
    int n);
_Noreturn void opt_version(const struct command *);

/* The same for programs, above all for the completion of shells: a line for
 * each option, six fields with tabs between, "-" for an empty one.  Its letter
 * and name; what its argument is called; of which kind it is (none, file, word,
 * list, any); its values, blanks between; what --help says.  A file with values
 * may be one of ours, by its name.  The last line, without letter and name, is
 * for the operands. */
_Noreturn void opt_list(const struct command *, const struct opt *const all[],
    int n);

/* Stores a value where its option says.  Days are kept until opt_set_days(),
 * when the day of --as-of is known. */
void opt_set(const struct opt *, const char *value);
void opt_set_days(void);

/* Is this one of the options that are the same for all programs?  Their names,
 * at most OPT_MAX; returns how many. */
bool opt_shared(const char *name);
size_t opt_shared_names(const char *name[OPT_MAX]);

/* The usage error of an option whose value is no day. */
_Noreturn void opt_bad_day(const char *option);

/* Reads the file of settings (doorstep-config(5)), if there is one, for the
 * program that has these options.  A line that is wrong for whatever program
 * ends this one and is named. */
void opt_settings_read(const char *program, const struct opt *const all[], int n);

/* Hands what the file says of the option, unless nothing, to take() with a
 * value, NULL for an option that has none. */
void opt_settings_apply(const char *program, const struct opt *,
    void (*take)(const struct opt *, const char *value));

/* With -v: what was handed over. */
void opt_settings_say(void);

#endif
