#include "lib/io/binding.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lib/base/utf8.h"
#include "lib/io/binding_parts.h"

/* Of people, places, things. */
static bool
is_name(const struct column *c)
{
	return strstr(c->name, "name") != NULL;
}

/* Nobody is called "-", but somebody may be called Null; 0 is no household. */
static bool
says_nothing(const struct binding *b, const struct column *c, const char *text)
{
	bool may_lack = c->kind == FIELD_KEY && !c->required;

	if (*text == '0')
		return may_lack && text[strspn(text, "0")] == '\0';
	if (may_lack && field_is_no_key(text))
		return true;
	if (!field_says_nothing(text) || (c->kind == FIELD_TEXT && !b->foreign))
		return false;
	return c->kind != FIELD_TEXT || strcasecmp(text, "null") != 0 ||
	    !is_name(c);
}

/* Does the map say what this text is? */
static bool
is_translated(struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];
	char *small;

	if (!b->bound[i].translated)
		return false;
	small = arena_strdup(&b->text, text);
	utf8_fold(small, small);
	return map_value(b->map, c->name, small) != NULL;
}

/* Rows have no order, so what stands above is not looked up.  Somebody may be
 * called Dito. */
static bool
refers_above(struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];

	if (c->kind != FIELD_KEY && c->kind != FIELD_TAGS &&
	    (c->kind != FIELD_TEXT || c->remark || !b->foreign))
		return false;
	return field_refers_above(text) && !is_translated(b, i, text) &&
	    (!is_name(c) || !isalpha((unsigned char)*text) ||
	    strpbrk(text, ". ") != NULL);
}

/* What the row has under a heading, or the piece of it that is meant.  Returns
 * NULL, or why it cannot be told. */
static const char *
origin_text(struct binding *b, size_t i, const struct origin *o,
    const struct row *row, const char **text)
{
	const char *wrong = piece_take(o->piece, row->field[o->field], &b->text,
	    text);

	if (wrong != NULL)
		return wrong;
	if (refers_above(b, i, *text))
		return "a mark for what stands above it";
	if (says_nothing(b, &b->table->column[i], *text) &&
	    !is_translated(b, i, *text))
		*text = "";
	return NULL;
}

/* What two headings both say is said once. */
static bool
said_before(const char *const *text, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (strcmp(text[i], text[k]) == 0)
			return true;
	return false;
}

/* Street and number, say: what there is of them, a space between. */
static const char *
joined(struct binding *b, const char *const *text, size_t k)
{
	size_t len = 1;
	char *all, *p;

	for (size_t i = 0; i < k; i++)
		len += strlen(text[i]) + 1;
	p = all = arena_alloc(&b->text, len);
	for (size_t i = 0; i < k; i++) {
		size_t n = strlen(text[i]);

		if (n == 0 || said_before(text, i))
			continue;
		if (p > all)
			*p++ = ' ';
		memcpy(p, text[i], n);
		p += n;
	}
	*p = '\0';
	return all;
}

/* What the map makes of the text; a code word in small letters. */
static const char *
translated(struct binding *b, const struct column *c, const char *text)
{
	char *small = arena_strdup(&b->text, text);
	const char *to;

	utf8_fold(small, small);
	to = map_value(b->map, c->name, small);
	if (to != NULL)
		return to;
	return c->words != NULL ? small : text;
}

static const char *
read_text(struct binding *b, size_t i, const struct field_type *type,
    const char *text, struct value *v)
{
	const struct column *c = &b->table->column[i];

	if (b->bound[i].translated)
		text = translated(b, c, text);
	return schema_read(c, type, text, &b->text, v);
}

bool
binding_recall(struct bound *bound, const char *text, struct value *v)
{
	if (bound->recent < 0 ||
	    strcmp(text, names_text(bound->seen, bound->recent)) != 0)
		bound->recent = names_find(bound->seen, text);
	if (bound->recent >= 0)
		*v = bound->meaning[bound->recent];
	return bound->recent >= 0;
}

