#include "lib/plan/itinerary.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/plan/leg.h"

enum { DATE, WORKER, STOP, START, END, WITH, CASE_ID, TRAVEL, WAIT, KM,
	BACK_MIN, BACK_KM, PLACE, VISIT_ID, CHANGE, OWN };

const char *const itinerary_columns[] = {"date", "worker", "stop", "start", "end",
	"with", "case_id", "travel_min", "wait_min", "km", "back_min",
	"back_km", "place", "visit_id", "change", NULL};

/* Columns of an earlier --unplanned file, which are not carried along. */
static const char *const remarks[] = {"_reason", "_instead", "_visit_id",
	"_date", "_start", "_worker"};

enum { REMARKS = sizeof remarks / sizeof remarks[0] };

static bool
among(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* The output name of an input column; NULL: not printed. */
static const char *
carried(const struct requests *rs, size_t i)
{
	const char *name = rs->heading[i];
	bool wanted = among("wanted", (const char *const *)rs->heading,
	    rs->n_headings);

	if (strcmp(name, "worker") == 0 && !wanted)
		return "wanted";
	if (among(name, itinerary_columns, OWN) || among(name, remarks, REMARKS))
		return NULL;
	return name;
}

struct out *
itinerary_open(const struct requests *rs, const struct out_options *options)
{
	struct out_column *c = xcalloc(OWN + rs->n_headings + 1, sizeof *c);
	size_t n = 0;
	struct out *o;

	for (; n < OWN; n++)
		c[n] = (struct out_column){itinerary_columns[n], true};
	for (size_t i = 0; i < rs->n_headings; i++)
		if (carried(rs, i) != NULL)
			c[n++] = (struct out_column){carried(rs, i), true};
	o = out_open(c, options);
	free(c);
	return o;
}

/* The text of an input column, also for visits without a row. */
static const char *
value_of(const struct requests *rs, const struct candidate *p, size_t i,
    char buf[static REQUEST_TEXT])
{
	const char *name = rs->heading[i];

	if (p->ask.field != NULL)
		return p->ask.field[i];
	if (strcmp(name, "worker") == 0)
		name = "wanted";
	if (p->stored == NULL)
		return request_text(&p->ask, name, buf);
	if (strcmp(name, "street") == 0)
		return p->stored->street;
	if (strcmp(name, "postal_code") == 0)
		return p->stored->postal_code;
	if (strcmp(name, "town") == 0)
		return p->stored->town;
	if (strcmp(name, "case_manager") == 0)
		return p->stored->case_manager;
	return request_text(&p->ask, name, buf);
}

static const char *
code(const struct roster *r, int route)
{
	return r->worker[r->duty[route].worker].worker;
}

static bool
goes(const struct roster *r, int route, const char *worker)
{
	return route >= 0 && strcmp(code(r, route), worker) == 0;
}

enum change
itinerary_change(const struct assignment *e, const struct roster *r)
{
	const struct stored *s = e->candidate->stored;
	bool alone;

	if (s == NULL)
		return CHANGE_ADDED;
	alone = s->with[0] == '\0';
	if (r->duty[e->route].day != s->day || alone != (e->other < 0))
		return CHANGE_MOVED;
	if (alone)
		return goes(r, e->route, s->worker) ? CHANGE_KEPT :
		    CHANGE_MOVED;
	if ((goes(r, e->route, s->worker) && goes(r, e->other, s->with)) ||
	    (goes(r, e->route, s->with) && goes(r, e->other, s->worker)))
		return CHANGE_KEPT;
	return CHANGE_MOVED;
}

/* A plan while it is printed. */
struct paper {
	struct out *out;
	struct leg_context plan;
	const struct requests *requests;
};

static void
print_tenths(struct out *o, int column, long v, long long unit)
{
	if (v != LEG_UNKNOWN)
		out_tenths(o, column, num_tenths(v, unit));
}

static void
print_leg(struct out *o, const struct leg *leg)
{
	print_tenths(o, TRAVEL, leg->travel, 60);
	print_tenths(o, KM, leg->metres, 1000);
	print_tenths(o, WAIT, leg->wait, 60);
	print_tenths(o, BACK_MIN, leg->back, 60);
	print_tenths(o, BACK_KM, leg->back_metres, 1000);
}

static void
print_carried(const struct paper *s, const struct candidate *p)
{
	char buf[REQUEST_TEXT];
	int column = OWN;

	for (size_t i = 0; i < s->requests->n_headings; i++)
		if (carried(s->requests, i) != NULL)
			out_text(s->out, column++, value_of(s->requests, p, i, buf));
}

static void
print_assignment(const struct paper *s, size_t i, int stop)
{
	static const char *const change[] = {"kept", "moved", "added"};
	const struct roster *roster = s->plan.roster;
	const struct assignment *e = &s->plan.schedule->assignment[i];
	const struct duty *d = &roster->duty[e->route];
	int midnight = roster_day(roster, d->day) * DAY_SECONDS;
	struct leg leg = leg_of(&s->plan, i);

	out_date(s->out, DATE, d->day);
	out_text(s->out, WORKER, code(roster, e->route));
	out_int(s->out, STOP, stop);
	out_clock(s->out, START, e->start - midnight);
	out_clock(s->out, END, e->start - midnight +
	    schedule_seconds(e->candidate, s->plan.options));
	if (e->other >= 0)
		out_text(s->out, WITH, code(roster, e->other));
	out_text(s->out, CASE_ID, e->candidate->ask.case_id);
	print_leg(s->out, &leg);
	out_text(s->out, PLACE, e->candidate->ask.place);
	if (e->candidate->visit_id > 0)
		out_int(s->out, VISIT_ID, e->candidate->visit_id);
	out_text(s->out, CHANGE, change[itinerary_change(e, roster)]);
	print_carried(s, e->candidate);
	out_row(s->out);
}

void
itinerary_print(struct out *o, const struct schedule *a, const struct instance *w,
    const struct instance_options *options, const struct roster *r,
    const struct points *points, const struct requests *rs)
{
	struct paper s = {o, {a, w, options, r, points}, rs};
	int stop = 0;

	for (size_t i = 0; i < a->n; i++) {
		bool same = i > 0 && a->assignment[i - 1].route ==
		    a->assignment[i].route;

		stop = same ? stop + 1 : 1;
		print_assignment(&s, i, stop);
	}
}

struct out *
itinerary_open_unplanned(const char *path, const struct requests *rs)
{
	const char **name = xcalloc(rs->n_headings + REMARKS, sizeof *name);
	size_t n = 0;
	struct out *o;

	for (size_t i = 0; i < rs->n_headings; i++)
		if (!among(rs->heading[i], remarks, REMARKS))
			name[n++] = rs->heading[i];
	for (size_t i = 0; i < REMARKS; i++)
		name[n++] = remarks[i];
	o = out_open_file(path, name, n);
	free(name);
	return o;
}

void
itinerary_print_unplanned(struct out *o, const struct requests *rs,
    const struct candidate *p, const char *instead)
{
	char buf[REQUEST_TEXT];
	int column = 0;

	for (size_t i = 0; i < rs->n_headings; i++)
		if (!among(rs->heading[i], remarks, REMARKS))
			out_text(o, column++, value_of(rs, p, i, buf));
	out_text(o, column++, candidate_why[p->why]);
	out_text(o, column++, instead);
	if (p->visit_id > 0)
		out_int(o, column, p->visit_id);
	if (p->stored != NULL) {
		out_date(o, column + 1, p->stored->day);
		out_clock(o, column + 2, p->stored->start);
		out_text(o, column + 3, p->stored->worker);
	}
	out_row(o);
}
