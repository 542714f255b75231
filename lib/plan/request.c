#include "lib/plan/request.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/names.h"
#include "lib/base/windows.h"
#include "lib/io/table.h"

#define AT(member) offsetof(struct request, member)

/* In the order of REQUEST_... */
#define COMMON \
	{"case_id", FIELD_KEY, true, AT(case_id)}, \
	{"urgency", FIELD_COUNT, false, AT(urgency)}, \
	{"visit_by", FIELD_DAY, false, AT(visit_by)}, \
	{"not_before", FIELD_DAY, false, AT(not_before)}, \
	{"needs", FIELD_TAGS, false, AT(needs)}, \
	{"wanted", FIELD_KEY, false, AT(wanted)}, \
	{"visit_minutes", FIELD_MINUTES, false, AT(seconds)}, \
	{"windows", FIELD_WINDOWS, false, AT(windows)}, \
	{"tried", FIELD_DAYPARTS, false, AT(tried)}, \
	{"household_id", FIELD_KEY, false, AT(household)}, \
	{"postal_code", FIELD_TEXT, false, AT(postal_code)}, \
	{"place", FIELD_KEY, false, AT(place)}, \
	{"lat", FIELD_LAT, false, AT(lat)}, \
	{"lon", FIELD_LON, false, AT(lon)}

static const struct fields_column list_column[] = {
	COMMON,
	{"worker", FIELD_KEY, false, AT(worker)},
	{0}
};

static const struct fields_column plan_column[] = {
	COMMON,
	{"worker", FIELD_KEY, true, AT(worker)},
	{"with", FIELD_KEY, false, AT(with)},
	{"date", FIELD_DAY, true, AT(day)},
	{"start", FIELD_TIME, true, AT(start)},
	{"visit_id", FIELD_ID, false, AT(visit_id)},
	{0}
};

struct request
request_empty(void)
{
	return (struct request){
		.case_id = "", .urgency = -1, .visit_by = DATE_NONE,
		.not_before = DATE_NONE, .needs = "", .wanted = "",
		.seconds = -1, .windows = "", .tried = "", .household = "",
		.postal_code = "", .place = "", .lat = NAN, .lon = NAN,
		.worker = "", .with = "", .day = DATE_NONE,
		.start = CLOCK_NONE};
}

