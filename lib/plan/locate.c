#include "lib/plan/locate.h"

#include <math.h>

#include "lib/base/diag.h"

static int
duty_point(struct points *ps, const struct roster *r, const struct duty *d)
{
	const char *file = r->file != NULL ? r->file : r->team_file;
	bool known = points_is_table(ps) ? d->place[0] != '\0' :
	    !isnan(d->lat) && !isnan(d->lon);

	if (!known && d->bare)
		return -1;
	if (!known && file != NULL)
		die_at(file, d->line, "%s: missing, and so where this shift"
		    " begins is not known",
		    points_is_table(ps) ? "place" : "lat, lon");
	if (!known)
		die("--travel: every worker needs a place, and the database has"
		    " none: name the team with --team or --shifts");
	if (points_is_table(ps))
		return points_key(ps, d->place, true, file, d->line);
	return points_home(ps, d->lat, d->lon);
}

void
locate_homes(struct points *ps, struct roster *r)
{
	for (size_t i = 0; i < r->n_duties; i++)
		r->duty[i].home = duty_point(ps, r, &r->duty[i]);
}

static int
candidate_point(struct points *ps, const struct candidate *p)
{
	if (points_is_table(ps)) {
		if (p->ask.place[0] == '\0')
			return -1;
		if (p->ask.file == NULL)
			return points_key(ps, p->ask.place, false, "stored visit",
			    (long)p->stored->id);
		return points_key(ps, p->ask.place, false, p->ask.file, p->ask.line);
	}
	if (isnan(p->ask.lat) || isnan(p->ask.lon))
		return -1;
	return points_person(ps, p->ask.household, p->ask.lat, p->ask.lon);
}

void
locate_candidates(struct points *ps, struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct candidate *p = &c->at[i];

		if (p->fate == FATE_DROPPED)
			continue;
		p->point = candidate_point(ps, p);
		if (p->point < 0 && p->fate != FATE_FIXED) {
			p->fate = FATE_DROPPED;
			p->why = WHY_PLACE;
		}
	}
}

void
locate_say_unused(const struct roster *r, const struct candidates *c)
{
	long duties = 0, visits = 0;

	for (size_t i = 0; i < r->n_duties; i++)
		duties += r->duty[i].place[0] != '\0';
	for (size_t i = 0; i < c->n; i++)
		visits += c->at[i].ask.place[0] != '\0';
	if (duties + visits > 0)
		diag_note("without --travel lat and lon count, and not the place"
		    " that %ld shifts and %ld visits have", duties, visits);
}
