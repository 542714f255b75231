/* rawwriter.h -- writes what rawfile.h reads.
 *
 *	struct out_column column[RAWWRITER_COLUMNS] = {{0}};
 *	rawwriter_columns(&about, column);
 *	struct out *out = out_open(column, &options);
 *	...
 *	rawwriter_write(out, report, &about); */
#ifndef LIB_CASES_RAWWRITER_H
#define LIB_CASES_RAWWRITER_H

#include "lib/cases/rawfile.h"
#include "lib/io/out.h"

/* All that there can be, and the end. */
enum { RAWWRITER_COLUMNS = KEYS + 7 };

void rawwriter_columns(const struct rawfile_about *,
    struct out_column[RAWWRITER_COLUMNS]);

/* The part of a database in the secret of a merged report: made of its own,
 * which it does not tell, and of what is counted. */
struct siphash_key rawwriter_secret(const struct siphash_key *,
    const struct rawfile_about *);

/* The report is `raw` and finished. */
void rawwriter_write(struct out *, struct report *,
    const struct tally_options *, const struct rawfile_about *);

#endif
