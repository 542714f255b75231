#include "lib/io/outrows.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/noclobber.h"

enum { IN_MEMORY = 8 << 20 };  /* bytes */

void
outrows_open(struct outrows *r, const char *near)
{
	*r = (struct outrows){.fd = -1,
		.directory = near != NULL ? noclobber_directory(near) : NULL};
}

void
outrows_close(struct outrows *r)
{
	free(r->text);
	free(r->directory);
	if (r->fd >= 0)
		close(r->fd);
}

/* Many rows wait in a file.  Where none can be made, they stay in memory. */
static void
spill(struct outrows *r)
{
	if (r->fd < 0)
		r->fd = outfile_unnamed(r->directory);
	if (r->fd < 0) {
		free(r->directory);
		r->directory = NULL;
		return;
	}
	if (!outfile_write_all(r->fd, r->text, r->len))
		die_errno("%s: temporary file", r->directory);
	r->len = 0;
}

char *
outrows_room(struct outrows *r, size_t n)
{
	if (r->len + n > IN_MEMORY && r->len > 0 && r->directory != NULL)
		spill(r);
	r->text = mem_grow(r->text, r->len + n, &r->cap, 1);
	return r->text + r->len;
}

void
outrows_add(struct outrows *r, size_t len)
{
	r->len += len;
}

bool
outrows_any(const struct outrows *r)
{
	return r->len > 0 || r->fd >= 0;
}

static bool
write_spilled(const struct outrows *r, struct outfile *to)
{
	char buf[65536];
	ssize_t n;

	if (r->fd < 0)
		return true;
	if (lseek(r->fd, 0, SEEK_SET) < 0)
		return false;
	while ((n = read(r->fd, buf, sizeof buf)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || !outfile_write(to, buf, (size_t)n))
			return false;
	}
	return true;
}

bool
outrows_write(struct outrows *r, struct outfile *to)
{
	return write_spilled(r, to) && outfile_write(to, r->text, r->len);
}
