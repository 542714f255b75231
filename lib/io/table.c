#include "lib/io/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/io/csv.h"
#include "lib/io/header.h"
#include "lib/io/noclobber.h"
#include "lib/io/records.h"

struct table {
	struct records *records;
	struct table_dialect dialect;
	bool export;
	bool sheet;            /* ... that people fill in */
	char separators[5];    /* that it may have */

	char **heading;
	char **key;            /* the same, folded */
	size_t n, named;       /* up to the last heading that is not empty */
	long header_line;

	struct arena strings;  /* the headings */
	char **field;          /* of a row that is too short */
	char *said;            /* the reason that was made up last */
	size_t said_cap;
	char *twice;           /* headings asked for, of two columns each */
	const char **missing;  /* headings asked for that are not there */
	size_t n_missing, missing_cap;
	bool *asked;           /* of each column: did anybody ask for it? */
	long read, rejected, left_out;
};

/* More are no table that somebody made: a file without line ends, a matrix. */
enum { COLUMNS = 2000 };

enum { STROKES = 3 };  /* fewer are no line that somebody drew */

static void
take_headings(struct table *t, char **heading, size_t n)
{
	if (n > COLUMNS)
		die_at(table_file(t), t->header_line,
		    "%zu columns; at most %d are read", n, COLUMNS);
	t->n = n;
	t->heading = xcalloc(n, sizeof *t->heading);
	t->key = xcalloc(n, sizeof *t->key);
	t->field = xcalloc(n + 1, sizeof *t->field);
	t->asked = xcalloc(n + 1, sizeof *t->asked);
	for (size_t i = 0; i < n; i++) {
		t->heading[i] = arena_strdup(&t->strings, heading[i]);
		t->key[i] = arena_strdup(&t->strings, heading[i]);
		utf8_fold(t->key[i], t->key[i]);
		if (*t->key[i] != '\0')
			t->named = i + 1;
	}
	records_width(t->records, n);
}

static void
take_header(struct table *t)
{
	const struct header_search search = {t->separators, t->dialect.score,
	    t->dialect.score_arg};
	struct record header;

	header_find(t->records, &search, &header);
	t->header_line = header.line;
	take_headings(t, header.field, header.kept);
}

/* "a,,b": the headings of a file that has none. */
static void
take_named_header(struct table *t)
{
	char *list = xstrdup(t->dialect.header), *rest = list;
	char **heading = NULL;
	size_t n = 0, cap = 0;

	while (rest != NULL) {
		char *comma = strchr(rest, ',');

		heading = mem_grow(heading, n + 1, &cap, sizeof *heading);
		heading[n] = utf8_trim(rest, comma != NULL ? comma :
		    rest + strlen(rest));
		utf8_squash(heading[n], heading[n]);
		n++;
		rest = comma != NULL ? comma + 1 : NULL;
	}
	header_fit(t->records, t->separators, n);
	take_headings(t, heading, n);
	free(heading);
	free(list);
}

/* The separator that a spreadsheet was told by the first line; '\0': none. */
static char
told_separator(const char *line)
{
	char buf[16];
	size_t n = strlen(line);

	if (n >= sizeof buf)
		return '\0';
	memcpy(buf, line, n + 1);
	csv_unquote(buf);
	if (strncasecmp(buf, "sep=", 4) != 0)
		return '\0';
	if (strcmp(buf + 4, "\\t") == 0)
		return '\t';
	return buf[4] != '\0' && buf[5] == '\0' ? buf[4] : '\0';
}

/* "sep=;" is the first of the lines that may have to be skipped. */
static void
skip_titles(struct table *t)
{
	struct lines_place start = records_mark(t->records);
	const char *first = records_line(t->records);
	char separator = first != NULL ? told_separator(first) : '\0';
	int n = 0;

	if (separator != '\0' && t->dialect.separator == '\0')
		t->dialect.separator = separator;
	if (separator != '\0' || (t->dialect.skip_lines > 0 && first != NULL))
		n = 1;
	else
		records_back(t->records, start);
	records_unmark(t->records);
	while (n < t->dialect.skip_lines && records_line(t->records) != NULL)
		n++;
}

