/* mappage.h -- the page that shows visits on a map: a template with one place
 * for the GeoJSON.
 *
 *	struct mappage *m = mappage_read(path);
 *	document_text(d, mappage_before(m));
 *	geojson_print(&rows, as_of, d);
 *	document_text(d, mappage_behind(m));
 *	mappage_free(m);
 */
#ifndef LIB_RENDER_MAPPAGE_H
#define LIB_RENDER_MAPPAGE_H

struct mappage;

/* Ends the program if it cannot be read or has not just one line @GEOJSON@. */
struct mappage *mappage_read(const char *path);
void mappage_free(struct mappage *);

const char *mappage_before(const struct mappage *);
const char *mappage_behind(const struct mappage *);

#endif
