/* edition.h -- a template together with its files for other languages
 * (letter.html, letter.tr.html), and the table that they are filled from.
 *
 *	struct edition *e = edition_open("print/letter.html", facts);
 *	listing_read(&rows, "-", edition_columns(e));
 *	edition_bind(e, &rows);
 *	if (edition_takes(e, &rows.row[0]))
 *		use(edition_template(e, &rows.row[0]));
 *	edition_close(e);
 *
 * What a template asks for and nobody has ends the program. */
#ifndef LIB_RENDER_EDITION_H
#define LIB_RENDER_EDITION_H

#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/render/facts.h"
#include "lib/render/listing.h"
#include "lib/render/longdate.h"
#include "lib/render/template.h"

struct edition;

/* Borrows the facts. */
struct edition *edition_open(const char *path, const struct facts *);
void edition_close(struct edition *);

/* The names of the columns that it reads; ends with NULL. */
const char *const *edition_columns(struct edition *);
const struct template_page *edition_main(const struct edition *);
const struct longdate *edition_dates(const struct edition *);

/* Finds what the templates name among the columns and the facts. */
void edition_bind(struct edition *, const struct listing *);

/* The template in the row's language, if it says one and there is one. */
const struct template_page *edition_template(struct edition *,
    const struct listing_row *);

/* The same of rows that are printed as one, by their numbers: the main template
 * if they ask for several.  A row without a language asks for the main one, but
 * not beside one of the same person that has one. */
const struct template_page *edition_group_template(struct edition *,
    const size_t *row, size_t n);

/* The row came out on that page.  edition_say_languages() says of how many rows
 * it was not one in their language; false: of none. */
void edition_count(struct edition *, const struct listing_row *,
    const struct template_page *);
bool edition_say_languages(const struct edition *);

/* false: the row lacks what is required, or has a value that cannot be written
 * as the template wants it; it has been reported. */
bool edition_takes(struct edition *, const struct listing_row *);

/* Says of a row that is printed which of its days are over and should not. */
void edition_say_over(const struct edition *, const struct listing_row *,
    date today);

#endif
