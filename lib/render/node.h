/* node.h -- what a template is made of: text, values, blocks. */
#ifndef LIB_RENDER_NODE_H
#define LIB_RENDER_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/render/markup.h"

enum { TEMPLATE_NAMES = 8 };  /* keys of a group, columns of a sum */

enum template_function {
	TEMPLATE_COLUMN,  /* of the row; of a group what its rows agree on */
	TEMPLATE_FIRST, TEMPLATE_LAST, TEMPLATE_SUM, TEMPLATE_MAX,
	TEMPLATE_COUNT, TEMPLATE_NUMBER, TEMPLATE_TODAY, TEMPLATE_HEADING,
	TEMPLATE_CELL
};

enum template_format {
	TEMPLATE_PLAIN, TEMPLATE_LONG, TEMPLATE_SHORT, TEMPLATE_WEEKDAY,
	TEMPLATE_COMMA, TEMPLATE_LABEL
};

struct template_value {
	enum template_function function;
	enum template_format format;
	const char *name[TEMPLATE_NAMES];  /* of columns */
	size_t n_names;
	bool optional;     /* `name?`: nobody minds if there is no such column */
	long line;
	int column[TEMPLATE_NAMES];  /* template_bind(): -1: a fact, or none */
	const char *fact;  /* NULL: not one */
};

struct template_condition {
	struct template_value value;
	bool negated;
	const char *equals;  /* NULL: not empty */
};

struct template_node {
	enum template_kind {
		TEMPLATE_TEXT, TEMPLATE_VALUE, TEMPLATE_IF, TEMPLATE_EACH,
		TEMPLATE_COLUMNS
	} kind;
	long line;
	const struct template_node *next;

	const char *text;                  /* TEMPLATE_TEXT */
	size_t len;
	struct template_value value;       /* VALUE; EACH: its keys */
	enum markup_context context;
	struct template_condition condition;
	bool sorted;                       /* EACH */
	const struct template_node *body, *other;  /* IF: and otherwise */
};

#endif
