#include "lib/plan/locate.h"

#include <math.h>

#include "lib/base/diag.h"

static int
duty_point(struct points *ps, const struct roster *r, const struct duty *d)
{
	bool known = points_is_table(ps) ? d->place[0] != '\0' :
	    !isnan(d->lat) && !isnan(d->lon);

	if (!known && d->bare)
		return -1;
	if (!known && r->file != NULL)
		die_at(r->file, d->line, "%s: missing, and so where this shift"
		    " begins is not known",
		    points_is_table(ps) ? "place" : "lat, lon");
	if (!known)
		die("with --travel every worker needs a place: name the team"
		    " with --team or --shifts");
	if (points_is_table(ps))
		return points_key(ps, d->place, true,
		    r->file != NULL ? r->file : "team", d->line);
	return points_home(ps, d->lat, d->lon);
}

void
locate_homes(struct points *ps, struct roster *r)
{
	for (size_t i = 0; i < r->n_duties; i++)
		r->duty[i].home = duty_point(ps, r, &r->duty[i]);
}

static int
person_point(struct points *ps, const struct person *p)
{
	if (points_is_table(ps)) {
		if (p->place[0] == '\0')
			return -1;
		if (p->file == NULL)
			return points_key(ps, p->place, false, "stored visit",
			    (long)p->stored->id);
		return points_key(ps, p->place, false, p->file, p->line);
	}
	if (isnan(p->lat) || isnan(p->lon))
		return -1;
	return points_person(ps, p->household, p->lat, p->lon);
}

void
locate_people(struct points *ps, struct person *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i].fate == FATE_DROPPED)
			continue;
		p[i].point = person_point(ps, &p[i]);
		if (p[i].point < 0 && p[i].fate != FATE_FIXED) {
			p[i].fate = FATE_DROPPED;
			p[i].why = WHY_PLACE;
		}
	}
}
