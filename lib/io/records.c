#include "lib/io/records.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/compose.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csv.h"
#include "lib/io/decode.h"
#include "lib/io/tsv.h"

enum encoding { UNDECIDED, UTF8, WINDOWS_1252 };

struct records {
	struct lines *lines;
	bool ours;
	bool named;            /* the encoding */
	bool escapes;
	char separator;
	size_t width;          /* of the header; 0: not known yet */
	enum encoding encoding;
	struct decode_count seen;
	bool doubted;
	bool marked;           /* lines will be read again */

	struct csv *csv;
	char **field;          /* room for RECORDS_FIELDS + 1 */
	char *decoded;         /* a line that is not ASCII, or that must stay */
	size_t decoded_cap;
};

struct records *
records_open(const char *path, bool ours, const char *encoding)
{
	struct records *r = xcalloc(1, sizeof *r);

	r->lines = lines_open(path, encoding);
	r->ours = r->escapes = ours;
	r->named = encoding != NULL;
	r->separator = '\t';
	r->encoding = ours || lines_are_utf8(r->lines) ? UTF8 : UNDECIDED;
	r->csv = csv_open();
	r->field = xreallocarray(NULL, RECORDS_FIELDS + 1, sizeof *r->field);
	return r;
}

void
records_close(struct records *r)
{
	lines_close(r->lines);
	csv_close(r->csv);
	free(r->field);
	free(r->decoded);
	free(r);
}

struct lines *
records_lines(struct records *r)
{
	return r->lines;
}

void
records_use(struct records *r, char separator)
{
	r->separator = separator;
}

char
records_separator(const struct records *r)
{
	return r->separator;
}

void
records_width(struct records *r, size_t width)
{
	r->width = width;
}

void
records_escapes(struct records *r)
{
	r->escapes = true;
}

void
records_ours(struct records *r)
{
	r->ours = r->escapes = true;
	if (r->encoding == UNDECIDED)
		r->encoding = UTF8;
}

/*
 * Bytes into text.
 */

/* The first byte that is not ASCII decides for the file. */
static void
decide(struct records *r, const struct line *line)
{
	size_t i = 0;

	while ((unsigned char)line->text[i] < 0x80)
		i++;
	r->encoding = utf8_sequence(line->text + i, line->len - i) > 0 ?
	    UTF8 : WINDOWS_1252;
}

/* Puts a copy of the line, in UTF-8 and without NULs, in its place. */
static bool
make_utf8(struct records *r, struct line *line)
{
	bool bad = false;

	r->decoded = mem_grow(r->decoded, 3 * line->len + 2, &r->decoded_cap, 1);
	r->seen.blank = r->seen.odd = r->seen.thorn = false;
	if (r->encoding == WINDOWS_1252)
		line->len = decode_1252(r->decoded, line->text, line->len, &bad,
		    &r->seen);
	else
		line->len = decode_utf8(r->decoded, line->text, line->len, &bad);
	line->text = r->decoded;
	return !bad;
}

/* Splitting writes into the line; a line that is to be read again is copied. */
static void
copy(struct records *r, struct line *line)
{
	if (line->text == r->decoded)
		return;
	r->decoded = mem_grow(r->decoded, line->len + 2, &r->decoded_cap, 1);
	memcpy(r->decoded, line->text, line->len);
	line->text = r->decoded;
}

static void
put_together(struct records *r, struct line *line)
{
	if (r->ours || (line->may & LINE_APART) == 0 ||
	    !compose_may(line->text, line->len))
		return;
	copy(r, line);
	line->len = compose(line->text, line->len);
}

/* Makes the line text that can be taken apart; returns what is wrong with it
 * or NULL.  What is wrong is replaced, so that it can be shown. */