struct table *
table_open(const char *path)
{
	struct table *t = xcalloc(1, sizeof *t);

	noclobber_input(path);
	t->records = records_open(path, true, NULL);
	strcpy(t->separators, "\t");
	take_header(t);
	return t;
}

static struct table *
open_foreign(const char *path, const struct table_dialect *dialect,
    const char separators[static 5])
{
	struct table *t = xcalloc(1, sizeof *t);

	t->export = true;
	t->dialect = *dialect;
	noclobber_input(path);
	t->records = records_open(path, false, dialect->encoding);
	lines_skip_footer(records_lines(t->records),
	    (size_t)dialect->skip_footer);
	strcpy(t->separators, separators);
	skip_titles(t);
	if (t->dialect.separator != '\0')
		sprintf(t->separators, "%c", t->dialect.separator);
	return t;
}

struct table *
table_open_export(const char *path, const struct table_dialect *dialect)
{
	struct table *t = open_foreign(path, dialect, ";,\t|");

	if (dialect->header != NULL)
		take_named_header(t);
	else
		take_header(t);
	return t;
}

long
table_score_names(void *arg, const char *const *heading, size_t n)
{
	const char *const *names = arg;
	long known = 0;

	for (size_t i = 0; i < n; i++) {
		char *key = xstrdup(heading[i]);

		utf8_fold(key, key);
		for (size_t k = 0; names[k] != NULL; k++)
			known += strcmp(names[k], key) == 0;
		free(key);
	}
	return known;
}

static long
score_sheet(void *arg, const char *const *heading, size_t n)
{
	return table_score_names(*(void **)arg, heading, n);
}

struct table *
table_open_sheet(const char *path, const char *const *names)
{
	struct table *t = open_foreign(path, &(struct table_dialect){
	    .score = score_sheet, .score_arg = &names}, "\t;,|");

	t->sheet = true;
	take_header(t);
	if (records_separator(t->records) == '\t')
		records_ours(t->records);
	return t;
}

void
table_close(struct table *t)
{
	if (t == NULL)
		return;
	records_close(t->records);
	arena_free(&t->strings);
	free(t->heading);
	free(t->key);
	free(t->field);
	free(t->said);
	free(t->twice);
	free(t->missing);
	free(t->asked);
	free(t);
}

const char *
table_file(const struct table *t)
{
	return lines_file(records_lines(t->records));
}

long
table_header_line(const struct table *t)
{
	return t->header_line;
}

char
table_separator(const struct table *t)
{
	return records_separator(t->records);
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

void
table_wanted(struct table *t, const char *name)
{
	t->missing = mem_grow(t->missing, t->n_missing + 1, &t->missing_cap,
	    sizeof *t->missing);
	t->missing[t->n_missing++] = arena_strdup(&t->strings, name);
}

int
table_column(struct table *t, const char *name)
{
	int found = -1;

	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->key[i], name) != 0)
			continue;
		t->asked[i] = true;
		if (found >= 0)
			note_twice(t, name);
		else
			found = (int)i;
	}
	if (found < 0)
		table_wanted(t, name);
	return found;
}

void
table_taken(struct table *t, size_t column)
{
	t->asked[column] = true;
}

/* Whoever typed "window" will wonder why nobody minds the windows. */
static void
say_near(struct table *t, size_t column)
{
	for (size_t i = 0; i < t->n_missing; i++)
		if (nearest_like(t->key[column], t->missing[i])) {
			diag_warn("%s:%ld: column %zu is not read; is it %s?",
			    table_file(t), t->header_line, column + 1,
			    t->missing[i]);
			return;
		}
}

