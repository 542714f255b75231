/* stats-report -- the figures for the funders. */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/cases/contacts.h"
#include "lib/cases/published.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/io/progress.h"
#include "lib/io/secret.h"
#include "lib/stats/measure.h"
#include "lib/stats/report.h"

static date from = DATE_NONE, to = DATE_NONE;
static const char *ages, *secret;
static struct opt_words measures = {.kind = "measure", .known = measure_name};
static int suppress = 3;
static bool wide, totals, every;

/* Every --by: its keys in the order given. */
static struct by {
	int key[KEYS], n_keys;
	unsigned keys;
} tables[TALLY_TABLES];
static int n_tables;

static struct published published;

static void add_table(const char *list);
static void add_published(const char *path);

static const char *const own_columns[] = {"measure", "value", NULL};

static const struct command command = {
	.name = "stats-report",
	.operands = "",
	.summary = "count visits, persons, help and averted cuts",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT,
	.column_names = (const char *const *const[]){measure_key, own_columns,
		measure_name, NULL},
	.opts = (const struct opt[]){
		{0, "from", "DATE", "the first day (1 January)", .day = &from},
		{0, "to", "DATE", "the last day (today)", .day = &to},
		{0, "by", "KEYS", "a table with a cell for each of these; several"
		    " are printed as one", .many = true, .known = measure_key,
		    .call = add_table},
		{0, "totals", NULL, "every table over a part of the keys, too",
		    .flag = &totals},
		{0, "every", NULL, "cells of nobody, too", .flag = &every},
		{0, "measures", "LIST", "only these measures",
		    .words = &measures},
		{0, "age-groups", "LIST",
		    "the age at which each group begins (25,35,45,55)",
		    .text = &ages},
		{0, "suppress", "N",
		    "hide figures of fewer than N persons (3; 0: show all)",
		    .count = &suppress},
		{0, "against", "FILE", "a table published earlier; several",
		    .many = true, .call = add_published},
		{0, "secret", "FILE",
		    "choose what is hidden by this file, not by the database",
		    .text = &secret},
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

static void
add_table(const char *list)
{
	struct opt_words keys = {.kind = "key", .known = measure_key,
		.none = true};
	struct by *t = &tables[n_tables];
	const char *clash;

	if (n_tables == TALLY_TABLES)
		die_usage("--by: at most %d tables", TALLY_TABLES);
	opt_words_read(&keys, "by", list);
	t->n_keys = keys.n;
	for (int i = 0; i < keys.n; i++) {
		t->key[i] = keys.at[i];
		t->keys |= BIT(keys.at[i]);
	}
	if ((clash = measure_clash(t->keys)) != NULL)
		die_usage("--by: %s do not go together", clash);
	n_tables++;
}

static void
add_published(const char *path)
{
	published_read(&published, path);
}

/* Without --from, the calendar year that the period ends in. */
static void
choose_period(struct tally_options *o)
{
	if (from != DATE_NONE && to != DATE_NONE && from > to)
		die_usage("--from is after --to");
	o->to = to != DATE_NONE && to < common.as_of ? to : common.as_of;
	o->from = from != DATE_NONE ? from :
	    date_from(date_civil(o->to).year, 1, 1);
	if (o->from > common.as_of)
		diag_warn("--from is after today: nothing is counted");
}

static void
include_table(struct tally_options *o, unsigned keys)
{
	for (int i = 0; i < o->n_tables; i++)
		if (o->table[i] == keys)
			return;
	if (o->n_tables == TALLY_TABLES)
		die_usage("these are more than %d tables", TALLY_TABLES);
	o->table[o->n_tables++] = keys;
}

/* All tables of the run, and their keys in the order in which they came. */
static void
choose_tables(struct report_options *o)
{
	unsigned seen = 0;
	const char *clash;

	if (n_tables == 0)
		n_tables = 1;  /* one without keys */
	for (int i = 0; i < n_tables; i++) {
		const struct by *t = &tables[i];

		include_table(&o->count, t->keys);
		for (unsigned part = t->keys; totals && part > 0; )
			include_table(&o->count, part = (part - 1) & t->keys);
		for (int k = 0; k < t->n_keys; k++) {
			if (!(seen & BIT(t->key[k])))
				o->key[o->n_keys++] = t->key[k];
			seen |= BIT(t->key[k]);
		}
	}
	if ((clash = measure_clash(seen & ~BIT(KEY_CAUSE))) != NULL)
		die_usage("--by: %s do not go together in one run", clash);
}

/* Measures that no table of the run can have. */
static unsigned
barred_everywhere(void)
{
	unsigned barred = MEASURES_ALL, keys = 0;

	for (int i = 0; i < n_tables; i++) {
		barred &= measure_barred(tables[i].keys);
		keys |= tables[i].keys;
	}
	return barred | measure_barred(keys & BIT(KEY_CASE_MANAGER));
}

static unsigned
usual_measures(void)
{
	unsigned usual = 0;

	for (int i = 0; i < n_tables; i++)
		usual |= measure_usual(tables[i].keys);
	return usual & ~barred_everywhere();
}

static unsigned
choose_measures(void)
{
	unsigned bits = 0, barred = barred_everywhere();

	if (!measures.given)
		return usual_measures();
	for (int i = 0; i < measures.n; i++)
		bits |= BIT(measures.at[i]);
	if (bits & barred)
		die_usage("--measures: not with these keys: %s",
		    spell(measure_name, bits & barred));
	return bits;
}

static void
choose_all(struct report_options *o)
{
	choose_period(&o->count);
	choose_tables(o);
	o->count.measures = o->measures = choose_measures();
	if (ages != NULL && !measure_ages_parse(&o->count.ages, ages))
		die_usage("--age-groups takes ascending ages, like"
		    " 25,35,45,55");
	o->every = every;
	o->suppress = suppress;
	o->earlier = published.figure;
	o->n_earlier = published.n;
	if (!report_prepare(o))
		die_usage("--by: too many keys and tables");
}

static struct out *
open_output(const struct report_options *o)
{
	struct out_column c[KEYS + MEASURES + 1] = {{0}};
	struct out *out;
	size_t n = 0;

	for (int i = 0; i < o->n_keys; i++)
		c[n++] = (struct out_column){measure_key[o->key[i]], true};
	for (int m = 0; wide && m < MEASURES; m++)
		if (o->measures >> m & 1)
			c[n++] = (struct out_column){measure_name[m], true};
	if (!wide) {
		c[n++] = (struct out_column){"measure", true};
		c[n++] = (struct out_column){"value", true};
	}
	common.out.spill_near = db_path(&common.db);
	out = out_open(c, &common.out);
	for (size_t i = (size_t)o->n_keys; wide && i < n; i++)
		out_holds(out, (int)i, KIND_NUMBER);
	return out;
}

static void
print_keys(struct out *out, struct report *r, const struct report_options *o,
    int row)
{
	for (int k = 0; k < o->n_keys; k++)
		out_text(out, k, report_label(r, row, k));
}

/* Wide: measures that the row's table cannot have stay empty. */
static void
print_row(struct out *out, struct report *r, const struct report_options *o,
    int row)
{
	const char *const *value = report_values(r, row);
	unsigned has = report_measures(r, row);
	int column = o->n_keys;

	for (int m = 0; m < MEASURES; m++) {
		if (!(o->measures & BIT(m)))
			continue;
		if (wide) {
			out_text(out, column++, has & BIT(m) ? value[m] : "");
			continue;
		}
		if (!(has & BIT(m)))
			continue;
		print_keys(out, r, o, row);
		out_text(out, column, measure_name[m]);
		out_text(out, column + 1, value[m]);
		out_row(out);
	}
	if (wide) {
		print_keys(out, r, o, row);
		out_row(out);
	}
}

static void
suppress_figures(struct report *r, const struct report_options *o)
{
	struct disclosure_counts n;

	if (o->suppress == 0)
		return;
	progress_percent(0);
	while (report_suppress(r))
		progress_percent(report_percent(r));
	progress_end();
	n = report_hidden(r);
	diag_detail("%ld figures are hidden, %ld of them beside others",
	    n.hidden, n.hidden - n.primary);
	if (n.desperate > 0)
		diag_warn("nearly all figures are hidden: with fewer stars some"
		    " could be worked out");
}

static void
print(struct out *out, struct report *r, const struct report_options *o)
{
	if (!report_finish(r))
		die_with(EXIT_NONE, "--every: more than %d rows", REPORT_ROWS);
	suppress_figures(r, o);
	if (o->measures & BIT(MEASURE_PERSONS_REFERRED) &&
	    report_lost(r, MEASURE_PERSONS_REFERRED))
		diag_warn("persons_referred: rows with nothing else are left"
		    " out; --every prints them");
	for (int i = 0; i < report_rows(r); i++)
		print_row(out, r, o, i);
}

static void
report(struct out *out, struct report_options *o)
{
	struct db *db = db_open(&common.db, DB_READ);
	struct contacts *a;
	struct report *r;
	struct participant p;

	db_begin_read(db);
	o->secret = secret != NULL ? secret_of_file(secret) : secret_of_db(db);
	a = contacts_open(db, &o->count, common.as_of);
	r = report_new(o, contacts_words(a));
	while (contacts_next(a, &p))
		report_count(r, &p);
	if (o->every)
		contacts_values(a, r);
	db_end_read(db);
	db_close(db);
	print(out, r, o);
	report_free(r);
	contacts_close(a);
}

int
main(int argc, char *argv[])
{
	static struct report_options o = {.count.ages = AGE_GROUPS_USUAL};
	struct out *out;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	choose_all(&o);
	out = open_output(&o);
	report(out, &o);
	return out_finish(out, EXIT_SUCCESS);
}
