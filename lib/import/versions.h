/* versions.h -- rows that are about the same thing, kept until the last of them
 * has come.  Each is a copy; merging them takes no more memory than the result
 * does, however many there are. */
#ifndef LIB_IMPORT_VERSIONS_H
#define LIB_IMPORT_VERSIONS_H

#include <stddef.h>

#include "lib/import/stagedrow.h"

struct version {
	struct staged_row row;  /* borrows from the bytes */
	struct pack bytes;

	/* Where the first of the rows was that it stands for. */
	unsigned first_file;
	long first_line;
};

struct versions {
	struct version *v;
	size_t n, cap;
	struct pack spare;
};

/* A copy of the row; versions_replace() puts another one in its place. */
struct version *versions_add(struct versions *, const struct staged_row *);

/* Of two rows the one that was read later stays. */
void versions_replace(struct version *, const struct staged_row *);

void versions_merge(struct versions *, struct version *,
    const struct staged_row *later);

void versions_remove(struct versions *, size_t i);  /* keeps the order */
void versions_sort(struct versions *);              /* as they were read */
bool versions_earlier(const struct version *, const struct version *);
void versions_free(struct versions *);

#endif
