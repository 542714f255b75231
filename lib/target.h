/* target.h -- a file that is written whole or not at all.
 *
 * A regular file is written beside itself under a temporary name (0600),
 * synced, and renamed over; a device or a pipe is written directly.  However
 * the program ends, signals included, no temporary file stays behind. */
#ifndef LIB_TARGET_H
#define LIB_TARGET_H

#include <stdbool.h>
#include <stddef.h>

struct target {
	const char *label;   /* for messages */
	char *path, *temp;   /* NULL: written directly */
	int fd;
};

/* Ends the program with `status` if the file cannot be written. */
void target_open(struct target *, const char *path, int status);
void target_stdout(struct target *);

/* Ends the program, with EXIT_NONE, if the file could not be opened later. */
void target_try(const char *path);

/* false: errno says why. */
bool target_write(struct target *, const char *bytes, size_t len);

/* Syncs and puts the file in place; false: errno says why. */
bool target_keep(struct target *);

/* Removes what was not kept. */
void target_free(struct target *);

/* A file without a name in a directory, 0600; -1: errno says why. */
int target_unnamed(const char *directory);

/* Writes all of it, whatever interrupts. */
bool target_write_all(int fd, const char *bytes, size_t len);

/* Removes all temporary files at once: before the program ends by a signal. */
void target_unlink_all(void);

#endif
