#include "lib/io/stopwatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"

struct stopwatch {
	struct timespec begin;
	bool shown;
};

static double
seconds_since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - t->tv_sec) +
	    (double)(now.tv_nsec - t->tv_nsec) / 1e9;
}

static void
show(void *arg, int percent, int64_t urgency, int64_t travel)
{
	struct stopwatch *p = arg;

	if (seconds_since(&p->begin) < 1)
		return;
	fprintf(stderr, "\r%s: %3d %%, urgency %lld, travel %lld min ",
	    diag_program(), percent, (long long)urgency,
	    (long long)travel / 60);
	fflush(stderr);
	p->shown = true;
}

struct stopwatch *
stopwatch_open(struct solve_options *o)
{
	struct stopwatch *p = xcalloc(1, sizeof *p);

	clock_gettime(CLOCK_MONOTONIC, &p->begin);
	if (isatty(STDERR_FILENO) && !diag_is_quiet()) {
		o->progress = show;
		o->progress_arg = p;
	}
	return p;
}

void
stopwatch_close(struct stopwatch *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	free(p);
}
