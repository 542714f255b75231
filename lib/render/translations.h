/* translations.h -- the files of a template for other languages: letter.tr.html
 * and letter.en.html beside letter.html.
 *
 *	struct translations *t = translations_open(letter, dates, check, arg);
 *	const struct template_page *page = translations_page(t, "lang:tr");
 *	translations_count(t, "uk", page);       what a row says, what it got
 *	said = translations_say(t, "letters.tsv");
 *	translations_close(t);
 *
 * A language is a code ("tr", "TR", "lang:tr", "tr-CY") or a name that
 * share/print/dates.tsv has for it ("Türkisch").  Of a region that has no file
 * of its own the language's file is taken. */
#ifndef LIB_RENDER_TRANSLATIONS_H
#define LIB_RENDER_TRANSLATIONS_H

#include <stdbool.h>

#include "lib/render/longdate.h"
#include "lib/render/template.h"

struct translations;

/* Borrows the main template and the dates.  `check` is called with every page
 * that is read. */
struct translations *translations_open(const struct template_page *,
    const struct longdate *, void (*check)(void *, struct template_page *),
    void *);
void translations_close(struct translations *);

/* Is there a file for any other language? */
bool translations_exist(const struct translations *);

/* The page in this language; the main one if the text is empty, or if there is
 * none. */
const struct template_page *translations_page(struct translations *,
    const char *language);

/* A row with this text in its column language came out on that page. */
void translations_count(struct translations *, const char *language,
    const struct template_page *);

/* Says how many rows have not come out in their language, and why; false: there
 * are none, or the template is of one language only. */
bool translations_say(const struct translations *, const char *file);

#endif
