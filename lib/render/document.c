#include "lib/render/document.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/outfile.h"

struct document {
	char *text;
	size_t len, cap;
	struct outfile target;
};

struct document *
document_open(const char *path)
{
	struct document *d = xcalloc(1, sizeof *d);

	if (path != NULL)
		outfile_open(&d->target, path);
	else
		outfile_stdout(&d->target);
	return d;
}

void
document_bytes(struct document *d, const char *bytes, size_t n)
{
	d->text = mem_grow(d->text, d->len + n, &d->cap, 1);
	if (n > 0)
		memcpy(d->text + d->len, bytes, n);
	d->len += n;
}

void
document_text(struct document *d, const char *s)
{
	document_bytes(d, s, strlen(s));
}

void
document_printf(struct document *d, const char *fmt, ...)
{
	va_list arg;
	int n;

	va_start(arg, fmt);
	n = vsnprintf(NULL, 0, fmt, arg);
	va_end(arg);
	d->text = mem_grow(d->text, d->len + (size_t)n + 1, &d->cap, 1);
	va_start(arg, fmt);
	vsnprintf(d->text + d->len, (size_t)n + 1, fmt, arg);
	va_end(arg);
	d->len += (size_t)n;
}

/* The reader of the pipe has left: end as every filter does. */
_Noreturn static void
broken_pipe(void)
{
	outfile_unlink_all();
	diag_pipe_closed();
}

static void
say_failure(const struct document *d)
{
	if (errno == EPIPE && d->target.temp == NULL)
		broken_pipe();
	diag_warn("%s: %s", d->target.label, strerror(errno));
}

static bool
for_all(struct document **d, size_t n, bool (*act)(struct document *))
{
	for (size_t i = 0; i < n; i++)
		if (!act(d[i])) {
			say_failure(d[i]);
			return false;
		}
	return true;
}

static bool
write_text(struct document *d)
{
	return outfile_write(&d->target, d->text, d->len);
}

static bool
keep(struct document *d)
{
	return outfile_keep(&d->target);
}

static void
free_document(struct document *d)
{
	outfile_free(&d->target);
	free(d->text);
	free(d);
}

int
document_finish_all(struct document **d, size_t n, int status)
{
	diag_more();
	if (status == EXIT_DONE || status == EXIT_SOME)
		if (!for_all(d, n, write_text) || !for_all(d, n, keep))
			status = diag_failed();
	for (size_t i = 0; i < n; i++)
		free_document(d[i]);
	return status;
}

int
document_finish(struct document *d, int status)
{
	return document_finish_all(&d, 1, status);
}
