#include "lib/import/staging.h"

#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/import/staging_parts.h"
#include "lib/io/progress.h"
#include "lib/io/rejects.h"
#include "lib/io/unread.h"

static long
score(void *arg, const char *const *heading, size_t n)
{
	struct staging *in = arg;

	return binding_score(in->map, in->options.table, heading, n);
}

static void
on_unreadable(void *arg, const struct row *row, const char *reason)
{
	staging_keep_reject(arg, row, NULL, reason);
}

static void
say_times(const struct input *f)
{
	if (f->two_times > 0)
		diag_warn(language_count(f->two_times,
		    "%s: %ld row has a due_time and another time behind due_on,"
		    " which is left out",
		    "%s: %ld rows have a due_time and another time behind due_on,"
		    " which is left out"), f->file, f->two_times);
	if (f->times > 0)
		diag_warn(language_count(f->times,
		    "%s: %ld row has a time behind from or to: it is left out,"
		    " start and end are for times",
		    "%s: %ld rows have a time behind from or to: it is left out,"
		    " start and end are for times"), f->file, f->times);
}

static void
say_moved(const struct input *f, date today)
{
	if (fouryears_moved(&f->days, today))
		diag_warn("%s: %s: no Monday, but Saturdays, and all of them years"
		    " ago: has a spreadsheet counted days from 1904?", f->file,
		    import_tables[f->table].column[1].name);
}

static void
read_rows(struct staging *in, int table)
{
	struct row row;

	in->has_first = false;
	while (table_next(in->table, &row)) {
		staging_row(in, table, &row);
		progress_row(in->table);
	}
}

/* 04/11 and 11/04 may both be days: where some are not, none can be told. */
static void
check_order(const struct staging *in)
{
	const char *column = binding_misordered(in->binding);

	if (column != NULL)
		die_at(table_file(in->table), table_header_line(in->table),
		    "%s: its dates are not in the order that the map names; "
		    "nothing was stored", column);
}

static void
add_input(struct staging *in, int table)
{
	char *longer;

	in->input = mem_grow(in->input, in->n + 1, &in->cap,
	    sizeof *in->input);
	in->input[in->n++] = (struct input){
		.file = xstrdup(table_file(in->table)), .table = table};
	longer = xasprintf("%s%s%s", in->files, *in->files == '\0' ? "" : "\n",
	    table_file(in->table));
	free(in->files);
	in->files = longer;
}

/* For the rows of maps that turn out to have no effect. */
static void
note_headings(struct staging *in)
{
	for (size_t i = 0; i < table_columns(in->table); i++) {
		char *heading = xstrdup(table_heading(in->table, i));

		utf8_fold(heading, heading);
		names_add(in->headings, heading);
		free(heading);
	}
}

/* The headings that make no column; "" if all do. */
static char *
unused(const struct staging *in)
{
	char *list = xstrdup("");

	for (size_t i = 0; i < table_columns(in->table); i++) {
		const char *heading = table_heading(in->table, i);
		char *had = list;

		if (*heading == '\0' || binding_uses(in->binding, i))
			continue;
		list = xasprintf("%s%s%s", had, *had == '\0' ? "" : ", ",
		    heading);
		free(had);
	}
	return list;
}

/* One half of a place is none. */
static void
say_half_place(const struct staging *in, const struct schema_table *t)
{
	int lat = schema_column(t, "lat"), lon = schema_column(t, "lon");
	uint32_t there = binding_columns(in->binding);

	if (lat >= 0 && (there >> lat & 1) != (there >> lon & 1))
		diag_warn("%s:%ld: no column %s: there are no places without it",
		    table_file(in->table), table_header_line(in->table),
		    (there >> lat & 1) != 0 ? "lon" : "lat");
}

/* A day whose heading is unknown is one on which nobody who is new works; a
 * list with most days has all of them, nearly always. */
static void
say_days(const struct staging *in)
{
	static const char *const day[] = {"mon", "tue", "wed", "thu", "fri"};
	char *list = xstrdup("");
	size_t n = 0;

	for (size_t i = 0; i < sizeof day / sizeof day[0]; i++) {
		int c = schema_column(&import_tables[WORKERS], day[i]);

		if ((binding_columns(in->binding) >> c & 1) == 0) {
			tags_append(&list, day[i]);
			n++;
		}
	}
	if (n == 1 || n == 2)
		diag_warn("%s:%ld: no column %s: stored hours stay, a new worker has"
		    " none then; if another heading means it, say so with --map",
		    table_file(in->table), table_header_line(in->table), list);
	free(list);
}

static void
say_headings(const struct staging *in, int table)
{
	long line = table_header_line(in->table);
	char *list = unused(in);

	unread_say(in->table, in->map, &import_tables[table], in->binding);
	say_half_place(in, &import_tables[table]);
	if (*list != '\0')
		diag_detail("%s:%ld: nothing takes these headings: %s",
		    table_file(in->table), line, list);
	free(list);
	if (table == WORKERS)
		say_days(in);
	if (table == LETTERS && (binding_columns(in->binding) >>
	    LETTER_RESULT & 1) == 0)
		diag_warn("%s:%ld: no column result: new letters are open",
		    table_file(in->table), line);
	if (table == ABSENCES && (binding_columns(in->binding) >>
	    ABSENCE_TO & 1) == 0)
		diag_warn("%s:%ld: no column to: new absences last until further"
		    " notice", table_file(in->table), line);
}

static bool
has_heading(const struct staging *in, const char *heading)
{
	for (size_t i = 0; i < table_columns(in->table); i++)
		if (strcmp(binding_heading(in->binding, i), heading) == 0)
			return true;
	return false;
}

static struct table_dialect
dialect_of(struct staging *in)
{
	return (struct table_dialect){
		.encoding = in->options.encoding,
		.separator = in->options.separator,
		.skip_lines = in->options.skip_lines,
		.skip_footer = in->options.skip_footer,
		.header = in->options.header,
		.short_rows = true,
		.score = score, .score_arg = in,
		.reject = on_unreadable, .reject_arg = in,
	};
}

static void
bind(struct staging *in, const struct schema_table *t)
{
	in->binding = binding_open(in->table, in->map, t);
	binding_today(in->binding, in->options.today);
	if (in->options.strict)
		binding_strict(in->binding);
	if (table_separator(in->table) == '\t' &&
	    binding_is_ours(in->table, in->map, t))
		table_escapes(in->table);
}

void
staging_file(struct staging *in, const char *operand)
{
	struct table_dialect dialect = dialect_of(in);
	const struct schema_table *t;
	struct input *f;
	int table;

	in->table = table_open_export(operand, &dialect);
	t = binding_recognize(in->table, in->map, in->options.table);
	table = (int)(t - import_tables);
	bind(in, t);
	note_headings(in);
	say_headings(in, table);
	add_input(in, table);
	staging_stage(in, table);
	if (in->rejects != NULL)
		rejects_file(in->rejects, in->table);
	read_rows(in, table);
	f = &in->input[in->n - 1];
	f->headed = binding_headed(in->binding);
	f->headings = binding_known(in->binding);
	f->mended = has_heading(in, REJECTS_LINE);
	f->read = table_read(in->table);
	f->rejected = table_rejected(in->table);
	f->left_out = table_left_out(in->table);
	say_times(f);
	say_moved(f, in->options.today);
	check_order(in);
	staging_check_rejects(in, f);
	binding_close(in->binding);
	table_close(in->table);
}
