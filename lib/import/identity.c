#include "lib/import/identity.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/spelling.h"
#include "lib/import/tables.h"

static const double FAR = 0.01;  /* degrees: about a kilometre */

static bool
has_changed(const struct upsert *st, int column)
{
	return (upsert_changed(st) >> column & 1) != 0;
}

static bool
spelled_alike(struct spelling (*new)(const char *), const char *a, const char *b)
{
	struct spelling of_a = new(a), of_b = new(b);
	bool alike = spelling_matches(&of_a, b) || spelling_matches(&of_b, a);

	free(of_a.key);
	free(of_b.key);
	return alike;
}

static bool
is_far(double old, double now)
{
	return old - now > FAR || now - old > FAR;
}

bool
identity_is_replaced(const struct upsert *st, const struct staged_row *r,
    int column)
{
	struct value old = upsert_old(st, column);
	const struct value *now = &r->value[column];

	if (old.type == VALUE_NULL || now->type == VALUE_NULL)
		return false;
	if (now->type == VALUE_REAL)
		return is_far(old.r, now->r);
	return now->type != VALUE_TEXT || !spelled_alike(column == CASE_STREET ?
	    spelling_new_street : spelling_new, old.s, now->s);
}

static bool
is_confirmed(const struct upsert *st, const struct staged_row *r, int column)
{
	return stagedrow_value(r, column).type != VALUE_NULL &&
	    !has_changed(st, column);
}

/* The two names have changed places. */
static bool
are_swapped(const struct upsert *st, const struct staged_row *r)
{
	return strcmp(upsert_old(st, CASE_SURNAME).s,
	    r->value[CASE_GIVEN_NAME].s) == 0 &&
	    strcmp(upsert_old(st, CASE_GIVEN_NAME).s, r->value[CASE_SURNAME].s) == 0;
}

bool
identity_is_other(const struct upsert *st, const struct staged_row *r)
{
	bool surname = identity_is_replaced(st, r, CASE_SURNAME);
	bool given_name = identity_is_replaced(st, r, CASE_GIVEN_NAME);

	if (identity_is_replaced(st, r, CASE_BIRTH))
		return surname || given_name;
	return surname && given_name && !is_confirmed(st, r, CASE_BIRTH) &&
	    !are_swapped(st, r);
}

bool
identity_has_moved(const struct upsert *st, const struct staged_row *r)
{
	return identity_is_replaced(st, r, CASE_STREET) ||
	    identity_is_replaced(st, r, CASE_POSTAL_CODE) || identity_is_replaced(st, r, CASE_TOWN);
}
