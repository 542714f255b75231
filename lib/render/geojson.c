#include "lib/render/geojson.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/io/kinds.h"
#include "lib/render/tracks.h"

/* Columns that are the geometry, or that are printed as they were read: a
 * spreadsheet may have written them in its own way. */
enum property_kind { AS_TEXT, AS_NUMBER, LEFT_OUT, VISIT_ID, STOP, RUN, DAY, START, END,
	WORKER, WITH, STATE, OUTCOME };

static const struct { const char *name; enum property_kind kind; } known[] = {
	{"lat", LEFT_OUT}, {"lon", LEFT_OUT},
	{"worker_lat", LEFT_OUT}, {"worker_lon", LEFT_OUT},
	{"visit_id", VISIT_ID}, {"stop", STOP}, {"run", RUN},
	{"date", DAY}, {"start", START}, {"end", END},
	{"worker", WORKER}, {"with", WITH}, {"state", STATE},
	{"outcome", OUTCOME}};

struct geojson_printer {
	const struct visitrows *rows;
	struct document *out;
	enum property_kind *kind;  /* of each column */
	char **key;              /* its heading, escaped */
	bool any;                /* a feature has been printed */
	struct geojson_account account;
};

/* ---- What the columns are */

static char *
quoted(const char *s)
{
	char *inside = xmalloc(6 * strlen(s) + 1), *text;

	inside[json_escape_in_page(inside, s)] = '\0';
	text = xasprintf("\"%s\"", inside);
	free(inside);
	return text;
}

static enum property_kind
kind_of_heading(const char *heading)
{
	char *name = xstrdup(heading);
	enum property_kind kind;

	utf8_fold(name, name);
	kind = kind_of(name) == KIND_NUMBER ? AS_NUMBER : AS_TEXT;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0)
			kind = known[i].kind;
	free(name);
	return kind;
}

/* An object has a key once. */
static void
drop_twice(struct geojson_printer *p)
{
	for (size_t i = 0; i < p->rows->n_headings; i++)
		for (size_t j = 0; j < i; j++)
			if (p->kind[i] != LEFT_OUT &&
			    strcmp(p->key[i], p->key[j]) == 0) {
				p->kind[i] = LEFT_OUT;
				p->account.twice++;
			}
}

static void
know_columns(struct geojson_printer *p)
{
	size_t n = p->rows->n_headings;

	p->kind = xcalloc(n, sizeof *p->kind);
	p->key = xcalloc(n, sizeof *p->key);
	for (size_t i = 0; i < n; i++) {
		p->key[i] = quoted(p->rows->heading[i]);
		p->kind[i] = kind_of_heading(p->rows->heading[i]);
	}
	drop_twice(p);
}

/* ---- Values */

static void
print_quoted(struct document *d, const char *s)
{
	char *text = quoted(s);

	document_text(d, text);
	free(text);
}

static void
print_text(struct document *d, const char *s)
{
	if (*s == '\0')
		document_text(d, "null");
	else
		print_quoted(d, s);
}

/* A decimal comma is a spreadsheet's; what is no number stays a text. */
static void
print_number(struct document *d, const char *s)
{
	char *number = xstrdup(s), *comma = strchr(number, ',');

	if (comma != NULL)
		*comma = '.';
	if (json_digits(number) > 0)
		document_text(d, number);
	else
		print_text(d, s);
	free(number);
}

static void
print_int(struct document *d, bool is_known, long long n)
{
	if (is_known)
		document_printf(d, "%lld", n);
	else
		document_text(d, "null");
}

static const char *
word(const char *const *words, int code)
{
	return code < 0 ? "" : words[code];
}

static void
print_value(struct document *d, const struct visitrow *r, size_t column,
    enum property_kind kind)
{
	char day[DATE_SIZE], clock[CLOCK_SIZE];

	switch (kind) {
	case AS_NUMBER: print_number(d, r->field[column]); break;
	case VISIT_ID: print_int(d, r->visit_id > 0, r->visit_id); break;
	case STOP: print_int(d, r->stop >= 0, r->stop); break;
	case RUN: print_int(d, r->run > 0, r->run); break;
	case DAY: print_text(d, date_format(r->day, day)); break;
	case START: print_text(d, clock_format(r->start, clock)); break;
	case END: print_text(d, clock_format(r->end, clock)); break;
	case WORKER: print_text(d, r->worker); break;
	case WITH: print_text(d, r->with); break;
	case STATE: print_text(d, word(code_visit, r->state)); break;
	case OUTCOME: print_text(d, word(code_outcome, r->outcome)); break;
	default: print_text(d, r->field[column]);
	}
}

/* A decimal without the zeros at its end. */
static void
print_degrees(struct document *d, double v)
{
	char buf[32];
	size_t n = (size_t)snprintf(buf, sizeof buf, "%.7f", v);

	while (buf[n - 1] == '0')
		n--;
	if (buf[n - 1] == '.')
		n--;
	buf[n] = '\0';
	document_text(d, strcmp(buf, "-0") == 0 ? "0" : buf);
}

/* Longitude first. */
static void
print_position(struct document *d, double lat, double lon)
{
	document_text(d, "[");
	print_degrees(d, lon);
	document_text(d, ",");
	print_degrees(d, lat);
	document_text(d, "]");
}

