#include "lib/render/translations.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/path.h"
#include "lib/render/wording.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

/* A language that was asked for. */
struct spoken_here {
	const char *code;
	struct template_page *page;  /* the main one's: the main one; NULL: none */
	bool ours;                   /* page is to be freed */
	bool missed;                 /* a row wanted it and did not get it */
};

struct translations {
	struct template_page *main;
	const struct longdate *names;
	void (*check)(void *, struct template_page *);
	void *arg;
	struct spoken_here *lang;
	size_t n, cap;
	long missing, unknown, mixed;  /* rows */
	struct arena text;
};

struct translations *
translations_open(const struct template_page *main, const struct longdate *names,
    void (*check)(void *, struct template_page *), void *arg)
{
	struct translations *t = xcalloc(1, sizeof *t);

	/* Handed out as it is, and never changed here. */
	t->main = (struct template_page *)main;
	t->names = names;
	t->check = check;
	t->arg = arg;
	return t;
}

void
translations_close(struct translations *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->lang[i].ours)
			template_free(t->lang[i].page);
	free(t->lang);
	arena_free(&t->text);
	free(t);
}

/*
 * Files.
 */

/* How much of the main file's path stands before ".tr.html". */
static size_t
stem(const char *file)
{
	const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');

	if (dot == NULL || (slash != NULL && dot < slash))
		return strlen(file);
	return (size_t)(dot - file);
}

/* "print/letter.tr.html" */
static char *
path_of(const struct translations *t, const char *code)
{
	const char *file = template_file(t->main);
	size_t n = stem(file);

	return xasprintf("%.*s.%s%s", (int)n, file, code, file + n);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* Is this "letter.tr.html", if the main one is "letter.html"? */
static bool
is_translation(const struct translations *t, const char *name)
{
	const char *file = base_name(template_file(t->main));
	size_t n = stem(file), code;

	if (strncmp(name, file, n) != 0 || name[n] != '.')
		return false;
	code = strspn(name + n + 1, LETTERS "-");
	return code >= 2 && strcmp(name + n + 1 + code, file + n) == 0;
}

bool
translations_exist(const struct translations *t)
{
	const char *file = template_file(t->main);
	size_t n = (size_t)(base_name(file) - file);
	char *folder = n > 0 ? xasprintf("%.*s", (int)n, file) : xstrdup(".");
	DIR *d = opendir(folder);
	/* What cannot be looked at may be there. */
	bool found = d == NULL;

	for (struct dirent *f; !found && (f = readdir(d)) != NULL;)
		found = is_translation(t, f->d_name);
	if (d != NULL)
		closedir(d);
	free(folder);
	return found;
}

/*
 * Languages.
 */

/* "tr" of "tr", "TR" and "lang:tr", "tr-cy" of "tr_CY", the code of a name;
 * "": neither, or nothing that could be a file's name. */
static void
find_code(const struct translations *t, const char *text,
    char code[static MARKUP_NAME])
{
	char *key = xstrdup(text), *from = key;
	const char *named = longdate_language(t->names, text);
	size_t n;

	utf8_fold(key, key);
	if (strncmp(key, "lang:", 5) == 0)
		from += 5;
	for (char *c = from; *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
	if (named != NULL)
		from = (char *)named;
	n = strspn(from, LETTERS "-");
	code[0] = '\0';
	if (from[n] == '\0' && n >= 2 && n < MARKUP_NAME)
		memcpy(code, from, n + 1);
	free(key);
}

static struct template_page *
read_page(struct translations *t, const char *code)
{
	char *path = path_of(t, code);
	struct template_page *page = NULL;

	if (!path_is_missing(path)) {
		diag_detail("template: %s", path);
		page = template_read(path);
		t->check(t->arg, page);
	}
	free(path);
	return page;
}

static struct spoken_here *
find(struct translations *t, const char *code)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->lang[i].code, code) == 0)
			return &t->lang[i];
	return NULL;
}

static struct spoken_here *add(struct translations *, const char *code);

