#include "lib/io/noclobber.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"

enum { LINKS = 40, LINK_BYTES = 4096 };

struct used {
	struct claim {
		const char *said;  /* the pointer that was claimed */
		char *path;
	} *claim;
	size_t n, cap;
};
static struct used inputs, outputs;

char *
noclobber_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return xstrdup(".");
	return xasprintf("%.*s", slash == path ? 1 : (int)(slash - path), path);
}

static void
use(struct used *u, const char *path)
{
	u->claim = mem_grow(u->claim, u->n + 1, &u->cap, sizeof *u->claim);
	u->claim[u->n++] = (struct claim){path, xstrdup(path)};
}

/* Where the link at this path points; NULL: there is no link. */
static char *
follow_link(const char *path)
{
	char to[LINK_BYTES], *dir, *followed;
	ssize_t n = readlink(path, to, sizeof to - 1);

	if (n < 0)
		return NULL;
	to[n] = '\0';
	if (to[0] == '/')
		return xstrdup(to);
	dir = noclobber_directory(path);
	followed = xasprintf("%s/%s", dir, to);
	free(dir);
	return followed;
}

/* The directory's real name and the name in it; the caller frees it. */
static char *
full_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = noclobber_directory(path), *real = realpath(dir, NULL), *full;

	full = xasprintf("%s/%s", real != NULL ? real : dir,
	    slash != NULL ? slash + 1 : path);
	free(real);
	free(dir);
	return full;
}

char *
noclobber_name(const char *path)
{
	char *name = xstrdup(path), *next, *full;

	for (int i = 0; i < LINKS && (next = follow_link(name)) != NULL; i++) {
		free(name);
		name = next;
	}
	full = full_name(name);
	free(name);
	return full;
}

/* Devices and pipes are never the same file: they keep nothing. */
static bool
same_file(const char *a, const char *b)
{
	struct stat s, t;
	bool there = stat(a, &s) == 0, other = stat(b, &t) == 0, same;
	char *x, *y;

	if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
		return strcmp(a, b) == 0;
	if (there && other)
		return S_ISREG(s.st_mode) && s.st_dev == t.st_dev &&
		    s.st_ino == t.st_ino;
	x = noclobber_name(a);
	y = noclobber_name(b);
	same = strcmp(x, y) == 0;
	free(x);
	free(y);
	return same;
}

static bool
is_used(const struct used *u, const char *path)
{
	for (size_t i = 0; i < u->n; i++)
		if (same_file(u->claim[i].path, path))
			return true;
	return false;
}

void
noclobber_input(const char *path)
{
	if (strcmp(path, "-") == 0)
		path = "/dev/stdin";
	if (is_used(&outputs, path))
		die_usage("an output file is one of the inputs");
	use(&inputs, path);
}

void
noclobber_output(const char *path)
{
	for (size_t i = 0; i < outputs.n; i++)
		if (outputs.claim[i].said == path)
			return;  /* the same option, said before */
	if (is_used(&inputs, path))
		die_usage("an output file is one of the inputs");
	if (is_used(&outputs, path))
		die_usage("two outputs into one file");
	use(&outputs, path);
}