/* ---- Features */

/* One on each line. */
static void
begin_feature(struct geojson_printer *p)
{
	document_text(p->out, p->any ? ",\n" : "\n");
	document_text(p->out, "{\"type\":\"Feature\",\"geometry\":");
	p->any = true;
}

static void
print_point(struct geojson_printer *p, const struct visitrow *r)
{
	if (!visitrows_has_place(r)) {
		document_text(p->out, "null");
		p->account.nowhere++;
		return;
	}
	document_text(p->out, "{\"type\":\"Point\",\"coordinates\":");
	print_position(p->out, r->lat, r->lon);
	document_text(p->out, "}");
}

static void
print_properties(struct geojson_printer *p, const struct visitrow *r)
{
	const char *between = "";

	document_text(p->out, ",\"properties\":{");
	for (size_t i = 0; i < p->rows->n_headings; i++) {
		if (p->kind[i] == LEFT_OUT)
			continue;
		document_text(p->out, between);
		document_text(p->out, p->key[i]);
		document_text(p->out, ":");
		print_value(p->out, r, i, p->kind[i]);
		between = ",";
	}
	document_text(p->out, "}}");
}

static void
print_stop(struct geojson_printer *p, const struct visitrow *r)
{
	begin_feature(p);
	print_point(p, r);
	print_properties(p, r);
}

static size_t
shown_stops(const struct track *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += visitrows_has_place(t->stop[i].row);
	return n;
}

static void
print_line(struct geojson_printer *p, const struct track *t)
{
	bool home = !isnan(t->lat), any = home;

	document_text(p->out, "{\"type\":\"LineString\",\"coordinates\":[");
	if (home)
		print_position(p->out, t->lat, t->lon);
	for (size_t i = 0; i < t->n; i++) {
		const struct visitrow *r = t->stop[i].row;

		if (!visitrows_has_place(r))
			continue;
		if (any)
			document_text(p->out, ",");
		print_position(p->out, r->lat, r->lon);
		any = true;
	}
	if (home) {
		document_text(p->out, ",");
		print_position(p->out, t->lat, t->lon);
	}
	document_text(p->out, "]}");
}

static void
print_route(struct geojson_printer *p, const struct track *t)
{
	size_t shown = shown_stops(t);
	char day[DATE_SIZE];

	/* A line has two ends. */
	if (shown == 0 || (shown == 1 && isnan(t->lat)))
		return;
	begin_feature(p);
	print_line(p, t);
	document_text(p->out, ",\"properties\":{\"worker\":");
	print_quoted(p->out, t->worker);
	document_printf(p->out, ",\"date\":\"%s\",\"stops\":%zu,"
	    "\"without_place\":%zu,\"from_home\":%s}}", date_format(t->day, day),
	    t->n, t->n - shown, isnan(t->lat) ? "false" : "true");
	p->account.routes++;
}

struct geojson_account
geojson_print(const struct visitrows *v, date as_of, struct document *d)
{
	char day[DATE_SIZE];
	struct geojson_printer p = {.rows = v, .out = d};
	struct tracks t = tracks_of(v);

	know_columns(&p);
	document_printf(d, "{\"type\":\"FeatureCollection\",\"as_of\":\"%s\","
	    "\"features\":[", date_format(as_of, day));
	for (size_t i = 0; i < v->n; i++)
		print_stop(&p, &v->row[i]);
	for (size_t i = 0; i < t.n; i++)
		print_route(&p, &t.track[i]);
	document_text(d, "\n]}\n");
	for (size_t i = 0; i < v->n_headings; i++)
		free(p.key[i]);
	free(p.key);
	free(p.kind);
	tracks_free(&t);
	return p.account;
}

/* Would it be on a route, if its worker were known? */
static bool
is_idle(const struct visitrow *r)
{
	return visitrows_happens(r) && *r->worker == '\0' &&
	    r->day != DATE_NONE && (r->start != CLOCK_NONE || r->stop > 0);
}

/* In a table that has a column for workers; a list of people has none. */
static long
count_idle(const struct visitrows *v)
{
	long n = 0;

	if (visitrows_column(v, "worker") < 0)
		return 0;
	for (size_t i = 0; i < v->n; i++)
		n += is_idle(&v->row[i]);
	return n;
}

int
geojson_say(const struct visitrows *v, const struct geojson_account *a)
{
	long idle = count_idle(v);

	if (a->twice > 0)
		diag_note(language_count(a->twice,
		    "%ld column has the heading of an earlier one and is left"
		    " out",
		    "%ld columns have the heading of an earlier one and are"
		    " left out"),
		    a->twice);
	if (a->nowhere > 0)
		diag_note(language_count(a->nowhere,
		    "%ld visit without a place: listed, but on no map",
		    "%ld visits without a place: listed, but on no map"),
		    a->nowhere);
	if (idle > 0)
		diag_note(language_count(idle,
		    "%ld visit without a worker: on no route",
		    "%ld visits without a worker: on no route"), idle);
	diag_more();
	diag_account("read %ld = stops %zu + rejected %ld; %ld routes",
	    v->read, v->n, v->rejected, a->routes);
	return v->rejected > 0 || a->twice > 0 ? EXIT_SOME : EXIT_DONE;
}
