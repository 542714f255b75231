/* filler.h -- a template and the rows of a table become a page.
 *
 *	struct edition *e = edition_open("print/letter.html", facts);
 *	struct filler f = {.edition = e, .today = common.as_of};
 *	listing_read(&rows, "-", edition_columns(e));
 *	filler_fill(&f, &rows, document);
 *	use(f.left_out[0]);
 *	filler_free(&f);
 */
#ifndef LIB_RENDER_FILLER_H
#define LIB_RENDER_FILLER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/date.h"
#include "lib/render/document.h"
#include "lib/render/edition.h"
#include "lib/render/listing.h"

struct filler {
	struct edition *edition;
	date today;

	bool *left_out;        /* of each row: it has been reported */
	long rejected;
	long replaced;         /* values with characters that command (markup.h) */
	struct document *out;
};

/* Splits pairs where the template has groups by worker. */
void filler_fill(struct filler *, struct listing *, struct document *);
void filler_free(struct filler *);

#endif
