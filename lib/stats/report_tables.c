#include "lib/stats/report.h"

static bool
include(struct tally_options *o, unsigned keys)
{
	for (int i = 0; i < o->n_tables; i++)
		if (o->table[i] == keys)
			return true;
	if (o->n_tables == TALLY_TABLES)
		return false;
	o->table[o->n_tables++] = keys;
	return true;
}

unsigned
report_earlier_keys(const struct report_earlier *e)
{
	unsigned keys = 0;

	for (int k = 0; k < KEYS; k++)
		if (e->label[k] != NULL)
			keys |= BIT(k);
	return keys;
}

/* Tables that were printed earlier, if they have no other keys. */
static bool
add_earlier(struct report_options *o)
{
	unsigned keys = tally_keys(&o->count);

	for (size_t i = 0; i < o->n_earlier; i++) {
		unsigned own = report_earlier_keys(&o->earlier[i]);

		if ((own & ~keys) == 0 && !include(&o->count, own))
			return false;
	}
	return true;
}

/* Every part of the first n tables; and those of keys of which one follows from
 * the other, but only by what was counted. */
static bool
add_parts(struct tally_options *o, int n)
{
	unsigned keys = tally_keys(o);

	for (int i = 0; i < n; i++)
		for (unsigned part = o->table[i]; part > 0; ) {
			part = (part - 1) & o->table[i];
			if (!include(o, part))
				return false;
		}
	if (keys & BIT(KEY_WORKER) && keys & BIT(KEY_FUNDER) &&
	    !include(o, BIT(KEY_WORKER) | BIT(KEY_FUNDER)))
		return false;
	return !(keys & BIT(KEY_WEEK) && keys & BIT(KEY_YEAR)) ||
	    include(o, BIT(KEY_WEEK) | BIT(KEY_YEAR));
}

/* A single table needs no others. */
static bool
add_links(struct tally_options *o, int n_printed)
{
	return n_printed == 1 || add_parts(o, n_printed);
}

bool
report_prepare(struct report_options *o)
{
	o->n_printed = o->count.n_tables;
	if (o->suppress == 0 && !o->raw)
		return true;
	o->count.measures = MEASURES_ALL;
	o->count.households = true;
	if (o->raw) {
		bool fits = add_parts(&o->count, o->n_printed);

		o->n_printed = o->count.n_tables;
		return fits;
	}
	return add_earlier(o) && add_links(&o->count, o->count.n_tables);
}
