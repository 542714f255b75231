#include "lib/io/csv.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* A row's fields one after the other in `text`, each with its NUL. */
struct csv {
	char *text;
	size_t used, text_cap;
	size_t *at;   /* where the fields begin */
	size_t n, at_cap;
	bool open;    /* the last field is quoted and goes on */
	const char *why;
};

/* Up to this many bytes a row, all its fields together. */
enum { ROW_MAX = 16 * CSV_FIELD_MAX };

struct csv *
csv_open(void)
{
	return xcalloc(1, sizeof(struct csv));
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	free(c->text);
	free(c->at);
	free(c);
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

static char *
trim(char *s, char *end)
{
	while (s < end && is_blank(*s))
		s++;
	while (end > s && is_blank(end[-1]))
		end--;
	*end = '\0';
	return s;
}

/* Makes room for what a line of this length can add: a NUL takes the place of
 * each separator, one more is behind the last field, and a quoted field that
 * goes on has a newline. */
static void
make_room(struct csv *c, size_t len)
{
	c->text = mem_grow(c->text, c->used + len + 2, &c->text_cap, 1);
}

static void
put(struct csv *c, const char *s, size_t n)
{
	memcpy(c->text + c->used, s, n);
	c->used += n;
}

static void
begin_field(struct csv *c)
{
	c->at = mem_grow(c->at, c->n + 1, &c->at_cap, sizeof *c->at);
	c->at[c->n++] = c->used;
}

static void
end_field(struct csv *c)
{
	c->text[c->used++] = '\0';
}

static enum csv_state
bad(struct csv *c, const char *why)
{
	c->open = false;
	c->why = why;
	return CSV_BAD;
}

/* Inside of quotes.  Returns what is behind the closing one, NULL: it is not
 * in this line. */
static const char *
take_quoted(struct csv *c, const char *s, const char *end)
{
	const char *quote;

	while ((quote = memchr(s, '"', (size_t)(end - s))) != NULL) {
		put(c, s, (size_t)(quote - s));
		s = quote + 1;
		if (s == end || *s != '"')
			return s;
		c->text[c->used++] = *s++;
	}
	put(c, s, (size_t)(end - s));
	c->text[c->used++] = '\n';
	return NULL;
}

/* A field without quotes, blanks around it left out.  Returns what is behind
 * it, NULL: there is a carriage return in it. */
static const char *
take_text(struct csv *c, char separator, const char *s, const char *end)
{
	const char *stop = memchr(s, separator, (size_t)(end - s)), *last;

	stop = last = stop != NULL ? stop : end;
	while (last > s && is_blank(last[-1]))
		last--;
	if (memchr(s, '\r', (size_t)(last - s)) != NULL)
		return NULL;
	put(c, s, (size_t)(last - s));
	return stop;
}

static const char *
skip_blanks(const char *s, const char *end, char separator)
{
	while (s < end && is_blank(*s) && *s != separator)
		s++;
	return s;
}

/* The rest of a quoted field; then what may stand behind it. */
static enum csv_state
close_quoted(struct csv *c, char separator, const char **s, const char *end)
{
	const char *next = take_quoted(c, *s, end);

	if (c->used - c->at[c->n - 1] > CSV_FIELD_MAX)
		return bad(c, "a field is longer than 1 MiB");
	if (c->used > ROW_MAX)
		return bad(c, "the row is longer than 16 MiB");
	c->open = next == NULL;
	if (c->open)
		return CSV_OPEN;
	*s = skip_blanks(next, end, separator);
	if (*s < end && **s != separator)
		return bad(c, "a quote where none can be");
	return CSV_DONE;
}

void
csv_reset(struct csv *c)
{
	c->open = false;
}

enum csv_state
csv_feed(struct csv *c, char separator, const char *s, size_t len)
{
	const char *end = s + len;
	enum csv_state state;

	if (!c->open)
		c->n = c->used = 0;
	make_room(c, len);
	for (;;) {
		if (!c->open) {
			begin_field(c);
			s = skip_blanks(s, end, separator);
			c->open = s < end && *s == '"';
			s += c->open;
		}
		if (!c->open)
			s = take_text(c, separator, s, end);
		else if ((state = close_quoted(c, separator, &s, end)) !=
		    CSV_DONE)
			return state;
		if (s == NULL)
			return bad(c, "a carriage return inside the line");
		end_field(c);
		if (s == end)
			return CSV_DONE;
		s++;
	}
}

const char *
csv_why(const struct csv *c)
{
	return c->why;
}

/* Keeps field number n, or of those that have no place one that says
 * something. */
static void
keep(char **field, size_t max, size_t n, char *text)
{
	if (n < max)
		field[n] = text;
	else if (*text != '\0')
		field[max - 1] = text;
}

size_t
csv_fields(struct csv *c, char **field, size_t max)
{
	for (size_t i = 0; i < c->n; i++)
		keep(field, max, i, c->text + c->at[i]);
	return c->n;
}

size_t
csv_split(char *s, size_t len, char separator, char **field, size_t max)
{
	char *end = s + len;

	for (size_t n = 0;; n++) {
		char *stop = memchr(s, separator, (size_t)(end - s));
		char *text = trim(s, stop != NULL ? stop : end);

		keep(field, max, n, text);
		if (stop == NULL)
			return n + 1;
		s = stop + 1;
	}
}

bool
csv_unquote(char *s)
{
	size_t n = strlen(s);
	char *out = s;

	if (n < 2 || *s != '"' || s[n - 1] != '"')
		return false;
	for (size_t i = 1; i < n - 1; i++)
		if (s[i] == '"' && (i + 1 == n - 1 || s[++i] != '"'))
			return false;
	for (size_t i = 1; i < n - 1; i++) {
		i += s[i] == '"';
		*out++ = s[i];
	}
	*out = '\0';
	return true;
}

char
csv_separator(const char *name)
{
	if (strcmp(name, "\\t") == 0 || strcmp(name, "tab") == 0)
		return '\t';
	if (strlen(name) != 1 || strchr("\"\n\r ", *name) != NULL ||
	    (unsigned char)*name >= 0x80)
		return '\0';
	return *name;
}
