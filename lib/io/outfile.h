/* outfile.h -- a file that is written whole or not at all.
 *
 * A regular file is written beside itself under a temporary name (0600),
 * synced, and renamed over; a device or a pipe is written directly.  However
 * the program ends, signals included, no temporary file stays behind. */
#ifndef LIB_IO_OUTFILE_H
#define LIB_IO_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>

struct outfile {
	const char *label;   /* for messages */
	char *path, *temp;   /* NULL: written directly */
	int fd;
};

/* Ends the program if the file cannot be written; "-" is stdout. */
void outfile_open(struct outfile *, const char *path);
void outfile_stdout(struct outfile *);

/* Ends the program if the file could not be opened later. */
void outfile_try(const char *path);

/* false: errno says why. */
bool outfile_write(struct outfile *, const char *bytes, size_t len);

/* Syncs and puts the file in place; false: errno says why. */
bool outfile_keep(struct outfile *);

/* The status of a program that has written it: `status` if that was good, else
 * diag_failed(), and errno is said.  A reader that has gone ends the program,
 * as it ends every filter. */
int outfile_status(const struct outfile *, bool good, int status);

/* Removes what was not kept. */
void outfile_free(struct outfile *);

/* A file without a name in a directory, 0600; -1: errno says why. */
int outfile_unnamed(const char *directory);

/* Writes all of it, whatever interrupts. */
bool outfile_write_all(int fd, const char *bytes, size_t len);

/* A new name must survive a power cut as well as what it stands for. */
void outfile_sync_name(const char *path);

/* Removes all temporary files at once: before the program ends by a signal. */
void outfile_unlink_all(void);

#endif
