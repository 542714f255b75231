#include "lib/render/wording.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/num.h"
#include "lib/io/fielddate.h"

enum { TEXT = LONGDATE_SIZE };

const char *
wording_language(const struct template_page *t)
{
	const char *language = template_language(t);

	return *language != '\0' ? language : "de";
}

bool
wording_is_day(enum template_format format)
{
	return format == TEMPLATE_LONG || format == TEMPLATE_SHORT ||
	    format == TEMPLATE_WEEKDAY;
}

static bool
is_number(const char *s)
{
	double v;

	return *s == '\0' || strcmp(s, "*") == 0 || num_real(s, &v);
}

const char *
wording_refuses(const struct template_value *v, const char *text)
{
	date day;

	if (wording_is_day(v->format) && *text != '\0')
		return fielddate_day(text, ORDER_NONE, &day);
	if (v->function == TEMPLATE_SUM || v->function == TEMPLATE_MAX)
		return is_number(text) ? NULL : "not a number";
	return NULL;
}

static void
say_disagreement(const struct wording *w, const struct listing *l,
    const struct template_value *v, size_t a, size_t b)
{
	die_at(template_file(w->template), v->line, "%s is not the same in lines"
	    " %ld and %ld of %s, which are one group here; first and last take"
	    " one of them", v->name[0], l->row[a].line, l->row[b].line, l->file);
}

static const char *
text_of_column(const struct wording *w, const struct rowset *r,
    const struct template_value *v, int column)
{
	size_t a = 0, b = 0;
	const char *text;

	if (column < 0)
		return v->fact != NULL ? v->fact : "";
	text = rowset_agreed(r, column, &a, &b);
	if (text == NULL)
		say_disagreement(w, r->listing, v, a, b);
	return text;
}

static const char *
text_of(const struct wording *w, const struct rowset *r,
    const struct template_value *v, char buf[static TEXT])
{
	int column = v->n_names > 0 ? v->column[0] : -1;

	buf[0] = '\0';
	switch (v->function) {
	case TEMPLATE_FIRST:
		return column < 0 ? buf : rowset_first(r, column);
	case TEMPLATE_LAST:
		return column < 0 ? buf : rowset_last(r, column);
	case TEMPLATE_MAX:
		return column < 0 ? buf : rowset_max(r, column);
	case TEMPLATE_SUM:
		if (column >= 0)
			rowset_sum(r, v->column, v->n_names, buf);
		return buf;
	case TEMPLATE_COUNT:
		snprintf(buf, TEXT, "%zu", r->n);
		return buf;
	case TEMPLATE_NUMBER:
		snprintf(buf, TEXT, "%zu", r->number);
		return buf;
	case TEMPLATE_TODAY:
		return date_format(w->today, buf);
	case TEMPLATE_HEADING:
		return r->listing->heading[r->column];
	case TEMPLATE_CELL:
		return text_of_column(w, r, v, (int)r->column);
	case TEMPLATE_COLUMN:
		break;
	}
	return text_of_column(w, r, v, column);
}

static const char *
as_day(const struct wording *w, enum template_format format, const char *text,
    char buf[static TEXT])
{
	static const enum longdate_form form[] = {
		[TEMPLATE_LONG] = LONGDATE_LONG,
		[TEMPLATE_SHORT] = LONGDATE_SHORT,
		[TEMPLATE_WEEKDAY] = LONGDATE_WEEKDAY};
	date day;

	if (fielddate_day(text, ORDER_NONE, &day) != NULL || day == DATE_NONE)
		return "";
	longdate_format(w->dates, wording_language(w->template), form[format],
	    day, buf);
	return buf;
}

/* What the labels of a value stand under. */
static const char *
label_column(const struct rowset *r, const struct template_value *v)
{
	if (v->function == TEMPLATE_HEADING)
		return "heading";
	if (v->function == TEMPLATE_CELL)
		return r->listing->heading[r->column];
	return v->n_names > 0 ? v->name[0] : "";
}

static const char *
label_of(const struct wording *w, const char *column, const char *code)
{
	const char *label = template_label(w->template, column, code);

	return label != NULL ? label : template_label(w->main, column, code);
}

/* Of a list of codes each one; NULL if one has no label, or it is too long. */
static const char *
list_of_labels(const struct wording *w, const char *column, const char *text,
    char buf[static TEXT])
{
	char code[64];
	size_t len = 0;

	for (;; text++) {
		size_t n = strcspn(text, ",");
		const char *label;
		int put;

		snprintf(code, sizeof code, "%.*s", (int)n, text);
		label = n < sizeof code ? label_of(w, column, code) : NULL;
		if (label == NULL)
			return NULL;
		put = snprintf(buf + len, TEXT - len, "%s%s", len > 0 ? ", " : "",
		    label);
		if (put < 0 || (size_t)put >= TEXT - len)
			return NULL;
		len += (size_t)put;
		text += n;
		if (*text == '\0')
			return buf;
	}
}

static const char *
as_label(const struct wording *w, const char *column, const char *text,
    char buf[static TEXT])
{
	const char *label = label_of(w, column, text);

	if (label == NULL && strchr(text, ',') != NULL)
		label = list_of_labels(w, column, text, buf);
	return label != NULL ? label : text;
}

static const char *
with_comma(const char *text, char buf[static TEXT])
{
	double number;
	char *point;

	if (!num_real(text, &number) || strlen(text) >= TEXT)
		return text;
	memcpy(buf, text, strlen(text) + 1);
	point = strchr(buf, '.');
	if (point != NULL)
		*point = ',';
	return buf;
}

const char *
wording_of(const struct wording *w, const struct rowset *r,
    const struct template_value *v, struct wording_text *t)
{
	const char *text = text_of(w, r, v, t->raw);

	switch (v->format) {
	case TEMPLATE_LONG: case TEMPLATE_SHORT: case TEMPLATE_WEEKDAY:
		return *text == '\0' ? text : as_day(w, v->format, text, t->text);
	case TEMPLATE_COMMA:
		return with_comma(text, t->text);
	case TEMPLATE_LABEL:
		return as_label(w, label_column(r, v), text, t->text);
	case TEMPLATE_PLAIN:
		break;
	}
	return text;
}
