#include "lib/plan/leg.h"

#include <stdbool.h>

static int
end_of(const struct leg_context *c, const struct assignment *e)
{
	return e->start + schedule_seconds(e->candidate, c->options);
}

/* When the worker is back from the last absence between two stops (NULL: from the
 * beginning of the shift); -1: there is none. */
static int
back_from_absence(const struct leg_context *c, const struct assignment *before,
    const struct assignment *e)
{
	const struct duty *d = &c->roster->duty[e->route];
	int midnight = roster_day(c->roster, d->day) * DAY_SECONDS, back = -1;

	for (int i = 0; i < d->n_gaps; i++)
		if (midnight + d->gap[i].to <= e->start && (before == NULL ||
		    midnight + d->gap[i].from >= before->start))
			back = midnight + d->gap[i].to;
	return back;
}

static void
measure_way(const struct leg_context *c, int from, int to, long *seconds,
    long *metres)
{
	*seconds = *metres = LEG_UNKNOWN;
	if (from < 0 || to < 0)
		return;
	*seconds = problem_travel_seconds(&c->instance->problem.travel, from, to);
	if (points_metres(c->points, from, to) >= 0)
		*metres = points_metres(c->points, from, to);
}

/* The way from the previous stop; NULL: from home. */
static void
way_there(const struct leg_context *c, const struct assignment *e,
    const struct assignment *before, struct leg *leg)
{
	int back = back_from_absence(c, before, e);
	const struct duty *d = &c->roster->duty[e->route];
	int from = before != NULL && back < 0 ? before->candidate->point :
	    d->home;
	int left = back >= 0 ? back : before != NULL ? end_of(c, before) :
	    c->instance->problem.shift[e->route].start;

	measure_way(c, from, e->candidate->point, &leg->travel, &leg->metres);
	if (leg->travel == LEG_UNKNOWN || (before == NULL && d->bare))
		return;
	leg->wait = e->start - left - leg->travel;
}

struct leg
leg_of(const struct leg_context *c, size_t i)
{
	const struct assignment *e = &c->schedule->assignment[i];
	bool first = i == 0 || e[-1].route != e->route;
	bool last = i + 1 == c->schedule->n || e[1].route != e->route ||
	    back_from_absence(c, e, e + 1) >= 0;
	struct leg leg = {.wait = LEG_UNKNOWN, .back = LEG_UNKNOWN,
	    .back_metres = LEG_UNKNOWN};

	way_there(c, e, first ? NULL : e - 1, &leg);
	if (last)
		measure_way(c, e->candidate->point, c->roster->duty[e->route].home,
		    &leg.back, &leg.back_metres);
	return leg;
}

static void
bind_known(struct query *q, int i, long v)
{
	if (v == LEG_UNKNOWN)
		db_bind_null(q, i);
	else
		db_bind_int(q, i, v);
}

static void
forget(struct db *db, const struct schedule *a)
{
	struct query q = db_query(db, "DELETE FROM leg WHERE visit = ?1");

	for (size_t i = 0; i < a->n; i++) {
		db_bind_int(&q, 1, a->assignment[i].candidate->visit_id);
		db_run(&q);
	}
	db_end(&q);
}

void
leg_store(struct db *db, const struct leg_context *c)
{
	struct query q = db_query(db,
#include "query/leg-insert.inc"
	);

	forget(db, c->schedule);
	for (size_t i = 0; i < c->schedule->n; i++) {
		const struct assignment *e = &c->schedule->assignment[i];
		struct leg leg = leg_of(c, i);

		if (e->candidate->visit_id == 0 || leg.travel == LEG_UNKNOWN)
			continue;
		db_bind_int(&q, 1, e->candidate->visit_id);
		db_bind_text(&q, 2, c->roster->worker[
		    c->roster->duty[e->route].worker].worker);
		db_bind_int(&q, 3, leg.travel);
		bind_known(&q, 4, leg.metres);
		bind_known(&q, 5, leg.back);
		bind_known(&q, 6, leg.back_metres);
		db_run(&q);
	}
	db_end(&q);
}
