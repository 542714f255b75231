/* datafile.h -- where the data files are: policy, holidays, maps.
 *
 * In $DOORSTEP_SHARE if that is set; else relative to the program (the build
 * tree, an installed tree); else where "make install" put them. */
#ifndef LIB_IO_DATAFILE_H
#define LIB_IO_DATAFILE_H

#include "lib/rule/holiday.h"
#include "lib/rule/policy.h"

/* The path of "policy/sgb2.tsv" and the like; the caller frees it.  Ends the
 * program if there is no such file. */
char *datafile_find(const char *relative);

/* Read a table of holidays or a policy.  A bad row ends the program: a wrong
 * date here costs someone their rent.  Holidays: the name of a state that has
 * a table in share/holidays ("by"), else a path; NULL: Hesse's. */
void datafile_holidays(struct holidays *, const char *name);
void datafile_policy(struct policy *, const char *path);

#endif
