#include "lib/io/out.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/utf8.h"
#include "lib/io/decode.h"
#include "lib/io/outfile.h"
#include "lib/io/outformat.h"
#include "lib/io/outrows.h"

/* A column, and its value in the row that is being put together.  What it was
 * in the row before stays: mostly it is that again. */
struct cell {
	enum column_kind kind;
	char *text;          /* as it will be printed: the lead, which stands
	                      * before every value, and the value */
	size_t lead;         /* how long the lead is */
	size_t len, cap;
	bool set;
	bool plain;          /* it is printed as it came */
	const char *word;    /* the one of out_word(); NULL: it is none */
};

struct out {
	const struct outformat *format;
	char **name;
	size_t n_names;
	int *order;          /* which columns, in which order */
	size_t n_order;
	bool *wanted;
	bool header, bare_header;
	size_t end_len, unknown_len;  /* of format->end and format->unknown */

	struct cell *cell;
	long replaced;       /* values that were not UTF-8 */
	char *clean;         /* one of them */

	struct outrows rows; /* not yet written */
	struct outfile target;
};

static struct out *
new_out(const struct outformat *format, size_t n, const char *spill_near)
{
	struct out *o = xcalloc(1, sizeof *o);

	o->format = format;
	o->end_len = strlen(format->end);
	o->unknown_len = strlen(format->unknown);
	o->name = xcalloc(n, sizeof *o->name);
	o->n_names = n;
	o->order = xcalloc(n, sizeof *o->order);
	o->wanted = xcalloc(n, sizeof *o->wanted);
	o->cell = xcalloc(n, sizeof *o->cell);
	outrows_open(&o->rows, spill_near);
	outfile_stdout(&o->target);
	o->header = format->headings;
	o->bare_header = true;
	return o;
}

static void
name_column(struct out *o, size_t i, const char *name)
{
	o->name[i] = xstrdup(name);
	o->cell[i].kind = kind_of(name);
}

static void
want(struct out *o, size_t i)
{
	struct cell *c = &o->cell[i];

	o->wanted[i] = true;
	c->text = outformat_lead(o->format, o->name[i], o->n_order == 0);
	c->lead = strlen(c->text);
	c->cap = c->lead + 1;
	o->order[o->n_order++] = (int)i;
}

/* What +LIST appends may be there already. */
static void
want_named(struct out *o, const char *name, bool append)
{
	size_t i = 0;

	while (i < o->n_names && strcmp(o->name[i], name) != 0)
		i++;
	if (i == o->n_names)
		nearest_die("columns", "column", name,
		    (const char *const *)o->name, o->n_names);
	if (!o->wanted[i])
		want(o, i);
	else if (!append)
		die_usage("--columns: %s is named twice", name);
}

/* -c LIST or +LIST */
static void
want_listed(struct out *o, const char *list, bool append)
{
	char *copy = xstrdup(list), *name = copy, *comma;

	for (; name != NULL; name = comma) {
		comma = strchr(name, ',');
		if (comma != NULL)
			*comma++ = '\0';
		want_named(o, name, append);
	}
	free(copy);
}

static void
choose(struct out *o, const struct out_column *c, const char *list)
{
	bool append = list != NULL && *list == '+';

	if (list == NULL || append)
		for (size_t i = 0; i < o->n_names; i++)
			if (c[i].usual)
				want(o, i);
	if (list != NULL)
		want_listed(o, list + append, append);
}

/* An object that has a name twice says nothing for sure. */
static void
check_names(const struct out *o)
{
	for (size_t i = 0; i < o->n_order; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(o->name[o->order[i]], o->name[o->order[k]]) == 0)
				die("--format=json: columns %zu and %zu have the"
				    " same name", k + 1, i + 1);
}

static const struct outformat *
format_of(const struct out_options *options)
{
	return options->format != NULL ? outformat_find(options->format) :
	    &outformat_tsv;
}

struct out *
out_open(const struct out_column *c, const struct out_options *options)
{
	struct out *o;
	size_t n = 0;

	while (c[n].name != NULL)
		n++;
	o = new_out(format_of(options), n, options->spill_near);
	for (size_t i = 0; i < n; i++)
		name_column(o, i, c[i].name);
	choose(o, c, options->columns);
	if (!o->format->headings)
		check_names(o);
	o->header = o->header && !options->no_header;
	o->bare_header = !options->no_bare_header;
	if (options->file != NULL)
		outfile_open(&o->target, options->file);
	return o;
}

