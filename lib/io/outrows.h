/* outrows.h -- rows that wait to be written: in memory, many of them in a file
 * without a name.  For out.c alone. */
#ifndef LIB_IO_OUTROWS_H
#define LIB_IO_OUTROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/io/outfile.h"

struct outrows {
	char *text;      /* rows that are in memory */
	size_t len, cap;
	int fd;          /* the file with the rows before them, or -1 */
	char *directory; /* where it is made; NULL: all wait in memory */
};

/* `near`: a path beside which the file may be, or NULL. */
void outrows_open(struct outrows *, const char *near);
void outrows_close(struct outrows *);

/* Where a row of at most n bytes can be put, and how long it became. */
char *outrows_room(struct outrows *, size_t n);
void outrows_add(struct outrows *, size_t len);

bool outrows_any(const struct outrows *);

/* Writes them all; false: errno says why. */
bool outrows_write(struct outrows *, struct outfile *);

#endif
