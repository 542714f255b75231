#include "lib/plan/instance.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/dayparts.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/plan/infeasible.h"

/* The growing arrays behind the problem. */
struct instance_room {
	const struct roster *roster;
	const struct instance_options *options;
	const bool *closed;  /* [route], or NULL */
	date first_day;
	int earliest;        /* nothing new starts earlier */
	struct shift *shift;
	struct time_window *window;
	uint64_t *allowed;
	size_t n_windows, task_cap, limit_cap, candidate_cap, window_cap,
	    allowed_cap;
	struct names *skill;  /* needs; the number is the row of problem.allowed */
};

date
instance_first_day(const struct roster *r)
{
	for (size_t i = 0; i < r->n_duties; i++)
		if (!r->duty[i].bare)
			return r->duty[i].day;
	return r->n_days > 0 ? r->day[0] : DATE_NONE;
}

/*
 * Shifts.
 */

/* The start of the shift for new visits, by --from. */
static int
late_start(const struct instance *w, int route)
{
	const struct duty *d = &w->room->roster->duty[route];
	const struct instance_options *o = w->room->options;

	if (d->day != o->from || o->from_time <= d->start)
		return d->start;
	for (int i = 0; i < d->n_gaps; i++)
		if (o->from_time >= d->gap[i].from &&
		    o->from_time < d->gap[i].to)
			return d->gap[i].to;
	return o->from_time < d->end ? o->from_time : d->end;
}

/* Absences inside the shift from `start` on. */
static int
count_gaps(const struct duty *d, int start)
{
	int n = 0;

	for (int i = 0; i < d->n_gaps; i++)
		n += d->gap[i].from >= start;
	return n;
}

/* Lets the shift begin at `start`, with the break that still fits. */
static void
set_shift(struct instance *w, int route, int start)
{
	const struct duty *d = &w->room->roster->duty[route];
	struct shift *s = &w->room->shift[route];
	int midnight = roster_day(w->room->roster, d->day) * DAY_SECONDS;

	*s = (struct shift){
		.worker = d->worker,
		.day = midnight / DAY_SECONDS,
		.weekday = date_weekday(d->day),
		.start = midnight + start, .end = midnight + d->end,
		/* A closed route is never driven, but needs a point. */
		.home = d->home >= 0 ? d->home : 0,
		.capacity = d->visits_per_day + count_gaps(d, start),
		.closed = d->bare || d->home < 0 ||
		    (w->room->closed != NULL && w->room->closed[route])};
	if (!roster_has_break(d, start, d->end))
		return;
	s->break_length = d->break_length;
	s->break_opens = midnight + d->break_from;
	s->break_closes = midnight + d->break_to - d->break_length;
}

/* Does the whole break fit into this piece of a shift? */
static bool
has_break(const struct shift *s)
{
	int begin = s->start > s->break_opens ? s->start : s->break_opens;

	return s->break_length > 0 && begin <= s->break_closes &&
	    begin + s->break_length <= s->end;
}

/* A duty has one break, in one of its pieces: a piece needs none if another one
 * has room for it. */
static void
share_break(struct shift *s, int n)
{
	int rooms = 0;

	for (int i = 0; i < n; i++)
		rooms += has_break(&s[i]);
	for (int i = 0; i < n && n > 1; i++)
		if (!has_break(&s[i]) || rooms > 1)
			s[i].break_length = 0;
}

/* Appends the pieces of a shift at index n; returns the new number. */
static int
cut_shift(struct instance *w, int route, int n)
{
	const struct duty *d = &w->room->roster->duty[route];
	struct shift s = w->room->shift[route];
	int midnight = s.day * DAY_SECONDS, first = n, end = s.end;

	s.capacity = d->visits_per_day;
	for (int i = 0; i < d->n_gaps; i++) {
		if (midnight + d->gap[i].from < s.start)
			continue;
		s.end = midnight + d->gap[i].from;
		w->pieces.shift[n++] = s;
		s.start = midnight + d->gap[i].to;
	}
	s.end = end;
	w->pieces.shift[n++] = s;
	share_break(&w->pieces.shift[first], n - first);
	return n;
}

