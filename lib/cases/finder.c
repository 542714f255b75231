#include "lib/cases/finder.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/io/fields.h"
#include "lib/io/stored.h"
#include "lib/io/table.h"
#include "lib/rule/codes.h"

enum { SURNAME, GIVEN_NAME, TOWN, NAMES };  /* compared as names */

/* What a line says.  Empty texts and DATE_NONE match everybody. */
struct description {
	const char *name[NAMES], *phone, *street;
	date birth_date;

	long line;
	struct spelling spelling[NAMES];
	struct spelling road;
	const char *digits;
	date exchanged;        /* the birth date, day and month exchanged */
	long found;
	bool nearly;           /* somebody has the exchanged birth date */
};

struct hit {
	size_t description;
	int64_t client;
	const char *case_id;
};

struct finder {
	char *file;
	struct description *description;
	size_t n, cap;
	struct hit *hit;
	size_t n_hits, hit_cap;
	long read, rejected;
	struct arena text;
};

enum { OUT_LINE, OUT_CASE_ID, OUT_STATUS, OUT_SURNAME, OUT_GIVEN_NAME,
	OUT_BIRTH_DATE, OUT_TOWN, OUT_NEXT_VISIT, OUT_WORKER, OUT_PHONE,
	OUT_STREET, OUT_POSTAL_CODE, OUT_CASE_MANAGER };

const struct out_column finder_columns[] = {
	{"line", true}, {"case_id", true}, {"status", true}, {"surname", true},
	{"given_name", true}, {"birth_date", true}, {"town", true},
	{"next_visit", true}, {"worker", true}, {"phone", false},
	{"street", false}, {"postal_code", false}, {"case_manager", false},
	{0}};

#define AT(member) offsetof(struct description, member)

static const struct fields_column input[] = {
	{"surname", FIELD_TEXT, false, AT(name[SURNAME])},
	{"given_name", FIELD_TEXT, false, AT(name[GIVEN_NAME])},
	{"birth_date", FIELD_DAY, false, AT(birth_date)},
	{"phone", FIELD_TEXT, false, AT(phone)},
	{"street", FIELD_TEXT, false, AT(street)},
	{"town", FIELD_TEXT, false, AT(name[TOWN])},
	{0}};

enum { INPUTS = sizeof input / sizeof *input - 1 };

static date
exchange(date d)
{
	struct civil c;

	if (d == DATE_NONE)
		return DATE_NONE;
	c = date_civil(d);
	return c.day == c.month ? DATE_NONE : date_from(c.year, c.day, c.month);
}

static const char *
digits(struct finder *f, const char *phone)
{
	char *key = arena_alloc(&f->text, strlen(phone) + 1);

	spelling_phone(key, phone);
	return key;
}

/* Fills in what the comparison needs. */
static void
prepare(struct finder *f, struct description *d)
{
	for (int i = 0; i < NAMES; i++)
		d->spelling[i] = spelling_new(d->name[i]);
	d->road = spelling_new_street(d->street);
	d->digits = digits(f, d->phone);
	d->exchanged = exchange(d->birth_date);
}

/* Is there anything in it that somebody could be found by? */
static bool
says_something(const struct description *d)
{
	size_t known = d->road.len + strlen(d->digits);

	for (int i = 0; i < NAMES; i++)
		known += d->spelling[i].len;
	return known > 0 || d->birth_date != DATE_NONE;
}

/* A field that is filled and says nothing ("?", "-") must not match all. */
static const char *
empty_field(const struct description *d)
{
	for (int i = 0; i < NAMES; i++)
		if (*d->name[i] != '\0' && d->spelling[i].len == 0)
			return input[i == TOWN ? INPUTS - 1 : i].name;
	if (*d->street != '\0' && d->road.len == 0)
		return "street";
	if (*d->phone != '\0' && *d->digits == '\0')
		return "phone";
	return NULL;
}

static void
discard(struct description *d)
{
	for (int i = 0; i < NAMES; i++)
		free(d->spelling[i].key);
	free(d->road.key);
}

static void
add(struct finder *f, struct table *t, const struct row *row,
    struct description d)
{
	const char *bad;

	prepare(f, &d);
	bad = empty_field(&d);
	if (bad != NULL || !says_something(&d)) {
		table_reject(t, row, bad, bad != NULL ?
		    "nothing that anybody could be found by" :
		    "says nothing of anybody");
		discard(&d);
		return;
	}
	d.line = row->line;
	f->description = mem_grow(f->description, f->n + 1, &f->cap,
	    sizeof *f->description);
	f->description[f->n++] = d;
}

static void
require_any(struct table *t, const struct fields *columns)
{
	for (size_t i = 0; i < INPUTS; i++)
		if (fields_has(columns, i))
			return;
	table_say_no_tab(t);
	die("%s: no column surname, given_name, birth_date, phone, street or "
	    "town", table_file(t));
}

struct finder *
finder_read(const char *path)
{
	struct finder *f = xcalloc(1, sizeof *f);
	struct table *t = table_open(path);
	struct fields *columns = fields_open(t, input);
	struct row row;

	require_any(t, columns);
	while (table_next(t, &row)) {
		struct description d = {0};

		if (fields_read(columns, &row, &d, &f->text))
			add(f, t, &row, d);
	}
	f->file = xstrdup(table_file(t));
	f->read = table_read(t);
	f->rejected = table_rejected(t);
	fields_close(columns);
	table_close(t);
	return f;
}

