/* published.h -- tables that stats-report printed earlier.
 *
 *	struct published p = {0};
 *	published_read(&p, "2026-q3.tsv");
 *	options.earlier = p.figure;
 *	options.n_earlier = p.n;
 *	...
 *	published_free(&p); */
#ifndef LIB_CASES_PUBLISHED_H
#define LIB_CASES_PUBLISHED_H

#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/stats/report.h"

struct published {
	struct report_earlier *figure;
	size_t n, cap;
	struct arena text;
};

/* Adds the figures of a file, in rows or wide.  Ends the program if it is no
 * table of stats-report. */
void published_read(struct published *, const char *path);
void published_free(struct published *);

#endif
