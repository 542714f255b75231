#include "lib/render/calendar.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/names.h"
#include "lib/render/ical.h"

/* ---- From rows to events */

static const char *
database_of(const struct calendar *c, const struct visitrow *r)
{
	if (r->database[0] != '\0' || c->database == NULL)
		return r->database;
	return c->database;
}

static bool
is_same_visit(const struct visitrow *a, const struct visitrow *b)
{
	return a->day == b->day && a->start == b->start && a->end == b->end &&
	    a->state == b->state && a->outcome == b->outcome &&
	    a->run == b->run;
}

static bool
goes(const struct event *e, const char *worker)
{
	return strcmp(e->worker, worker) == 0 || strcmp(e->with, worker) == 0;
}

/* false: there would be three of them. */
static bool
add_worker(struct event *e, const char *worker)
{
	if (*worker == '\0' || goes(e, worker))
		return true;
	if (*e->worker == '\0')
		e->worker = worker;
	else if (*e->with == '\0')
		e->with = worker;
	else
		return false;
	return true;
}

/* The other row of a pair's visit, in a plan. */
static void
join(struct calendar *c, struct event *e, const struct visitrow *r)
{
	struct event both = *e;

	if (is_same_visit(e->row, r) && add_worker(&both, r->worker) &&
	    add_worker(&both, r->with)) {
		*e = both;
		c->joined++;
		return;
	}
	diag_at(c->rows.file, r->line, "visit_id",
	    "has been on an earlier line, and differs");
	c->rows.rejected++;
}

static void
add_event(struct calendar *c, const struct visitrow *r)
{
	c->event = mem_grow(c->event, c->n + 1, &c->cap, sizeof *c->event);
	c->event[c->n++] = (struct event){r, "", ""};
	add_worker(&c->event[c->n - 1], r->worker);
	add_worker(&c->event[c->n - 1], r->with);
	c->nameless += *database_of(c, r) == '\0';
}

void
calendar_read(struct calendar *c, const char *path)
{
	struct names *seen = names_new();

	c->rows.needs = VISITROWS_ID | VISITROWS_DATE;
	visitrows_read(&c->rows, path);
	for (size_t i = 0; i < c->rows.n; i++) {
		const struct visitrow *r = &c->rows.row[i];
		char *key = xasprintf("%lld %s", r->visit_id,
		    database_of(c, r));
		int at = names_find(seen, key);

		if (at < 0) {
			names_add(seen, key);
			add_event(c, r);
		} else {
			join(c, &c->event[at], r);
		}
		free(key);
	}
	names_free(seen);
}

void
calendar_free(struct calendar *c)
{
	free(c->event);
	visitrows_free(&c->rows);
}

/* ---- From events to lines */

/* Texts with something between those that are not empty. */
static void
append(char **list, const char *between, const char *text)
{
	char *longer;

	if (*text == '\0')
		return;
	longer = xasprintf("%s%s%s", *list, **list != '\0' ? between : "",
	    text);
	free(*list);
	*list = longer;
}

static void
print_text(struct document *d, const char *name, char *text)
{
	if (*text != '\0')
		ical_text(d, name, text);
	free(text);
}

/* "w1 + w3, Otzberg"; a name only if the row has one. */
static char *
summary(const struct event *e)
{
	char *s = xstrdup(e->worker), *name = xstrdup(e->row->given_name);

	append(&s, " + ", e->with);
	append(&s, ", ", e->row->town);
	append(&name, " ", e->row->surname);
	append(&s, ", ", name);
	free(name);
	if (*s == '\0') {
		free(s);
		s = xasprintf("visit %lld", e->row->visit_id);
	}
	return s;
}

static char *
address(const struct visitrow *r)
{
	char *s = xstrdup(r->street), *town = xstrdup(r->postal_code);

	append(&town, " ", r->town);
	append(&s, ", ", town);
	free(town);
	return s;
}

static char *
description(const struct visitrow *r)
{
	char *s = xasprintf("visit %lld", r->visit_id);

	append(&s, "\n", r->phone);
	return s;
}

/* What is only planned may still move.  NULL: the row does not
 * say, as in a plan. */
static const char *
status(const struct visitrow *r)
{
	if (!visitrows_happens(r))
		return "CANCELLED";
	if (r->state < 0)
		return NULL;
	return r->state == VISIT_ANNOUNCED || r->state == VISIT_DONE ?
	    "CONFIRMED" : "TENTATIVE";
}

static void
print_uid(const struct calendar *c, struct document *d, const struct visitrow *r)
{
	const char *database = database_of(c, r);
	char *uid = xasprintf("visit-%lld@%s", r->visit_id,
	    *database != '\0' ? database : "doorstep");

	ical_text(d, "UID", uid);
	free(uid);
}

static void
print_number(struct document *d, const char *name, long long n)
{
	char *value = xasprintf("%lld", n);

	ical_line(d, name, value);
	free(value);
}

