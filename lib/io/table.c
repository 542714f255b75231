#include "lib/io/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io/noclobber.h"
#include "lib/io/csv.h"
#include "lib/io/decode.h"
#include "lib/base/diag.h"
#include "lib/io/lines.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/io/tsv.h"
#include "lib/io/utf8.h"

enum encoding { UNDECIDED, UTF8, WINDOWS_1252 };

struct table {
	struct lines *lines;
	struct table_dialect dialect;
	struct csv *csv;       /* NULL: tab separated */
	char separator;
	enum encoding encoding;

	char **heading;
	size_t n;
	long header_line;

	struct arena strings;  /* the headings */
	char **field;          /* room for one more than the header has */
	size_t field_cap;
	char *decoded;         /* a line that is not ASCII, or that must stay */
	size_t decoded_cap;
	char *said;            /* the reason that was made up last */
	size_t said_cap;
	char *twice;           /* headings asked for, of two columns each */
	long read, rejected;
};

/* A row as it came, before it is known whether it has the right fields. */
struct record {
	long line;
	size_t n;           /* fields it has; field[] holds no more than room */
	bool ended;         /* by a newline */
	const char *wrong;  /* NULL: nothing so far */
};

/* The first byte that is not ASCII decides for the file. */
static void
decide(struct table *t, const struct line *line)
{
	size_t i = 0;

	while ((unsigned char)line->text[i] < 0x80)
		i++;
	t->encoding = utf8_sequence(line->text + i, line->len - i) > 0 ?
	    UTF8 : WINDOWS_1252;
}

/* Puts a copy of the line, in UTF-8 and without NULs, in its place. */
static bool
decode(struct table *t, struct line *line)
{
	bool bad = false;

	t->decoded = mem_grow(t->decoded, 3 * line->len + 2, &t->decoded_cap, 1);
	if (t->encoding == WINDOWS_1252)
		line->len = decode_1252(t->decoded, line->text, line->len, &bad);
	else
		line->len = decode_utf8(t->decoded, line->text, line->len, &bad);
	line->text = t->decoded;
	return !bad;
}

/* Makes the line text that can be taken apart; returns what is wrong with it
 * or NULL.  What is wrong is replaced, so that it can be shown. */
static const char *
clean(struct table *t, struct line *line)
{
	bool high = (line->may & LINE_HIGH) != 0 &&
	    utf8_beyond_ascii(line->text, line->len);
	bool nul = (line->may & LINE_NUL) != 0 &&
	    memchr(line->text, '\0', line->len) != NULL;

	if (line->cut)
		return "the line is longer than 16 MiB";
	if (high && t->encoding == UNDECIDED)
		decide(t, line);
	if (!nul && (!high ||
	    (t->encoding == UTF8 && utf8_valid(line->text, line->len))))
		return NULL;
	if (decode(t, line))
		return NULL;
	if (nul)
		return "a NUL in the line";
	return t->encoding == UTF8 && t->dialect.encoding == NULL ?
	    "not valid UTF-8" : "a byte that the encoding does not have";
}

static void
strip_returns(struct line *line)
{
	if ((line->may & LINE_CR) == 0)
		return;
	while (line->len > 0 && line->text[line->len - 1] == '\r')
		line->len--;
}

/* Splitting writes into the line; a line that is to be read again is copied. */
static void
copy(struct table *t, struct line *line)
{
	if (line->text == t->decoded)
		return;
	t->decoded = mem_grow(t->decoded, line->len + 2, &t->decoded_cap, 1);
	memcpy(t->decoded, line->text, line->len);
	line->text = t->decoded;
}

static const char *
too_long(struct table *t, size_t n, size_t len)
{
	if (len <= CSV_FIELD_MAX)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (strlen(t->field[i]) > CSV_FIELD_MAX)
			return "a field is longer than 1 MiB";
	return NULL;
}

