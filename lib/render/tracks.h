/* tracks.h -- who goes where in what order: the visits of a worker on a day, as
 * a line on the map.
 *
 * A visit of two workers is on both lines.  What nobody goes to (called off, or
 * settled by a call), has no worker or no day, and neither a start nor a place
 * in the order, is on none. */
#ifndef LIB_RENDER_TRACKS_H
#define LIB_RENDER_TRACKS_H

#include "lib/render/visitrows.h"

struct track_stop {
	const struct visitrow *row;
	const char *worker;
	bool second;                /* the worker is the row's `with` */
};

struct track {
	const struct track_stop *stop;  /* by start, then by stop */
	size_t n;
	const char *worker;
	date day;
	double lat, lon;            /* where it begins and ends; NAN */
};

struct tracks {
	struct track *track;        /* by day and worker */
	size_t n, cap;
	struct track_stop *stop;
	size_t n_stops, stop_cap;
};

/* The rows have to live as long. */
struct tracks tracks_of(const struct visitrows *);
void tracks_free(struct tracks *);

#endif
