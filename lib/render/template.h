/* template.h -- a page of HTML with places for values, read and checked before
 * there are any.  visits-print(1) describes the language.
 *
 *	struct template_page *t = template_read("share/print/letter.html");
 *	for (const struct template_node *n = template_first(t); n; n = n->next)
 *		...
 *	template_free(t);
 *
 * Whatever is wrong with a template ends the program, with file and line. */
#ifndef LIB_RENDER_TEMPLATE_H
#define LIB_RENDER_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/render/node.h"

struct template_page;

struct template_page *template_read(const char *path);
void template_free(struct template_page *);

const char *template_file(const struct template_page *);
const struct template_node *template_first(const struct template_page *);

/* The language in the file's name, "en" in letter.en.html; "": none. */
const char *template_language(const struct template_page *);

/* Columns without which a row is not printed. */
const struct template_value *template_required(const struct template_page *);

/* Columns with a day that should not be over. */
const struct template_value *template_ahead(const struct template_page *);

/* Conditions that a row must meet; NULL behind the last one. */
const struct template_condition *template_demand(const struct template_page *,
    size_t i);

/* What a column's code is called: {{label outcome met angetroffen}}; NULL: the
 * template does not say. */
const char *template_label(const struct template_page *, const char *column,
    const char *code);

/* The names of all columns that it asks for, each once; ends with NULL. */
const char *const *template_names(struct template_page *);

/* Calls `bind` with every value of it, conditions and keys too. */
void template_bind(struct template_page *,
    void (*bind)(void *, const struct template_page *, struct template_value *),
    void *);

/* The one group or row that the page repeats, for a language's own words; NULL:
 * there is none, or more than one. */
const struct template_node *template_each(const struct template_page *);

#endif