void
finder_free(struct finder *f)
{
	for (size_t i = 0; i < f->n; i++)
		discard(&f->description[i]);
	free(f->description);
	free(f->hit);
	free(f->file);
	arena_free(&f->text);
	free(f);
}

/* The columns of the query. */
enum { Q_CLIENT, Q_CASE_ID, Q_NAME, Q_BIRTH = Q_NAME + NAMES, Q_PHONE,
	Q_STREET };

/* Everything but the birth date. */
static bool
texts_match(const struct description *d, struct query *q)
{
	for (int i = 0; i < NAMES; i++)
		if (d->spelling[i].len > 0 &&
		    !spelling_matches(&d->spelling[i], db_text(q, Q_NAME + i)))
			return false;
	return (d->road.len == 0 ||
	    spelling_matches(&d->road, db_text(q, Q_STREET))) &&
	    (*d->digits == '\0' ||
	    spelling_phone_matches(d->digits, db_text(q, Q_PHONE)));
}

static void
add_hit(struct finder *f, size_t i, struct query *q)
{
	f->hit = mem_grow(f->hit, f->n_hits + 1, &f->hit_cap, sizeof *f->hit);
	f->hit[f->n_hits++] = (struct hit){i, db_int(q, Q_CLIENT),
	    arena_strdup(&f->text, db_text(q, Q_CASE_ID))};
	f->description[i].found++;
}

/* The birth date first: it costs nothing to compare. */
static void
compare(struct finder *f, size_t i, struct query *q)
{
	struct description *d = &f->description[i];
	date born = d->birth_date == DATE_NONE ? DATE_NONE :
	    db_date(q, Q_BIRTH);

	if (born == d->birth_date) {
		if (texts_match(d, q))
			add_hit(f, i, q);
	} else if (d->exchanged != DATE_NONE && born == d->exchanged &&
	    !d->nearly) {
		d->nearly = texts_match(d, q);
	}
}

static int
by_line(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	if (a->description != b->description)
		return a->description < b->description ? -1 : 1;
	return strcmp(a->case_id, b->case_id);
}

void
finder_search(struct finder *f, struct db *db)
{
	struct query q = db_query(db, "SELECT id, case_id, surname, given_name,"
	    " town, birth_date, phone, street FROM client");

	while (f->n > 0 && db_step(&q))
		for (size_t i = 0; i < f->n; i++)
			compare(f, i, &q);
	db_reset(&q);
	db_end(&q);
	if (f->n_hits > 0)
		qsort(f->hit, f->n_hits, sizeof *f->hit, by_line);
}

static void
print_hit(const struct finder *f, const struct hit *h, struct query *q,
    struct out *o)
{
	db_bind_int(q, 1, h->client);
	if (!db_step(q))
		return;
	out_int(o, OUT_LINE, f->description[h->description].line);
	out_text(o, OUT_CASE_ID, h->case_id);
	out_text(o, OUT_STATUS, code_status[stored_code(q, 0,
	    STATUS_CODES, (struct stored_row){"client", h->client})]);
	out_text(o, OUT_SURNAME, db_text(q, 1));
	out_text(o, OUT_GIVEN_NAME, db_text(q, 2));
	out_date(o, OUT_BIRTH_DATE, db_date(q, 3));
	out_text(o, OUT_TOWN, db_text(q, 4));
	out_date(o, OUT_NEXT_VISIT, db_date(q, 5));
	out_text(o, OUT_WORKER, db_text(q, 6));
	out_text(o, OUT_PHONE, db_text(q, 7));
	out_text(o, OUT_STREET, db_text(q, 8));
	out_text(o, OUT_POSTAL_CODE, db_text(q, 9));
	out_text(o, OUT_CASE_MANAGER, db_text(q, 10));
	out_row(o);
	db_reset(q);
}

void
finder_print(struct finder *f, struct db *db, struct out *o, date as_of)
{
	/* The open visit: a case has one at most. */
	struct query q = db_query(db, "SELECT c.status, c.surname,"
	    " c.given_name, c.birth_date, c.town, v.day,"
	    " coalesce(w.worker || coalesce(',' || x.worker, ''), x.worker),"
	    " c.phone, c.street, c.postal_code,"
	    " c.case_manager FROM client AS c"
	    " LEFT JOIN visit AS v ON v.client = c.id AND v.state < 2"
	    " AND v.day >= ?2"
	    " LEFT JOIN worker AS w ON w.id = v.worker"
	    " LEFT JOIN worker AS x ON x.id = v.with_worker"
	    " WHERE c.id = ?1");

	db_bind_date(&q, 2, as_of);
	for (size_t i = 0; i < f->n_hits; i++)
		print_hit(f, &f->hit[i], &q, o);
	db_end(&q);
}

struct finder_account
finder_account(const struct finder *f)
{
	struct finder_account a = {.read = f->read, .rejected = f->rejected};

	for (size_t i = 0; i < f->n; i++) {
		const struct description *d = &f->description[i];

		a.found += d->found > 0;
		a.nobody += d->found == 0;
		if (d->nearly)
			diag_at(f->file, d->line, "birth_date",
			    "somebody has it with day and month exchanged");
	}
	return a;
}
