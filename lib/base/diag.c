#include "lib/base/diag.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/base/language.h"
#include "lib/base/utf8.h"

static const char *name = "doorstep";
static bool quiet, verbose, stored;
static long rows;   /* messages about rows so far, printed or not */
static long shown;  /* of these, if they are grouped: said one way or other */

/* Nobody's data in a core file; of one byte, since none at all is not heeded
 * where cores go to a program (core(5)). */
static void
leave_no_core(void)
{
	struct rlimit core = {1, 1};

	if (setrlimit(RLIMIT_CORE, &core) != 0) {
		core = (struct rlimit){0, 0};
		setrlimit(RLIMIT_CORE, &core);
	}
}

static volatile sig_atomic_t beyond_limit;

static void
on_limit(int sig)
{
	(void)sig;
	beyond_limit = 1;
}

bool
diag_beyond_limit(void)
{
	return beyond_limit != 0;
}

void
diag_name(const char *program)
{
	struct sigaction limit = {.sa_handler = on_limit};

	name = program;
	signal(SIGPIPE, SIG_IGN);
	sigaction(SIGXFSZ, &limit, NULL);
	leave_no_core();
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

bool
diag_is_verbose(void)
{
	return verbose;
}

/*
 * A message is one line and one write(2): two programs that share a log do not
 * mix their lines, and the name of a file cannot begin another line, nor
 * command the terminal.
 */

/* Appends what shows itself, and \xHH for every other byte; what does not fit
 * is left out. */
static size_t
append(char *line, size_t n, size_t size, const char *s)
{
	size_t left = strlen(s), len;

	for (; left > 0; s += len, left -= len) {
		len = utf8_shown(s, left);
		if (n + (len > 0 ? len : 4) >= size)
			break;
		if (len > 0)
			memcpy(line + n, s, len);
		else
			snprintf(line + n, 5, "\\x%02x", (unsigned char)*s);
		n += len > 0 ? len : 4;
		if (len == 0)
			len = 1;
	}
	return n;
}

static void
write_line(const char *line, size_t n)
{
	fflush(stderr);
	while (n > 0) {
		ssize_t w = write(STDERR_FILENO, line, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return;
		line += w;
		n -= (size_t)w;
	}
}

/* The message in the reader's language.  A text that comes from elsewhere and
 * is all of it ("%s") is one of ours, too. */
static void PRINTF(3, 0)
put_text(char *text, size_t size, const char *fmt, va_list ap)
{
	if (strcmp(fmt, "%s") == 0)
		snprintf(text, size, "%s", language_text(va_arg(ap, char *)));
	else
		vsnprintf(text, size, language_text(fmt), ap);
}

static const char *place_file;
static long place_line;

void
diag_place(const char *file, long line)
{
	place_file = file;
	place_line = line;
}

void
diag_get_place(const char **file, long *line)
{
	*file = place_file;
	*line = place_line;
}

static size_t
append_place(char *line, size_t n, size_t size)
{
	char number[32];

	snprintf(number, sizeof number, ":%ld: ", place_line);
	n = append(line, n, size, place_file);
	return append(line, n, size, number);
}

enum { TEXT = 4096 };

/* "program: text" and what comes behind it, NULL: nothing. */
static void
write_message(const char *text, const char *behind)
{
	int saved = errno;
	char line[2 * TEXT];
	size_t n = append(line, 0, sizeof line - 1, name);

	n = append(line, n, sizeof line - 1, ": ");
	if (place_file != NULL)
		n = append_place(line, n, sizeof line - 1);
	n = append(line, n, sizeof line - 1, text);
	if (behind != NULL)
		n = append(line, n, sizeof line - 1, behind);
	line[n++] = '\n';
	write_line(line, n);
	errno = saved;
}

static void PRINTF(1, 0)
say(const char *fmt, va_list ap)
{
	char text[TEXT];

	put_text(text, sizeof text, fmt, ap);
	write_message(text, NULL);
}

static void (*find_origin)(const char *text);

void
diag_origin(void (*find)(const char *text))
{
	find_origin = find;
}

void
diag_seek_origin(const char *text)
{
	if (place_file == NULL && find_origin != NULL)
		find_origin(text);
}

/* The last message: it may be about something in a file of settings. */
static void PRINTF(2, 0)
say_last(const char *behind, const char *fmt, va_list ap)
{
	char text[TEXT];

	put_text(text, sizeof text, fmt, ap);
	diag_seek_origin(text);
	write_message(text, behind);
}

/* Any of the options that are named may stand there; and then --help does not
 * help. */
static void PRINTF(2, 0)
say_usage(const char *behind, const char *fmt, va_list ap)
{
	char text[TEXT];

	put_text(text, sizeof text, fmt, ap);
	for (const char *p = strstr(text, "--"); p != NULL; p = strstr(p + 2, "--"))
		diag_seek_origin(p);
	write_message(text, place_file == NULL ? behind : NULL);
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

/*
 * Messages about rows.
 */

/* The same complaint about one column of one file. */
struct complaint {
	char *file, *column, *text;
	long n, printed;
};

enum { ALIKE = 3, COMPLAINTS = 200 };  /* printed of one; remembered of all */

static bool grouped;
static struct complaint complaint[COMPLAINTS];
static size_t complaints;

void
diag_grouped(void)
{
	grouped = true;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static char *
copy(const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s) + 1;
	char *p = n > 0 ? malloc(n) : NULL;

	if (p != NULL)
		memcpy(p, s, n);
	return p;
}

/* The complaint that this is one more of; NULL: there are too many kinds. */
static struct complaint *
complaint_for(const char *file, const char *column, const char *text)
{
	struct complaint *c;

	for (size_t i = 0; i < complaints; i++) {
		c = &complaint[i];
		if (same(c->text, text) && same(c->column, column) &&
		    same(c->file, file))
			return c;
	}
	if (complaints == COMPLAINTS)
		return NULL;
	c = &complaint[complaints++];
	*c = (struct complaint){copy(file), copy(column), copy(text), 0, 0};
	return c;
}

/* How many lines were printed about this file? */
static long
printed_of(const char *file)
{
	long n = 0;

	for (size_t i = 0; i < complaints; i++)
		if (same(complaint[i].file, file))
			n += complaint[i].printed;
	return n;
}

/* Of the same complaint the first three; at most DIAG_ROWS lines a file. */
static bool
is_printed(const char *file, const char *column, const char *text)
{
	struct complaint *c;

	rows++;
	if (!grouped)
		return rows <= DIAG_ROWS;
	c = complaint_for(file, column, text);
	if (c == NULL)
		return false;
	c->n++;
	if (c->printed == ALIKE || printed_of(file) >= DIAG_ROWS)
		return false;
	c->printed++;
	shown++;
	return true;
}

void
diag_at(const char *file, long line, const char *column, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	put_text(text, sizeof text, fmt, ap);
	va_end(ap);
	if (!is_printed(file, column, text))
		return;
	diag_warn("%s:%ld: %s%s%s", file, line, column != NULL ? column : "",
	    column != NULL ? ": " : "", text);
}

static bool
several_files(void)
{
	for (size_t i = 1; i < complaints; i++)
		if (!same(complaint[i].file, complaint[0].file))
			return true;
	return false;
}

/* "... and 14 more: column: text" for each complaint of which three lines are
 * there, and one line for what is left. */
static void
say_groups(void)
{
	bool several = several_files();

	for (size_t i = 0; i < complaints; i++) {
		struct complaint *c = &complaint[i];

		if (c->printed == ALIKE && c->n > ALIKE) {
			diag_warn("%s%s... and %ld more: %s%s%s",
			    several ? c->file : "", several ? ": " : "",
			    c->n - c->printed, c->column ? c->column : "",
			    c->column ? ": " : "", c->text ? c->text : "");
			shown += c->n - c->printed;
		}
		free(c->file);
		free(c->column);
		free(c->text);
	}
	if (rows > shown)
		diag_warn("... and %ld more", rows - shown);
	complaints = 0;
	shown = 0;
}

void
diag_more(void)
{
	if (grouped)
		say_groups();
	else if (rows > DIAG_ROWS)
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
	say_last(NULL, fmt, ap);
	va_end(ap);
	exit(diag_failed());
}

void
die_errno(const char *fmt, ...)
{
	char behind[256];
	va_list ap;

	snprintf(behind, sizeof behind, ": %s", language_errno(errno));
	diag_more();
	va_start(ap, fmt);
	say_last(behind, fmt, ap);
	va_end(ap);
	exit(diag_failed());
}

void
die_usage(const char *fmt, ...)
{
	char behind[256];
	va_list ap;

	snprintf(behind, sizeof behind, language_text("; see %s --help"),
	    name);
	diag_more();
	va_start(ap, fmt);
	say_usage(behind, fmt, ap);
	va_end(ap);
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
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	put_text(text, sizeof text, fmt, ap);
	va_end(ap);
	diag_more();
	diag_warn("%s:%ld: %s", file, line, text);
	exit(diag_failed());
}
