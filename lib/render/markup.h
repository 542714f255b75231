/* markup.h -- where in a page of HTML is this, and how does a value have to be
 * written there so that it stays text?
 *
 *	struct markup m = {0};
 *	markup_feed(&m, template, n);          up to a placeholder
 *	why = markup_refuses(&m, &context);    NULL: a value may stand here
 *	replaced += markup_escape(page, context, value);
 *
 * A value may stand in text, in a quoted attribute that carries text or a
 * number, and in a quoted address behind the beginning of one ("tel:", "#",
 * "https://..."), so that it cannot choose what the address does.  It may not
 * stand in scripts, style sheets, comments, names, or attributes without
 * quotes: no way of writing makes it text there. */
#ifndef LIB_RENDER_MARKUP_H
#define LIB_RENDER_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/render/document.h"

enum { MARKUP_NAME = 24 };

enum markup_context { MARKUP_TEXT, MARKUP_ADDRESS, MARKUP_QUERY };

struct markup {
	enum markup_state {
		MARKUP_IN_TEXT, MARKUP_OPENED, MARKUP_TAG, MARKUP_INSIDE,
		MARKUP_ATTRIBUTE, MARKUP_EQUALS, MARKUP_VALUE, MARKUP_DECLARED,
		MARKUP_COMMENT, MARKUP_RAW
	} state;
	bool closing;                /* </tag */
	char quote;                  /* of an attribute's value; 0: none */
	char tag[MARKUP_NAME];       /* the last one, in small letters */
	char attribute[MARKUP_NAME];
	char begun[MARKUP_NAME];     /* how the value begins */
	char ending[3];              /* the last bytes, for --> */
};

/* What stands in the template. */
void markup_feed(struct markup *, const char *bytes, size_t n);

/* NULL, or why no value may stand here, for people who write templates. */
const char *markup_refuses(const struct markup *, enum markup_context *);

/* Is whatever comes next in both read alike? */
bool markup_same(const struct markup *, const struct markup *);

/* Writes a value; true if it had characters that cannot be text on paper
 * because they command (control characters, and those that turn the direction
 * of what follows): each comes out as U+FFFD. */
bool markup_escape(struct document *, enum markup_context, const char *value);

#endif
