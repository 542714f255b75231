#include "lib/cases/retention.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/datafile.h"
#include "lib/io/fields.h"
#include "lib/io/table.h"

enum { MISSING = INT_MIN };

struct retention_row {
	const char *what;
	int days;
};

static const struct fields_column columns[] = {
	{"what", FIELD_TEXT, true, offsetof(struct retention_row, what)},
	{"days", FIELD_COUNT, false, offsetof(struct retention_row, days)},
	{0}};

static int *
place(struct retention *r, const char *what)
{
	return strcmp(what, "notes") == 0 ? &r->notes :
	    strcmp(what, "visits") == 0 ? &r->visits :
	    strcmp(what, "cases") == 0 ? &r->cases :
	    strcmp(what, "old_values") == 0 ? &r->old_values : NULL;
}

static void
read_rows(struct retention *r, struct table *t)
{
	static const char *const need[] = {"what", "days", NULL};
	struct fields *f;
	struct arena text = {0};
	struct row row;
	struct retention_row x;

	table_require(t, need);
	f = fields_open(t, columns);
	while (table_next(t, &row)) {
		int *days = fields_read(f, &row, &x, &text) ?
		    place(r, x.what) : NULL;

		if (days == NULL || *days != MISSING)
			die_at(row.file, row.line, "not a rule of retention, or"
			    " one that stands above");
		*days = x.days;
	}
	fields_close(f);
	arena_free(&text);
}

/* A row that is missing by mistake must not keep anything for good. */
void
retention_read(struct retention *r, const char *path)
{
	char *found = path == NULL ? datafile_find("policy/retention.tsv") :
	    xstrdup(path);
	struct table *t = table_open(found);

	*r = (struct retention){MISSING, MISSING, MISSING, MISSING};
	read_rows(r, t);
	if (table_rejected(t) > 0 || r->notes == MISSING ||
	    r->visits == MISSING || r->cases == MISSING ||
	    r->old_values == MISSING)
		die("%s: wants the rows notes, visits, cases and old_values",
		    table_file(t));
	table_close(t);
	free(found);
}

date
retention_before(date as_of, int days)
{
	return days < 0 || as_of - DATE_MIN < days ? DATE_NONE : as_of - days;
}