static char **
copy_fields(struct arena *a, char *const *field, size_t n)
{
	char **copy = arena_alloc(a, (n + 1) * sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(a, field[i]);
	return copy;
}

enum { SHORTEST = 5 * 60 };

/* Checks that involve several columns, and what can hardly be meant. */
static bool
check_request(struct table *t, const struct row *row, struct request *r)
{
	if (r->urgency == 0) {
		table_reject(t, row, "urgency", "not a whole number from 1 on");
		return false;
	}
	if (isnan(r->lat) != isnan(r->lon) || (r->lat == 0 && r->lon == 0))
		r->lat = r->lon = NAN;
	/* A place in Germany, the wrong way round: nobody gets there. */
	if (r->lat > 5 && r->lat < 16 && r->lon > 47 && r->lon < 56)
		diag_at(table_file(t), row->line, "lat",
		    "latitude and longitude are exchanged");
	if (r->seconds > 0 && r->seconds < SHORTEST)
		diag_at(table_file(t), row->line, "visit_minutes",
		    "less than five minutes: are they hours?");
	return true;
}

static void
add_request(struct requests *rs, const struct row *row, struct request *r)
{
	r->file = rs->file;
	r->line = row->line;
	r->field = copy_fields(&rs->text, row->field, rs->n_headings);
	rs->row = mem_grow(rs->row, rs->n + 1, &rs->cap,
	    sizeof *rs->row);
	rs->row[rs->n++] = *r;
}

static void
read_header(struct requests *rs, struct table *t, struct fields *f, size_t columns)
{
	rs->file = arena_strdup(&rs->text, table_file(t));
	rs->n_headings = table_columns(t);
	rs->heading = arena_alloc(&rs->text,
	    (rs->n_headings + 1) * sizeof *rs->heading);
	for (size_t i = 0; i < rs->n_headings; i++)
		rs->heading[i] = arena_strdup(&rs->text, table_heading(t, i));
	for (size_t i = 0; i < columns; i++)
		rs->has[i] = fields_has(f, i);
}

static void
read_rows(struct requests *rs, struct table *t, struct fields *f, bool plan)
{
	struct names *seen = names_new();
	bool wants = rs->has[REQUEST_WANTED];
	struct row row;

	while (table_next(t, &row)) {
		struct request r = request_empty();
		int known = names_count(seen);

		if (!fields_read(f, &row, &r, &rs->text) ||
		    !check_request(t, &row, &r))
			continue;
		if (!plan && names_add(seen, r.case_id) < known) {
			table_reject(t, &row, "case_id",
			    "has been on an earlier line");
			continue;
		}
		if (!plan && !wants)
			r.wanted = r.worker;
		add_request(rs, &row, &r);
	}
	names_free(seen);
}

static bool
has_heading(const struct requests *rs, const char *name)
{
	for (size_t i = 0; i < rs->n_headings; i++)
		if (strcmp(rs->heading[i], name) == 0)
			return true;
	return false;
}

/* Somebody has edited a plan, and forgotten --check. */
static void
say_plan(const struct requests *rs, const struct table *t)
{
	if (has_heading(rs, "date") && has_heading(rs, "start"))
		diag_at(rs->file, table_header_line(t), "date,start",
		    "not read without --check: the people of this plan are"
		    " planned anew");
}

static void
read_file(struct requests *rs, const char *path, bool plan)
{
	struct table *t = fields_table(path, plan_column);
	struct fields *f = fields_open(t, plan ? plan_column : list_column);

	read_header(rs, t, f, plan ? REQUEST_COLUMNS : REQUEST_WORKER + 1);
	if (!plan)
		say_plan(rs, t);
	read_rows(rs, t, f, plan);
	if (!plan && rs->has[REQUEST_WORKER])
		rs->has[REQUEST_WANTED] = true;
	rs->read = table_read(t);
	rs->rejected = table_rejected(t);
	rs->left_out = table_left_out(t);
	fields_close(f);
	table_close(t);
}

bool
request_is_outdated(const struct requests *rs, const struct request *r,
    date last_sign, struct arena *text)
{
	date known;

	if (r->field == NULL || last_sign == DATE_NONE)
		return false;
	for (size_t i = 0; i < rs->n_headings; i++)
		if (strcmp(rs->heading[i], "last_sign") == 0)
			return fields_value(FIELD_DAY, r->field[i], &known,
			    text) == NULL && known < last_sign;
	return false;
}

void
request_read(struct requests *rs, const char *path)
{
	read_file(rs, path, false);
}

static char *
seat(const struct request *r, const char *worker)
{
	return xasprintf("%s %d %d %s", r->case_id, r->day, r->start, worker);
}

/* A row with both workers of a pair, as on the sheet, stands for two unless the
 * second worker has a row of its own. */
static void
split_pairs(struct requests *rs)
{
	struct request *all = xcalloc(2 * rs->n + 1, sizeof *all);
	struct names *seats = names_new();
	size_t n = 0;

	for (size_t i = 0; i < rs->n; i++) {
		char *own = seat(&rs->row[i], rs->row[i].worker);

		names_add(seats, own);
		free(own);
	}
	for (size_t i = 0; i < rs->n; i++) {
		const struct request *r = &rs->row[i];
		char *other = seat(r, r->with);

		all[n++] = *r;
		if (r->with[0] != '\0' && names_find(seats, other) < 0) {
			all[n] = *r;
			all[n].worker = r->with;
			all[n++].with = r->worker;
		}
		free(other);
	}
	names_free(seats);
	free(rs->row);
	rs->row = all;
	rs->n = n;
}

void
request_read_plan(struct requests *rs, const char *path)
{
	read_file(rs, path, true);
	split_pairs(rs);
}

void
request_free(struct requests *rs)
{
	free(rs->row);
	arena_free(&rs->text);
	*rs = (struct requests){0};
}

bool
request_has_place(const struct request *r)
{
	return !isnan(r->lat) && !isnan(r->lon);
}

void
request_complete(const struct requests *rs, struct request *r,
    const struct request *from)
{
	for (size_t i = 0; list_column[i].name != NULL; i++)
		if (!rs->has[i] && i != REQUEST_LAT && i != REQUEST_LON)
			fields_copy(&list_column[i], r, from);
	if (!request_has_place(r)) {
		r->lat = from->lat;
		r->lon = from->lon;
	}
}

_Static_assert((int)REQUEST_HOURS >= (int)WINDOWS_A_DAY, "room for all windows");

int
request_hours(const struct request *r, int weekday,
    struct fields_hours hours[static REQUEST_HOURS])
{
	struct windows w;

	if (!windows_parse(r->windows, &w) || !w.given) {
		hours[0] = (struct fields_hours){0, CLOCK_DAY};
		return 1;
	}
	for (int i = 0; i < w.n[weekday]; i++)
		hours[i] = (struct fields_hours){w.day[weekday][i].from,
		    w.day[weekday][i].to};
	return w.n[weekday];
}

const char *
request_text(const struct request *r, const char *heading,
    char buf[static REQUEST_TEXT])
{
	for (size_t i = 0; list_column[i].name != NULL; i++)
		if (strcmp(list_column[i].name, heading) == 0)
			return fields_show(list_column[i].kind,
			    (const char *)r + list_column[i].at, buf);
	return "";
}
