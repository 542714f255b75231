/* pack.h -- values in few bytes, for rows that wait to be sorted.
 *
 * What was put in comes out in the same order; nothing in the bytes says what
 * they are.  They never leave the program that wrote them. */
#ifndef LIB_PACK_H
#define LIB_PACK_H

#include <stddef.h>
#include <stdint.h>

struct pack { char *bytes; size_t n, cap; };

void pack_uint(struct pack *, uint64_t);
void pack_int(struct pack *, int64_t);
void pack_real(struct pack *, double);
void pack_text(struct pack *, const char *, size_t len);

/* Each moves *p on.  A text is borrowed and has its NUL. */
uint64_t unpack_uint(const char **p);
int64_t unpack_int(const char **p);
double unpack_real(const char **p);
const char *unpack_text(const char **p);

#endif