static void
cut_shifts(struct instance *w)
{
	const struct roster *r = w->room->roster;
	size_t most = r->n_duties;
	int n = 0;

	for (size_t i = 0; i < r->n_duties; i++)
		most += (size_t)r->duty[i].n_gaps;
	w->pieces.shift = xreallocarray(w->pieces.shift, most + 1,
	    sizeof *w->pieces.shift);
	w->pieces.first = xreallocarray(w->pieces.first, r->n_duties + 1,
	    sizeof *w->pieces.first);
	for (size_t i = 0; i < r->n_duties; i++) {
		w->pieces.first[i] = n;
		if (!r->duty[i].bare)
			n = cut_shift(w, (int)i, n);
	}
	w->pieces.first[r->n_duties] = n;
}

void
instance_from(struct instance *w, bool late)
{
	for (size_t r = 0; r < w->room->roster->n_duties; r++)
		set_shift(w, (int)r, late ? late_start(w, (int)r) :
		    w->room->roster->duty[r].start);
	cut_shifts(w);
}

static void
set_shifts(struct instance *w)
{
	int n = (int)w->room->roster->n_duties;

	w->room->shift = xcalloc((size_t)n + 1, sizeof *w->room->shift);
	w->bare = xcalloc((size_t)n + 1, sizeof *w->bare);
	for (int r = 0; r < n; r++)
		w->bare[r] = w->room->roster->duty[r].bare;
	instance_from(w, !w->room->options->check);
	w->problem.n_shifts = n;
	w->problem.n_workers = (int)w->room->roster->n_workers;
	w->problem.allowed_words = n / 64 + 1;
}

struct instance *
instance_new(const struct roster *roster, struct points *points,
    const bool *closed, const struct instance_options *options)
{
	struct instance *w = xcalloc(1, sizeof *w);
	int day = roster_day(roster, options->from);

	w->room = xcalloc(1, sizeof *w->room);
	w->room->roster = roster;
	w->room->options = options;
	w->room->closed = closed;
	w->room->first_day = instance_first_day(roster);
	w->room->skill = names_new();
	w->gap = (struct candidate){.ask = request_empty(),
	    .first = DATE_NONE, .fate = FATE_FIXED, .why = WHY_NONE,
	    .point = -1, .task = -1, .half = -1};
	if (options->from_time != CLOCK_NONE && day >= 0)
		w->room->earliest = day * DAY_SECONDS + options->from_time;
	w->problem.n_days = roster->n_days;
	w->problem.grid = options->grid;
	w->problem.wish = options->wish;
	w->problem.share = options->share;
	points_travel(points, &w->problem.travel);
	set_shifts(w);
	return w;
}

void
instance_free(struct instance *w)
{
	if (w == NULL)
		return;
	free(w->bare);
	free(w->pieces.shift);
	free(w->pieces.first);
	free(w->room->shift);
	free(w->task);
	free(w->room->window);
	free(w->room->allowed);
	names_free(w->room->skill);
	free(w->room);
	free(w->limit);
	free(w->candidate);
	free(w);
}

/*
 * Skills.
 */

