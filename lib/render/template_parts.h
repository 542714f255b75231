/* template_parts.h -- for the files of template.h alone. */
#ifndef LIB_RENDER_TEMPLATE_PARTS_H
#define LIB_RENDER_TEMPLATE_PARTS_H

#include "lib/base/mem.h"
#include "lib/render/node.h"

struct code_label { const char *column, *code, *text; };

struct template_page {
	const char *file;
	char language[MARKUP_NAME];
	char *text;
	struct template_node *first;
	struct template_value required;
	struct template_value ahead;         /* {{ahead date}} */
	struct template_condition **demand;  /* {{require state != off}} */
	size_t demands, demands_cap;
	struct code_label *label;
	size_t labels, labels_cap;
	struct template_value **value;  /* all of them */
	size_t values, values_cap;
	const char **name;              /* template_names() */
	struct arena arena;
};

/* A block that is open: {{if}} up to {{/if}}. */
struct block {
	const struct block *outer;
	const char *word;
	long line;
	int depth;
	bool row, columns;  /* inside of a row, of a loop over columns */
};

struct parser {
	struct template_page *t;
	const char *at, *end;
	long line;
	struct markup markup;
	const char *closed;  /* what ended the block: "/if", "else"; NULL: the
	                      * end of the file */
};

/* template_parse.c: from here to the end of the block. */
struct template_node *template_parse(struct parser *, const struct block *);

/* template_tag.c: the words of one {{tag}}. */
char *template_word(char **rest);  /* cuts the next one off */
char *template_trim(char *);
void template_read_names(struct parser *, struct template_value *, char *rest);
void template_read_value(struct parser *, const struct block *,
    struct template_value *, char *text);
void template_read_condition(struct parser *, const struct block *,
    struct template_condition *, char *text);
void template_register(struct parser *, struct template_value *);

#endif
