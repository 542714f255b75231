#include "lib/cases/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/tags.h"

enum { SAME_MICRODEGREES = 1 };  /* a tenth of a metre */

static bool
same_number(double a, double b)
{
	return isnan(a) ? isnan(b) :
	    fabs(a - b) * 1e6 < SAME_MICRODEGREES;
}

static bool
same_point(const struct terms *a, const struct terms *b)
{
	return same_number(a->lat, b->lat) && same_number(a->lon, b->lon);
}

/* Apart from `pair`. */
static bool
same_needs(const char *a, const char *b)
{
	return tags_within(a, b) && tags_within(b, a);
}

static bool
is_pair(const char *needs)
{
	return tags_has(needs, "pair");
}

struct query
terms_query(struct db *db)
{
	return db_query(db,
#include "query/terms-of-case.inc"
	);
}

bool
terms_of_case(struct query *q, int64_t client, struct terms *t,
    struct arena *text)
{
	db_bind_int(q, 1, client);
	if (!db_step(q))
		return false;
	*t = (struct terms){.lat = db_degrees(q, 0), .lon = db_degrees(q, 1), .place = "",
	    .needs = arena_strdup(text, db_text(q, 2)),
	    .windows = arena_strdup(text, db_text(q, 3)),
	    .minutes = db_minutes(q, 4)};
	db_reset(q);
	return true;
}

unsigned
terms_own(const struct terms *row, const struct terms *of_case)
{
	unsigned own = 0;

	if (*row->place != '\0' || !same_point(row, of_case))
		own |= TERMS_PLACE;
	if (!same_needs(row->needs, of_case->needs) ||
	    (is_pair(of_case->needs) && !is_pair(row->needs)))
		own |= TERMS_NEEDS;
	else if (is_pair(row->needs) && !is_pair(of_case->needs))
		own |= TERMS_PAIR;
	if (strcmp(row->windows, of_case->windows) != 0)
		own |= TERMS_WINDOWS;
	if (!same_number(row->minutes, of_case->minutes))
		own |= TERMS_MINUTES;
	return own;
}

static unsigned
follow_place(struct terms *v, const struct terms *of_case)
{
	bool same = same_point(v, of_case);

	v->lat = of_case->lat;
	v->lon = of_case->lon;
	return same ? 0 : TERMS_PLACE;
}

static unsigned
follow_needs(struct terms *v, bool add_pair, const struct terms *of_case,
    struct arena *text)
{
	const char *had = v->needs;

	v->needs = arena_strdup(text, of_case->needs);
	if (add_pair && !is_pair(v->needs)) {
		char *two = tags_add(v->needs, "pair");

		v->needs = arena_strdup(text, two);
		free(two);
	}
	return same_needs(had, v->needs) && is_pair(had) == is_pair(v->needs) ?
	    0 : TERMS_NEEDS;
}

static unsigned
follow_windows(struct terms *v, const struct terms *of_case,
    struct arena *text)
{
	bool same = strcmp(v->windows, of_case->windows) == 0;

	v->windows = arena_strdup(text, of_case->windows);
	return same ? 0 : TERMS_WINDOWS;
}

/* A case that says nothing leaves the visit as long as it was planned. */
static unsigned
follow_minutes(struct terms *v, const struct terms *of_case)
{
	bool same = isnan(of_case->minutes) ||
	    same_number(v->minutes, of_case->minutes);

	if (!same)
		v->minutes = of_case->minutes;
	return same ? 0 : TERMS_MINUTES;
}

unsigned
terms_follow(struct terms *v, unsigned own, const struct terms *of_case,
    struct arena *text)
{
	unsigned changed = 0;

	if (!(own & TERMS_PLACE))
		changed |= follow_place(v, of_case);
	if (!(own & TERMS_NEEDS))
		changed |= follow_needs(v, own & TERMS_PAIR, of_case, text);
	if (!(own & TERMS_WINDOWS))
		changed |= follow_windows(v, of_case, text);
	if (!(own & TERMS_MINUTES))
		changed |= follow_minutes(v, of_case);
	return changed;
}