static const char *
read_code(struct binding *b, size_t i, const char *text, struct value *v)
{
	struct bound *bound = &b->bound[i];
	const char *wrong;

	if (binding_recall(bound, text, v))
		return NULL;
	wrong = read_text(b, i, &bound->type, text, v);
	if (wrong == NULL && names_count(bound->seen) < BINDING_SEEN)
		bound->meaning[names_add(bound->seen, text)] = *v;
	return wrong;
}

static bool
may_be_error(char first)
{
	return first == '#' || first == 'E' || (first >= '0' && first <= '9');
}

/* A key of other systems is no formula, and a text what a spreadsheet may show
 * instead of one. */
static bool
may_be_wrong(const struct binding *b, const struct column *c, char first)
{
	return b->foreign && ((c->kind == FIELD_KEY && first == '=') ||
	    (c->kind == FIELD_TEXT && may_be_error(first)));
}

/* A text can only be bad by being what a spreadsheet shows instead of one. */
static const char *
error_in_text(const struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];

	if (!may_be_wrong(b, c, *text))
		return NULL;
	return c->kind == FIELD_KEY ? "a formula, no value" : field_error(text);
}

static const char *
read_origin(struct binding *b, size_t i, struct origin *o,
    const struct row *row, struct value *v)
{
	const char *text, *wrong = origin_text(b, i, o, row, &text);

	if (wrong == NULL && *text == '\0' && b->bound[i].plain)
		return NULL;
	if (wrong == NULL)
		wrong = error_in_text(b, i, text);
	if (wrong != NULL)
		return wrong;
	if (b->bound[i].seen != NULL)
		return read_code(b, i, text, v);
	wrong = b->bound[i].translated ? read_text(b, i, &o->type, text, v) :
	    schema_read(&b->table->column[i], &o->type, text, &b->text, v);
	if (wrong == fielddate_other_order)
		o->misordered++;
	return wrong;
}

static const char *
read_joined(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];
	const char **text = arena_alloc(&b->text, bound->n * sizeof *text);

	for (size_t k = 0; k < bound->n; k++) {
		const char *wrong = origin_text(b, i, &bound->origin[k], row,
		    &text[k]);

		if (wrong == NULL)
			wrong = k > 0 && b->foreign ?
			    field_house_number(text[k]) :
			    error_in_text(b, i, text[k]);
		if (wrong != NULL)
			return wrong;
	}
	return read_text(b, i, &bound->type, joined(b, text, bound->n), v);
}

/* Of several fields those that are empty say nothing; the others must agree. */
static const char *
read_several(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];
	bool any = false;

	for (size_t k = 0; k < bound->n; k++) {
		struct value other;
		const char *text, *wrong;

		wrong = origin_text(b, i, &bound->origin[k], row, &text);
		if (wrong == NULL && *text == '\0')
			continue;
		if (wrong == NULL)
			wrong = read_origin(b, i, &bound->origin[k], row,
			    any ? &other : v);
		if (wrong != NULL)
			return wrong;
		if (any && !value_equal(v, &other))
			return "two headings that do not say the same";
		any = true;
	}
	return any ? NULL : read_text(b, i, &bound->type, "", v);
}

bool
binding_may_be_odd(const struct binding *b, const struct column *c, char first)
{
	return (first != '\0' && !field_begins_value(first)) ||
	    (c->kind == FIELD_KEY && !c->required &&
	    (first == '0' || field_may_be_no_key(first))) ||
	    may_be_wrong(b, c, first);
}

bool
binding_is_odd(struct binding *b, size_t i, const char *text)
{
	const struct column *c = &b->table->column[i];

	return may_be_wrong(b, c, *text) ||
	    says_nothing(b, c, text) || refers_above(b, i, text);
}

const char *
binding_column(struct binding *b, size_t i, const struct row *row,
    struct value *v)
{
	struct bound *bound = &b->bound[i];

	if (bound->n == 0)
		return read_text(b, i, &bound->type, bound->constant, v);
	if (bound->n == 1)
		return read_origin(b, i, bound->origin, row, v);
	if (b->table->column[i].kind == FIELD_TEXT)
		return read_joined(b, i, row, v);
	return read_several(b, i, row, v);
}

const char *
binding_word(struct binding *b, size_t i, const char *word)
{
	return translated(b, &b->table->column[i], word);
}
