#include "lib/io/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/elapsed.h"
#include "lib/base/language.h"
#include "lib/base/trace.h"

enum { EVERY = 8192 };  /* rows between two looks at the clock */

static const double patience = 1, pause_between = 0.2;

static long rows;
static double began, shown;
static bool written;

static bool
is_wanted(void)
{
	return !diag_is_quiet() && isatty(STDERR_FILENO);
}

/* Is it time to write the line anew? */
static bool
is_due(double now)
{
	if (now - began < patience || now - shown < pause_between)
		return false;
	shown = now;
	return true;
}

static void
begin_line(void)
{
	fprintf(stderr, "\r%s: ", diag_program());
	written = true;
}

static void
end_line(void)
{
	fputs("\033[K", stderr);
	fflush(stderr);
}

static void
show_rows(const struct table *t, double now)
{
	long long done, size;

	table_position(t, &done, &size);
	begin_line();
	fprintf(stderr, language_text("%ld rows, %.0f a second"), rows,
	    (double)rows / (now - began));
	if (size > 0)
		fprintf(stderr, language_text(", %lld %% of %s"), 100 * done / size,
		    table_file(t));
	end_line();
}

void
progress_row(const struct table *t)
{
	double now;

	if (began <= 0)
		began = elapsed_seconds();
	if (++rows % EVERY != 0 || !is_wanted())
		return;
	now = elapsed_seconds();
	if (is_due(now))
		show_rows(t, now);
}

void
progress_percent(int percent)
{
	double now = elapsed_seconds();

	if (began <= 0 || percent == 0)
		began = now;
	if (!is_wanted() || !is_due(now))
		return;
	begin_line();
	fprintf(stderr, "%d %%", percent);
	end_line();
}

/* As 42 s, 3:05 min. */
static void
put_rest(double seconds)
{
	long n = (long)(seconds + 0.5);

	if (n < 100)
		fprintf(stderr, language_text(", %ld s left"), n);
	else
		fprintf(stderr, language_text(", %ld:%02ld min left"), n / 60,
		    n % 60);
}

static void
show_search(void *arg, const struct watch_state *s)
{
	double now = elapsed_seconds();

	(void)arg;
	if (!is_due(now))
		return;
	begin_line();
	fprintf(stderr, language_text("%3.0f %%, %lld steps, urgency %lld,"
	    " travel %lld min"),
	    100 * s->share, (long long)s->steps, (long long)s->urgency,
	    (long long)s->travel / 60);
	if (s->share > 0)
		put_rest((now - began) * (1 - s->share) / s->share);
	end_line();
}

/* DOORSTEP_TRACE=solver: a line for each better plan, on a terminal or not. */
static void
trace_search(void *arg, const struct watch_state *s)
{
	static struct watch_state told;

	(void)arg;
	if (s->urgency == told.urgency && s->travel == told.travel)
		return;
	told = *s;
	trace_say("solver", "%.2f s, %.0f %%, %lld steps, urgency %lld,"
	    " travel %lld s", elapsed_seconds() - began, 100 * s->share,
	    (long long)s->steps, (long long)s->urgency, (long long)s->travel);
}

struct watch
progress_watch(void)
{
	began = elapsed_seconds();
	if (trace_on("solver"))
		return (struct watch){.show = trace_search};
	return (struct watch){.show = is_wanted() ? show_search : NULL};
}

void
progress_end(void)
{
	if (written)
		fputs("\r\033[K", stderr);
	written = false;
}
