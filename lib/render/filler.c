#include "lib/render/filler.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/render/wording.h"

/* Where something is to be written: for which rows, in whose words. */
struct pen {
	struct filler *f;
	struct wording words;
	struct rowset rows;
};

static void fill(struct pen, const struct template_node *);

static bool
holds(const struct pen *p, const struct template_condition *c)
{
	struct wording_text room;
	const char *text = wording_of(&p->words, &p->rows, &c->value, &room);
	bool same = c->equals != NULL ? strcmp(text, c->equals) == 0 :
	    *text != '\0';

	return same != c->negated;
}

static void
fill_value(const struct pen *p, const struct template_node *n)
{
	struct wording_text room;
	const char *text = wording_of(&p->words, &p->rows, &n->value, &room);

	if (markup_escape(p->f->out, n->context, text))
		p->f->replaced++;
}

/* Does the page repeat this in the language of each row or group? */
static bool
has_languages(const struct pen *p, const struct template_node *each)
{
	return p->words.template == p->words.main &&
	    each == template_each(p->words.main);
}

static const struct listing_row *
row_of(const struct pen *p, size_t i)
{
	return &p->rows.listing->row[p->rows.row[i]];
}

static void
fill_rows(struct pen p, const struct template_node *each)
{
	bool languages = has_languages(&p, each);

	for (size_t i = 0; i < p.rows.n; i++) {
		p.rows.at = (long)i;
		p.rows.number = i + 1;
		if (languages) {
			p.words.template = edition_template(p.f->edition,
			    row_of(&p, i));
			edition_count(p.f->edition, row_of(&p, i),
			    p.words.template);
			each = template_each(p.words.template);
		}
		fill(p, each->body);
	}
}

/* What a page repeats for each group may be in the group's own language. */
static void
fill_group(struct pen p, const struct template_node *each)
{
	if (has_languages(&p, each)) {
		p.words.template = edition_group_template(p.f->edition,
		    p.rows.row, p.rows.n);
		for (size_t i = 0; i < p.rows.n; i++)
			edition_count(p.f->edition, row_of(&p, i),
			    p.words.template);
		each = template_each(p.words.template);
	}
	fill(p, each->body);
}

static void
fill_groups(struct pen p, const struct template_node *each)
{
	int column[TEMPLATE_NAMES];
	size_t n = 0;
	struct groups g;

	for (size_t i = 0; i < each->value.n_names; i++)
		if (each->value.column[i] >= 0)
			column[n++] = each->value.column[i];
	g = rowset_groups(&p.rows, column, n, each->sorted);
	for (size_t i = 0; i < g.n; i++) {
		p.rows = g.group[i];
		fill_group(p, each);
	}
	rowset_free(&g);
}

static void
fill_columns(struct pen p, const struct template_node *n)
{
	for (size_t i = 0; i < p.rows.listing->n_headings; i++) {
		p.rows.column = (long)i;
		p.rows.number = i + 1;
		fill(p, n->body);
	}
}

static void
fill_node(const struct pen *p, const struct template_node *n)
{
	switch (n->kind) {
	case TEMPLATE_TEXT:
		document_bytes(p->f->out, n->text, n->len);
		break;
	case TEMPLATE_VALUE:
		fill_value(p, n);
		break;
	case TEMPLATE_IF:
		fill(*p, holds(p, &n->condition) ? n->body : n->other);
		break;
	case TEMPLATE_EACH:
		if (n->value.n_names > 0)
			fill_groups(*p, n);
		else
			fill_rows(*p, n);
		break;
	case TEMPLATE_COLUMNS:
		fill_columns(*p, n);
		break;
	}
}

static void
fill(struct pen p, const struct template_node *n)
{
	for (; n != NULL; n = n->next)
		fill_node(&p, n);
}

static bool
has_key(const struct template_node *each, const char *name)
{
	for (size_t i = 0; i < each->value.n_names; i++)
		if (strcmp(each->value.name[i], name) == 0)
			return true;
	return false;
}

static bool
groups_by_worker(const struct template_node *n)
{
	for (; n != NULL; n = n->next)
		if ((n->kind == TEMPLATE_EACH && has_key(n, "worker")) ||
		    groups_by_worker(n->body) || groups_by_worker(n->other))
			return true;
	return false;
}

/* The rows that can be printed; returns how many there are. */
static size_t
choose_rows(struct filler *f, const struct listing *l, size_t *row)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		f->left_out[i] = !edition_takes(f->edition, &l->row[i]);
		if (!f->left_out[i]) {
			edition_say_over(f->edition, &l->row[i], f->today);
			row[n++] = i;
		} else if (!l->row[i].second) {
			f->rejected++;
		}
	}
	return n;
}

void
filler_fill(struct filler *f, struct listing *l, struct document *out)
{
	const struct template_page *t = edition_main(f->edition);
	struct pen all = {f, {t, t, edition_dates(f->edition), f->today},
	    {l, NULL, 0, -1, 1, -1}};
	size_t *row;

	if (groups_by_worker(template_first(t)))
		listing_split_pairs(l);
	f->out = out;
	f->left_out = xcalloc(l->n + 1, sizeof *f->left_out);
	row = xcalloc(l->n + 1, sizeof *row);
	edition_bind(f->edition, l);
	all.rows.row = row;
	all.rows.n = choose_rows(f, l, row);
	fill(all, template_first(t));
	free(row);
}

void
filler_free(struct filler *f)
{
	free(f->left_out);
	f->left_out = NULL;
}
