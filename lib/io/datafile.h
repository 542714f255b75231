/* datafile.h -- where the data files are: policy, holidays, maps.
 *
 * In $DOORSTEP_SHARE if that is set; else relative to the program (the build
 * tree, an installed tree); else where "make install" put them. */
#ifndef LIB_IO_DATAFILE_H
#define LIB_IO_DATAFILE_H

#include <stddef.h>

#include "lib/rule/holiday.h"
#include "lib/rule/policy.h"

/* The path of "policy/sgb2.tsv" and the like; the caller frees it.  Ends the
 * program if there is no such file. */
char *datafile_find(const char *relative);

/* The directory that has them all; the caller frees it.  NULL: not there. */
char *datafile_share(void);

/* A file of ours that an option may name by its name alone, as --holidays=by
 * does: share/FOLDER/NAME.ENDING. */
struct datafile_kind {
	const char *folder, *ending;
	const char *option, *what;  /* for messages: "holidays", "state" */
};

/* Its path, which the caller frees; NULL: the name is no word, but a path.  A
 * word that names none of ours may be a file all the same; else the program
 * ends and names those that there are. */
char *datafile_named(const struct datafile_kind *, const char *name);

/* The names that there are, sorted; whoever asks for them ends with them, so
 * that they are never freed. */
const char *const *datafile_names(const struct datafile_kind *, size_t *n);

/* The tables of --holidays. */
extern const struct datafile_kind datafile_states;

/* The directory of the catalogues of messages (language.h), whether it is
 * there or not; the caller frees it. */
char *datafile_locales(void);

/* Read a table of holidays or a policy.  A bad row ends the program: a wrong
 * date here costs someone their rent.  Holidays: the name of a state that has
 * a table in share/holidays ("by"), else a path; NULL: Hesse's. */
void datafile_holidays(struct holidays *, const char *name);
void datafile_policy(struct policy *, const char *path);

#endif