static const char *
clean(struct records *r, struct line *line)
{
	bool high = (line->may & LINE_HIGH) != 0 && (r->encoding == UTF8 ||
	    utf8_beyond_ascii(line->text, line->len));
	bool nul = (line->may & LINE_NUL) != 0 &&
	    memchr(line->text, '\0', line->len) != NULL;

	line->may = high ? line->may : line->may & ~(unsigned)LINE_HIGH;
	if (line->cut)
		return "the line is longer than 16 MiB";
	if (high && r->encoding == UNDECIDED)
		decide(r, line);
	if (!nul && !high)
		return NULL;
	if (!nul && r->encoding == UTF8 && utf8_valid(line->text, line->len)) {
		put_together(r, line);
		return NULL;
	}
	if (make_utf8(r, line))
		return NULL;
	if (nul)
		return "a NUL in the line";
	return r->encoding == UTF8 && !r->named ? "not valid UTF-8" :
	    "a byte that the encoding does not have";
}

static void
strip_returns(struct line *line)
{
	if ((line->may & LINE_CR) == 0)
		return;
	while (line->len > 0 && line->text[line->len - 1] == '\r')
		line->len--;
}

/* Before strip_returns(). */
static void
note_end(const struct line *line, struct record *rec)
{
	rec->ended = line->ended;
	rec->whole = line->ended ||
	    (line->len > 0 && line->text[line->len - 1] == '\r');
}

static bool
has(const struct line *line, unsigned bit, char c)
{
	return (line->may & bit) != 0 && memchr(line->text, c, line->len) != NULL;
}

/*
 * Text into fields.
 */

static size_t
room(const struct records *r)
{
	return r->width > 0 ? r->width + 1 : RECORDS_FIELDS;
}

static void
set_fields(struct records *r, struct record *rec, size_t n)
{
	rec->n = n;
	rec->kept = n < room(r) ? n : room(r);
	if (n > RECORDS_FIELDS && rec->wrong == NULL)
		rec->wrong = "more than 65,536 fields";
}

static void
split(struct records *r, struct line *line, struct record *rec)
{
	set_fields(r, rec, csv_split(line->text, line->len, r->separator,
	    r->field, room(r)));
}

/* A carriage return that ends no line. */
static void
refuse_return(const struct line *line, struct record *rec)
{
	if (rec->wrong == NULL && has(line, LINE_CR, '\r'))
		rec->wrong = "a carriage return inside the line";
}

static void
refuse_long_fields(struct record *rec, size_t len)
{
	if (len <= CSV_FIELD_MAX || rec->wrong != NULL)
		return;
	for (size_t i = 0; i < rec->kept; i++)
		if (strlen(rec->field[i]) > CSV_FIELD_MAX)
			rec->wrong = "a field is longer than 1 MiB";
}

/* The record began at `start` and is lost, but only its first line is: what
 * looked like the rest of it may be good ones behind a stray quote.  Its
 * fields are those that a reader without quotes would see. */
static bool
resume_behind(struct records *r, struct lines_place start, struct record *rec)
{
	struct line line;

	lines_back(r->lines, start);
	if (!lines_next(r->lines, &line))
		return false;
	rec->wrong = clean(r, &line);
	copy(r, &line);
	note_end(&line, rec);
	strip_returns(&line);
	split(r, &line, rec);
	return true;
}

/* Under a tab a stray quote is text. */
static void
take_as_text(struct records *r, struct lines_place start, struct record *rec,
    const char *why)
{
	if (resume_behind(r, start, rec) && r->separator != '\t')
		rec->wrong = why;
}

static enum csv_state
feed(struct records *r, struct line *line)
{
	strip_returns(line);
	return csv_feed(r->csv, r->separator, line->text, line->len);
}

/* A line with a quote, and those after it that belong to it. */
static void
read_quoted(struct records *r, struct lines_place start, struct line *line,
    struct record *rec)
{
	enum csv_state state;

	csv_reset(r->csv);  /* who looked for the header may have left one open */
	state = feed(r, line);
	while (state == CSV_OPEN) {
		const char *wrong;

		rec->open = !line->ended || !lines_next(r->lines, line);
		if (rec->open)
			return;
		wrong = clean(r, line);
		if (rec->wrong == NULL)
			rec->wrong = wrong;
		note_end(line, rec);
		state = feed(r, line);
	}
	if (state == CSV_BAD)
		take_as_text(r, start, rec, csv_why(r->csv));
	else
		set_fields(r, rec, csv_fields(r->csv, r->field, room(r)));
}

