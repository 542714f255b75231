#include <string.h>

#include "lib/base/diag.h"
#include "lib/render/template_parts.h"

enum { DEPTH = 16 };

static struct template_node *
new_node(struct parser *p, enum template_kind kind)
{
	struct template_node *n = arena_alloc(&p->t->arena, sizeof *n);

	*n = (struct template_node){.kind = kind, .line = p->line};
	return n;
}

static struct block
open_block(const struct parser *p, const struct block *outer, const char *word)
{
	struct block b = {outer, word, p->line, 1, false, false};

	if (outer != NULL) {
		b.depth = outer->depth + 1;
		b.row = outer->row;
		b.columns = outer->columns;
	}
	if (b.depth > DEPTH)
		die_at(p->t->file, p->line, "blocks more than %d deep", DEPTH);
	return b;
}

/* However often a block comes out, what follows must stand in the same place of
 * the page. */
static void
check_same(const struct parser *p, const struct block *b,
    const struct markup *before, const struct markup *after)
{
	if (!markup_same(before, after))
		die_at(p->t->file, b->line, "{{%s}} begins or ends a tag, a"
		    " quote or an address that goes on after it", b->word);
}

static void
expect(const struct parser *p, const struct block *b, const char *word)
{
	if (p->closed == NULL)
		die_at(p->t->file, b->line, "{{%s}} without {{%s}}", b->word,
		    word);
	if (strcmp(p->closed, word) != 0)
		die_at(p->t->file, p->line, "{{%s}} where {{%s}} of line %ld"
		    " has to end first", p->closed, b->word, b->line);
}

static struct template_node *
parse_if(struct parser *p, const struct block *outer, char *rest)
{
	struct template_node *n = new_node(p, TEMPLATE_IF);
	struct block b = open_block(p, outer, "if");
	struct markup before = p->markup, after;

	template_read_condition(p, outer, &n->condition, rest);
	n->body = template_parse(p, &b);
	after = p->markup;
	if (p->closed != NULL && strcmp(p->closed, "else") == 0) {
		p->markup = before;
		n->other = template_parse(p, &b);
		before = p->markup;
	}
	expect(p, &b, "/if");
	check_same(p, &b, &before, &after);
	return n;
}

static struct template_node *
parse_each(struct parser *p, const struct block *outer, char *rest)
{
	struct template_node *n = new_node(p, TEMPLATE_EACH);
	struct block b = open_block(p, outer, "each");
	struct markup before = p->markup;
	char *copy = arena_strdup(&p->t->arena, rest);

	n->sorted = strcmp(template_word(&copy), "sorted") == 0;
	template_read_names(p, &n->value, n->sorted ? copy : rest);
	template_register(p, &n->value);
	if (b.row)
		die_at(p->t->file, p->line, "{{each}} inside of a row");
	if (n->sorted && n->value.n_names == 0)
		die_at(p->t->file, p->line, "sorted by which columns?");
	b.row = n->value.n_names == 0;
	n->body = template_parse(p, &b);
	expect(p, &b, "/each");
	check_same(p, &b, &before, &p->markup);
	return n;
}

static struct template_node *
parse_columns(struct parser *p, const struct block *outer)
{
	struct template_node *n = new_node(p, TEMPLATE_COLUMNS);
	struct block b = open_block(p, outer, "columns");
	struct markup before = p->markup;

	b.columns = true;
	n->body = template_parse(p, &b);
	expect(p, &b, "/columns");
	check_same(p, &b, &before, &p->markup);
	return n;
}

static struct template_node *
parse_value(struct parser *p, const struct block *b, char *text)
{
	struct template_node *n = new_node(p, TEMPLATE_VALUE);
	const char *why = markup_refuses(&p->markup, &n->context);

	if (why != NULL)
		die_at(p->t->file, p->line, "%s", why);
	template_read_value(p, b, &n->value, text);
	return n;
}

static void
add_label(struct parser *p, char *rest)
{
	struct template_page *t = p->t;
	struct code_label l;

	l.column = template_word(&rest);
	l.code = template_word(&rest);
	l.text = template_trim(rest);
	if (*l.text == '\0')
		die_at(t->file, p->line, "label takes a column, a code and"
		    " what it is called");
	t->label = mem_grow(t->label, t->labels + 1, &t->labels_cap,
	    sizeof *t->label);
	t->label[t->labels++] = l;
}

