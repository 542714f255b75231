#include "lib/io/outformat.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/json.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/tsv.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char *
append(char *p, const char *s)
{
	size_t n = strlen(s);

	memcpy(p, s, n);
	return p + n;
}

/* How many digits of a number everybody keeps. */
enum { DIGITS_SHOWN = 10, DIGITS_EXACT = 15 };

static bool
is_number(const char *s, size_t most)
{
	size_t digits = json_digits(s);

	return digits > 0 && digits <= most;
}

/*
 * TSV.
 */

static size_t
put_tsv(char *buf, enum column_kind kind, const char *s)
{
	(void)kind;
	return tsv_escape(buf, s);
}

const struct outformat outformat_tsv = {
	.name = "tsv", .begin = "", .separator = "\t", .end = "\n",
	.unknown = "", .headings = true, .point = '.', .put = put_tsv};

/*
 * For a German spreadsheet.
 */

/* Words that make a date, a time or a number of the digits beside them. */
static const char *const value_words[] = {"jan", "januar", "january", "feb",
	"februar", "february", "mar", "mär", "mrz", "märz", "march", "apr",
	"april", "mai", "may", "jun", "juni", "june", "jul", "juli", "july",
	"aug", "august", "sep", "sept", "september", "okt", "oct", "oktober",
	"october", "nov", "november", "dez", "dec", "dezember", "december", "e",
	"am", "pm", "a", "p", "t", "z", "eur", "€"};

/* Words that are values alone. */
static const char *const truth_words[] = {"true", "false", "wahr", "falsch"};

static bool
is_among(const char *word, size_t len, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && strncasecmp(list[i], word, len) == 0)
			return true;
	return false;
}

#define AMONG(word, len, list) \
	is_among(word, len, list, sizeof(list) / sizeof *(list))

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (unsigned char)c >= 0x80;
}

/* Could a spreadsheet take the text for a number, a date or a time?  Digits,
 * and no other words than those above. */
static bool
like_a_value(const char *s)
{
	bool digits = false;

	if (AMONG(s, strlen(s), truth_words))
		return true;
	if (strlen(s) > 40)
		return false;
	while (*s != '\0') {
		size_t n = 0;

		while (is_letter(s[n]))
			n++;
		if (n > 0 && !AMONG(s, n, value_words))
			return false;
		digits |= is_digit(*s);
		s += n > 0 ? n : 1;
	}
	return digits;
}

/* Would the reader take a backslash before this for an escape? */
static bool
is_escape(const char *s)
{
	return *s != '\0' && (strchr("tnrx\\", *s) != NULL ||
	    ((unsigned char)*s < ' ' && *s != '\n') || *s == 0x7f);
}

/* Line breaks stay, and so do backslashes that the reader will not take for an
 * escape; the rest is as in TSV. */
static char *
put_note(char *p, const char *s)
{
	for (size_t n; *s != '\0'; s += n) {
		char one[5] = {0};

		n = utf8_sequence(s, strnlen(s, sizeof one - 1));
		memcpy(one, s, n);
		if (*s == '\n' || (*s == '\\' && !is_escape(s + 1)))
			*p++ = *s;
		else
			p += tsv_escape(p, one);
	}
	return p;
}

static size_t
double_quotes(char *to, const char *s, size_t n)
{
	char *p = to;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			*p++ = '"';
		*p++ = s[i];
	}
	return (size_t)(p - to);
}

static bool
needs_quotes(const char *s, size_t n)
{
	return memchr(s, ';', n) != NULL || memchr(s, '"', n) != NULL ||
	    memchr(s, '\n', n) != NULL || memchr(s, '\r', n) != NULL ||
	    s[0] == ' ' || s[n - 1] == ' ';
}

/* The cell of n bytes at buf becomes a field; a formula first. */
static size_t
wrap(char *buf, size_t n, bool formula)
{
	char *copy = xmalloc(2 * n + 4);
	bool quoted = needs_quotes(buf, n);
	size_t len = n;

	if (formula) {
		len = 2 + double_quotes(append(copy, "=\""), buf, n);
		copy[len++] = '"';
	} else {
		memcpy(copy, buf, n);
	}
	n = len;
	if (quoted) {
		len = 1 + double_quotes(append(buf, "\""), copy, n);
		buf[len++] = '"';
	} else {
		memcpy(buf, copy, n);
	}
	free(copy);
	return len;
}

static size_t
put_excel_text(char *buf, enum column_kind kind, const char *s)
{
	bool formula = kind == KIND_KEY || like_a_value(s);
	bool mark = !formula && strchr("=+-@'", *s) != NULL;
	char *p = mark ? append(buf, "'") : buf;

	p = kind == KIND_NOTE ? put_note(p, s) : append(p, s);
	if (!formula && !needs_quotes(buf, (size_t)(p - buf)))
		return (size_t)(p - buf);
	return wrap(buf, (size_t)(p - buf), formula);
}

static size_t
put_excel_date(char *buf, date d)
{
	char iso[DATE_SIZE];

	date_format(d, iso);
	memcpy(buf, iso + 8, 2);
	buf[2] = buf[5] = '.';
	memcpy(buf + 3, iso + 5, 2);
	memcpy(buf + 6, iso, 4);
	return 10;
}

/* What is not of its column's kind is text. */
static size_t
put_excel(char *buf, enum column_kind kind, const char *s)
{
	date d = kind == KIND_DATE ? date_parse(s) : DATE_NONE;
	char *end;

	if (d != DATE_NONE)
		return put_excel_date(buf, d);
	if (kind == KIND_TIME && clock_parse(s) != CLOCK_NONE)
		return (size_t)(append(buf, s) - buf);
	if (kind != KIND_NUMBER || !is_number(s, DIGITS_SHOWN))
		return put_excel_text(buf, kind, s);
	end = append(buf, s);
	for (char *p = buf; p < end; p++)
		if (*p == '.')
			*p = ',';
	return (size_t)(end - buf);
}

static const struct outformat excel = {
	.name = "excel", .begin = "\xEF\xBB\xBF", .separator = ";",
	.end = "\r\n", .unknown = "", .headings = true, .point = ',',
	.put = put_excel};

/*
 * JSON.
 */

static size_t
put_string(char *buf, const char *s)
{
	char *p = append(buf, "\"");

	p += json_escape(p, s);
	return (size_t)(append(p, "\"") - buf);
}

static size_t
put_json(char *buf, enum column_kind kind, const char *s)
{
	if (kind == KIND_NUMBER && is_number(s, DIGITS_EXACT))
		return (size_t)(append(buf, s) - buf);
	return put_string(buf, s);
}

static const struct outformat json = {
	.name = "json", .begin = "", .separator = ",", .end = "}\n",
	.unknown = "null", .headings = false, .point = '.', .put = put_json};

/*
 * Which of them.
 */

static const struct outformat *const formats[] = {&outformat_tsv, &excel, &json};

const char *const outformat_names[] = {"tsv", "excel", "json", NULL};

const struct outformat *
outformat_find(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

char *
outformat_lead(const struct outformat *f, const char *name, bool first)
{
	char *key, *lead;

	if (f->headings)
		return xstrdup(first ? "" : f->separator);
	key = xmalloc(OUTFORMAT_ROOM(strlen(name)));
	key[put_string(key, name)] = '\0';
	lead = xasprintf("%s%s:", first ? "{" : f->separator, key);
	free(key);
	return lead;
}
