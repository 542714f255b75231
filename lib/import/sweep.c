#include "lib/import/sweep.h"

#include <math.h>

#include "lib/base/diag.h"
#include "lib/import/identity.h"
#include "lib/import/tables.h"

enum {
	FEW = 2,     /* somebody may have cleared so many on purpose */
	MANY = 10,   /* of fewer a quarter may well have moved */
};

/* What is a person's own, and changes with their life. */
static const int of_person[] = {CASE_HOUSEHOLD, CASE_SURNAME, CASE_GIVEN_NAME,
	CASE_BIRTH, CASE_SEX, CASE_LANGUAGE, CASE_PHONE, CASE_STREET,
	CASE_POSTAL_CODE, CASE_TOWN, CASE_LAT, CASE_LON, CASE_MANAGER};

static bool
is_tenth(double degrees)
{
	double off = degrees * 10 - round(degrees * 10);

	return off < 1e-6 && off > -1e-6;
}

static void
note_place(struct sweep *s, const struct staged_row *r)
{
	struct value lat = stagedrow_value(r, CASE_LAT);
	struct value lon = stagedrow_value(r, CASE_LON);

	s->places += lat.type == VALUE_REAL;
	s->tenths += lat.type == VALUE_REAL && is_tenth(lat.r) && is_tenth(lon.r);
}

void
sweep_note(struct sweep *s, const struct upsert *st, const struct staged_row *r,
    bool added)
{
	uint32_t changed = upsert_changed(st);

	s->met += !added;
	if (s->table == CASES)
		note_place(s, r);
	for (int i = 0; r->columns >> i != 0; i++) {
		if ((r->columns >> i & 1) == 0)
			continue;
		if (r->value[i].type != VALUE_NULL)
			s->filled |= UINT32_C(1) << i;
		if ((changed >> i & 1) == 0)
			continue;
		s->cleared[i] += r->value[i].type == VALUE_NULL;
		s->replaced[i] += identity_is_replaced(st, r, i);
	}
}

static void
say_cleared(const struct sweep *s, const struct schema_table *t)
{
	for (size_t i = t->keys; i < t->n; i++)
		if ((s->filled >> i & 1) == 0 && s->cleared[i] > FEW)
			diag_warn("%s: %s is empty in every row: %ld stored values"
			    " are cleared", t->name, t->column[i].name,
			    s->cleared[i]);
}

static void
say_replaced(const struct sweep *s, const struct schema_table *t)
{
	for (size_t k = 0; k < sizeof of_person / sizeof of_person[0]; k++) {
		int i = of_person[k];
		/* A case manager who leaves is replaced in many cases at once. */
		long n = s->cleared[i] + (i == CASE_MANAGER ? 0 : s->replaced[i]);

		if ((s->filled >> i & 1) != 0 && n * 4 > s->met)
			diag_warn("%s: %s is another one, or gone, in %ld of %ld"
			    " rows",
			    t->name, t->column[i].name, n, s->met);
	}
}

void
sweep_say(const struct sweep *s, long records)
{
	const struct schema_table *t = &import_tables[s->table];

	say_cleared(s, t);
	if (s->table == CASES && s->met >= MANY && s->met * 2 >= records)
		say_replaced(s, t);
	if (s->places >= MANY && s->tenths == s->places)
		diag_warn("%s: all %ld places are tenths of a degree: have decimals"
		    " been lost?", t->name, s->places);
}

void
sweep_say_heaped(struct db *db, int64_t run)
{
	struct query q = db_query(db, "SELECT sum(n) FROM (SELECT count(*) AS n"
	    " FROM (SELECT lat AS at_lat, lon AS at_lon FROM client WHERE run = ?1"
	    "  AND lat IS NOT NULL GROUP BY lat, lon HAVING count(*) > 5)"
	    " JOIN client ON lat = at_lat AND lon = at_lon WHERE run = ?1"
	    " GROUP BY lat, lon HAVING count(DISTINCT street) > 5)");
	long n;

	db_bind_int(&q, 1, run);
	n = db_step(&q) ? (long)db_int(&q, 0) : 0;
	db_end(&q);
	if (n > 0)
		diag_warn("cases: %ld stand at one point with those of more than"
		    " five other streets: is it where none was found?", n);
}
