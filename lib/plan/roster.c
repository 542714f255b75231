#include "lib/plan/roster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/io/table.h"

enum { BREAK_FROM = 11 * 3600, BREAK_TO = 14 * 3600 };

struct roster *
roster_new(void)
{
	struct roster *r = xcalloc(1, sizeof *r);

	r->names = names_new();
	return r;
}

void
roster_free(struct roster *r)
{
	if (r == NULL)
		return;
	arena_free(&r->text);
	names_free(r->names);
	free(r->worker);
	free(r->absence);
	free(r->duty);
	free(r->day);
	free(r);
}

/*
 * Team and absences.
 */

/* The worker of this code, set to defaults: a later row replaces an earlier
 * one. */
static struct worker *
worker_named(struct roster *r, const char *code)
{
	size_t i = (size_t)names_add(r->names, code);

	if (i == r->n_workers) {
		r->worker = mem_grow(r->worker, i + 1, &r->worker_cap,
		    sizeof *r->worker);
		r->n_workers++;
	}
	r->worker[i] = (struct worker){
		.worker = names_text(r->names, (int)i),
		.skills = "", .place = "", .lat = NAN, .lon = NAN,
		.visits_per_day = ROSTER_NO_LIMIT, .since = DATE_NONE,
		.until = DATE_NONE, .latest = -1};
	for (int d = 0; d < 7; d++)
		r->worker[i].hours[d].from = CLOCK_NONE;
	return &r->worker[i];
}

static void
add_worker(struct roster *r, const struct worker *w)
{
	struct worker *own = worker_named(r, w->worker);
	const char *code = own->worker;

	*own = *w;
	own->worker = code;
	own->latest = -1;
	if (own->visits_per_day < 0)
		own->visits_per_day = ROSTER_NO_LIMIT;
	own->hours[5].from = own->hours[6].from = CLOCK_NONE;
}

#define HOURS(d) offsetof(struct worker, hours[d])

static const struct fields_column team_column[] = {
	{"worker", FIELD_KEY, true, offsetof(struct worker, worker)},
	{"skills", FIELD_TAGS, false, offsetof(struct worker, skills)},
	{"lat", FIELD_LAT, true, offsetof(struct worker, lat)},
	{"lon", FIELD_LON, true, offsetof(struct worker, lon)},
	{"place", FIELD_KEY, false, offsetof(struct worker, place)},
	{"visits_per_day", FIELD_COUNT, false,
	    offsetof(struct worker, visits_per_day)},
	{"break_minutes", FIELD_MINUTES, false,
	    offsetof(struct worker, break_length)},
	{"since", FIELD_DAY, false, offsetof(struct worker, since)},
	{"until", FIELD_DAY, false, offsetof(struct worker, until)},
	{"mon", FIELD_HOURS, false, HOURS(0)},
	{"tue", FIELD_HOURS, false, HOURS(1)},
	{"wed", FIELD_HOURS, false, HOURS(2)},
	{"thu", FIELD_HOURS, false, HOURS(3)},
	{"fri", FIELD_HOURS, false, HOURS(4)},
	{0}
};

static bool
is_idle(const struct worker *w)
{
	for (int d = 0; d < 5; d++)
		if (w->hours[d].from != CLOCK_NONE)
			return false;
	return true;
}

long
roster_read_team(struct roster *r, const char *path)
{
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, team_column);
	struct worker w = {0};
	struct row row;
	long rejected;

	r->team_file = arena_strdup(&r->text, table_file(t));
	while (table_next(t, &row)) {
		w.line = row.line;
		if (!fields_read(f, &row, &w, &r->text))
			continue;
		if (names_find(r->names, w.worker) >= 0)
			diag_warn("%s:%ld: worker: has a row already; this one "
			    "counts", r->team_file, row.line);
		if (is_idle(&w))
			diag_at(r->team_file, row.line, "worker", "hours on no"
			    " day: no visit is planned for this worker");
		add_worker(r, &w);
	}
	rejected = table_rejected(t);
	fields_close(f);
	table_close(t);
	return rejected;
}

