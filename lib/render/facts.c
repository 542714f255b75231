#include "lib/render/facts.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/fields.h"

struct fact {
	const char *name, *value;
};

struct facts {
	struct fact *fact;
	size_t n, cap;
	struct arena text;
};

static const struct fields_column column[] = {
	{"name", FIELD_KEY, true, offsetof(struct fact, name)},
	{"value", FIELD_TEXT, false, offsetof(struct fact, value)},
	{0}
};

struct facts *
facts_new(void)
{
	return xcalloc(1, sizeof(struct facts));
}

void
facts_free(struct facts *f)
{
	arena_free(&f->text);
	free(f->fact);
	free(f);
}

static struct fact *
find(const struct facts *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->fact[i].name, name) == 0)
			return &f->fact[i];
	return NULL;
}

static void
add(struct facts *f, struct fact fact)
{
	f->fact = mem_grow(f->fact, f->n + 1, &f->cap, sizeof *f->fact);
	f->fact[f->n++] = fact;
}

static void
add_row(struct facts *f, struct table *t, const struct row *row, struct fact fact)
{
	char *name = arena_strdup(&f->text, fact.name);

	utf8_fold(name, name);
	fact.name = name;
	if (find(f, name) != NULL)
		table_reject(t, row, "name", "has been on an earlier line");
	else
		add(f, fact);
}

void
facts_read(struct facts *f, const char *path)
{
	struct table *t = fields_table(path, column);
	struct fields *form = fields_open(t, column);
	struct fact fact = {0};
	struct row row;

	while (table_next(t, &row))
		if (fields_read(form, &row, &fact, &f->text))
			add_row(f, t, &row, fact);
	if (table_rejected(t) > 0)
		exit(EXIT_NONE);
	diag_detail("office: %s", path);
	fields_close(form);
	table_close(t);
}

bool
facts_set(struct facts *f, const char *text)
{
	const char *equals = strchr(text, '=');
	struct fact *old, new;
	char *name;

	if (equals == NULL || equals == text)
		return false;
	name = arena_memdup(&f->text, text, (size_t)(equals - text));
	utf8_fold(name, name);
	new.name = name;
	new.value = arena_strdup(&f->text, equals + 1);
	old = find(f, name);
	if (old != NULL)
		*old = new;
	else
		add(f, new);
	return true;
}

const char *
facts_find(const struct facts *f, const char *name)
{
	const struct fact *fact = find(f, name);

	return fact != NULL ? fact->value : NULL;
}

size_t
facts_count(const struct facts *f)
{
	return f->n;
}

const char *
facts_name(const struct facts *f, size_t i)
{
	return f->fact[i].name;
}
