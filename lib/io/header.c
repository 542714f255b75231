#include "lib/io/header.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/utf8.h"

enum { HEADER_LINES = 20 };  /* the header is one of the first */

/* The best so far; `other` is the line of one that it has beaten and that is
 * the header of a list, too, as it seems. */
struct choice {
	long score;
	struct lines_place at;
	char separator;
	long line;
	bool of_list;
	long other;
};

static void
squash_fields(struct record *rec)
{
	for (size_t i = 0; i < rec->kept; i++)
		utf8_squash(rec->field[i], rec->field[i]);
}

static long
score(const struct header_search *d, struct record *rec)
{
	if (d->score == NULL || rec->wrong != NULL || rec->open)
		return 0;
	squash_fields(rec);
	return d->score(d->score_arg, (const char *const *)rec->field,
	    rec->kept);
}

/* A title may have a heading's word in it; this is more than that. */
static bool
is_of_list(const struct record *rec, long points)
{
	long filled = 0;

	for (size_t i = 0; i < rec->kept; i++)
		filled += *rec->field[i] != '\0';
	points /= HEADER_OF_TABLE;
	return points > 1 && points * 2 > filled;
}

static void
choose(struct choice *best, const struct choice *better)
{
	long other = best->other;

	if (best->of_list && best->line != better->line)
		other = best->line;
	*best = *better;
	best->other = other;
}

/* The record that begins here, under one separator; false: there is none. */
static bool
try(struct records *r, const struct header_search *d, struct lines_place at,
    char separator, struct choice *best)
{
	struct record rec;
	long points;

	records_back(r, at);
	records_use(r, separator);
	if (!records_next(r, &rec))
		return false;
	points = score(d, &rec);
	if (points > best->score || best->line == 0)
		choose(best, &(struct choice){points, at, separator, rec.line,
		    .of_list = is_of_list(&rec, points)});
	return true;
}

static bool
try_line(struct records *r, const struct header_search *d, struct choice *best)
{
	struct lines_place at = records_mark(r);

	for (const char *s = d->separators; *s != '\0'; s++)
		if (!try(r, d, at, *s, best))
			return false;
	records_back(r, at);
	return records_line(r) != NULL;
}

/* How many lines that are not blank lie behind this place and line, and before
 * that line? */
static int
lines_between(struct records *r, struct lines_place start, long from, long to)
{
	int n = 0;

	records_back(r, start);
	while (lines_number(records_lines(r)) + 1 < to)
		n += *records_line(r) != '\0' &&
		    lines_number(records_lines(r)) > from;
	return n;
}

/* Rows under the header of one list, and then a better header: what is above
 * it is no title. */
static void
refuse_two_lists(struct records *r, struct lines_place start,
    const struct choice *best)
{
	if (best->other > 0 &&
	    lines_between(r, start, best->other, best->line) > 0)
		die_at(lines_file(records_lines(r)), best->line,
		    "the header of another list: each list wants a file of its "
		    "own; nothing was stored");
}

static void
say_left_out(struct records *r, long line, int n)
{
	const char *file = lines_file(records_lines(r));

	if (n == 1)
		diag_warn("%s: the header is line %ld; a line above it is left"
		    " out", file, line);
	else if (n > 1)
		diag_warn("%s: the header is line %ld; %d lines above it are"
		    " left out", file, line, n);
}

static void
take_header(struct records *r, struct record *header)
{
	const char *file = lines_file(records_lines(r));

	if (!records_next(r, header))
		die("%s: no header line", file);
	if (header->open)
		die_at(file, header->line,
		    "a quoted field is never closed: the file is truncated");
	if (!header->ended)
		die_at(file, header->line,
		    "the header has no line end: the file is truncated");
	if (header->wrong != NULL)
		die_at(file, header->line, "the header cannot be read: %s%s",
		    language_text(header->wrong),
		    strstr(header->wrong, "NUL") == NULL ? "" :
		    language_text("; UTF-16 without a mark is"
		    " --encoding=UTF-16LE"));
	squash_fields(header);
}

void
header_fit(struct records *r, const char *separators, size_t width)
{
	struct lines_place start = records_mark(r);
	char best = *separators;
	size_t widest = 1;

	for (const char *s = separators; *s != '\0'; s++) {
		struct record rec;

		records_back(r, start);
		records_use(r, *s);
		if (!records_next(r, &rec) || rec.open)
			continue;
		if (rec.n == width || (rec.n > widest && widest != width)) {
			widest = rec.n;
			best = *s;
		}
	}
	records_back(r, start);
	records_unmark(r);
	records_use(r, best);
}

/* Workbooks are archives (xlsx, ods) or have the mark of an older format,
 * which is no UTF-8. */
static void
refuse_workbook(struct records *r)
{
	struct lines_place start = records_mark(r);
	const char *line = records_line(r);

	if (line != NULL && (strncmp(line, "PK\003\004", 4) == 0 ||
	    strncmp(line, "\303\220\303\217\021", 5) == 0))
		die("%s: a workbook, no text: save it as CSV",
		    lines_file(records_lines(r)));
	records_back(r, start);
	records_unmark(r);
}

void
header_find(struct records *r, const struct header_search *d,
    struct record *header)
{
	struct choice best = {.score = -1};
	struct lines_place start;
	int above;

	refuse_workbook(r);
	start = records_mark(r);
	for (int i = 0; i < HEADER_LINES && try_line(r, d, &best); i++)
		;
	refuse_two_lists(r, start, &best);
	above = best.line > 0 ? lines_between(r, start, 0, best.line) : 0;
	if (best.line > 0) {
		records_back(r, best.at);
		records_use(r, best.separator);
	}
	take_header(r, header);
	say_left_out(r, best.line, above);
	records_unmark(r);
}
