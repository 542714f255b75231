/* merging.h -- one report from the raw figures of many offices.
 *
 *	struct rawfile *first = rawfile_open(path[0]);
 *	...options by rawfile_about(first), report_prepare()...
 *	struct report *r = merging_report(first, path, n, &options, words); */
#ifndef LIB_CASES_MERGING_H
#define LIB_CASES_MERGING_H

#include <stdbool.h>

#include "lib/base/names.h"
#include "lib/cases/rawfile.h"
#include "lib/stats/report.h"

/* Opens all files but the first, path[0], reads and closes all.  Files that do
 * not go together, or two of one database, end the program.  The report's
 * secret is made of those in the files, in whichever order they come. */
struct report *merging_report(struct rawfile *first, char *const path[], int n,
    const struct report_options *, struct names *words);

/* Files have every table over a part of the keys of one of theirs.  Is this
 * one that could be made of theirs, but is none of them? */
bool merging_lacks(const struct rawfile_about *, unsigned keys);

#endif
