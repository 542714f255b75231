/* idlist.h -- case_ids from a TSV: ids come in files, never on the command line.
 */
#ifndef LIB_CASES_IDLIST_H
#define LIB_CASES_IDLIST_H

#include <stddef.h>

#include "lib/base/mem.h"

struct idlist {
	char **id;      /* in the order of the file, empty ones left out */
	long *line;     /* where each stands */
	char *file;     /* as in messages */
	size_t n, cap, line_cap;
	long rejected;  /* rows that could not be read, reported */
	struct arena text;
};

/* Reads the column case_id of a TSV ("-": stdin) to its end. */
void idlist_read(struct idlist *, const char *path);
void idlist_free(struct idlist *);

#endif