struct out *
out_open_file(const char *path, const char *const *names, size_t n)
{
	struct out *o = new_out(&outformat_tsv, n, path);

	for (size_t i = 0; i < n; i++) {
		name_column(o, i, names[i]);
		want(o, i);
	}
	outfile_open(&o->target, path);
	return o;
}

bool
out_wants(const struct out *o, int column)
{
	return o->wanted[column];
}

void
out_holds(struct out *o, int column, enum column_kind kind)
{
	o->cell[column].kind = kind;
}

/* Other formats than ours are for readers that refuse what is not UTF-8. */
static const char *
as_utf8(struct out *o, const char *s)
{
	size_t n = strlen(s);
	bool bad;

	if (o->format == &outformat_tsv || utf8_valid(s, n))
		return s;
	free(o->clean);
	o->clean = xmalloc(3 * n + 2);
	o->clean[decode_utf8(o->clean, s, n, &bad)] = '\0';
	o->replaced++;
	return o->clean;
}

static void
put(struct out *o, int column, enum column_kind kind, const char *s)
{
	struct cell *c = &o->cell[column];
	size_t n;

	if (!o->wanted[column] || s == NULL || *s == '\0')
		return;
	c->set = true;
	c->word = NULL;
	if (c->plain && strcmp(c->text + c->lead, s) == 0)
		return;
	s = as_utf8(o, s);
	n = strlen(s);
	c->text = mem_grow(c->text, c->lead + OUTFORMAT_ROOM(n), &c->cap, 1);
	c->len = c->lead + o->format->put(c->text + c->lead, kind, s);
	c->text[c->len] = '\0';
	c->plain = c->len == c->lead + n &&
	    memcmp(c->text + c->lead, s, n) == 0;
}

void
out_text(struct out *o, int column, const char *s)
{
	put(o, column, o->cell[column].kind, s);
}

void
out_word(struct out *o, int column, const char *word)
{
	struct cell *c = &o->cell[column];

	if (c->word == word) {
		c->set = true;
		return;
	}
	out_text(o, column, word);
	c->word = o->wanted[column] ? word : NULL;
}

enum { DIGITS = 24 };  /* of any number, with its sign and a NUL */

/* The digits of v, at least `least` of them, which is one or more, before `end`;
 * a list of a hundred thousand rows is mostly numbers. */
