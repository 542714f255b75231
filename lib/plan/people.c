#include "lib/plan/people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/names.h"
#include "lib/io/table.h"
#include "lib/base/windows.h"

const char *const why_word[] = {"planned", "place", "skill", "deadline",
	"window", "distance", "capacity", "no_longer", "pinned", ""};

#define AT(member) offsetof(struct person, member)

/* In the order of PERSON_... */
#define COMMON \
	{"case_id", FIELD_TEXT, true, AT(case_id)}, \
	{"urgency", FIELD_COUNT, false, AT(urgency)}, \
	{"visit_by", FIELD_DAY, false, AT(visit_by)}, \
	{"not_before", FIELD_DAY, false, AT(not_before)}, \
	{"needs", FIELD_TAGS, false, AT(needs)}, \
	{"wanted", FIELD_TEXT, false, AT(wanted)}, \
	{"visit_minutes", FIELD_MINUTES, false, AT(seconds)}, \
	{"windows", FIELD_WINDOWS, false, AT(windows)}, \
	{"tried", FIELD_DAYPARTS, false, AT(tried)}, \
	{"household_id", FIELD_TEXT, false, AT(household)}, \
	{"postal_code", FIELD_TEXT, false, AT(postal_code)}, \
	{"place", FIELD_TEXT, false, AT(place)}, \
	{"lat", FIELD_LAT, false, AT(lat)}, \
	{"lon", FIELD_LON, false, AT(lon)}

static const struct fields_column list_column[] = {
	COMMON,
	{"worker", FIELD_TEXT, false, AT(worker)},
	{0}
};

static const struct fields_column plan_column[] = {
	COMMON,
	{"worker", FIELD_TEXT, true, AT(worker)},
	{"with", FIELD_TEXT, false, AT(with)},
	{"date", FIELD_DAY, true, AT(day)},
	{"start", FIELD_TIME, true, AT(start)},
	{"visit_id", FIELD_ID, false, AT(visit_id)},
	{0}
};

struct person
person_nobody(void)
{
	return (struct person){
		.case_id = "", .urgency = -1, .visit_by = DATE_NONE,
		.not_before = DATE_NONE, .needs = "", .wanted = "",
		.seconds = -1, .windows = "", .tried = "", .household = "",
		.postal_code = "", .place = "", .lat = NAN, .lon = NAN,
		.worker = "", .with = "", .day = DATE_NONE,
		.start = CLOCK_NONE, .why = WHY_NONE, .point = -1,
		.task = -1, .half = -1};
}

static char **
copy_fields(struct arena *a, char *const *field, size_t n)
{
	char **copy = arena_alloc(a, (n + 1) * sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(a, field[i]);
	return copy;
}

static void
add_person(struct people *ps, const struct row *row, struct person *p)
{
	p->file = ps->file;
	p->line = row->line;
	p->field = copy_fields(&ps->text, row->field, ps->n_headings);
	ps->person = mem_grow(ps->person, ps->n + 1, &ps->cap,
	    sizeof *ps->person);
	ps->person[ps->n++] = *p;
}

static void
read_header(struct people *ps, struct table *t, struct fields *f, size_t columns)
{
	ps->file = arena_strdup(&ps->text, table_file(t));
	ps->n_headings = table_columns(t);
	ps->heading = arena_alloc(&ps->text,
	    (ps->n_headings + 1) * sizeof *ps->heading);
	for (size_t i = 0; i < ps->n_headings; i++)
		ps->heading[i] = arena_strdup(&ps->text, table_heading(t, i));
	for (size_t i = 0; i < columns; i++)
		ps->has[i] = fields_has(f, i);
}

static void
read_rows(struct people *ps, struct table *t, struct fields *f, bool plan)
{
	struct names *seen = names_new();
	bool wants = ps->has[PERSON_WANTED];
	struct row row;

	while (table_next(t, &row)) {
		struct person p = person_nobody();
		int known = names_count(seen);

		if (!fields_read(f, &row, &p, &ps->text))
			continue;
		if (!plan && names_add(seen, p.case_id) < known) {
			table_reject(t, &row, "case_id",
			    "has been on an earlier line");
			continue;
		}
		if (!plan && !wants)
			p.wanted = p.worker;
		add_person(ps, &row, &p);
	}
	names_free(seen);
}

static void
read_people(struct people *ps, const char *path, bool plan)
{
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, plan ? plan_column : list_column);

	read_header(ps, t, f, plan ? PERSON_COLUMNS : PERSON_WORKER + 1);
	read_rows(ps, t, f, plan);
	if (!plan && ps->has[PERSON_WORKER])
		ps->has[PERSON_WANTED] = true;
	ps->read = table_read(t);
	ps->rejected = table_rejected(t);
	fields_close(f);
	table_close(t);
}

void
people_read(struct people *ps, const char *path)
{
	read_people(ps, path, false);
}

void
people_read_plan(struct people *ps, const char *path)
{
	read_people(ps, path, true);
}

void
people_free(struct people *ps)
{
	free(ps->person);
	arena_free(&ps->text);
	*ps = (struct people){0};
}

void
person_complete(const struct people *ps, struct person *p,
    const struct person *from)
{
	for (size_t i = 0; list_column[i].name != NULL; i++)
		if (!ps->has[i])
			fields_copy(&list_column[i], p, from);
	if (isnan(p->lat) || isnan(p->lon)) {
		p->lat = from->lat;
		p->lon = from->lon;
	}
}

_Static_assert((int)PERSON_HOURS >= (int)WINDOWS_A_DAY, "room for all windows");

int
person_hours(const struct person *p, int weekday,
    struct fields_hours hours[static PERSON_HOURS])
{
	struct windows w;

	if (!windows_parse(p->windows, &w) || !w.given) {
		hours[0] = (struct fields_hours){0, CLOCK_DAY};
		return 1;
	}
	for (int i = 0; i < w.n[weekday]; i++)
		hours[i] = (struct fields_hours){w.day[weekday][i].from,
		    w.day[weekday][i].to};
	return w.n[weekday];
}

const char *
person_text(const struct person *p, const char *heading,
    char buf[static PERSON_TEXT])
{
	for (size_t i = 0; list_column[i].name != NULL; i++)
		if (strcmp(list_column[i].name, heading) == 0)
			return fields_show(list_column[i].kind,
			    (const char *)p + list_column[i].at, buf);
	return "";
}
