#include "lib/render/edition.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/io/datafile.h"
#include "lib/render/translations.h"
#include "lib/render/wording.h"

struct edition {
	struct template_page *template;
	struct translations *others;
	const struct facts *facts;
	struct longdate *dates;
	const struct listing *listing;
	int language;          /* its column */
	char *blank;           /* columns that could have been there, or NULL */
};

static void bind_translation(void *, struct template_page *);

struct edition *
edition_open(const char *path, const struct facts *facts)
{
	struct edition *e = xcalloc(1, sizeof *e);
	char *dates = datafile_find("print/dates.tsv");

	diag_detail("template: %s", path);
	e->template = template_read(path);
	e->facts = facts;
	e->dates = longdate_read(dates);
	e->others = translations_open(e->template, e->dates, bind_translation, e);
	free(dates);
	return e;
}

void
edition_close(struct edition *e)
{
	translations_close(e->others);
	template_free(e->template);
	longdate_free(e->dates);
	free(e->blank);
	free(e);
}

const char *const *
edition_columns(struct edition *e)
{
	return template_names(e->template);
}

const struct template_page *
edition_main(const struct edition *e)
{
	return e->template;
}

const struct longdate *
edition_dates(const struct edition *e)
{
	return e->dates;
}

/*
 * Names get columns.
 */

/* Does visits-list have this column, but only for who asks? */
static bool
is_asked_for(const char *name)
{
	static const char *const asked[] = {"surname", "given_name", "phone",
		"language", "birth_date", "sex", "worker_name", "worker_phone",
		"with_name", "with_phone", "funder", "travel_min", "km",
		"back_min", "back_km"};

	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
		if (strcmp(name, asked[i]) == 0)
			return true;
	return false;
}

static const char *
hint(const char *name)
{
	if (is_asked_for(name))
		return "visits-list prints it if -c asks for it";
	if (strncmp(name, "office", 6) == 0)
		return "--office or --set says it";
	return NULL;
}

static const char *
nearest_name(const struct edition *e, const char *name)
{
	size_t n = e->listing->n_headings + facts_count(e->facts);
	const char **known = xcalloc(n + 1, sizeof *known), *near;
	int i;

	for (size_t k = 0; k < n; k++)
		known[k] = k < e->listing->n_headings ?
		    e->listing->heading[k] :
		    facts_name(e->facts, k - e->listing->n_headings);
	i = nearest_of(name, known, n);
	near = i >= 0 ? known[i] : NULL;
	free(known);
	return near;
}

_Noreturn static void
refuse_name(const struct edition *e, const struct template_page *t, long line,
    const char *name)
{
	const char *more = hint(name), *near = nearest_name(e, name);

	if (more != NULL)
		die_at(template_file(t), line, "there is no %s: %s", name,
		    language_text(more));
	if (near != NULL)
		die_at(template_file(t), line, "there is no %s (%s?)", name,
		    near);
	die_at(template_file(t), line, "there is no %s", name);
}

/* Is there a way to write days in the template's language? */
static void
check_language(const struct edition *e, const struct template_page *t, long line)
{
	char buf[LONGDATE_SIZE];

	if (!longdate_format(e->dates, wording_language(t), LONGDATE_LONG, 0, buf))
		die_at(template_file(t), line, "print/dates.tsv does not have"
		    " the days of this language");
}

/* Is there nobody whose second this could be about? */
static bool
is_of_no_pair(const struct listing *l, const char *name)
{
	int with = listing_column(l, "with");

	if (strncmp(name, "with_", 5) != 0)
		return false;
	for (size_t i = 0; with >= 0 && i < l->n; i++)
		if (*l->row[i].field[with] != '\0')
			return false;
	return true;
}

static bool
is_listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (; list != NULL; list = strchr(list, ',')) {
		list += *list == ',';
		if (strncmp(list, name, n) == 0 &&
		    (list[n] == '\0' || list[n] == ','))
			return true;
	}
	return false;
}

/* A page of visits without names may be meant, or -c was forgotten. */
static void
note_blank(struct edition *e, const char *name)
{
	char *list;

	if (listing_column(e->listing, "case_id") < 0 || !is_asked_for(name) ||
	    is_listed(e->blank, name) || is_of_no_pair(e->listing, name))
		return;
	list = e->blank == NULL ? xstrdup(name) :
	    xasprintf("%s,%s", e->blank, name);
	free(e->blank);
	e->blank = list;
}

static void
bind(void *arg, const struct template_page *t, struct template_value *v)
{
	struct edition *e = arg;

	for (size_t i = 0; i < v->n_names; i++) {
		v->column[i] = listing_column(e->listing, v->name[i]);
		if (v->column[i] < 0)
			v->fact = facts_find(e->facts, v->name[i]);
		if (v->column[i] < 0 && v->fact == NULL && !v->optional)
			refuse_name(e, t, v->line, v->name[i]);
		if (v->column[i] < 0 && v->fact == NULL)
			note_blank(e, v->name[i]);
	}
	if (wording_is_day(v->format))
		check_language(e, t, v->line);
}

/* A fact of that name would be overruled in silence. */
static void
check_facts(const struct edition *e)
{
	for (size_t i = 0; i < facts_count(e->facts); i++)
		if (listing_column(e->listing, facts_name(e->facts, i)) >= 0)
			die("%s is a column of %s: call it otherwise in --office"
			    " and --set", facts_name(e->facts, i),
			    e->listing->file);
}

/*
 * Languages.
 */

