#include "lib/io/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/diag.h"

enum { EVERY = 8192 };  /* rows between two looks at the clock */

static long rows;
static double began, shown;
static bool written;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
show(const struct table *t, double at)
{
	long long done, size;

	table_position(t, &done, &size);
	fprintf(stderr, "\r%s: %ld rows, %.0f a second", diag_program(), rows,
	    (double)rows / (at - began));
	if (size > 0)
		fprintf(stderr, ", %lld %% of %s", 100 * done / size,
		    table_file(t));
	fputs("\033[K", stderr);
	fflush(stderr);
	written = true;
}

void
progress_show(const struct table *t)
{
	double at;

	if (began <= 0)
		began = now();
	if (++rows % EVERY != 0 || diag_is_quiet() || !isatty(STDERR_FILENO))
		return;
	at = now();
	if (at - began < 1 || at - shown < 0.2)
		return;
	shown = at;
	show(t, at);
}

void
progress_end(void)
{
	if (written)
		fputs("\r\033[K", stderr);
	written = false;
}
