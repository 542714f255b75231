/* header.h -- which line of an export is its header, under which separator. */
#ifndef LIB_IO_HEADER_H
#define LIB_IO_HEADER_H

#include "lib/io/records.h"

/* Headings of one table that is recognised count more than others. */
enum { HEADER_OF_TABLE = 1000 };

struct header_search {
	/* The one that scores best is taken, of equal ones the first. */
	const char *separators;
	/* How good these headings would be: 0 for none that is known, one point
	 * for each that is, or HEADER_OF_TABLE. */
	long (*score)(void *, const char *const *heading, size_t n);
	void *score_arg;
};

/* Reads the header and leaves it in *header, its headings with one space for
 * each run of white space and the reader under its separator, or ends the
 * program.  It is one of the first twenty lines, of equal ones the first;
 * lines above it that are left out are said, but a header with rows among them
 * ends the program, too. */
void header_find(struct records *, const struct header_search *,
    struct record *header);

/* Of a file without a header: the separator that makes its first record so
 * wide, else the one that makes it widest. */
void header_fit(struct records *, const char *separators, size_t width);

#endif
