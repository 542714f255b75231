#include "lib/import/losses.h"

#include "lib/base/diag.h"
#include "lib/import/tables.h"

enum { FEW = 2 };  /* somebody may have cleared so many on purpose */

void
losses_note(struct losses *l, const struct upsert *st, const struct staged_row *r)
{
	uint32_t changed = upsert_changed(st);

	for (int i = 0; r->columns >> i != 0; i++) {
		if ((r->columns >> i & 1) == 0)
			continue;
		if (r->value[i].type != VALUE_NULL)
			l->filled |= UINT32_C(1) << i;
		else if ((changed >> i & 1) != 0)
			l->cleared[i]++;
	}
}

void
losses_say(const struct losses *l, int table)
{
	const struct schema_table *t = &import_tables[table];

	for (size_t i = t->keys; i < t->n; i++)
		if ((l->filled >> i & 1) == 0 && l->cleared[i] > FEW)
			diag_warn("%s: %s is empty in every row: %ld stored values"
			    " are cleared", t->name, t->column[i].name,
			    l->cleared[i]);
}
