#include "lib/render/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/noclobber.h"
#include "lib/render/template_parts.h"
#include "lib/render/textfile.h"

/* "en" of "print/letter.en.html". */
static void
find_language(struct template_page *t)
{
	const char *slash = strrchr(t->file, '/');
	const char *name = slash != NULL ? slash + 1 : t->file;
	const char *dot = strchr(name, '.'), *end = strrchr(name, '.');

	if (dot != NULL && dot != end && end - dot <= MARKUP_NAME)
		snprintf(t->language, sizeof t->language, "%.*s",
		    (int)(end - dot - 1), dot + 1);
}

struct template_page *
template_read(const char *path)
{
	struct template_page *t = xcalloc(1, sizeof *t);
	struct parser p = {.t = t, .line = 1};
	size_t n;

	noclobber_input(path);
	t->file = arena_strdup(&t->arena, path);
	t->text = textfile_read(path, &n);
	if (n == 0)
		die("%s: empty", path);
	find_language(t);
	p.at = t->text;
	p.end = t->text + n;
	t->first = template_parse(&p, NULL);
	template_register(&p, &t->required);
	template_register(&p, &t->ahead);
	return t;
}

void
template_free(struct template_page *t)
{
	if (t == NULL)
		return;
	arena_free(&t->arena);
	free(t->text);
	free(t->label);
	free(t->demand);
	free(t->value);
	free(t->name);
	free(t);
}

const char *
template_file(const struct template_page *t)
{
	return t->file;
}

const struct template_node *
template_first(const struct template_page *t)
{
	return t->first;
}

const char *
template_language(const struct template_page *t)
{
	return t->language;
}

const struct template_value *
template_required(const struct template_page *t)
{
	return &t->required;
}

const struct template_value *
template_ahead(const struct template_page *t)
{
	return &t->ahead;
}

const struct template_condition *
template_demand(const struct template_page *t, size_t i)
{
	return i < t->demands ? t->demand[i] : NULL;
}

const char *
template_label(const struct template_page *t, const char *column, const char *code)
{
	for (size_t i = 0; i < t->labels; i++)
		if (strcmp(t->label[i].column, column) == 0 &&
		    strcmp(t->label[i].code, code) == 0)
			return t->label[i].text;
	return NULL;
}

static bool
is_named(const char *const *name, size_t n, const char *wanted)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name[i], wanted) == 0)
			return true;
	return false;
}

const char *const *
template_names(struct template_page *t)
{
	size_t n = 0;

	free(t->name);
	t->name = xcalloc(t->values * TEMPLATE_NAMES + 1, sizeof *t->name);
	for (size_t i = 0; i < t->values; i++)
		for (size_t k = 0; k < t->value[i]->n_names; k++)
			if (!is_named(t->name, n, t->value[i]->name[k]))
				t->name[n++] = t->value[i]->name[k];
	return t->name;
}

void
template_bind(struct template_page *t,
    void (*bind)(void *, const struct template_page *, struct template_value *),
    void *arg)
{
	for (size_t i = 0; i < t->values; i++)
		bind(arg, t, t->value[i]);
}

const struct template_node *
template_each(const struct template_page *t)
{
	const struct template_node *found = NULL;

	for (const struct template_node *n = t->first; n != NULL; n = n->next) {
		if (n->kind != TEMPLATE_EACH)
			continue;
		if (found != NULL)
			return NULL;
		found = n;
	}
	return found;
}