static size_t
count_fields(const struct line *line, char separator)
{
	const char *s = line->text, *end = s + line->len;
	size_t n = 1;

	for (; (s = memchr(s, separator, (size_t)(end - s))) != NULL; s++)
		n++;
	return n;
}

/* Does the line, which has a quote, say all by itself what its fields are? */
static bool
is_whole(const struct records *r, const struct line *line)
{
	return r->separator == '\t' &&
	    count_fields(line, '\t') == r->width;
}

static void
split_plain(struct records *r, struct line *line, struct record *rec)
{
	bool quoted = !r->ours && has(line, LINE_QUOTE, '"');

	strip_returns(line);
	if (!r->ours)
		refuse_return(line, rec);
	split(r, line, rec);
	if (quoted)
		for (size_t i = 0; i < rec->kept; i++)
			csv_unquote(rec->field[i]);
	refuse_long_fields(rec, line->len);
}

/*
 * What fields look like from inside.
 */

static void
unescape(struct record *rec)
{
	for (size_t i = 0; i < rec->kept; i++)
		if (!tsv_unescape(rec->field[i]) && rec->wrong == NULL)
			rec->wrong = "a NUL in the line";
}

/* '4711' is quoted, in a way that is none here. */
static bool
is_quoted_number(const char *s)
{
	return s[1] >= '0' && s[1] <= '9' && s[strlen(s) - 1] == '\'';
}

/* ="0815" and '0815 are how texts are kept from being taken for numbers. */
static char *
without_mark(char *s)
{
	if (*s == '\'' && s[1] != '\0' &&
	    strchr("0123456789=+-@'", s[1]) != NULL && !is_quoted_number(s))
		return s + 1;
	if (*s != '=' || s[1] != '"')
		return s;
	return csv_unquote(s + 1) ? s + 1 : s;
}

static void
take_marks_off(struct record *rec)
{
	for (size_t i = 0; i < rec->kept; i++)
		if (*rec->field[i] == '=' || *rec->field[i] == '\'')
			rec->field[i] = without_mark(rec->field[i]);
}

/* ASCII's white space is gone except inside of quotes. */
static void
trim(struct record *rec)
{
	for (size_t i = 0; i < rec->kept; i++)
		rec->field[i] = utf8_trim(rec->field[i],
		    rec->field[i] + strlen(rec->field[i]));
}

static bool
blank(const struct records *r, const struct line *line)
{
	const char *s = line->text, *end = s + line->len;

	while (s < end && (unsigned char)*s <= ' ' && *s != r->separator)
		s++;
	return s == end && !line->cut;
}

/* Lines that will be read again are not counted. */
static void
note_doubt(struct records *r, const struct line *line)
{
	if (!r->ours && !r->marked &&
	    ((line->may & (LINE_DOUBT | LINE_MARK | LINE_BACKSLASH)) != 0 ||
	    (r->encoding == WINDOWS_1252 && (line->may & LINE_HIGH) != 0 &&
	    r->seen.odd)))
		decode_doubt(&r->seen, line->text, line->len);
}

/* Does the line, which is not ASCII, have white space beyond it? */
static bool
may_be_blank(const struct records *r, const struct line *line)
{
	if (r->encoding == WINDOWS_1252)
		return r->seen.blank;
	return (line->may & LINE_BLANK) != 0 &&
	    utf8_may_be_blank(line->text, line->len);
}

static void
read_line(struct records *r, struct lines_place start, struct line *line,
    struct record *rec)
{
	bool high, quoted, escaped, marked = (line->may & LINE_MARK) != 0;

