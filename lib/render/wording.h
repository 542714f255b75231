/* wording.h -- what a value of a template is, for some rows, in words. */
#ifndef LIB_RENDER_WORDING_H
#define LIB_RENDER_WORDING_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/render/longdate.h"
#include "lib/render/rowset.h"
#include "lib/render/template.h"

struct wording {
	const struct template_page *template;  /* whose words they are */
	const struct template_page *main;      /* whose labels count where it has none */
	const struct longdate *dates;
	date today;
};

struct wording_text {
	char raw[LONGDATE_SIZE], text[LONGDATE_SIZE];
};

/* Lives in the text or as long as rows and template.  Ends the program if the
 * rows of a group do not agree. */
const char *wording_of(const struct wording *, const struct rowset *,
    const struct template_value *, struct wording_text *);

/* The language of a template: German if its file's name has none. */
const char *wording_language(const struct template_page *);

/* Must its values be days? */
bool wording_is_day(enum template_format);

/* NULL, or why this text cannot be written as the template wants it. */
const char *wording_refuses(const struct template_value *, const char *text);

#endif