static void
fill_row(struct instance *w, uint64_t *row, const char *needs, int except)
{
	const struct roster *r = w->room->roster;

	memset(row, 0, (size_t)w->problem.allowed_words * sizeof *row);
	for (int i = 0; i < w->problem.n_shifts; i++)
		if (!r->duty[i].bare && r->duty[i].worker != except &&
		    tags_within(needs, r->duty[i].skills))
			row[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The row of problem.allowed for these needs, without one worker (-1: all). */
static int
skill_row(struct instance *w, const char *needs, int except)
{
	char *set = tags_set(needs);
	char *name = xasprintf("%d %s", except, set);
	int known = names_count(w->room->skill);
	int row = names_add(w->room->skill, name);
	size_t words = (size_t)w->problem.allowed_words;

	if (row == known) {
		w->room->allowed = mem_grow(w->room->allowed,
		    ((size_t)row + 1) * words, &w->room->allowed_cap,
		    sizeof *w->room->allowed);
		fill_row(w, w->room->allowed + (size_t)row * words, set,
		    except);
	}
	free(name);
	free(set);
	return row;
}

int
instance_skill(struct instance *w, const char *needs)
{
	int row = skill_row(w, needs, -1);

	w->problem.allowed = w->room->allowed;
	w->problem.n_skills = names_count(w->room->skill);
	return row;
}

/*
 * When.
 */

static struct verify_limit
limit_of(const struct instance *w, const struct candidate *p)
{
	const struct roster *r = w->room->roster;
	struct verify_limit l = {0, INT_MAX};
	date first = p->ask.not_before > p->first || w->room->options->check ?
	    p->ask.not_before : p->first;
	int d;

	if (first != DATE_NONE) {
		for (d = 0; d < r->n_days && r->day[d] < first; d++)
			;
		l.first = d * DAY_SECONDS;
	}
	if (p->ask.visit_by != DATE_NONE && !p->late) {
		for (d = r->n_days; d > 0 && r->day[d - 1] > p->ask.visit_by; d--)
			;
		l.last = d * DAY_SECONDS - 1;
	}
	return l;
}

static void
add_window(struct instance *w, int open, int close)
{
	struct instance_room *r = w->room;

	r->window = mem_grow(r->window, r->n_windows + 1, &r->window_cap,
	    sizeof *r->window);
	r->window[r->n_windows++] = (struct time_window){open, close};
}

/* The windows of all days, clipped to the limits. */
static void
add_windows(struct instance *w, struct task *t, const struct candidate *p,
    struct verify_limit l)
{
	const struct roster *r = w->room->roster;
	struct fields_hours hours[REQUEST_HOURS];

	t->windows = (int)w->room->n_windows;
	for (int d = 0; d < r->n_days; d++) {
		int midnight = d * DAY_SECONDS, last = midnight + DAY_SECONDS - 1;
		int n = request_hours(&p->ask, date_weekday(r->day[d]), hours);

		last = last < l.last ? last : l.last;
		for (int i = 0; i < n; i++) {
			int open = midnight + hours[i].from;
			int close = midnight + hours[i].to;

			open = open > l.first ? open : l.first;
			close = close < last ? close : last;
			if (open <= close)
				add_window(w, open, close);
		}
	}
	t->n_windows = (int)w->room->n_windows - t->windows;
}

static void
add_instant(struct instance *w, struct task *t, int start)
{
	t->windows = (int)w->room->n_windows;
	t->n_windows = 1;
	add_window(w, start, start);
}

/*
 * Tasks.
 */

/* Fields that all tasks of a candidate share. */
static struct task
task_of(struct instance *w, const struct candidate *p)
{
	const struct instance_options *o = w->room->options;

	return (struct task){
		.urgency = p->ask.urgency < 0 ? o->urgency : p->ask.urgency,
		.point = p->point,
		.duration = p->ask.seconds < 0 ? o->seconds : p->ask.seconds,
		.skill = skill_row(w, p->ask.needs, -1),
		.pair = tags_has(p->ask.needs, "pair") || p->ask.with[0] != '\0',
		.block = -1, .fixed_route = -1, .fixed_with = -1,
		.wanted = -1, .old_day = -1, .old_worker = -1, .old_with = -1};
}

static int
push_task(struct instance *w, struct candidate *p, const struct task *t)
{
	struct instance_room *r = w->room;
	size_t n = (size_t)w->problem.n_tasks;

	w->task = mem_grow(w->task, n + 1, &r->task_cap, sizeof *w->task);
	w->limit = mem_grow(w->limit, n + 1, &r->limit_cap, sizeof *w->limit);
	w->candidate = mem_grow(w->candidate, n + 1, &r->candidate_cap,
	    sizeof *w->candidate);
	w->task[n] = *t;
	w->limit[n] = limit_of(w, p);
	w->candidate[n] = p;
	return w->problem.n_tasks++;
}

static int
worker_number(const struct instance *w, const char *code)
{
	return code[0] != '\0' ? roster_worker(w->room->roster, code) : -1;
}

/* The agreed day, if the plan has it; -1: there is none. */
static int
agreed_day(const struct instance *w, const struct candidate *p)
{
	const struct roster *r = w->room->roster;
	date day = p->ask.not_before;

	if (r->n_days == 0 || day < r->day[0] || day > r->day[r->n_days - 1])
		return -1;
	return limit_of(w, p).first / DAY_SECONDS;
}

static void
add_wishes(struct instance *w, const struct candidate *p, struct task *t)
{
	int agreed = agreed_day(w, p);

	t->wanted = worker_number(w, p->ask.wanted);
	if (t->wanted < 0 && *p->ask.wanted != '\0')
		t->wanted = w->problem.n_workers;  /* never met */
	dayparts_parse(p->ask.tried, &t->tried);
	t->soon = p->late || agreed >= 0;
	t->soon_day = agreed >= 0 ? agreed : 0;
	if (p->stored == NULL)
		return;
	t->old_day = roster_day(w->room->roster, p->stored->day);
	t->old_worker = worker_number(w, p->stored->worker);
	t->old_with = worker_number(w, p->stored->with);
}

static void
add_free(struct instance *w, struct candidate *p)
{
	struct task t = task_of(w, p);
	struct verify_limit l = limit_of(w, p);

	if (!w->room->options->check)
		t.pair = tags_has(p->ask.needs, "pair");
	if (l.first < w->room->earliest)
		l.first = w->room->earliest;
	add_wishes(w, p, &t);
	add_windows(w, &t, p, l);
	p->task = push_task(w, p, &t);
}

/* The route of a worker on the day of a stored visit; -1: none in the
 * problem. */
static int
stored_route(const struct instance *w, const struct candidate *p, const char *code)
{
	int worker = worker_number(w, code);
	int r = worker < 0 ? -1 :
	    roster_duty(w->room->roster, worker, p->stored->day);

	return r >= 0 && !w->room->shift[r].closed ? r : -1;
}

/* The start in the problem's seconds. */
static int
stored_start(const struct instance *w, const struct candidate *p)
{
	return roster_day(w->room->roster, p->stored->day) * DAY_SECONDS +
	    p->stored->start;
}

/* A worker who had to leave before from_time is taken to have left at the
 * beginning of the shift. */
static void
begin_early(struct instance *w, int route, int start)
{
	if (route >= 0 && start < w->room->earliest)
		set_shift(w, route, w->room->roster->duty[route].start);
}

static void
add_stored(struct instance *w, struct candidate *p)
{
	struct task t = task_of(w, p);
	int start = stored_start(w, p);
	int a = stored_route(w, p, p->stored->worker);
	int b = stored_route(w, p, p->stored->with);

	if (w->room->options->check) {
		add_windows(w, &t, p, limit_of(w, p));
		p->task = push_task(w, p, &t);
		return;
	}
	if (a < 0 && b < 0)
		return;
	begin_early(w, a, start);
	begin_early(w, b, start);
	t.fixed = true;
	t.skill = skill_row(w, "", -1);  /* a pair's other half may be no task */
	t.fixed_route = a >= 0 ? a : b;
	t.fixed_with = a >= 0 ? b : -1;
	t.pair = t.fixed_with >= 0;
	add_instant(w, &t, start);
	p->task = push_task(w, p, &t);
}

/* Is this worker there at the time of the stored visit? */
static bool
is_there(const struct instance *w, const struct candidate *p, const char *code)
{
	const struct stored *s = p->stored;
	int worker = worker_number(w, code);

	return worker >= 0 && !roster_away(w->room->roster, worker, s->day,
	    s->start, openvisits_end(s));
}

/* A pair of which one worker stays: a fixed task for that worker, a pinned one
 * for a substitute at the same time. */
static void
add_half(struct instance *w, struct candidate *p, const char *stays)
{
	struct task t = task_of(w, p);
	int worker = worker_number(w, stays), route = stored_route(w, p, stays);
	int start = stored_start(w, p);

	t.pair = false;
	if (w->room->options->check) {  /* only the worker who stays */
		t.skill = skill_row(w, "", -1);
		add_windows(w, &t, p, limit_of(w, p));
		p->task = push_task(w, p, &t);
		return;
	}
	if (route >= 0) {
		struct task own = t;

		own.fixed = true;
		own.skill = skill_row(w, "", -1);
		own.fixed_route = route;
		add_instant(w, &own, start);
		p->task = push_task(w, p, &own);
	}
	if (tags_within(p->ask.needs, w->room->roster->worker[worker].skills))
		t.skill = skill_row(w, "", worker);
	else
		t.skill = skill_row(w, p->ask.needs, worker);
	t.pinned = true;
	t.urgency = route >= 0 ? 0 : t.urgency;
	add_instant(w, &t, start);
	p->half = push_task(w, p, &t);
}

static void
add_pinned(struct instance *w, struct candidate *p)
{
	struct task t = task_of(w, p);

	if (p->stored->with[0] != '\0' && is_there(w, p, p->stored->worker)) {
		add_half(w, p, p->stored->worker);
		return;
	}
	if (p->stored->with[0] != '\0' && is_there(w, p, p->stored->with)) {
		add_half(w, p, p->stored->with);
		return;
	}
	t.pinned = true;
	add_instant(w, &t, stored_start(w, p));
	p->task = push_task(w, p, &t);
}

/* A stored visit that keeps its day was late when it was planned, or is not. */
static bool
is_late(const struct instance *w, const struct candidate *p)
{
	bool stays = p->stored != NULL &&
	    (p->fate == FATE_FIXED || p->fate == FATE_PINNED);
	date first = w->room->first_day;

	if (p->ask.visit_by == DATE_NONE)
		return false;
	return p->ask.visit_by < (stays && p->stored->day > first ?
	    p->stored->day : first);
}

void
instance_add(struct instance *w, struct candidate *p)
{
	p->task = p->half = -1;
	p->late = is_late(w, p);
	if (p->point < 0)
		return;
	switch (p->fate) {
	case FATE_FREE:
		add_free(w, p);
		break;
	case FATE_FIXED:
		add_stored(w, p);
		break;
	case FATE_PINNED:
		add_pinned(w, p);
		break;
	case FATE_DROPPED:
		break;
	}
}

/*
 * Absences within a shift.
 */

static void
add_gap(struct instance *w, int route, const struct fields_hours *gap)
{
	const struct shift *s = &w->room->shift[route];
	int midnight = s->day * DAY_SECONDS;
	struct task t = {
		.point = s->home, .duration = gap->to - gap->from,
		.skill = skill_row(w, "", -1), .block = -1, .fixed = true,
		.fixed_route = route, .fixed_with = -1, .wanted = -1,
		.old_day = -1, .old_worker = -1, .old_with = -1};

	add_instant(w, &t, midnight + gap->from);
	push_task(w, &w->gap, &t);
}

static void
add_gaps(struct instance *w)
{
	for (int r = 0; r < w->problem.n_shifts; r++) {
		const struct duty *d = &w->room->roster->duty[r];
		const struct shift *s = &w->room->shift[r];

		for (int i = 0; i < d->n_gaps && !s->closed; i++)
			if (s->day * DAY_SECONDS + d->gap[i].from >= s->start)
				add_gap(w, r, &d->gap[i]);
	}
}

bool
instance_is_gap(const struct instance *w, int task)
{
	return w->candidate[task] == &w->gap;
}

/*
 * The end.
 */

static void
publish(struct instance *w)
{
	w->problem.shift = w->room->shift;
	w->problem.task = w->task;
	w->problem.window = w->room->window;
	w->problem.allowed = w->room->allowed;
	w->problem.n_skills = names_count(w->room->skill);
}

/* Removes the infeasible tasks. */
static void
drop_impossible(struct instance *w)
{
	int n = 0;

	for (int t = 0; t < w->problem.n_tasks; t++) {
		struct candidate *p = w->candidate[t];

		if (p->fate == FATE_FREE) {
			p->why = infeasible_why(&w->problem, &w->pieces, w->limit,
			    t);
			if (p->why != WHY_NONE) {
				p->fate = FATE_DROPPED;
				p->task = -1;
				continue;
			}
		}
		if (p->task == t)
			p->task = n;
		else
			p->half = n;
		w->task[n] = w->task[t];
		w->limit[n] = w->limit[t];
		w->candidate[n++] = p;
	}
	w->problem.n_tasks = n;
}

void
instance_widen(struct instance *w)
{
	struct verify_limit all = {0, INT_MAX};

	for (int t = 0; t < w->problem.n_tasks; t++)
		add_windows(w, &w->task[t], w->candidate[t], all);
	publish(w);
}

void
instance_close(struct instance *w)
{
	add_gaps(w);
	cut_shifts(w);
	publish(w);
	if (!w->room->options->check)
		drop_impossible(w);
}
