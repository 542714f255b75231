/* stats-report -- the figures for the funders. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/cases/contacts.h"
#include "lib/cases/merging.h"
#include "lib/cases/published.h"
#include "lib/cases/rawwriter.h"
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
static int suppress = -1;  /* 3, unless it is given */
static bool wide, totals, every, raw, merge;

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
	.operands = "[FILE ...]",
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
		{0, "raw", NULL, "figures to be merged with other offices'",
		    .flag = &raw},
		{0, "merge", NULL, "add up the raw figures in the files",
		    .flag = &merge},
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
		die_usage("--by: %s do not go together",
		    language_text(clash));
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
		die_usage("--by and --totals: more than %d tables",
		    TALLY_TABLES);
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
		die_usage("--by: %s do not go together in one run",
		    language_text(clash));
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

/* What was published by keys that this report has not is held against nothing. */
static void
say_unheld(const struct report_options *o)
{
	unsigned keys = 0;
	long n = 0;
	char *list;

	for (size_t i = 0; i < published.n; i++) {
		unsigned other = report_earlier_keys(&published.figure[i]) &
		    ~tally_keys(&o->count);

		keys |= other;
		n += other != 0;
	}
	if (n == 0)
		return;
	list = spell(measure_key, keys);
	diag_warn(language_count(n,
	    "--against: %ld figure is not looked at, since this report is not"
	    " by %s",
	    "--against: %ld figures are not looked at, since this report is not"
	    " by %s"), n, list);
	free(list);
}

/* What does not depend on where the figures come from. */
static void
choose_output(struct report_options *o)
{
	o->count.measures = o->measures = choose_measures();
	o->suppress = suppress < 0 ? 3 : suppress;
	o->earlier = published.figure;
	o->n_earlier = published.n;
	if (!report_prepare(o))
		die_usage("--by: too many keys and tables");
	say_unheld(o);
}

static void
choose_counted(struct report_options *o)
{
	choose_period(&o->count);
	choose_tables(o);
	if (ages != NULL && !measure_ages_parse(&o->count.ages, ages))
		die_usage("--age-groups takes ascending ages, like"
		    " 25,35,45,55");
	o->every = every;
	o->raw = raw;
}

/* The other options of --raw and --merge; the rest is said in files. */
static void
bar(const char *mode, bool given, const char *option)
{
	if (given)
		die_usage("%s: not with %s", option, mode);
}

static void
bar_for_raw(void)
{
	bar("--raw", merge, "--merge");
	bar("--raw", measures.given, "--measures");
	bar("--raw", suppress >= 0, "--suppress");
	bar("--raw", wide, "--wide");
	bar("--raw", published.n > 0, "--against");
	bar("--raw", secret != NULL, "--secret");
	bar("--raw", common.out.format != NULL, "--format");
}

