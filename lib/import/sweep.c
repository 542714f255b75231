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

void
sweep_note(struct sweep *s, const struct upsert *st, const struct staged_row *r,
    bool added)
{
	uint32_t changed = upsert_changed(st);
	struct value lat = stagedrow_value(r, CASE_LAT);
	struct value lon = stagedrow_value(r, CASE_LON);

	s->met += !added;
	s->places += lat.type == VALUE_REAL;
	s->tenths += lat.type == VALUE_REAL && is_tenth(lat.r) && is_tenth(lon.r);
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
sweep_say(const struct sweep *s, int table, long records)
{
	const struct schema_table *t = &import_tables[table];

	say_cleared(s, t);
	if (table == CASES && s->met >= MANY && s->met * 2 >= records)
		say_replaced(s, t);
	if (table == CASES && s->places >= MANY && s->tenths == s->places)
		diag_warn("%s: all %ld places are tenths of a degree: have decimals"
		    " been lost?", t->name, s->places);
}
