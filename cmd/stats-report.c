/* stats-report -- the figures for the funders. */
#include <stdlib.h>

#include "lib/cases/contacts.h"
#include "lib/io/db.h"
#include "lib/stats/measure.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/stats/report.h"

static date from = DATE_NONE, to = DATE_NONE;
static const char *by = "", *measures, *ages;
static int suppress = 3;
static bool wide;

static const struct command command = {
	.name = "stats-report",
	.operands = "",
	.summary = "count visits, persons, help and averted cuts",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT,
	.opts = (const struct opt[]){
		{0, "from", "DATE", "the first day (1 January)", .day = &from},
		{0, "to", "DATE", "the last day (today)", .day = &to},
		{0, "by", "KEYS", "a cell for each of these, comma-separated",
		    .text = &by},
		{0, "measures", "LIST", "only these measures",
		    .text = &measures},
		{0, "age-groups", "LIST",
		    "the age at which each group begins (25,35,45,55)",
		    .text = &ages},
		{0, "suppress", "N",
		    "show nothing of fewer than N persons (3; 0: show all)",
		    .count = &suppress},
		{0, "wide", NULL, "a column for each measure", .flag = &wide},
		{0},
	},
};

/* "a b c", those in `bits`; the caller frees it. */
static char *
spell(const char *const *names, unsigned bits)
{
	char *list = xstrdup("");

	for (int i = 0; names[i] != NULL; i++) {
		char *longer;

		if (!(bits >> i & 1))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? " " : "", names[i]);
		free(list);
		list = longer;
	}
	return list;
}

static int
choose(const char *option, const char *list, const char *const *names,
    int *chosen)
{
	int n = measure_list(list, names, chosen);

	if (n < 0)
		die_usage("--%s takes a comma-separated list of these, each"
		    " once: %s", option, spell(names, ~0U));
	return n;
}

/* Without --from, the calendar year that the period ends in. */
static void
choose_period(struct report_options *o)
{
	if (from != DATE_NONE && to != DATE_NONE && from > to)
		die_usage("--from is after --to");
	o->to = to != DATE_NONE && to < common.as_of ? to : common.as_of;
	o->from = from != DATE_NONE ? from :
	    date_from(date_civil(o->to).year, 1, 1);
}

static unsigned
choose_measures(unsigned barred)
{
	int chosen[MEASURES];
	unsigned bits = 0;
	int n;

	if (measures == NULL)
		return ((1U << MEASURES) - 1) & ~barred;
	n = choose("measures", measures, measure_name, chosen);
	if (n == 0)
		die_usage("--measures names no measure");
	for (int i = 0; i < n; i++)
		bits |= 1U << chosen[i];
	if (bits & barred)
		die_usage("--measures: not with these keys: %s",
		    spell(measure_name, bits & barred));
	return bits;
}

static void
choose_all(struct report_options *o)
{
	unsigned keys = 0;

	choose_period(o);
	o->n_keys = choose("by", by, measure_key, o->key);
	for (int i = 0; i < o->n_keys; i++)
		keys |= 1U << o->key[i];
	o->measures = choose_measures(measure_barred(keys));
	if (ages != NULL && !age_groups_parse(&o->ages, ages))
		die_usage("--age-groups takes ascending ages, like"
		    " 25,35,45,55");
	o->suppress = suppress;
}

static struct out *
open_output(const struct report_options *o)
{
	const char *name[KEYS + MEASURES];
	size_t n = 0;

	for (int i = 0; i < o->n_keys; i++)
		name[n++] = measure_key[o->key[i]];
	for (int m = 0; wide && m < MEASURES; m++)
		if (o->measures >> m & 1)
			name[n++] = measure_name[m];
	if (!wide) {
		name[n++] = "measure";
		name[n++] = "value";
	}
	common.out.spill_near = db_path(&common.db);
	return out_open_names(name, n, &common.out);
}

static void
print_keys(struct out *out, struct report *r, const struct report_options *o,
    int cell)
{
	for (int k = 0; k < o->n_keys; k++)
		out_text(out, k, report_label(r, cell, k));
}

static void
print_cell(struct out *out, struct report *r, const struct report_options *o,
    int cell)
{
	const char *const *value = report_values(r, cell);
	int column = o->n_keys;

	for (int m = 0; m < MEASURES; m++) {
		if (!(o->measures >> m & 1))
			continue;
		if (wide) {
			out_text(out, column++, value[m]);
			continue;
		}
		print_keys(out, r, o, cell);
		out_text(out, column, measure_name[m]);
		out_text(out, column + 1, value[m]);
		out_row(out);
	}
	if (wide) {
		print_keys(out, r, o, cell);
		out_row(out);
	}
}

static void
report(struct out *out, const struct report_options *o)
{
	struct db *db = db_open(&common.db, DB_READ);
	struct contacts *a;
	struct report *r;
	struct participant p;

	db_begin_read(db);
	a = contacts_open(db, o, common.as_of);
	r = report_new(o, contacts_words(a));
	while (contacts_next(a, &p))
		report_count(r, &p);
	db_end_read(db);
	db_close(db);
	report_finish(r);
	for (int i = 0; i < report_cells(r); i++)
		print_cell(out, r, o, i);
	report_free(r);
	contacts_close(a);
}

int
main(int argc, char *argv[])
{
	struct report_options o = {.ages = AGE_GROUPS_USUAL};
	struct out *out;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	choose_all(&o);
	out = open_output(&o);
	report(out, &o);
	return out_finish(out, EXIT_SUCCESS);
}
