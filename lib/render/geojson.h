/* geojson.h -- visits as GeoJSON (RFC 7946): a point for each row, a line for
 * each worker and day.
 *
 *	struct visitrows v = {.needs = VISITROWS_PLACE};
 *	struct geojson_account a;
 *	visitrows_read(&v, "-");
 *	a = geojson_print(&v, as_of, document);
 *
 * A point has all columns of its row for properties, but for those that are its
 * place: numbers as numbers, an empty field as null.  A row without a place is
 * a feature without a geometry.  A line has worker, date, how many stops it has
 * and how many of them it cannot show.  The collection has as_of. */
#ifndef LIB_RENDER_GEOJSON_H
#define LIB_RENDER_GEOJSON_H

#include "lib/render/document.h"
#include "lib/render/visitrows.h"

struct geojson_account {
	long nowhere;  /* rows without a place */
	long routes;
	long twice;    /* columns whose heading an earlier one has: left out */
};

struct geojson_account geojson_print(const struct visitrows *, date as_of,
    struct document *);

/* Says what is not on the map, and the account; returns the status. */
int geojson_say(const struct visitrows *, const struct geojson_account *);

#endif