static void
say_near_headings(struct table *t)
{
	for (size_t i = 0; i < t->n && t->n_missing > 0; i++)
		if (!t->asked[i] && strlen(t->key[i]) >= 4)
			say_near(t, i);  /* "von" is not lon */
	t->n_missing = 0;
}

void
table_require(struct table *t, const char *const *names)
{
	char *missing = xstrdup("");

	for (; *names != NULL; names++)
		if (table_column(t, *names) < 0)
			tags_append(&missing, *names);
	if (*missing != '\0') {
		table_say_no_tab(t);
		die_at(table_file(t), t->header_line, "no column %s", missing);
	}
	free(missing);
}

void
table_say_no_tab(const struct table *t)
{
	if (!t->export && t->n == 1 && strpbrk(t->heading[0], ";,|") != NULL)
		diag_warn("%s:%ld: no tab in the header: this is to be a TSV",
		    table_file(t), t->header_line);
}

static const char *
wrong_number(struct table *t, size_t n)
{
	t->said = mem_grow(t->said, 80, &t->said_cap, 1);
	snprintf(t->said, t->said_cap, "%zu field%s, but the header has %zu", n,
	    n == 1 ? "" : "s", t->n);
	return t->said;
}

static bool
all_empty(const struct record *r)
{
	for (size_t i = 0; i < r->kept; i++)
		if (*r->field[i] != '\0')
			return false;
	return true;
}

/* Empty fields at the end make no difference. */
static bool
is_header(const struct table *t, const struct record *r)
{
	char copy[256];

	if (r->n < t->named || t->header_line == 0)
		return false;
	for (size_t i = 0; i < r->kept; i++) {
		if (strlen(r->field[i]) >= sizeof copy)
			return false;
		utf8_squash(copy, r->field[i]);
		if (strcmp(copy, i < t->n ? t->heading[i] : "") != 0)
			return false;
	}
	return true;
}

/* What lines are drawn of: in ASCII, or U+2500 to U+257F. */
static size_t
span_of_strokes(const char *s)
{
	const char *p = s;

	for (;;)
		if (*p != '\0' && strchr("-=_+*:", *p) != NULL)
			p++;
		else if (p[0] == '\xE2' && (p[1] == '\x94' || p[1] == '\x95'))
			p += 3;
		else
			return (size_t)(p - s);
}

/* -----;-----: under the header, or between the pages of a printed list.  A
 * hyphen alone is a value that is not there. */
static bool
is_ruled(const struct record *r)
{
	size_t longest = 0;

	for (size_t i = 0; i < r->kept; i++) {
		size_t n = span_of_strokes(r->field[i]);

		if (r->field[i][n] != '\0')
			return false;
		longest = n > longest ? n : longest;
	}
	return longest >= STROKES;
}

/* A spreadsheet's empty row, a line that is drawn, or the header once more on the
 * next page. */
static bool
is_no_record(const struct table *t, const struct record *r)
{
	if (!t->export || r->wrong != NULL || r->open)
		return false;
	if (*r->field[0] == '\0' && all_empty(r))
		return true;
	return (*r->field[0] == *t->heading[0] && is_header(t, r)) ||
	    is_ruled(r);
}

/* The fields that a row lacks are there all the same, and empty. */
static void
fill_up(struct table *t, struct row *row)
{
	static char nothing[1];

	for (size_t i = 0; i < t->n; i++)
		t->field[i] = i < row->n ? row->field[i] : nothing;
	row->field = t->field;
}

/* What is wrong with the number of fields; NULL: nothing. */
static const char *
check_number(struct table *t, const struct record *r, struct row *row)
{
	row->n = t->n;
	if (r->n == t->n || (r->n > t->n && t->export &&
	    *r->field[t->n] == '\0'))
		return NULL;
	if (r->n > t->n || (r->n < t->named && !t->dialect.short_rows))
		return wrong_number(t, r->n);
	row->n = r->n;
	fill_up(t, row);
	if (r->n >= t->named)
		row->n = t->n;
	return NULL;
}

