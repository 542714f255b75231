#include "lib/import/sweep.h"

#include "lib/base/diag.h"
#include "lib/import/identity.h"
#include "lib/import/tables.h"

enum {
	FEW = 2,     /* somebody may have cleared so many on purpose */
	MANY = 10,   /* of fewer a quarter may well have moved */
};

/* Nobody's for life: other columns change by the dozen when somebody leaves. */
static const int of_person[] = {CASE_HOUSEHOLD, CASE_SURNAME, CASE_GIVEN_NAME,
	CASE_BIRTH, CASE_SEX, CASE_LANGUAGE, CASE_PHONE, CASE_STREET,
	CASE_POSTAL_CODE, CASE_TOWN, CASE_LAT, CASE_LON};

void
sweep_note(struct sweep *s, const struct upsert *st, const struct staged_row *r,
    bool added)
{
	uint32_t changed = upsert_changed(st);

	s->met += !added;
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
		long n = s->replaced[i] + s->cleared[i];

		if ((s->filled >> i & 1) != 0 && n * 4 > s->met)
			diag_warn("%s: %s is another one in %ld of %ld rows",
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
}