void
roster_load_team(struct roster *r, struct db *db)
{
	struct query q = db_query(db,
#include "query/plan-team.inc"
	);

	while (db_step(&q)) {
		struct worker w = {
			.worker = db_key(&q, 0),
			.skills = arena_strdup(&r->text, db_text(&q, 1)),
			.place = "",
			.lat = db_degrees(&q, 2), .lon = db_degrees(&q, 3),
			.visits_per_day = db_null(&q, 4) ? -1 :
			    db_small(&q, 4),
			.break_length = db_seconds(&q, 5)};

		w.since = db_date(&q, 11);
		w.until = db_date(&q, 12);
		for (int d = 0; d < 5; d++)
			fields_value(FIELD_HOURS, db_text(&q, 6 + d),
			    &w.hours[d], &r->text);
		add_worker(r, &w);
	}
	db_end(&q);
}

static void
add_absence(struct roster *r, struct absence a)
{
	r->absence = mem_grow(r->absence, r->n_absences + 1, &r->absence_cap,
	    sizeof *r->absence);
	r->absence[r->n_absences++] = a;
}

static bool
check_absence(struct table *t, const struct row *row, const struct absence *a)
{
	if (a->start == CLOCK_NONE ? a->end == CLOCK_NONE : a->end > a->start)
		return true;
	table_reject(t, row, "start", "no later end");
	return false;
}

long
roster_read_absences(struct roster *r, const char *path)
{
	static const struct fields_column column[] = {
		{"worker", FIELD_KEY, true, offsetof(struct absence, worker)},
		{"from", FIELD_DAY, true, offsetof(struct absence, from)},
		{"to", FIELD_DAY, false, offsetof(struct absence, to)},
		{"start", FIELD_TIME, false, offsetof(struct absence, start)},
		{"end", FIELD_END, false, offsetof(struct absence, end)},
		{0}
	};
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, column);
	struct absence a = {0};
	struct row row;
	long rejected;

	r->absence_file = arena_strdup(&r->text, table_file(t));
	if (table_column(t, "to") < 0)
		diag_warn("%s:%ld: no column to: absences last until further"
		    " notice", table_file(t), table_header_line(t));
	while (table_next(t, &row)) {
		a.line = row.line;
		if (fields_read(f, &row, &a, &r->text) &&
		    check_absence(t, &row, &a))
			add_absence(r, a);
	}
	rejected = table_rejected(t);
	fields_close(f);
	table_close(t);
	return rejected;
}

void
roster_load_absences(struct roster *r, struct db *db)
{
	struct query q = db_query(db,
#include "query/plan-absences.inc"
	);

	while (db_step(&q))
		add_absence(r, (struct absence){
		    .worker = arena_strdup(&r->text, db_text(&q, 0)),
		    .from = db_date(&q, 1), .to = db_date(&q, 2),
		    .start = db_clock(&q, 3),
		    .end = db_clock(&q, 4)});
	db_end(&q);
}

/* Does a row of the file replace a stored absence? */
static bool
replaces(const struct absence *row, const struct absence *stored)
{
	return row->line > 0 && stored->line == 0 && row->from == stored->from &&
	    (row->start == stored->start || row->start == CLOCK_NONE ||
	    stored->start == CLOCK_NONE) &&
	    strcmp(row->worker, stored->worker) == 0;
}

static bool
is_replaced(const struct roster *r, const struct absence *stored)
{
	for (size_t i = 0; i < r->n_absences; i++)
		if (replaces(&r->absence[i], stored))
			return true;
	return false;
}

static bool
is_somebody(const struct roster *r, const struct absence *a)
{
	return strcmp(a->worker, "*") == 0 ||
	    names_find(r->names, a->worker) >= 0;
}

/* It ends before it begins, and there is none that it could take back. */
static bool
is_futile(const struct roster *r, const struct absence *row)
{
	if (row->line == 0 || row->to == DATE_NONE || row->to >= row->from)
		return false;
	for (size_t i = 0; i < r->n_absences; i++)
		if (replaces(row, &r->absence[i]))
			return false;
	return true;
}

