#include "lib/io/outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/io/ending.h"
#include "lib/io/noclobber.h"

/* Temporary files that a sudden end must not leave behind. */
enum { MAX_TEMPS = 1024 };
static char *temps[MAX_TEMPS];

void
outfile_unlink_all(void)
{
	for (int i = 0; i < MAX_TEMPS; i++)
		if (temps[i] != NULL)
			unlink(temps[i]);
}

static void
remember_temp(char *path)
{
	static bool armed;

	if (!armed) {
		ending_tidy(outfile_unlink_all);
		atexit(outfile_unlink_all);
	}
	armed = true;
	for (int i = 0; i < MAX_TEMPS; i++)
		if (temps[i] == NULL) {
			temps[i] = path;
			return;
		}
	die("too many output files");
}

static void
forget_temp(const char *path)
{
	for (int i = 0; i < MAX_TEMPS; i++)
		if (temps[i] == path)
			temps[i] = NULL;
}

/* A name of what is open already; that it is a regular file says nothing. */
static bool
is_open_file(const char *path)
{
	return strncmp(path, "/dev/std", 8) == 0 ||
	    strncmp(path, "/dev/fd/", 8) == 0 ||
	    strncmp(path, "/proc/", 6) == 0;
}

/* Not truncated: /dev/stderr may be a file that others write to. */
static int
open_directly(const char *path)
{
	return open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
}

/*
 * Beside the file that they become, under a name that nobody else gives.
 */

static const char BEHIND[] = ".doorstep-", RANDOM[] = "XXXXXX";

enum { DAY = 24 * 60 * 60 };  /* seconds */

/* Left by a program that was killed: ours, of this output, and nobody's who is
 * still writing. */
static bool
is_left_over(int dir, const char *name, const char *of, size_t n)
{
	struct stat st;

	return strncmp(name, of, n) == 0 &&
	    strncmp(name + n, BEHIND, strlen(BEHIND)) == 0 &&
	    strlen(name + n) == strlen(BEHIND) + strlen(RANDOM) &&
	    fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    time(NULL) - st.st_mtime > DAY;
}

static void
remove_left_over(const char *path)
{
	char *directory = noclobber_directory(path);
	const char *slash = strrchr(path, '/');
	const char *base = slash != NULL ? slash + 1 : path;
	DIR *dir = opendir(directory);

	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;)
		if (is_left_over(dirfd(dir), e->d_name, base, strlen(base)) &&
		    unlinkat(dirfd(dir), e->d_name, 0) == 0)
			diag_detail("%s/%s is removed: a run that was killed left"
			    " it", directory, e->d_name);
	if (dir != NULL)
		closedir(dir);
	free(directory);
}

static bool
open_beside(struct outfile *t, const char *path)
{
	t->path = noclobber_name(path);
	remove_left_over(t->path);
	t->temp = xasprintf("%s%s%s", t->path, BEHIND, RANDOM);
	t->fd = mkstemp(t->temp);
	if (t->fd < 0) {
		free(t->temp);
		t->temp = NULL;
		return false;
	}
	remember_temp(t->temp);
	return true;
}

/* Returns false with errno set. */
static bool
open_path(struct outfile *t, const char *path)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	if (!there && (errno != ENOENT || *path == '\0'))
		return false;
	if (there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (!is_open_file(path) && (!there || S_ISREG(st.st_mode)))
		return open_beside(t, path);
	t->fd = open_directly(path);
	return t->fd >= 0;
}

void
outfile_open(struct outfile *t, const char *path)
{
	*t = (struct outfile){.label = path, .fd = -1};
	noclobber_output(path);
	if (strcmp(path, "-") == 0) {
		outfile_stdout(t);
		return;
	}
	if (!open_path(t, path))
		die("%s: %s", path, language_errno(errno));
}

/* Somebody may be waiting at the other end of a pipe: it is opened once. */
void
outfile_try(const char *path)
{
	struct stat st;
	struct outfile t;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISDIR(st.st_mode))
		return;
	outfile_open(&t, path);
	outfile_free(&t);
}

void
outfile_stdout(struct outfile *t)
{
	*t = (struct outfile){.label = "stdout", .fd = STDOUT_FILENO};
}

bool
outfile_write_all(int fd, const char *p, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

bool
outfile_write(struct outfile *t, const char *bytes, size_t len)
{
	return outfile_write_all(t->fd, bytes, len);
}

int
outfile_unnamed(const char *dir)
{
	char *path = xasprintf("%s/.doorstep.XXXXXX", dir);
	int fd = mkstemp(path);

	if (fd >= 0)
		unlink(path);
	free(path);
	return fd;
}

void
outfile_sync_name(const char *path)
{
	char *dir = noclobber_directory(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(dir);
}

bool
outfile_keep(struct outfile *t)
{
	if (t->temp != NULL && fsync(t->fd) != 0)
		return false;
	if (close(t->fd) != 0 && errno != EINTR)
		return false;
	if (t->temp == NULL)
		return true;
	if (rename(t->temp, t->path) != 0)
		return false;
	forget_temp(t->temp);
	free(t->temp);
	t->temp = NULL;
	outfile_sync_name(t->path);
	return true;
}

int
outfile_status(const struct outfile *t, bool good, int status)
{
	if (good)
		return status;
	if (errno == EPIPE && t->temp == NULL) {
		outfile_unlink_all();
		diag_pipe_closed();
	}
	diag_warn("%s: %s", t->label, language_errno(errno));
	return diag_failed();
}

void
outfile_free(struct outfile *t)
{
	if (t->temp != NULL) {
		unlink(t->temp);  /* only if it was not kept */
		forget_temp(t->temp);
	}
	free(t->path);
	free(t->temp);
	*t = (struct outfile){.fd = -1};
}