static void
check_translation(const struct edition *e, const struct template_page *t)
{
	const struct template_node *here = template_each(e->template);
	const struct template_node *there = template_each(t);

	if (here == NULL)
		die_at(template_file(e->template), 1, "a template with files of"
		    " languages beside it has one {{each}} that is in no other"
		    " block");
	if (there == NULL || there->value.n_names != here->value.n_names)
		die_at(template_file(t), 1, "what %s repeats, by the same"
		    " columns, stands here once", template_file(e->template));
}

static void
bind_translation(void *arg, struct template_page *t)
{
	struct edition *e = arg;

	check_translation(e, t);
	template_bind(t, bind, e);
}

const struct template_page *
edition_template(struct edition *e, const struct listing_row *row)
{
	if (e->language < 0)
		return e->template;
	return translations_page(e->others, row->field[e->language]);
}

/* Are all of one case_id? */
static bool
is_one_person(const struct edition *e, const size_t *row, size_t n)
{
	int c = listing_column(e->listing, "case_id");
	const struct listing_row *r = e->listing->row;

	for (size_t i = 0; i < n; i++)
		if (c < 0 || strcmp(r[row[i]].field[c], r[row[0]].field[c]) != 0)
			return false;
	return *r[row[0]].field[c] != '\0';
}

const struct template_page *
edition_group_template(struct edition *e, const size_t *row, size_t n)
{
	const struct template_page *common = NULL;
	bool one = e->language >= 0 && is_one_person(e, row, n);

	for (size_t i = 0; i < n; i++) {
		const struct listing_row *r = &e->listing->row[row[i]];
		const struct template_page *t = edition_template(e, r);

		if (one && *r->field[e->language] == '\0')
			continue;
		if (common != NULL && common != t)
			return e->template;
		common = t;
	}
	return common != NULL ? common : e->template;
}

void
edition_count(struct edition *e, const struct listing_row *row,
    const struct template_page *t)
{
	if (e->language >= 0 && !row->second)
		translations_count(e->others, row->field[e->language], t);
}

bool
edition_say_languages(const struct edition *e)
{
	return translations_say(e->others, e->listing->file);
}

/* Everybody gets the main page if nobody says which one to take. */
static void
say_no_languages(const struct edition *e)
{
	const char *file = template_file(e->template);
	const char *slash = strrchr(file, '/');

	if (e->language < 0 && e->listing->n > 0 &&
	    listing_column(e->listing, "case_id") >= 0 &&
	    translations_exist(e->others))
		diag_note("%s: no column language, every row is in the language"
		    " of %s: visits-list prints it if -c asks for it",
		    e->listing->file, slash != NULL ? slash + 1 : file);
}

void
edition_bind(struct edition *e, const struct listing *l)
{
	e->listing = l;
	e->language = listing_column(l, "language");
	check_facts(e);
	template_bind(e->template, bind, e);
	if (e->blank != NULL && l->n > 0)
		diag_warn("%s: no column %s, blank on the page: visits-list"
		    " prints it if -c asks for it", l->file, e->blank);
	say_no_languages(e);
}

/*
 * Rows that cannot be printed.
 */

/* What is being checked: a row, under its template. */
struct fitness {
	struct edition *e;
	const struct listing_row *row;
	const char *column, *why;  /* NULL: nothing is wrong */
};

static void
check_value(void *arg, const struct template_page *t, struct template_value *v)
{
	struct fitness *c = arg;

	(void)t;
	for (size_t i = 0; i < v->n_names && c->why == NULL; i++) {
		if (v->column[i] < 0)
			continue;
		c->column = v->name[i];
		c->why = wording_refuses(v, c->row->field[v->column[i]]);
	}
}

static void
check_required(struct fitness *c)
{
	const struct template_value *v = template_required(c->e->template);

	for (size_t i = 0; i < v->n_names && c->why == NULL; i++)
		if (v->column[i] >= 0 && *c->row->field[v->column[i]] == '\0') {
			c->column = v->name[i];
			c->why = "missing";
		}
}

static void
check_demands(struct fitness *c)
{
	const struct template_condition *d;

	for (size_t i = 0; c->why == NULL &&
	    (d = template_demand(c->e->template, i)) != NULL; i++) {
		const char *text = d->value.column[0] < 0 ? NULL :
		    c->row->field[d->value.column[0]];
		bool same = text != NULL && (d->equals != NULL ?
		    strcmp(text, d->equals) == 0 : *text != '\0');

		if (text == NULL || same != d->negated)
			continue;
		c->column = d->value.name[0];
		c->why = "not for this page";
	}
}

bool
edition_takes(struct edition *e, const struct listing_row *row)
{
	const struct template_page *t = edition_template(e, row);
	struct fitness c = {e, row, NULL, NULL};

	check_required(&c);
	check_demands(&c);
	template_bind(e->template, check_value, &c);
	if (t != e->template)
		template_bind((struct template_page *)t, check_value, &c);
	if (c.why != NULL && !row->second)
		diag_at(e->listing->file, row->line, c.column, "%s", c.why);
	return c.why == NULL;
}

void
edition_say_over(const struct edition *e, const struct listing_row *row,
    date today)
{
	const struct template_value *v = template_ahead(e->template);

	for (size_t i = 0; i < v->n_names; i++) {
		date day = v->column[i] < 0 ? DATE_NONE :
		    date_parse(row->field[v->column[i]]);

		if (day != DATE_NONE && day < today && !row->second)
			diag_at(e->listing->file, row->line, v->name[i],
			    "before today");
	}
}