long
roster_settle_absences(struct roster *r)
{
	struct absence *kept = xcalloc(r->n_absences + 1, sizeof *kept);
	size_t n = 0;
	long rejected = 0;

	for (size_t i = 0; i < r->n_absences; i++) {
		const struct absence *a = &r->absence[i];

		if (a->line > 0 && !is_somebody(r, a)) {
			diag_at(r->absence_file, a->line, "worker",
			    "unknown worker");
			rejected++;
		} else if (a->line > 0 || !is_replaced(r, a)) {
			if (is_futile(r, a))
				diag_at(r->absence_file, a->line, "to",
				    "before from: nobody is away");
			kept[n++] = *a;
		}
	}
	free(r->absence);
	r->absence = kept;
	r->n_absences = n;
	return rejected;
}

static bool
is_about(const struct absence *a, const char *code, date day)
{
	return day >= a->from && (a->to == DATE_NONE || day <= a->to) &&
	    (strcmp(a->worker, "*") == 0 || strcmp(a->worker, code) == 0);
}

/* What is left of a worker's hours on a day, in order. */
struct day_pieces {
	struct fields_hours *at;
	size_t n, cap;
};

static void
add_piece(struct day_pieces *d, int from, int to)
{
	d->at = mem_grow(d->at, d->n + 1, &d->cap, sizeof *d->at);
	d->at[d->n++] = (struct fields_hours){from, to};
}

/* The new pieces are made behind the old ones and take their place. */
static void
cut_out(struct day_pieces *d, int start, int end)
{
	size_t old = d->n;

	for (size_t i = 0; i < old; i++) {
		struct fields_hours p = d->at[i];

		if (p.from < start)
			add_piece(d, p.from, p.to < start ? p.to : start);
		if (p.to > end)
			add_piece(d, p.from > end ? p.from : end, p.to);
	}
	d->n -= old;
	memmove(d->at, d->at + old, d->n * sizeof *d->at);
}

/* The worker's hours without absences; no piece: absent all day. */
static void
hours_left(const struct roster *r, int worker, date day, struct day_pieces *d)
{
	const struct worker *w = &r->worker[worker];
	struct fields_hours hours = w->hours[date_weekday(day)];

	d->n = 0;
	if (hours.from == CLOCK_NONE || day < w->since ||
	    (w->until != DATE_NONE && day > w->until))
		return;
	add_piece(d, hours.from, hours.to);
	for (size_t i = 0; i < r->n_absences && d->n > 0; i++) {
		const struct absence *a = &r->absence[i];

		if (!is_about(a, w->worker, day))
			continue;
		if (a->start == CLOCK_NONE)
			d->n = 0;
		else
			cut_out(d, a->start, a->end);
	}
}

/*
 * Duties.
 */

static void
add_duty(struct roster *r, struct duty d)
{
	if (d.break_from == CLOCK_NONE)
		d.break_from = BREAK_FROM;
	if (d.break_to == CLOCK_NONE)
		d.break_to = BREAK_TO;
	if (d.visits_per_day < 0)
		d.visits_per_day = ROSTER_NO_LIMIT;
	if (d.break_length < 0)
		d.break_length = 0;
	r->duty = mem_grow(r->duty, r->n_duties + 1, &r->duty_cap,
	    sizeof *r->duty);
	r->duty[r->n_duties++] = d;
}

/* One row of the file of shifts. */
struct shift_row {
	const char *worker;
	struct duty duty;
};

#define DUTY(member) offsetof(struct shift_row, duty.member)

static const struct fields_column shift_column[] = {
	{"worker", FIELD_KEY, true, offsetof(struct shift_row, worker)},
	{"date", FIELD_DAY, true, DUTY(day)},
	{"start", FIELD_TIME, true, DUTY(start)},
	{"end", FIELD_END, true, DUTY(end)},
	{"break_minutes", FIELD_MINUTES, false, DUTY(break_length)},
	{"break_from", FIELD_TIME, false, DUTY(break_from)},
	{"break_to", FIELD_END, false, DUTY(break_to)},
	{"skills", FIELD_TAGS, false, DUTY(skills)},
	{"lat", FIELD_LAT, false, DUTY(lat)},
	{"lon", FIELD_LON, false, DUTY(lon)},
	{"place", FIELD_KEY, false, DUTY(place)},
	{"visits_per_day", FIELD_COUNT, false, DUTY(visits_per_day)},
	{0}
};

