/* ids.h -- case_ids from a TSV: ids come in files, never on the command line.
 */
#ifndef LIB_IDS_H
#define LIB_IDS_H

#include <stddef.h>

#include "lib/mem.h"

struct ids {
	char **id;      /* in the order of the file, empty ones left out */
	size_t n, cap;
	long rejected;  /* rows that could not be read, reported */
	struct arena text;
};

/* Reads the column case_id of a TSV ("-": stdin) to its end. */
void ids_read(struct ids *, const char *path);
void ids_free(struct ids *);

#endif