/* The language of a code with a region; NULL: it has none. */
static struct template_page *
page_without_region(struct translations *t, const char *code)
{
	char shorter[MARKUP_NAME];
	size_t n = strcspn(code, "-");

	if (code[n] == '\0' || n < 2)
		return NULL;
	memcpy(shorter, code, n);
	shorter[n] = '\0';
	return add(t, shorter)->page;
}

static struct spoken_here *
add(struct translations *t, const char *code)
{
	struct spoken_here new = {.code = NULL}, *old = find(t, code);

	if (old != NULL)
		return old;
	if (strcmp(code, template_language(t->main)) != 0)
		new.page = read_page(t, code);
	new.ours = new.page != NULL;
	if (new.page == NULL && strcmp(code, wording_language(t->main)) == 0)
		new.page = t->main;
	if (new.page == NULL)
		new.page = page_without_region(t, code);
	new.code = arena_strdup(&t->text, code);
	t->lang = mem_grow(t->lang, t->n + 1, &t->cap, sizeof *t->lang);
	t->lang[t->n] = new;
	return &t->lang[t->n++];
}

/* NULL: the text is no language. */
static struct spoken_here *
language(struct translations *t, const char *text)
{
	char code[MARKUP_NAME];

	find_code(t, text, code);
	return *code != '\0' ? add(t, code) : NULL;
}

const struct template_page *
translations_page(struct translations *t, const char *text)
{
	const struct spoken_here *l = language(t, text);

	return l != NULL && l->page != NULL ? l->page : t->main;
}

/*
 * What did not come out in its language.
 */

/* May a message name it?  A code has two or three letters, and a region may
 * follow; anything else may be somebody's name in the wrong column. */
static bool
is_code(const char *code)
{
	size_t n = strcspn(code, "-");

	return n == 2 || n == 3;
}

void
translations_count(struct translations *t, const char *text,
    const struct template_page *page)
{
	struct spoken_here *l = language(t, text);

	if (*text == '\0' || (l != NULL && l->page == page))
		return;
	if (l != NULL && l->page != NULL) {
		t->mixed++;
	} else if (l != NULL && is_code(l->code)) {
		t->missing++;
		l->missed = true;
	} else {
		t->unknown++;
	}
}

/* "page.ar.html, page.uk.html" */
static char *
missing_files(const struct translations *t)
{
	char *list = xstrdup("");

	for (size_t i = 0; i < t->n; i++) {
		char *path, *longer;

		if (!t->lang[i].missed)
			continue;
		path = path_of(t, t->lang[i].code);
		longer = xasprintf("%s%s%s", list, *list != '\0' ? ", " : "",
		    base_name(path));
		free(path);
		free(list);
		list = longer;
	}
	return list;
}

static void
say_missing(const struct translations *t, const char *file, const char *main)
{
	char *files = missing_files(t);

	diag_note(language_count(t->missing,
	    "%s: %ld row is in the language of %s, not in its own: there is no"
	    " %s",
	    "%s: %ld rows are in the language of %s, not in their own: there is"
	    " no %s"), file, t->missing, main, files);
	free(files);
}

bool
translations_say(const struct translations *t, const char *file)
{
	const char *main = base_name(template_file(t->main));

	if (t->missing + t->unknown + t->mixed == 0 || !translations_exist(t))
		return false;
	if (t->missing > 0)
		say_missing(t, file, main);
	if (t->unknown > 0)
		diag_note(language_count(t->unknown,
		    "%s: %ld row is in the language of %s, not in its own: its"
		    " column language has no code such as tr",
		    "%s: %ld rows are in the language of %s, not in their own:"
		    " their column language has no code such as tr"),
		    file, t->unknown, main);
	if (t->mixed > 0)
		diag_note(language_count(t->mixed,
		    "%s: %ld row is in the language of %s, not in its own:"
		    " others of its group have another one or none",
		    "%s: %ld rows are in the language of %s, not in their own:"
		    " others of their group have another one or none"),
		    file, t->mixed, main);
	return true;
}