static const char *
take_shift(struct roster *r, struct names *seen, struct shift_row *s)
{
	char *key;
	bool twice;

	if (s->duty.end <= s->duty.start)
		return "ends before it starts";
	key = xasprintf("%d %s", s->duty.day, s->worker);
	twice = names_find(seen, key) >= 0;
	names_add(seen, key);
	free(key);
	if (twice)
		return "this worker has a shift on this day already";
	s->duty.worker = names_find(r->names, s->worker);
	if (s->duty.worker < 0) {
		worker_named(r, s->worker);
		s->duty.worker = (int)r->n_workers - 1;
	}
	add_duty(r, s->duty);
	return NULL;
}

static int
by_day(const void *x, const void *y)
{
	const struct duty *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

long
roster_read_shifts(struct roster *r, const char *path)
{
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, shift_column);
	struct names *seen = names_new();
	struct shift_row s = {0};
	struct row row;
	const char *wrong;
	long rejected;

	r->file = arena_strdup(&r->text, table_file(t));
	while (table_next(t, &row)) {
		if (!fields_read(f, &row, &s, &r->text))
			continue;
		s.duty.line = row.line;
		if ((wrong = take_shift(r, seen, &s)) != NULL)
			table_reject(t, &row, NULL, wrong);
	}
	if (r->n_duties > 0)
		qsort(r->duty, r->n_duties, sizeof *r->duty, by_day);
	rejected = table_rejected(t);
	names_free(seen);
	fields_close(f);
	table_close(t);
	return rejected;
}

int
roster_shift_days(const struct roster *r, date from, int n, date **day)
{
	int k = 0;

	*day = xcalloc(r->n_duties + 1, sizeof **day);
	for (size_t i = 0; i < r->n_duties && (n == 0 || k <= n); i++) {
		date d = r->duty[i].day;

		if (d >= from && (k == 0 || (*day)[k - 1] != d))
			(*day)[k++] = d;
	}
	return n > 0 && k > n ? n : k;
}

static void
keep_days(struct roster *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_duties; i++)
		if (roster_day(r, r->duty[i].day) >= 0)
			r->duty[n++] = r->duty[i];
	r->n_duties = n;
}

/* Section 4 of the working hours act (ArbZG): the break by length of work. */
static int
lawful_break(int seconds)
{
	if (seconds <= 6 * 3600)
		return 0;
	return seconds <= 9 * 3600 ? 30 * 60 : 45 * 60;
}

static int
length_of(const struct day_pieces *d)
{
	int sum = 0;

	for (size_t i = 0; i < d->n; i++)
		sum += d->at[i].to - d->at[i].from;
	return sum;
}

/* The gaps between the pieces of a day. */
static struct fields_hours *
gaps_of(struct roster *r, const struct day_pieces *d)
{
	struct fields_hours *gap = arena_alloc(&r->text, d->n * sizeof *gap);

	for (size_t i = 1; i < d->n; i++)
		gap[i - 1] = (struct fields_hours){d->at[i - 1].to,
			d->at[i].from};
	return gap;
}

static void
add_pieces(struct roster *r, int worker, date day, const struct day_pieces *d)
{
	const struct worker *w = &r->worker[worker];

	add_duty(r, (struct duty){
		.worker = worker, .day = day,
		.start = d->at[0].from, .end = d->at[d->n - 1].to,
		.gap = gaps_of(r, d), .n_gaps = (int)d->n - 1,
		.break_length = w->break_length >= 0 ?
		    w->break_length : lawful_break(length_of(d)),
		.break_from = BREAK_FROM, .break_to = BREAK_TO,
		.visits_per_day = w->visits_per_day,
		.skills = w->skills, .place = w->place,
		.lat = w->lat, .lon = w->lon, .line = w->line});
}