static char *
digits(char *end, unsigned long long v, int least)
{
	const char *first = end - least;

	do {
		*--end = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	while (end > first)
		*--end = '0';
	return end;
}

static unsigned long long
magnitude(long long v)
{
	return v < 0 ? 0ULL - (unsigned long long)v : (unsigned long long)v;
}

static void
set_bytes(struct out *o, int column, const char *s, size_t len)
{
	struct cell *c = &o->cell[column];

	c->text = mem_grow(c->text, c->lead + len, &c->cap, 1);
	memcpy(c->text + c->lead, s, len);
	c->len = c->lead + len;
	c->set = true;
	c->word = NULL;
	c->plain = false;  /* and never compared */
}

void
out_int(struct out *o, int column, long long v)
{
	char buf[DIGITS], *end = buf + sizeof buf;
	char *p = digits(end, magnitude(v), 1);

	if (v < 0)
		*--p = '-';
	if (o->wanted[column])
		set_bytes(o, column, p, (size_t)(end - p));
}

void
out_date(struct out *o, int column, date d)
{
	char buf[DATE_SIZE];

	put(o, column, KIND_DATE, date_format(d, buf));
}

void
out_clock(struct out *o, int column, int seconds)
{
	char buf[CLOCK_SIZE];

	put(o, column, KIND_TIME, clock_format(seconds, buf));
}

/* v / 10^decimals */
static void
out_scaled(struct out *o, int column, long long v, int decimals)
{
	char buf[2 * DIGITS], *end = buf + sizeof buf, *p;
	char *point = digits(end, magnitude(v), decimals + 1);

	/* Make room for the point before the last `decimals` digits. */
	p = point - 1;
	if (decimals > 0) {
		memmove(p, point, (size_t)(end - point) - (size_t)decimals);
		*(end - decimals - 1) = o->format->point;
	} else {
		p = point;
	}
	if (v < 0)
		*--p = '-';
	set_bytes(o, column, p, (size_t)(end - p));
}

void
out_tenths(struct out *o, int column, long long tenths)
{
	if (o->wanted[column])
		out_scaled(o, column, tenths, 1);
}

/* The shortest decimal that reads as the same number, at most `decimals`. */
void
out_real(struct out *o, int column, double v, int decimals)
{
	double scaled = v;
	long long whole;

	if (!o->wanted[column])
		return;
	for (int i = 0; i < decimals; i++)
		scaled *= 10;
	if (!(scaled > -1e17 && scaled < 1e17))
		return;  /* no number of ours is that large */
	whole = (long long)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
	while (decimals > 0 && whole % 10 == 0) {
		whole /= 10;
		decimals--;
	}
	out_scaled(o, column, whole, decimals);
}

static size_t
row_size(const struct out *o)
{
	size_t size = o->end_len;

	for (size_t i = 0; i < o->n_order; i++) {
		const struct cell *c = &o->cell[o->order[i]];

		size += c->set ? c->len : c->lead + o->unknown_len;
	}
	return size;
}

static char *
put_bytes(char *p, const char *s, size_t n)
{
	memcpy(p, s, n);
	return p + n;
}

void
out_row(struct out *o)
{
	char *row = outrows_room(&o->rows, row_size(o)), *p = row;

	for (size_t i = 0; i < o->n_order; i++) {
		struct cell *c = &o->cell[o->order[i]];

		p = put_bytes(p, c->text, c->set ? c->len : c->lead);
		if (!c->set)
			p = put_bytes(p, o->format->unknown, o->unknown_len);
		c->set = false;
	}
	p = put_bytes(p, o->format->end, o->end_len);
	outrows_add(&o->rows, (size_t)(p - row));
}

/* The line that names the columns. */
static char *
header(const struct out *o)
{
	const struct outformat *f = o->format;
	size_t len = o->end_len + 1;
	char *line, *p;

	for (size_t i = 0; i < o->n_order; i++)
		len += OUTFORMAT_ROOM(strlen(o->name[o->order[i]])) +
		    o->cell[o->order[i]].lead;
	p = line = xmalloc(len);
	for (size_t i = 0; i < o->n_order; i++) {
		const struct cell *c = &o->cell[o->order[i]];

		p = put_bytes(p, c->text, c->lead);
		p += f->put(p, KIND_TEXT, o->name[o->order[i]]);
	}
	strcpy(p, f->end);
	return line;
}

static bool
write_text(struct out *o, const char *s)
{
	return outfile_write(&o->target, s, strlen(s));
}

static bool
wants_header(const struct out *o)
{
	return o->header && (o->bare_header || outrows_any(&o->rows));
}

static bool
write_header(struct out *o)
{
	char *line = wants_header(o) ? header(o) : NULL;
	bool good = (line == NULL && !outrows_any(&o->rows)) ||
	    (write_text(o, o->format->begin) &&
	    (line == NULL || write_text(o, line)));

	free(line);
	return good;
}

static void
free_out(struct out *o)
{
	for (size_t i = 0; i < o->n_names; i++) {
		free(o->name[i]);
		free(o->cell[i].text);
	}
	free(o->name);
	free(o->order);
	free(o->wanted);
	free(o->cell);
	free(o->clean);
	outrows_close(&o->rows);
	outfile_free(&o->target);
	free(o);
}

void
out_drop(struct out *o)
{
	free_out(o);
}

int
out_finish(struct out *o, int status)
{
	bool good = true;

	diag_more();
	if (o == NULL)
		return status;
	if (o->replaced > 0)
		diag_note(language_count(o->replaced,
		    "%ld value is not UTF-8; what is not came out as U+FFFD",
		    "%ld values are not UTF-8; what is not came out as U+FFFD"),
		    o->replaced);
	if (o->target.temp == NULL || status == EXIT_DONE ||
	    status == EXIT_SOME)
		good = write_header(o) && outrows_write(&o->rows, &o->target) &&
		    outfile_keep(&o->target);
	status = outfile_status(&o->target, good, status);
	free_out(o);
	return status;
}
