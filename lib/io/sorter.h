/* sorter.h -- any number of rows in the order of a key, in bounded memory.
 *
 *	struct sorter *s = sorter_open(64 << 20, db_path());
 *	sorter_add(s, key, bytes, n);           as often as there are rows
 *	while (sorter_next(s, &item))           ascending by key
 *		use(item.key, item.bytes);
 *	sorter_close(s);
 *
 * Rows with equal keys come out in the order in which they went in.  Rows that
 * do not fit in memory go to an unlinked file, mode 0600, in sorted segments
 * that are merged at the end; rows that arrive in order are not sorted, and
 * their memory is free again as soon as they have been handed out. */
#ifndef LIB_IO_SORTER_H
#define LIB_IO_SORTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sorter;

struct sorted {
	uint64_t key;
	const char *bytes;  /* borrowed until the next call; PACK_WORD bytes
	                     * behind them can be read */
	size_t len;
};

/* `memory` is in bytes.  The file, if one is needed, is made in the directory
 * of `near`, or in TMPDIR if that directory is not there yet. */
struct sorter *sorter_open(size_t memory, const char *near);

/* Sorts by rank(key) instead of the key.  `before` is called before rows are
 * sorted for the file, so that ranks can be looked up as late as possible;
 * `rank` must always return the same for the same key. */
void sorter_rank(struct sorter *, void (*before)(void *),
    uint64_t (*rank)(void *, uint64_t key), void *arg);

void sorter_add(struct sorter *, uint64_t key, const void *bytes, size_t len);

/* The first call ends the adding. */
bool sorter_next(struct sorter *, struct sorted *);
void sorter_close(struct sorter *);

#endif