static size_t
room(const struct table *t)
{
	return t->n + 1;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A carriage return that ends no line: libcsv would see two rows. */
static const char *
stray_return(const struct line *line)
{
	if ((line->may & LINE_CR) != 0 &&
	    memchr(line->text, '\r', line->len) != NULL)
		return "a carriage return inside the line";
	return NULL;
}

static void
split_tsv(struct table *t, struct line *line, struct record *r)
{
	size_t n;

	r->n = tsv_split(line->text, line->len, t->field, room(t));
	n = least(r->n, room(t));
	if ((line->may & LINE_BACKSLASH) != 0)
		for (size_t i = 0; i < n; i++)
			if (!tsv_unescape(t->field[i]) && r->wrong == NULL)
				r->wrong = "a NUL in the line";
	if (r->wrong == NULL)
		r->wrong = too_long(t, n, line->len);
}

static void
split_plain(struct table *t, struct line *line, struct record *r)
{
	if (r->wrong == NULL)
		r->wrong = stray_return(line);
	r->n = csv_split(line->text, line->len, t->separator, t->field, room(t));
	if (r->wrong == NULL)
		r->wrong = too_long(t, least(r->n, room(t)), line->len);
}

/* The row began at `start` and is lost, but only its first line is: what
 * looked like the rest of it may be good rows behind a stray quote.  Its
 * fields are those that a reader without quotes would see. */
static void
resume_behind(struct table *t, struct lines_place start, struct record *r,
    const char *why)
{
	struct line line;

	lines_back(t->lines, start);
	if (!lines_next(t->lines, &line))
		return;
	clean(t, &line);
	copy(t, &line);
	strip_returns(&line);
	r->n = csv_split(line.text, line.len, t->separator, t->field, room(t));
	r->ended = line.ended;
	r->wrong = why;
}

static enum csv_state
feed(struct table *t, struct line *line)
{
	copy(t, line);
	line->text[line->len] = '\n';
	return csv_feed(t->csv, line->text, line->len + 1);
}

/* A line with a quote, and those after it that belong to it. */
static void
read_quoted(struct table *t, struct lines_place start, struct line *line,
    struct record *r)
{
	enum csv_state state = feed(t, line);

	while (state == CSV_OPEN) {
		const char *wrong;

		if (!line->ended || !lines_next(t->lines, line))
			die_at(table_file(t), r->line,
			    "a quoted field is never closed: the file is truncated");
		wrong = clean(t, line);
		if (r->wrong == NULL)
			r->wrong = wrong;
		state = feed(t, line);
	}
	r->ended = line->ended;
	if (state == CSV_BAD)
		resume_behind(t, start, r, csv_why(t->csv));
	else
		r->n = csv_fields(t->csv, t->field, room(t));
}

static bool
has_quote(const struct line *line)
{
	return (line->may & LINE_QUOTE) != 0 &&
	    memchr(line->text, '"', line->len) != NULL;
}

static bool
blank(const struct line *line)
{
	const char *s = line->text, *end = s + line->len;

	while (s < end && (*s == ' ' || *s == '\t' || *s == '\r'))
		s++;
	return s == end && !line->cut;
}

static bool
read_csv(struct table *t, struct record *r)
{
	struct lines_place start;
	struct line line;

	do {
		start = lines_hold(t->lines);
		if (!lines_next(t->lines, &line))
			return false;
	} while (blank(&line));
	r->line = lines_number(t->lines);
	r->ended = line.ended;
	r->wrong = clean(t, &line);
	if (has_quote(&line)) {
		read_quoted(t, start, &line, r);
	} else {
		strip_returns(&line);
		split_plain(t, &line, r);
	}
	lines_release(t->lines);
	return true;
}

static bool
read_tsv(struct table *t, struct record *r)
{
	struct line line;

	if (!lines_next(t->lines, &line))
		return false;
	r->line = lines_number(t->lines);
	r->ended = line.ended;
	r->wrong = clean(t, &line);
	strip_returns(&line);
	split_tsv(t, &line, r);
	return true;
}

static bool
read_record(struct table *t, struct record *r)
{
	return t->csv != NULL ? read_csv(t, r) : read_tsv(t, r);
}

/* A quoted header has gone on in another line, so that its first one did not
 * tell how many fields there can be. */
static void
take_more(struct table *t, size_t n)
{
	t->n = n;
	t->field = mem_grow(t->field, room(t), &t->field_cap, sizeof *t->field);
	csv_fields(t->csv, t->field, n);
}

/* The header under one separator.  It may be read again under another, so
 * its lines are left as they are; its width is known only afterwards. */
static bool
read_header(struct table *t, char separator, struct record *r)
{
	struct lines_place start = lines_hold(t->lines);
	struct line line;

	csv_close(t->csv);
	t->csv = separator == '\t' ? NULL : csv_open(separator);
	t->separator = separator;
	do {
		if (!lines_next(t->lines, &line))
			return false;
	} while (t->csv != NULL && blank(&line));
	r->line = lines_number(t->lines);
	r->wrong = clean(t, &line);
	copy(t, &line);
	strip_returns(&line);
	t->n = line.len + 1;
	t->field = mem_grow(t->field, room(t), &t->field_cap, sizeof *t->field);
	if (t->csv != NULL && memchr(line.text, '"', line.len) != NULL)
		read_quoted(t, start, &line, r);
	else if (t->csv != NULL)
		split_plain(t, &line, r);
	else
		split_tsv(t, &line, r);
	if (r->n > t->n)
		take_more(t, r->n);
	t->n = r->n;
	return true;
}

static size_t
count_known(const struct table *t)
{
	size_t known = 0;

	if (t->dialect.known == NULL)
		return 0;
	for (size_t i = 0; i < t->n; i++)
		known += t->dialect.known(t->dialect.known_arg, t->field[i]);
	return known;
}

static char
best_separator(struct table *t)
{
	static const char candidates[] = ";,\t|";
	struct lines_place start = lines_hold(t->lines);
	char best = ';';
	size_t most = 0;

	for (const char *s = candidates; *s != '\0'; s++) {
		struct record r = {0};
		size_t known;

		if (!read_header(t, *s, &r))
			return best;
		known = r.wrong == NULL ? count_known(t) : 0;
		if (known > most) {
			most = known;
			best = *s;
		}
		lines_back(t->lines, start);
	}
	return best;
}

static void
take_header(struct table *t, char separator)
{
	struct record r = {0};

	if (!read_header(t, separator, &r))
		die("%s: no header line", table_file(t));
	lines_release(t->lines);
	if (r.wrong != NULL)
		die_at(table_file(t), r.line, "the header cannot be read: %s",
		    r.wrong);
	t->header_line = r.line;
	t->heading = xcalloc(t->n, sizeof *t->heading);
	for (size_t i = 0; i < t->n; i++)
		t->heading[i] = arena_strdup(&t->strings, t->field[i]);
}

static void
skip_titles(struct table *t)
{
	struct line line;

	for (int i = 0; i < t->dialect.skip_lines; i++) {
		if (!lines_next(t->lines, &line))
			return;
		clean(t, &line);
	}
}

struct table *
table_open(const char *path)
{
	struct table *t = xcalloc(1, sizeof *t);

	noclobber_input(path);
	t->lines = lines_open(path, NULL);
	t->encoding = UTF8;
	take_header(t, '\t');
	return t;
}

struct table *
table_open_export(const char *path, const struct table_dialect *dialect)
{
	struct table *t = xcalloc(1, sizeof *t);
	char separator = dialect->separator;

	t->dialect = *dialect;
	noclobber_input(path);
	t->lines = lines_open(path, dialect->encoding);
	t->encoding = lines_are_utf8(t->lines) ? UTF8 : UNDECIDED;
	skip_titles(t);
	if (separator == '\0')
		separator = best_separator(t);
	take_header(t, separator);
	return t;
}

void
table_close(struct table *t)
{
	if (t == NULL)
		return;
	lines_close(t->lines);
	csv_close(t->csv);
	arena_free(&t->strings);
	free(t->heading);
	free(t->field);
	free(t->decoded);
	free(t->said);
	free(t->twice);
	free(t);
}

const char *
table_file(const struct table *t)
{
	return lines_file(t->lines);
}

long
table_header_line(const struct table *t)
{
	return t->header_line;
}

size_t
table_columns(const struct table *t)
{
	return t->n;
}

const char *
table_heading(const struct table *t, size_t i)
{
	return t->heading[i];
}

/* The message can wait until all that is needed has been asked for. */
static void
note_twice(struct table *t, const char *name)
{
	if (t->twice == NULL || !tags_has(t->twice, name))
		tags_append(&t->twice, name);
}

int
table_column(struct table *t, const char *name)
{
	int found = -1;

	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->heading[i], name) != 0)
			continue;
		if (found >= 0)
			note_twice(t, name);
		else
			found = (int)i;
	}
	return found;
}

