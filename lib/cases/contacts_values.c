#include "lib/cases/contacts.h"

#include <limits.h>

#include "lib/cases/contacts_parts.h"
#include "lib/rule/codes.h"

/* Those of a column of a table. */
static void
add_values(struct contacts *a, struct report *r, int key, const char *sql)
{
	struct query q = db_query(a->db, sql);

	while (db_step(&q))
		report_value(r, key, contacts_word(a, &q, 0));
	db_end(&q);
}

static void
add_words(struct contacts *a, struct report *r, int key, const char *const *word)
{
	for (; *word != NULL; word++)
		report_value(r, key, names_add(a->words, *word));
}

static void
add_codes(struct report *r, int key, const char *const *word)
{
	for (int i = 0; word[i] != NULL; i++)
		report_value(r, key, i);
}

static void
add_days(const struct contacts *a, struct report *r, int key)
{
	int last = INT_MIN;

	for (date d = a->o.from; d <= a->o.to; d++) {
		int period = measure_period(key, d);

		if (period != last)
			report_value(r, key, period);
		last = period;
	}
}

static void
add_key_values(struct contacts *a, struct report *r, int key)
{
	static const char *const sexes[] = {"f", "m", "x", NULL};

	switch (key) {
	case KEY_YEAR: case KEY_QUARTER: case KEY_MONTH: case KEY_WEEK:
		add_days(a, r, key);
		break;
	case KEY_TOWN:
		add_values(a, r, key, "SELECT town FROM place"
		    " WHERE town IS NOT NULL");
		break;
	case KEY_POSTAL_CODE:
		add_values(a, r, key, "SELECT postal_code FROM place");
		break;
	case KEY_WORKER:
		for (size_t i = 0; i < a->n_workers; i++) {
			report_value(r, key, a->worker[i].worker);
			report_funder(r, a->worker[i].worker,
			    a->worker[i].funder);
		}
		break;
	case KEY_FUNDER:
		for (size_t i = 0; i < a->n_workers; i++)
			report_value(r, key, a->worker[i].funder);
		break;
	case KEY_AREA:
		add_values(a, r, key, "SELECT area FROM offer"
		    " WHERE area IS NOT NULL");
		break;
	case KEY_SEX: add_words(a, r, key, sexes); break;
	case KEY_AGE_GROUP:
		for (int i = 0; i <= a->o.ages.n; i++)
			report_value(r, key, i);
		break;
	case KEY_OUTCOME:
		for (int i = 0; i < OUTCOME_CODES; i++)
			report_value(r, key, i);
		break;
	case KEY_CAUSE: add_codes(r, key, code_cause); break;
	default: break;
	}
}

void
contacts_values(struct contacts *a, struct report *r)
{
	for (int k = 0; k < KEYS; k++)
		if (a->keys & BIT(k))
			add_key_values(a, r, k);
}
