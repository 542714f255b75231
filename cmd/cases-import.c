/* cases-import -- exports of the case system into the database. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io/csv.h"
#include "lib/io/db.h"
#include "lib/base/diag.h"
#include "lib/import/import.h"
#include "lib/import/staging.h"
#include "lib/base/nearest.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/io/progress.h"
#include "lib/import/tables.h"
#include "lib/cases/silences.h"

static struct staging_options options = {
	.max_rejects = 10, .max_percent = true, .max_at_least = 20};
static bool snapshot, force;

static void
set_table(const char *name)
{
	const char *known[TABLES];

	for (int i = 0; i < TABLES; i++)
		known[i] = import_tables[i].name;
	if (schema_find(&import_schema, name) == NULL)
		nearest_die("table", "table", name, known, TABLES);
	options.table = name;
}

static void
set_separator(const char *s)
{
	options.separator = csv_separator(s);
	if (options.separator == '\0')
		die_usage("--separator is one character (\\t: a tab)");
}

static void
set_max_rejects(const char *s)
{
	size_t n = strlen(s);
	char number[32];

	options.max_percent = n > 0 && s[n - 1] == '%';
	options.max_at_least = 0;
	n -= options.max_percent;
	if (n >= sizeof number)
		n = 0;
	memcpy(number, s, n);
	number[n] = '\0';
	if (!num_real(number, &options.max_rejects) ||
	    options.max_rejects < 0)
		die_usage("--max-rejects is a number of rows, or N%%");
}

static const struct command command = {
	.name = "cases-import",
	.operands = "[FILE ...]",
	.summary = "read exports of the case system into the database",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_DRY_RUN,
	.opts = (const struct opt[]){
		{'t', "table", "TABLE", "the files are for this table",
		    .call = set_table},
		{'m', "map", "MAP", "take headings and values from this map",
		    .text = &options.map},
		{'E', "encoding", "ENC", "the files are in this encoding",
		    .text = &options.encoding},
		{'D', "separator", "C", "fields are separated by this character",
		    .call = set_separator},
		{0, "skip-lines", "N", "leave out lines at the top",
		    .count = &options.skip_lines},
		{0, "skip-footer", "N", "leave out lines at the end",
		    .count = &options.skip_footer},
		{0, "header", "LIST", "headings of files that have none",
		    .text = &options.header},
		{0, "rejects", "FILE", "write rejected rows to FILE",
		    .text = &options.rejects},
		{0, "max-rejects", "N", "store nothing if a file has more "
		    "rejects (10%, but at least 20)", .call = set_max_rejects},
		{0, "snapshot", NULL, "close active cases that are not in the "
		    "files", .flag = &snapshot},
		{0, "force", NULL, "let --snapshot close whatever it finds",
		    .flag = &force},
		{0},
	},
};

/* Everything is read to its end before the database is opened. */
static struct staging *
read_all(int n, char **operand)
{
	struct staging *in;

	options.db = &common.db;
	options.remember_cases = snapshot;
	options.today = date_today() > common.as_of ? date_today() :
	    common.as_of;
	in = staging_open(&options);
	if (n == 0)
		staging_file(in, "-");
	for (int i = 0; i < n; i++)
		staging_file(in, operand[i]);
	progress_end();
	if (snapshot && !staging_has(in, CASES))
		die_usage("--snapshot: none of the files has cases");
	return in;
}

static void
sum_up(struct counts *sum, const struct account account[TABLES])
{
	for (int i = 0; i < TABLES; i++) {
		sum->read += account[i].read;
		sum->added += account[i].added;
		sum->changed += account[i].changed + account[i].closed;
		sum->unchanged += account[i].unchanged;
		sum->rejected += account[i].rejected;
	}
}

static void
say_account(const struct staging *in, const struct account account[TABLES])
{
	diag_more();
	for (int i = 0; i < TABLES; i++) {
		const struct account *a = &account[i];

		if (!staging_has(in, i))
			continue;
		if (i == CASES && snapshot)
			diag_account("%s: read %ld = new %ld + changed %ld + "
			    "unchanged %ld + rejected %ld, closed %ld",
			    import_tables[i].name, a->read, a->added, a->changed,
			    a->unchanged, a->rejected, a->closed);
		else
			diag_account("%s: read %ld = new %ld + changed %ld + "
			    "unchanged %ld + rejected %ld", import_tables[i].name,
			    a->read, a->added, a->changed, a->unchanged,
			    a->rejected);
	}
}

/* Returns the status. */
static int
store_all(struct staging *in, struct out *out)
{
	struct account account[TABLES] = {0};
	struct counts sum = {0};
	struct db *db = db_open(&common.db, DB_CREATE);
	struct import_target to = {.db = db, .path = db_path(&common.db),
		.as_of = common.as_of, .out = out};
	bool closed = true;
	long active;

	to.run = db_begin_write(db, staging_files(in));
	to.standing = silences_open(db);
	active = snapshot ? import_active(db) : 0;  /* new ones do not count */
	import_all(in, &to, account);
	if (snapshot)
		closed = import_close_others(in, &to, &account[CASES], active,
		    force);
	staging_settle(in);
	silences_finish(to.standing);
	sum_up(&sum, account);
	db_commit(db, &sum);
	db_close(db);
	say_account(in, account);
	return sum.rejected > 0 || !closed ? EXIT_SOME : EXIT_DONE;
}

int
main(int argc, char *argv[])
{
	int i = opt_parse(&command, argc, argv), status;
	struct out *out;
	struct staging *in;

	common.out.spill_near = db_path(&common.db);
	out = out_open(import_columns, &common.out);
	db_make_directory(&common.db);
	in = read_all(argc - i, argv + i);
	status = store_all(in, out);
	status = staging_finish(in, status);
	status = out_finish(out, status);
	staging_close(in);
	return status;
}
