#include "lib/base/diag.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *name = "doorstep";
static bool quiet, verbose, stored;
static long rows;  /* messages about rows so far, printed or not */

void
diag_name(const char *program)
{
	name = program;
	signal(SIGPIPE, SIG_IGN);
}

const char *
diag_program(void)
{
	return name;
}

void
diag_quiet(bool on)
{
	quiet = on;
}

void
diag_verbose(bool on)
{
	verbose = on;
}

bool
diag_is_quiet(void)
{
	return quiet;
}

static void
say(const char *fmt, va_list ap)
{
	flockfile(stderr);
	fprintf(stderr, "%s: ", name);
	vfprintf(stderr, fmt, ap);
	putc('\n', stderr);
	funlockfile(stderr);
}

void
diag_detail(const char *fmt, ...)
{
	va_list ap;

	if (!verbose)
		return;
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
diag_account(const char *fmt, ...)
{
	va_list ap;

	if (quiet)
		return;
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
diag_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
diag_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
diag_at(const char *file, long line, const char *column, const char *fmt, ...)
{
	va_list ap;

	if (++rows > DIAG_ROWS)
		return;
	fprintf(stderr, "%s: %s:%ld: ", name, file, line);
	if (column != NULL)
		fprintf(stderr, "%s: ", column);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
}

void
diag_more(void)
{
	if (rows > DIAG_ROWS)
		diag_warn("... and %ld more", rows - DIAG_ROWS);
	rows = 0;
}

void
diag_pipe_closed(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
	_exit(128 + SIGPIPE);
}

void
diag_stored(void)
{
	stored = true;
}

int
diag_failed(void)
{
	return stored ? EXIT_UNSAID : EXIT_NONE;
}

void
die(const char *fmt, ...)
{
	va_list ap;

	diag_more();
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(diag_failed());
}

void
die_errno(const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	diag_more();
	fprintf(stderr, "%s: ", name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, ": %s\n", strerror(saved));
	exit(diag_failed());
}

void
die_usage(const char *fmt, ...)
{
	va_list ap;

	diag_more();
	fprintf(stderr, "%s: ", name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "; see %s --help\n", name);
	exit(EXIT_NONE);
}

void
die_with(int status, const char *fmt, ...)
{
	va_list ap;

	diag_more();
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(stored ? EXIT_UNSAID : status);
}

void
die_at(const char *file, long line, const char *fmt, ...)
{
	va_list ap;

	diag_more();
	fprintf(stderr, "%s: %s:%ld: ", name, file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
	exit(diag_failed());
}