static void
add_day(struct roster *r, date day)
{
	struct day_pieces d = {0};

	for (size_t i = 0; i < r->n_workers; i++) {
		hours_left(r, (int)i, day, &d);
		if (d.n > 0)
			add_pieces(r, (int)i, day, &d);
	}
	free(d.at);
}

/* Links a duty into its worker's list. */
static void
chain_duty(struct roster *r, int duty)
{
	struct worker *w = &r->worker[r->duty[duty].worker];

	r->duty[duty].previous = w->latest;
	w->latest = duty;
}

static void
add_days(struct roster *r, const struct holidays *holidays)
{
	for (int i = 0; i < r->n_days; i++)
		if (holiday_workday_is(holidays, r->day[i]))
			add_day(r, r->day[i]);
}

void
roster_days(struct roster *r, const struct holidays *holidays,
    const date *day, int n)
{
	if (n > ROSTER_DAYS)
		die("a plan of more than %d days is not possible: choose some"
		    " with --from and --days", (int)ROSTER_DAYS);
	r->day = xcalloc((size_t)n + 1, sizeof *r->day);
	memcpy(r->day, day, (size_t)n * sizeof *day);
	r->n_days = n;
	if (r->file != NULL)
		keep_days(r);
	else
		add_days(r, holidays);
	for (size_t i = 0; i < r->n_duties; i++)
		chain_duty(r, (int)i);
}

int
roster_add_bare(struct roster *r, const char *worker, date day)
{
	int i = names_find(r->names, worker);

	if (i < 0) {
		worker_named(r, worker);
		i = (int)r->n_workers - 1;
	}
	add_duty(r, (struct duty){
		.worker = i, .day = day, .end = CLOCK_DAY, .bare = true,
		.visits_per_day = ROSTER_NO_LIMIT, .skills = "",
		.place = r->worker[i].place, .line = r->worker[i].line,
		.lat = r->worker[i].lat, .lon = r->worker[i].lon});
	chain_duty(r, (int)r->n_duties - 1);
	return (int)r->n_duties - 1;
}

int
roster_worker(const struct roster *r, const char *worker)
{
	return names_find(r->names, worker);
}

int
roster_day(const struct roster *r, date day)
{
	int low = 0, high = r->n_days - 1;

	while (low <= high) {
		int mid = (low + high) / 2;

		if (r->day[mid] == day)
			return mid;
		if (r->day[mid] < day)
			low = mid + 1;
		else
			high = mid - 1;
	}
	return -1;
}

int
roster_duty(const struct roster *r, int worker, date day)
{
	int i = r->worker[worker].latest;

	while (i >= 0 && r->duty[i].day != day)
		i = r->duty[i].previous;
	return i;
}

bool
roster_away(const struct roster *r, int worker, date day, int start, int end)
{
	int duty = roster_duty(r, worker, day);

	if (duty < 0 || r->duty[duty].bare)
		return true;
	for (size_t i = 0; i < r->n_absences; i++) {
		const struct absence *a = &r->absence[i];

		if (a->start != CLOCK_NONE && a->start < end && a->end > start &&
		    is_about(a, r->worker[worker].worker, day))
			return true;
	}
	return false;
}

bool
roster_has_break(const struct duty *d, int start, int end)
{
	if (d->break_length <= 0)
		return false;
	for (int i = 0; i <= d->n_gaps; i++) {
		int from = i > 0 ? d->gap[i - 1].to : start;
		int to = i < d->n_gaps ? d->gap[i].from : end;

		from = from > start ? from : start;
		from = from > d->break_from ? from : d->break_from;
		to = to < end ? to : end;
		to = to < d->break_to ? to : d->break_to;
		if (from + d->break_length <= to)
			return true;
	}
	return false;
}

void
roster_say_breaks(const struct roster *r)
{
	long n = 0;

	for (size_t i = 0; i < r->n_duties; i++) {
		const struct duty *d = &r->duty[i];

		n += !d->bare && d->break_length > 0 &&
		    !roster_has_break(d, d->start, d->end);
	}
	if (n > 0)
		diag_note(language_count(n,
		    "%ld shift without room for the break that is due",
		    "%ld shifts without room for the break that is due"), n);
}