	rec->wrong = clean(r, line);
	if (rec->wrong == NULL)
		note_doubt(r, line);
	if (r->marked)
		copy(r, line);
	high = (line->may & LINE_HIGH) != 0 && may_be_blank(r, line);
	quoted = !r->ours && has(line, LINE_QUOTE, '"');
	escaped = r->escapes && has(line, LINE_BACKSLASH, '\\');
	if (quoted && !is_whole(r, line)) {
		read_quoted(r, start, line, rec);
		high = marked = true;  /* a later line may be */
		escaped = r->escapes;
	} else {
		split_plain(r, line, rec);
	}
	if (escaped)
		unescape(rec);
	if (high || quoted || escaped)
		trim(rec);
	if (marked && !r->ours)
		take_marks_off(rec);
}

bool
records_next(struct records *r, struct record *rec)
{
	struct lines_place start;
	struct line line;

	do {
		start = r->marked ? lines_place(r->lines) :
		    lines_hold(r->lines);
		if (!lines_next(r->lines, &line))
			return false;
	} while (blank(r, &line));
	*rec = (struct record){.line = lines_number(r->lines),
	    .field = r->field};
	note_end(&line, rec);
	read_line(r, start, &line, rec);
	if (!r->marked)
		lines_release(r->lines);
	return true;
}

struct lines_place
records_mark(struct records *r)
{
	if (r->marked)
		return lines_place(r->lines);
	r->marked = true;
	return lines_hold(r->lines);
}

void
records_back(struct records *r, struct lines_place to)
{
	lines_back(r->lines, to);
}

void
records_unmark(struct records *r)
{
	lines_release(r->lines);
	r->marked = false;
}

const char *
records_line(struct records *r)
{
	struct line line;

	if (!lines_next(r->lines, &line))
		return NULL;
	clean(r, &line);
	copy(r, &line);
	strip_returns(&line);
	line.text[line.len] = '\0';
	return line.text;
}

void
records_doubt(struct records *r)
{
	if (r->doubted)
		return;
	r->doubted = true;
	if (lines_were_utf8(r->lines))
		diag_warn("%s: it is UTF-8; what --encoding makes of it is not"
		    " what was written", lines_file(r->lines));
	else if (r->seen.foreign > r->seen.german)
		diag_warn("%s: as windows-1252 it has more letters that German "
		    "has not than umlauts; is it --encoding=MACINTOSH or CP850?",
		    lines_file(r->lines));
	else if (r->seen.signs > 0)
		diag_warn(language_count(r->seen.signs,
		    "%s: %ld line has a sign or a strange letter in a word; was"
		    " it written in another --encoding (windows-1250,"
		    " windows-1254, MACINTOSH, CP850)?",
		    "%s: %ld lines have signs or strange letters in words; were"
		    " they written in another --encoding (windows-1250,"
		    " windows-1254, MACINTOSH, CP850)?"),
		    lines_file(r->lines), r->seen.signs);
	if (r->seen.twice > 0 && !lines_were_utf8(r->lines))
		diag_warn(language_count(r->seen.twice,
		    "%s: %ld line has text that was made UTF-8 twice, with two"
		    " characters for an umlaut",
		    "%s: %ld lines have text that was made UTF-8 twice, with two"
		    " characters for an umlaut"), lines_file(r->lines),
		    r->seen.twice);
	if (r->seen.lost > 0)
		diag_warn(language_count(r->seen.lost,
		    "%s: %ld line has a question mark in a word, where a"
		    " letter may be lost",
		    "%s: %ld lines have a question mark in a word, where a"
		    " letter may be lost"), lines_file(r->lines), r->seen.lost);
	if (r->seen.spelled > 0)
		diag_warn(language_count(r->seen.spelled,
		    "%s: %ld line has a letter or line break spelled out as in"
		    " mails, pages of the web and workbooks: &uuml; =FC <br>"
		    " _x000D_",
		    "%s: %ld lines have letters or line breaks spelled out as in"
		    " mails, pages of the web and workbooks: &uuml; =FC <br>"
		    " _x000D_"), lines_file(r->lines), r->seen.spelled);
}