void
table_require(struct table *t, const char *const *names)
{
	char *missing = xstrdup("");

	for (; *names != NULL; names++)
		if (table_column(t, *names) < 0)
			tags_append(&missing, *names);
	if (*missing != '\0')
		die_at(table_file(t), t->header_line, "no column %s", missing);
	free(missing);
}

static const char *
wrong_number(struct table *t, size_t n)
{
	t->said = mem_grow(t->said, 80, &t->said_cap, 1);
	snprintf(t->said, t->said_cap, "%zu field%s, but the header has %zu", n,
	    n == 1 ? "" : "s", t->n);
	return t->said;
}

/* Is the record a row, or has it been rejected? */
static bool
accept(struct table *t, const struct record *r, struct row *row)
{
	const char *wrong = r->wrong;

	if (!r->ended && r->n < t->n)
		die_at(table_file(t), r->line,
		    "the last row is too short: the file is truncated");
	if (wrong == NULL && r->n != t->n)
		wrong = wrong_number(t, r->n);
	if (wrong == NULL)
		return true;
	row->n = least(r->n, room(t));
	table_reject(t, row, NULL, wrong);
	if (t->dialect.reject != NULL)
		t->dialect.reject(t->dialect.reject_arg, row, wrong);
	return false;
}

bool
table_next(struct table *t, struct row *row)
{
	struct record r = {0};

	if (t->twice != NULL)
		die_at(table_file(t), t->header_line,
		    "two columns are called %s", t->twice);
	row->file = table_file(t);
	row->field = t->field;
	while (read_record(t, &r)) {
		t->read++;
		row->line = r.line;
		row->n = t->n;
		if (accept(t, &r, row))
			return true;
	}
	return false;
}

long
table_read(const struct table *t)
{
	return t->read;
}

long
table_rejected(const struct table *t)
{
	return t->rejected;
}

void
table_reject(struct table *t, const struct row *row, const char *column,
    const char *reason)
{
	t->rejected++;
	diag_at(row->file, row->line, column, "%s", reason);
}

void
table_position(const struct table *t, long long *at, long long *size)
{
	lines_position(t->lines, at, size);
}
