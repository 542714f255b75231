#include "lib/render/document.h"

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

/* The status: EXIT_DONE, or that of the first failure. */
static int
for_all(struct document **d, size_t n, bool (*act)(struct document *))
{
	int status = EXIT_DONE;

	for (size_t i = 0; i < n && status == EXIT_DONE; i++)
		status = outfile_status(&d[i]->target, act(d[i]), EXIT_DONE);
	return status;
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
	if (status == EXIT_DONE || status == EXIT_SOME) {
		int failed = for_all(d, n, write_text);

		if (failed == EXIT_DONE)
			failed = for_all(d, n, keep);
		if (failed != EXIT_DONE)
			status = failed;
	}
	for (size_t i = 0; i < n; i++)
		free_document(d[i]);
	return status;
}

int
document_finish(struct document *d, int status)
{
	return document_finish_all(&d, 1, status);
}
