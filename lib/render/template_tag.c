#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/nearest.h"
#include "lib/base/utf8.h"
#include "lib/render/template_parts.h"

static const char blank[] = " \t\r\n";

/* Cuts the next word off. */
char *
template_word(char **rest)
{
	char *word = *rest + strspn(*rest, blank), *end;

	end = word + strcspn(word, blank);
	*rest = *end != '\0' ? end + 1 : end;
	*end = '\0';
	return word;
}

char *
template_trim(char *s)
{
	size_t n;

	s += strspn(s, blank);
	n = strlen(s);
	while (n > 0 && strchr(blank, s[n - 1]) != NULL)
		n--;
	s[n] = '\0';
	return s;
}

static void
add_name(struct parser *p, struct template_value *v, char *name)
{
	size_t n = strlen(name);

	if (n > 0 && name[n - 1] == '?') {
		v->optional = true;
		name[n - 1] = '\0';
	}
	if (*name == '\0' || strpbrk(name, "{}|=!?\"'<>&") != NULL)
		die_at(p->t->file, p->line, "this is no name of a column");
	if (v->n_names == TEMPLATE_NAMES)
		die_at(p->t->file, p->line, "more than %d columns",
		    TEMPLATE_NAMES);
	utf8_fold(name, name);
	v->column[v->n_names] = -1;
	v->name[v->n_names++] = name;
}

void
template_read_names(struct parser *p, struct template_value *v, char *rest)
{
	char *word;

	while (*(word = template_word(&rest)) != '\0')
		add_name(p, v, word);
}

void
template_register(struct parser *p, struct template_value *v)
{
	struct template_page *t = p->t;

	v->line = p->line;
	t->value = mem_grow(t->value, t->values + 1, &t->values_cap,
	    sizeof *t->value);
	t->value[t->values++] = v;
}

/*
 * Values.
 */

static const char *const format_word[] = {"", "long", "short", "weekday",
	"comma", "label"};

enum { FORMATS = sizeof format_word / sizeof format_word[0] };

static enum template_format
read_format(struct parser *p, const char *word)
{
	int near;

	for (int i = 1; i < FORMATS; i++)
		if (strcmp(word, format_word[i]) == 0)
			return (enum template_format)i;
	near = nearest_of(word, format_word, FORMATS);
	if (near > 0)
		die_at(p->t->file, p->line, "no such way to write a value"
		    " behind | (%s?)", format_word[near]);
	die_at(p->t->file, p->line, "no such way to write a value behind |;"
	    " known are: long short weekday comma label");
}

/* What needs no column, and what comes before the names of some. */
static const struct {
	const char *word;
	enum template_function function;
	size_t least, most;  /* names */
} function[] = {
	{"count", TEMPLATE_COUNT, 0, 0}, {"number", TEMPLATE_NUMBER, 0, 0},
	{"today", TEMPLATE_TODAY, 0, 0}, {"heading", TEMPLATE_HEADING, 0, 0},
	{"cell", TEMPLATE_CELL, 0, 0}, {"first", TEMPLATE_FIRST, 1, 1},
	{"last", TEMPLATE_LAST, 1, 1}, {"max", TEMPLATE_MAX, 1, 1},
	{"sum", TEMPLATE_SUM, 1, TEMPLATE_NAMES},
};

/* With its names in `rest`; without one it is a column. */
static void
read_function(struct parser *p, struct template_value *v, char *rest)
{
	char *copy = arena_strdup(&p->t->arena, rest), *word = template_word(&copy);
	size_t least = 1, most = 1;

	v->function = TEMPLATE_COLUMN;
	for (size_t i = 0; i < sizeof function / sizeof function[0]; i++)
		if (strcmp(word, function[i].word) == 0) {
			v->function = function[i].function;
			least = function[i].least;
			most = function[i].most;
			rest = copy;
		}
	template_read_names(p, v, rest);
	if (v->n_names < least || v->n_names > most)
		die_at(p->t->file, p->line, "%s", v->function == TEMPLATE_COLUMN
		    ? "a value is the name of one column" :
		    "first, last and max take one column, sum takes columns");
}

static void
check_place(const struct parser *p, const struct block *b,
    enum template_function f)
{
	if ((f == TEMPLATE_HEADING || f == TEMPLATE_CELL) &&
	    (b == NULL || !b->columns))
		die_at(p->t->file, p->line, "heading and cell stand between"
		    " {{columns}} and {{/columns}}");
}

void
template_read_value(struct parser *p, const struct block *b, struct template_value *v,
    char *text)
{
	char *bar = strchr(text, '|');

	if (bar != NULL) {
		*bar = '\0';
		v->format = read_format(p, template_trim(bar + 1));
	}
	read_function(p, v, template_trim(text));
	check_place(p, b, v->function);
	template_register(p, v);
}

/* [!]VALUE, VALUE = TEXT or VALUE != TEXT */
void
template_read_condition(struct parser *p, const struct block *b,
    struct template_condition *c, char *text)
{
	char *equals = strchr(text, '=');

	text = template_trim(text);
	if (equals != NULL) {
		*equals = '\0';
		c->equals = template_trim(equals + 1);
		c->negated = equals > text && equals[-1] == '!';
		if (c->negated)
			equals[-1] = '\0';
	} else if (*text == '!') {
		c->negated = true;
		text++;
	}
	template_read_value(p, b, &c->value, text);
}
