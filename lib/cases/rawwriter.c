#include "lib/cases/rawwriter.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stats/label.h"

struct rawwriter {
	struct out *out;
	struct report *report;
	const struct rawfile_about *about;
	const struct tally_options *options;
	struct labels *labels;
	long rows;
};

void
rawwriter_columns(const struct rawfile_about *a,
    struct out_column column[RAWWRITER_COLUMNS])
{
	size_t n = 0;

	for (int i = 0; i < RAWFILE_KEYS; i++)
		column[n++] = (struct out_column){rawfile_first[i], true};
	for (int k = 0; k < a->n_keys; k++)
		column[n++] = (struct out_column){measure_key[a->key[k]],
		    true};
	for (int i = 0; i < RAWFILE_LAST; i++)
		column[n++] = (struct out_column){rawfile_last[i], true};
}

struct siphash_key
rawwriter_secret(const struct siphash_key *own, const struct rawfile_about *a)
{
	struct {
		int day[4], key[KEYS];
		unsigned table[TALLY_TABLES];
	} what = {.day = {0, a->from, a->to, a->as_of}};
	struct siphash_key key;

	for (int i = 0; i < a->n_keys; i++)
		what.key[i] = a->key[i] + 1;
	for (int i = 0; i < a->n_tables; i++)
		what.table[i] = a->table[i] + 1;
	key.k0 = siphash_of(own, &what, sizeof what);
	what.day[0] = 1;
	key.k1 = siphash_of(own, &what, sizeof what);
	return key;
}

/* The column of one of the last four. */
static int
last(const struct rawwriter *w, int i)
{
	return RAWFILE_KEYS + w->about->n_keys + i;
}

static void
begin(struct rawwriter *w, int record)
{
	out_text(w->out, RAWFILE_RECORD, rawfile_record[record]);
}

static void
end(struct rawwriter *w)
{
	out_row(w->out);
	w->rows++;
}

static void
say(struct rawwriter *w, int record, const char *text)
{
	begin(w, record);
	out_text(w->out, last(w, RAWFILE_VALUE), text);
	end(w);
}

static void
say_day(struct rawwriter *w, int record, date day)
{
	char buf[DATE_SIZE];

	say(w, record, date_format(day, buf));
}

static void
say_ages(struct rawwriter *w)
{
	char list[AGE_GROUPS * 4 + 1];
	size_t len = 0;

	for (int i = 0; i < w->about->ages.n; i++)
		len += (size_t)snprintf(list + len, sizeof list - len, "%s%d",
		    i > 0 ? "," : "", w->about->ages.from[i]);
	say(w, RAW_AGE_GROUPS, list);
}

static void
say_secret(struct rawwriter *w)
{
	char text[33];

	snprintf(text, sizeof text, "%016llx%016llx",
	    (unsigned long long)w->about->secret.k0,
	    (unsigned long long)w->about->secret.k1);
	say(w, RAW_SECRET, text);
}

/* The keys that are in `bits`, in the order of the columns. */
static void
put_keys(struct rawwriter *w, unsigned bits)
{
	char list[KEYS * 16] = "";
	size_t len = 0;

	for (int i = 0; i < w->about->n_keys; i++)
		if (bits & BIT(w->about->key[i]))
			len += (size_t)snprintf(list + len, sizeof list - len,
			    "%s%s", len > 0 ? "," : "",
			    measure_key[w->about->key[i]]);
	out_text(w->out, RAWFILE_TABLE, list);
}

static void
write_about(struct rawwriter *w)
{
	const struct rawfile_about *a = w->about;

	say(w, RAW_VERSION, VERSION);
	say_day(w, RAW_FROM, a->from);
	say_day(w, RAW_TO, a->to);
	say_day(w, RAW_AS_OF, a->as_of);
	say_ages(w);
	say(w, RAW_EVERY, a->every ? "1" : "0");
	say_secret(w);
	begin(w, RAW_KEYS);
	put_keys(w, BIT(KEYS) - 1);
	end(w);
	for (int i = 0; i < a->n_tables; i++) {
		begin(w, RAW_TABLE);
		put_keys(w, a->table[i]);
		end(w);
	}
}

