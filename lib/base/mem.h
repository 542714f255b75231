/* mem.h -- allocation that cannot fail.
 *
 * The x functions never return NULL: when memory runs out they end the program
 * by die(), whose status says whether anything was stored.  Free what they
 * return with free(). */
#ifndef LIB_BASE_MEM_H
#define LIB_BASE_MEM_H

#include <stddef.h>
#include <stdlib.h>

#define NEVER_NULL __attribute__((returns_nonnull))

NEVER_NULL void *xmalloc(size_t size);
NEVER_NULL void *xcalloc(size_t n, size_t size);
NEVER_NULL void *xreallocarray(void *, size_t n, size_t size);
NEVER_NULL char *xstrdup(const char *);
NEVER_NULL char *xasprintf(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* Room for at least `need` elements of `size` bytes; grows *cap by doubling.
 *
 *	a = mem_grow(a, n + 1, &cap, sizeof *a);
 *	a[n++] = x;
 */
NEVER_NULL static inline void *mem_grow(void *, size_t need, size_t *cap,
    size_t size);

/* The slow path of mem_grow(), which is called for every value of every row and
 * nearly always finds room. */
NEVER_NULL void *mem_grown(void *, size_t need, size_t *cap, size_t size);

static inline void *
mem_grow(void *p, size_t need, size_t *cap, size_t size)
{
	return p != NULL && need <= *cap ? p : mem_grown(p, need, cap, size);
}

/* bsearch(), which the standard does not let look into no array: an empty one
 * need not be there. */
static inline void *
mem_search(const void *key, const void *a, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	return n == 0 ? NULL : bsearch(key, a, n, size, compare);
}

/* Many small allocations that are freed together. */
struct arena {
	struct arena_chunk *chunk;
	size_t used;
};

NEVER_NULL void *arena_alloc(struct arena *, size_t size);  /* aligned, not cleared */
NEVER_NULL char *arena_strdup(struct arena *, const char *);
NEVER_NULL char *arena_memdup(struct arena *, const char *, size_t len);  /* adds a NUL */
void arena_reset(struct arena *);  /* forget all, keep one chunk */
void arena_free(struct arena *);

#endif