/* The reason, which goes into a file, is English; the message need not be. */
static void
reject_number(struct table *t, const struct row *row, size_t n)
{
	t->rejected++;
	diag_at(row->file, row->line, NULL, language_count((long)n,
	    "%zu field, but the header has %zu",
	    "%zu fields, but the header has %zu"), n, t->n);
}

/* What was cut off in its last field looks whole; who types a sheet often
 * leaves out the last line end. */
static void
say_end(const struct table *t, const struct record *r)
{
	if (t->export && !t->sheet && !r->whole)
		diag_warn("%s:%ld: no line end: if the file was cut off there,"
		    " the last field is not whole", table_file(t), r->line);
}

/* Could both be keys of one list: with a digit or without, of one word? */
static bool
like_key(const char *s, size_t n, const char *key)
{
	bool digit = false;

	for (size_t i = 0; i < n; i++)
		digit = digit || (s[i] >= '0' && s[i] <= '9');
	return n > 0 && memchr(s, ' ', n) == NULL && strchr(key, ' ') == NULL &&
	    digit == (key[strcspn(key, "0123456789")] != '\0');
}

/* Are so many fields before the end of the line? */
static bool
ends_in_field(const char *line, char separator, size_t fields)
{
	size_t n = 0;

	for (; *line != '\0'; line++)
		n += *line == separator;
	return n == fields;
}

/* A quote too many, and another one in the same column some lines below: all
 * between them is one field, and the rows are gone. */
static bool
swallows_rows(const struct table *t, const struct record *r)
{
	char separator = records_separator(t->records);

	for (size_t i = 1; i < r->kept; i++) {
		const char *last = strrchr(r->field[i], '\n');

		if (last != NULL && ends_in_field(last + 1, separator, i) &&
		    like_key(last + 1, strcspn(last + 1,
		    (char[]){separator, '\0'}), r->field[0]))
			return true;
	}
	return false;
}

/* Is the record a row, or has it been rejected? */
static bool
accept(struct table *t, const struct record *r, struct row *row)
{
	const char *wrong = r->wrong;

	row->line = r->line;
	row->field = r->field;
	if (r->open)
		die_at(table_file(t), r->line,
		    "a quoted field is never closed: the file is truncated");
	if (!r->ended && r->n < t->named)
		die_at(table_file(t), r->line,
		    "the last row is too short: the file is truncated");
	if (wrong == NULL)
		wrong = check_number(t, r, row);
	if (wrong == NULL && t->export &&
	    lines_number(records_lines(t->records)) > r->line &&
	    swallows_rows(t, r))
		wrong = "a quoted field with other rows in it: is there a quote "
		    "too many?";
	say_end(t, r);
	if (wrong == NULL)
		return true;
	row->n = r->kept;
	if (wrong == t->said)
		reject_number(t, row, r->n);
	else
		table_reject(t, row, NULL, wrong);
	if (t->dialect.reject != NULL)
		t->dialect.reject(t->dialect.reject_arg, row, wrong);
	return false;
}

bool
table_next(struct table *t, struct row *row)
{
	struct record r;

	if (t->twice != NULL)
		die_at(table_file(t), t->header_line,
		    "two columns are called %s", t->twice);
	say_near_headings(t);
	row->file = table_file(t);
	while (records_next(t->records, &r)) {
		if (is_no_record(t, &r)) {
			t->left_out++;
			continue;
		}
		t->read++;
		if (accept(t, &r, row))
			return true;
	}
	records_doubt(t->records);
	return false;
}

void
table_escapes(struct table *t)
{
	records_escapes(t->records);
}

long
table_left_out(const struct table *t)
{
	return t->left_out;
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
	lines_position(records_lines(t->records), at, size);
}