static void
write_key_values(struct rawwriter *w, int key)
{
	const int *value;
	size_t n = report_every(w->report, key, &value);

	for (size_t i = 0; i < n; i++) {
		begin(w, RAW_KEY_VALUE);
		out_text(w->out, last(w, RAWFILE_MEASURE), measure_key[key]);
		out_text(w->out, last(w, RAWFILE_VALUE),
		    labels_text(w->labels, key, value[i]));
		end(w);
	}
}

static void
write_funders(struct rawwriter *w)
{
	const int *value;
	size_t n = report_every(w->report, KEY_WORKER, &value);

	for (size_t i = 0; i < n; i++) {
		int funder = report_funder_of(w->report, value[i]);

		if (funder < 0)
			continue;
		begin(w, RAW_FUNDER);
		out_text(w->out, last(w, RAWFILE_MEASURE),
		    labels_text(w->labels, KEY_WORKER, value[i]));
		out_text(w->out, last(w, RAWFILE_VALUE),
		    labels_text(w->labels, KEY_FUNDER, funder));
		end(w);
	}
}

static void
begin_cell(struct rawwriter *w, int record, int row, int table)
{
	begin(w, record);
	put_keys(w, w->options->table[table]);
	for (int k = 0; k < w->about->n_keys; k++)
		out_text(w->out, RAWFILE_KEYS + k,
		    report_text(w->report, row, k));
}

static void
write_figure(struct rawwriter *w, int row, int table, int counter,
    struct crosstab_sum sum)
{
	if (sum.persons == 0 && sum.value == 0)
		return;
	begin_cell(w, RAW_FIGURE, row, table);
	out_text(w->out, last(w, RAWFILE_MEASURE), rawfile_counter(counter));
	out_int(w->out, last(w, RAWFILE_VALUE), sum.value);
	out_int(w->out, last(w, RAWFILE_PERSONS), sum.persons);
	out_int(w->out, last(w, RAWFILE_HOUSEHOLDS), sum.households);
	end(w);
}

static void
write_figures(struct rawwriter *w, int row)
{
	int table, cell;
	const struct crosstab *f = report_cell(w->report, row, &table, &cell);
	int waited = (int)crosstab_persons(f, cell, COUNT_WAITED);

	for (int m = 0; m < MEASURES; m++)
		if (tally_quartile(m) == 0)
			write_figure(w, row, table, m, (struct crosstab_sum){
			    tally_value(f, cell, m),
			    (int)tally_persons(f, cell, m),
			    (int)tally_households(f, cell, m)});
	write_figure(w, row, table, COUNT_WAITED, (struct crosstab_sum){
	    waited, waited,
	    (int)crosstab_households(f, cell, COUNT_WAITED)});
}

static void
write_days(struct rawwriter *w, int row)
{
	int table, cell;
	const struct crosstab *f = report_cell(w->report, row, &table, &cell);
	int n = crosstab_samples(f, cell), same;

	for (int i = 0; i < n; i += same) {
		int days = crosstab_sample_at(f, cell, i);

		same = 1;
		while (i + same < n &&
		    crosstab_sample_at(f, cell, i + same) == days)
			same++;
		begin_cell(w, RAW_DAYS, row, table);
		out_int(w->out, last(w, RAWFILE_VALUE), days);
		out_int(w->out, last(w, RAWFILE_PERSONS), same);
		end(w);
	}
}

void
rawwriter_write(struct out *out, struct report *r, const struct tally_options *o,
    const struct rawfile_about *about)
{
	struct rawwriter w = {out, r, about, o,
	    labels_new(report_words(r), &about->ages), 0};

	write_about(&w);
	for (int k = 0; k < KEYS && about->every; k++)
		write_key_values(&w, k);
	if (about->every)
		write_funders(&w);
	for (int row = 0; row < report_rows(r); row++) {
		write_figures(&w, row);
		write_days(&w, row);
	}
	begin(&w, RAW_END);
	out_int(out, last(&w, RAWFILE_VALUE), w.rows);
	end(&w);
	labels_free(w.labels);
}
