#include "lib/io/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* A row's fields one after the other in `text`, each with its NUL. */
struct csv {
	struct csv_parser parser;
	char separator;
	char *text;
	size_t used, text_cap;
	size_t *at;  /* where the fields begin */
	size_t n, at_cap;
	int rows;    /* ended by the line that was fed last */
	const char *why;
};

/* Up to this many bytes a row, all its fields together. */
enum { ROW_MAX = 16 * CSV_FIELD_MAX };

static void *
limited(void *old, size_t size)
{
	return size > CSV_FIELD_MAX ? NULL : realloc(old, size);
}

static void
start(struct csv *c)
{
	if (csv_init(&c->parser, CSV_STRICT) != 0)
		abort();  /* only for a NULL parser */
	csv_set_delim(&c->parser, (unsigned char)c->separator);
	csv_set_realloc_func(&c->parser, limited);
	csv_set_blk_size(&c->parser, 32 * 1024);
}

struct csv *
csv_open(char separator)
{
	struct csv *c = xcalloc(1, sizeof *c);

	c->separator = separator;
	start(c);
	return c;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	free(c->text);
	free(c->at);
	free(c);
}

static void
on_field(void *field, size_t len, void *arg)
{
	struct csv *c = arg;

	c->text = mem_grow(c->text, c->used + len + 1, &c->text_cap, 1);
	c->at = mem_grow(c->at, c->n + 1, &c->at_cap, sizeof *c->at);
	if (len > 0)
		memcpy(c->text + c->used, field, len);
	c->text[c->used + len] = '\0';
	c->at[c->n++] = c->used;
	c->used += len + 1;
}

static void
on_row(int terminator, void *arg)
{
	struct csv *c = arg;

	(void)terminator;
	c->rows++;
}

/* The parser keeps half a field after an error: begin with a new one. */
static enum csv_state
bad(struct csv *c, const char *why)
{
	csv_free(&c->parser);
	start(c);
	c->why = why;
	c->rows = 1;  /* the next line begins a row */
	return CSV_BAD;
}

enum csv_state
csv_feed(struct csv *c, const char *line, size_t len)
{
	if (c->rows > 0)
		c->n = c->used = 0;
	c->rows = 0;
	if (csv_parse(&c->parser, line, len, on_field, on_row, c) != len)
		return bad(c, csv_error(&c->parser) == CSV_EPARSE ?
		    "a quote where none can be" :
		    "a field is longer than 1 MiB");
	if (c->rows > 1)
		return bad(c, "a carriage return inside the line");
	if (c->used > ROW_MAX)
		return bad(c, "the row is longer than 16 MiB");
	return c->rows > 0 ? CSV_DONE : CSV_OPEN;
}

const char *
csv_why(const struct csv *c)
{
	return c->why;
}

size_t
csv_fields(struct csv *c, char **field, size_t max)
{
	for (size_t i = 0; i < c->n && i < max; i++)
		field[i] = c->text + c->at[i];
	return c->n;
}

static char *
trim(char *s, char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*end = '\0';
	return s;
}

size_t
csv_split(char *s, size_t len, char separator, char **field, size_t max)
{
	char *end = s + len;

	for (size_t n = 0;; n++) {
		char *stop = memchr(s, separator, (size_t)(end - s));
		char *text = trim(s, stop != NULL ? stop : end);

		if (n < max)
			field[n] = text;
		if (stop == NULL)
			return n + 1;
		s = stop + 1;
	}
}