static void
print_times(const struct calendar *c, struct document *d, const struct visitrow *r)
{
	struct civil now = date_civil(c->as_of);
	char *stamp = xasprintf("%04d%02d%02dT000000Z", now.year, now.month,
	    now.day);

	ical_line(d, "DTSTAMP", stamp);
	ical_time(d, "DTSTART", r->day, r->start);
	if (r->start != CLOCK_NONE && r->end > r->start)
		ical_time(d, "DTEND", r->day, r->end);
	free(stamp);
}

static void
print_place(struct document *d, const struct visitrow *r)
{
	char *geo = xasprintf("%.6f;%.6f", r->lat, r->lon);

	if (*r->street != '\0' || *r->postal_code != '\0')
		print_text(d, "LOCATION", address(r));
	if (visitrows_has_place(r))
		ical_line(d, "GEO", geo);
	free(geo);
}

static void
print_event(const struct calendar *c, struct document *d, const struct event *e)
{
	ical_line(d, "BEGIN", "VEVENT");
	print_uid(c, d, e->row);
	print_times(c, d, e->row);
	print_number(d, "SEQUENCE", e->row->run);
	if (status(e->row) != NULL)
		ical_line(d, "STATUS", status(e->row));
	ical_line(d, "CLASS", "PRIVATE");
	print_text(d, "SUMMARY", summary(e));
	print_text(d, "DESCRIPTION", description(e->row));
	print_place(d, e->row);
	ical_line(d, "END", "VEVENT");
}

/* NULL: everybody's. */
static void
print_events(const struct calendar *c, struct document *d, const char *worker)
{
	ical_begin(d);
	for (size_t i = 0; i < c->n; i++)
		if (worker == NULL || goes(&c->event[i], worker))
			print_event(c, d, &c->event[i]);
	ical_end(d);
}

static int
status_of(const struct calendar *c)
{
	return c->rows.rejected > 0 ? EXIT_SOME : EXIT_DONE;
}

int
calendar_print(const struct calendar *c, const char *path)
{
	struct document *d = document_open(path);

	print_events(c, d, NULL);
	return document_finish(d, status_of(c));
}

/* ---- A file for each worker */

enum { NAME = 200 };  /* bytes; most file systems take 255 */

static bool
is_safe(const char *s, size_t i)
{
	unsigned char c = (unsigned char)s[i];

	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '_' || (i > 0 && (c == '-' ||
	    c == '.'));
}

/* The code with everything that a shell or a file system could take for its own
 * as %XX: different codes have different names. */
static char *
file_of(const char *directory, const char *worker)
{
	char *name = xmalloc(3 * strlen(worker) + 1), *p = name, *path;

	for (size_t i = 0; worker[i] != '\0'; i++)
		if (is_safe(worker, i))
			*p++ = worker[i];
		else
			p += sprintf(p, "%%%02X", (unsigned char)worker[i]);
	*p = '\0';
	if (p - name > NAME)
		die("a worker's code is too long for the name of a file");
	path = xasprintf("%s/%s.ics", directory, name);
	free(name);
	return path;
}

static struct names *
workers_of(const struct calendar *c)
{
	struct names *workers = names_new();

	for (size_t i = 0; i < c->n; i++) {
		const struct event *e = &c->event[i];

		if (*e->worker != '\0')
			names_add(workers, e->worker);
		if (*e->with != '\0')
			names_add(workers, e->with);
	}
	return workers;
}

static long
count_idle(const struct calendar *c)
{
	long n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += *c->event[i].worker == '\0';
	return n;
}

static bool
is_calendar(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, ".ics") == 0;
}

static long
count_calendars(const char *directory)
{
	DIR *d = opendir(directory);
	struct dirent *e;
	long n = 0;

	if (d == NULL)
		die_errno("%s", directory);
	while ((e = readdir(d)) != NULL)
		n += is_calendar(e->d_name);
	closedir(d);
	return n;
}

/* What lies there of last week would be taken for this week's. */
static void
say_others(const char *directory, long files)
{
	long others = count_calendars(directory) - files;

	if (others > 0)
		diag_note("%s: %ld other calendars, of workers without a visit"
		    " here, stay as they are", directory, others);
}

int
calendar_print_each(const struct calendar *c, const char *directory, size_t *files)
{
	struct names *workers = workers_of(c);
	size_t n = (size_t)names_count(workers);
	struct document **d = xcalloc(n + 1, sizeof(struct document *));
	char **path = xcalloc(n + 1, sizeof *path);
	long idle = count_idle(c);
	int end = idle > 0 ? EXIT_SOME : status_of(c);

	count_calendars(directory);
	for (size_t i = 0; i < n; i++) {
		const char *worker = names_text(workers, (int)i);

		path[i] = file_of(directory, worker);
		d[i] = document_open(path[i]);
		print_events(c, d[i], worker);
	}
	if (idle > 0)
		diag_note(language_count(idle,
		    "%ld visit without a worker is in no file",
		    "%ld visits without a worker are in no file"),
		    idle);
	end = document_finish_all(d, n, end);
	if (end == EXIT_DONE || end == EXIT_SOME)
		say_others(directory, (long)n);
	for (size_t i = 0; i < n; i++)
		free(path[i]);
	free(path);
	free(d);
	names_free(workers);
	*files = n;
	return end;
}