/* Columns that must not be empty, or one condition. */
static void
add_requirement(struct parser *p, char *rest)
{
	struct template_page *t = p->t;
	struct template_condition *c;

	if (strpbrk(rest, "=!") == NULL) {
		template_read_names(p, &t->required, rest);
		return;
	}
	c = arena_alloc(&t->arena, sizeof *c);
	*c = (struct template_condition){0};
	template_read_condition(p, NULL, c, rest);
	if (c->value.function != TEMPLATE_COLUMN)
		die_at(t->file, p->line, "what is required is said of a column");
	t->demand = mem_grow(t->demand, t->demands + 1, &t->demands_cap,
	    sizeof *t->demand);
	t->demand[t->demands++] = c;
}

/* A block or a word of its own; NULL: nothing that prints. */
static struct template_node *
parse_tag(struct parser *p, const struct block *b, char *text)
{
	char *rest = arena_strdup(&p->t->arena, text), *word = template_word(&rest);

	if (strcmp(word, "if") == 0)
		return parse_if(p, b, rest);
	if (strcmp(word, "each") == 0)
		return parse_each(p, b, rest);
	if (strcmp(word, "columns") == 0)
		return parse_columns(p, b);
	if (strcmp(word, "require") == 0)
		add_requirement(p, rest);
	else if (strcmp(word, "ahead") == 0)
		template_read_names(p, &p->t->ahead, rest);
	else if (strcmp(word, "label") == 0)
		add_label(p, rest);
	else
		return parse_value(p, b, text);
	return NULL;
}

static bool
ends_block(struct parser *p, const struct block *b, const char *tag)
{
	static const char *const end[] = {"else", "/if", "/each", "/columns"};

	for (size_t i = 0; i < sizeof end / sizeof end[0]; i++)
		if (strcmp(tag, end[i]) == 0) {
			if (b == NULL)
				die_at(p->t->file, p->line,
				    "{{%s}} ends nothing", end[i]);
			p->closed = end[i];
			return true;
		}
	return false;
}

static void
count_lines(struct parser *p, const char *from, const char *to)
{
	for (; from < to; from++)
		p->line += *from == '\n';
}

/* What stands in front of the next tag; NULL: nothing does. */
static struct template_node *
parse_text(struct parser *p)
{
	const char *tag = strstr(p->at, "{{"), *from = p->at;
	struct template_node *n;

	p->at = tag != NULL ? tag : p->end;
	if (p->at == from)
		return NULL;
	n = new_node(p, TEMPLATE_TEXT);
	n->text = from;
	n->len = (size_t)(p->at - from);
	markup_feed(&p->markup, from, n->len);
	count_lines(p, from, p->at);
	return n;
}

/* Takes "{{...}}"; the text between, in the arena. */
static char *
take_tag(struct parser *p)
{
	const char *from = p->at + 2, *to = strstr(from, "}}");
	bool remark = *from == '!';

	if (to == NULL || (!remark && memchr(from, '\n', (size_t)(to - from))))
		die_at(p->t->file, p->line, "{{ without }}");
	count_lines(p, from, to);
	p->at = to + 2;
	return template_trim(arena_memdup(&p->t->arena, from, (size_t)(to - from)));
}

/* What prints nothing leaves no empty line either. */
static void
skip_line_end(struct parser *p)
{
	if (*p->at != '\n')
		return;
	p->at++;
	p->line++;
}

static void
append_node(struct template_node **first, struct template_node **last,
    struct template_node *n)
{
	if (n == NULL)
		return;
	if (*first == NULL)
		*first = n;
	else
		(*last)->next = n;
	*last = n;
}

struct template_node *
template_parse(struct parser *p, const struct block *b)
{
	struct template_node *first = NULL, *last = NULL;

	p->closed = NULL;
	for (;;) {
		struct template_node *n;
		char *tag;

		append_node(&first, &last, parse_text(p));
		if (p->at == p->end)
			return first;
		tag = take_tag(p);
		if (ends_block(p, b, tag))
			return first;
		n = *tag == '!' ? NULL : parse_tag(p, b, tag);
		if (n == NULL)
			skip_line_end(p);
		append_node(&first, &last, n);
		p->closed = NULL;
	}
}
