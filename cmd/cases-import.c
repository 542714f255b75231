/* cases-import -- exports of the case system into the database. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/nearest.h"
#include "lib/base/num.h"
#include "lib/cases/oldrows.h"
#include "lib/cases/silences.h"
#include "lib/import/account.h"
#include "lib/import/headlist.h"
#include "lib/import/import.h"
#include "lib/import/journal.h"
#include "lib/import/staging.h"
#include "lib/import/stock.h"
#include "lib/import/tables.h"
#include "lib/import/sweep.h"
#include "lib/import/touched.h"
#include "lib/io/csv.h"
#include "lib/io/db.h"
#include "lib/io/decode.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"

static struct staging_options options = {
	.max_rejects = 10, .max_percent = true, .max_at_least = 20};
static bool force, headings;
static struct opt_texts maps;

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
set_snapshot(const char *list)
{
	struct opt_words names = {.kind = "table", .known = stock_tables};

	opt_words_read(&names, "snapshot", list != NULL ? list : "cases");
	for (int i = 0; i < names.n; i++)
		options.whole_stock[schema_find(&import_schema,
		    stock_tables[names.at[i]]) - import_tables] = true;
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

/* For completion. */
static const char *const all_tables[] = {"workers", "offers", "places", "cases",
	"absences", "letters", "cuts", "referrals", NULL};

static const struct command command = {
	.name = "cases-import",
	.operands = "[FILE ...]",
	.summary = "read exports of the case system into the database",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_DRY_RUN |
	    OPT_RULES,
	.columns = account_columns,
	.opts = (const struct opt[]){
		{'t', "table", "TABLE", "the files are for this table",
		    .known = all_tables, .call = set_table},
		{'m', "map", "MAP", "headings and values; +MAP: before the "
		    "usual ones", .texts = &maps},
		{'E', "encoding", "ENC", "the files are in this encoding",
		    .known = decode_usual, .text = &options.encoding},
		{'D', "separator", "C", "fields are separated by this character",
		    .call = set_separator},
		{0, "skip-lines", "N", "leave out N lines at the top",
		    .count = &options.skip_lines},
		{0, "skip-footer", "N", "leave out N lines at the end",
		    .count = &options.skip_footer},
		{0, "header", "LIST", "the file has no header; its headings",
		    .text = &options.header},
		{0, "strict", NULL, "reject rows with bad values of soft "
		    "columns, too", .flag = &options.strict},
		{0, "rejects", "FILE", "write rejected rows to FILE",
		    .text = &options.rejects},
		{0, "max-rejects", "N", "store nothing if a file has more "
		    "rejects (10%, but at least 20)", .call = set_max_rejects},
		{0, "snapshot", "[=TABLE,...]", "close what is not in the "
		    "files; without a list, cases", .known = stock_tables,
		    .call = set_snapshot},
		{0, "headings", NULL, "import nothing; print what the headings "
		    "mean", .flag = &headings},
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
	options.today = date_today() > common.as_of ? date_today() :
	    common.as_of;
	in = staging_open(&options);
	if (n == 0)
		staging_file(in, "-");
	for (int i = 0; i < n; i++)
		staging_file(in, operand[i]);
	staging_end(in);
	for (int i = 0; i < TABLES; i++)
		if (options.whole_stock[i] && !staging_has(in, i))
			die_usage("--snapshot: none of the files has %s",
			    import_tables[i].name);
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

static bool
values_left_out(const struct account account[TABLES])
{
	for (int i = 0; i < TABLES; i++)
		if (account[i].values > 0)
			return true;
	return false;
}

static void
say_account(const struct staging *in, const struct account account[TABLES])
{
	bool came[TABLES];

	for (int i = 0; i < TABLES; i++)
		came[i] = staging_has(in, i);
	diag_more();
	account_say(account, came, options.whole_stock);
}

/* Stores everything; false: --snapshot closed nothing. */
static bool
store_tables(struct staging *in, const struct import_target *to,
    struct account account[TABLES])
{
	bool closed = true;
	long size[TABLES] = {0};

	for (int i = 0; i < TABLES; i++)
		if (options.whole_stock[i])
			size[i] = stock_size(to, i);
	import_all(in, to, account, options.whole_stock);
	for (int i = 0; i < TABLES; i++)
		if (options.whole_stock[i])
			closed &= stock_close_others(in, to, i, &account[i],
			    size[i], force);
	return closed;
}

/* Returns the status. */
static int
store_all(struct staging *in, struct out *out)
{
	struct account account[TABLES] = {0};
	struct counts sum = {0};
	struct db *db = db_open(&common.db, DB_CREATE);
	struct import_target to = {.db = db, .path = db_path(&common.db),
		.as_of = common.as_of, .today = options.today,
		.rules = &common.rules, .out = out};
	bool closed;

	to.run = db_begin_write(db, staging_files(in));
	oldrows_keep(db, to.run);
	to.standing = silences_open(db);
	closed = store_tables(in, &to, account);
	staging_settle(in);
	journal_say_vanished(in, &to);
	if (account[CASES].added > 0 || account[CASES].changed > 0)
		sweep_say_heaped(db, to.run);
	if (staging_has(in, LETTERS))
		journal_say_open(&to);
	if (staging_has(in, LETTERS) || staging_has(in, CUTS))
		touched_say_groundless(&to);
	touched_say(&to);
	journal_write(in, &to, account);
	silences_finish(to.standing);
	sum_up(&sum, account);
	db_commit(db, &sum);
	db_close(db);
	say_account(in, account);
	return sum.rejected > 0 || !closed || values_left_out(account) ?
	    EXIT_SOME : EXIT_DONE;
}

/* Opens no database. */
static int
print_headings(int n, char **operand)
{
	struct out *out = out_open(headlist_columns, &common.out);

	if (n == 0)
		headlist_print(&options, "-", out);
	for (int i = 0; i < n; i++)
		headlist_print(&options, operand[i], out);
	return out_finish(out, EXIT_DONE);
}

int
main(int argc, char *argv[])
{
	int i = opt_parse(&command, argc, argv), status;
	struct out *out;
	struct staging *in;

	diag_grouped();
	options.map = maps.text;
	options.maps = maps.n;
	if (headings)
		return print_headings(argc - i, argv + i);
	common.out.spill_near = db_path(&common.db);
	out = out_open(account_columns, &common.out);
	db_make_directory(&common.db);
	in = read_all(argc - i, argv + i);
	status = store_all(in, out);
	status = staging_finish(in, status);
	status = out_finish(out, status);
	staging_close(in);
	return status;
}
