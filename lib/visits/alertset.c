#include "lib/visits/alertset.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/visits/visitlist.h"

struct visit_alert {
	int64_t visit;
	char *words;
};

struct alertset {
	struct db *db;
	const struct overdue_options *rules;
	date as_of;
	struct visit_alert *alert;  /* by visit */
	size_t n, cap;
};

static int
by_visit(const void *a, const void *b)
{
	const struct visit_alert *x = a, *y = b;

	return (x->visit > y->visit) - (x->visit < y->visit);
}

static void
keep(void *arg, const char *case_id, int64_t visit, const char *alerts)
{
	struct alertset *s = arg;

	(void)case_id;
	s->alert = mem_grow(s->alert, s->n + 1, &s->cap, sizeof *s->alert);
	s->alert[s->n++] = (struct visit_alert){visit, xstrdup(alerts)};
}

struct alertset *
alertset_open(struct db *db, const struct overdue_options *rules, date as_of)
{
	struct alertset *s = xcalloc(1, sizeof *s);

	s->db = db;
	s->rules = rules;
	s->as_of = as_of;
	visitlist_alerts(db, rules, as_of, keep, s);
	if (s->n > 0)
		qsort(s->alert, s->n, sizeof *s->alert, by_visit);
	return s;
}

/* Had it all of its alerts already? */
static bool
had(const struct alertset *s, const struct visit_alert *now)
{
	const struct visit_alert *then = s->n == 0 ? NULL :
	    bsearch(now, s->alert, s->n, sizeof *now, by_visit);

	return then != NULL && tags_within(now->words, then->words);
}

void
alertset_say_new(const struct alertset *s)
{
	struct alertset *now = alertset_open(s->db, s->rules, s->as_of);
	long n = 0;

	for (size_t i = 0; i < now->n; i++)
		n += !had(s, &now->alert[i]);
	alertset_close(now);
	if (n > 0)
		diag_warn(language_count(n,
		    "%ld open visit is touched; visits-list --alert says why",
		    "%ld open visits are touched; visits-list --alert says why"),
		    n);
}

void
alertset_close(struct alertset *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->alert[i].words);
	free(s->alert);
	free(s);
}