static void
bar_for_merge(void)
{
	bar("--merge", common.db.path != NULL, "--db");
	bar("--merge", from != DATE_NONE, "--from");
	bar("--merge", to != DATE_NONE, "--to");
	bar("--merge", n_tables > 0, "--by");
	bar("--merge", totals, "--totals");
	bar("--merge", every, "--every");
	bar("--merge", ages != NULL, "--age-groups");
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
	if (!merge)
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
say_renamed(struct report *r, const struct report_options *o)
{
	for (int k = 0; k < o->n_keys; k++)
		if (report_renamed(r, k))
			diag_note("%s: one is called like the label of totals,"
			    " and is printed as \"total (%s)\"",
			    measure_key[o->key[k]], measure_key[o->key[k]]);
}

static void
print(struct out *out, struct report *r, const struct report_options *o)
{
	if (!report_finish(r))
		die_with(EXIT_NONE, "--every: more than %d rows", REPORT_ROWS);
	suppress_figures(r, o);
	say_renamed(r, o);
	if (o->measures & BIT(MEASURE_PERSONS_REFERRED) &&
	    report_lost(r, MEASURE_PERSONS_REFERRED))
		diag_warn("persons_referred: rows with nothing else are left"
		    " out; --every prints them");
	for (int i = 0; i < report_rows(r); i++)
		print_row(out, r, o, i);
}

/* What the database has: its people, and its secret. */
static struct report *
count(struct contacts **a, struct report_options *o)
{
	struct db *db = db_open(&common.db, DB_READ);
	struct report *r;
	struct participant p;

	db_begin_read(db);
	o->secret = secret != NULL ? secret_of_file(secret) : secret_of_db(db);
	*a = contacts_open(db, &o->count, common.as_of);
	r = report_new(o, contacts_words(*a));
	while (contacts_next(*a, &p))
		report_count(r, &p);
	if (o->every)
		contacts_values(*a, r);
	db_end_read(db);
	db_close(db);
	return r;
}

static int
report(struct report_options *o)
{
	struct out *out;
	struct contacts *a;
	struct report *r;

	choose_counted(o);
	choose_output(o);
	out = open_output(o);
	r = count(&a, o);
	contacts_say(a, o);
	print(out, r, o);
	report_free(r);
	contacts_close(a);
	return out_finish(out, EXIT_DONE);
}

static struct out *
open_raw(const struct rawfile_about *about)
{
	struct out_column c[RAWWRITER_COLUMNS] = {{0}};

	rawwriter_columns(about, c);
	common.out.spill_near = db_path(&common.db);
	return out_open(c, &common.out);
}

static int
report_raw(struct report_options *o)
{
	struct rawfile_about about;
	struct out *out;
	struct contacts *a;
	struct report *r;

	bar_for_raw();
	choose_counted(o);
	about = (struct rawfile_about){.from = o->count.from,
	    .to = o->count.to, .as_of = common.as_of, .ages = o->count.ages,
	    .every = every, .n_keys = o->n_keys,
	    .n_tables = o->count.n_tables};
	memcpy(about.key, o->key, sizeof about.key);
	memcpy(about.table, o->count.table, sizeof about.table);
	choose_output(o);
	out = open_raw(&about);
	r = count(&a, o);
	contacts_say(a, o);
	report_finish(r);
	about.secret = rawwriter_secret(&o->secret, &about);
	rawwriter_write(out, r, &o->count, &about);
	report_free(r);
	contacts_close(a);
	return out_finish(out, EXIT_DONE);
}

/* The tables of the first file, as if they had been asked for. */
static void
choose_merged(struct report_options *o, const struct rawfile_about *about)
{
	o->count.from = about->from;
	o->count.to = about->to;
	o->count.ages = about->ages;
	o->every = about->every;
	o->n_keys = about->n_keys;
	memcpy(o->key, about->key, sizeof o->key);
	n_tables = about->n_tables;
	for (int i = 0; i < n_tables; i++)
		o->count.table[i] = tables[i].keys = about->table[i];
	o->count.n_tables = n_tables;
}

static void
check_published(const struct rawfile_about *about)
{
	for (size_t i = 0; i < published.n; i++) {
		unsigned keys = report_earlier_keys(&published.figure[i]);

		if (merging_lacks(about, keys))
			die("--against: a table by %s cannot be had from the"
			    " files; make them with this --by, too",
			    spell(measure_key, keys));
	}
}

static int
report_merged(struct report_options *o, char *const file[], int n)
{
	static struct names *words;  /* also when a file ends the program */
	char standard_input[] = "-", *only[] = {standard_input};
	struct rawfile *first;
	struct report *r;
	struct out *out;

	bar_for_merge();
	if (n == 0) {
		file = only;
		n = 1;
	}
	first = rawfile_open(file[0]);
	check_published(rawfile_about(first));
	choose_merged(o, rawfile_about(first));
	choose_output(o);
	out = open_output(o);
	words = names_new();
	r = merging_report(first, file, n, o, words);
	if (secret != NULL)
		report_secret(r, secret_of_file(secret));
	diag_detail("%d files are merged", n);
	print(out, r, o);
	report_free(r);
	names_free(words);
	return out_finish(out, EXIT_DONE);
}

int
main(int argc, char *argv[])
{
	static struct report_options o = {.count.ages = AGE_GROUPS_USUAL};
	int i = opt_parse(&command, argc, argv);

	if (merge && !raw)
		return report_merged(&o, argv + i, argc - i);
	if (i < argc)
		die_usage("files are read with --merge only");
	return raw ? report_raw(&o) : report(&o);
}
