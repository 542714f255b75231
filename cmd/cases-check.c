/* cases-check -- is all well?  What needs somebody's eye, and nothing else. */
#include "lib/base/diag.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/visits/checkup.h"

static struct checkup checkup = {.stale = 8};
static struct opt_words tables = {.kind = "table", .known = checkup_tables};

static const struct command command = {
	.name = "cases-check",
	.operands = "",
	.summary = "say what in the database needs a look",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT |
	    OPT_HOLIDAYS | OPT_RULES,
	.columns = checkup_columns,
	.opts = (const struct opt[]){
		{0, "stale", "DAYS", "tables not imported for DAYS (8)",
		    .count = &checkup.stale},
		{0, "tables", "LIST", "which ones are watched (cases, letters, "
		    "cuts and referrals if they were ever imported)",
		    .words = &tables},
		{0},
	},
};

static void
say_account(void)
{
	const long *found = checkup.found;
	long sum = 0;

	for (int i = 0; i < CHECKS; i++)
		sum += found[i];
	if (sum > 0)
		diag_account("found %ld = alert %ld + agreed %ld + stale %ld +"
		    " open %ld + cut %ld + place %ld + rewrite %ld", sum,
		    found[CHECK_ALERT], found[CHECK_AGREED],
		    found[CHECK_STALE], found[CHECK_OPEN], found[CHECK_CUT],
		    found[CHECK_PLACE], found[CHECK_REWRITE]);
	if (checkup.centre > 0)
		diag_account("%ld at the centre of a postal code, not at the"
		    " door", checkup.centre);
}

int
main(int argc, char *argv[])
{
	struct db *db;
	struct out *o;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	checkup.as_of = common.as_of;
	checkup.rules = common.rules;
	checkup.holidays = common.holidays;
	if (tables.given) {
		checkup.table = tables.at;
		checkup.n_tables = tables.n;
	}
	common.out.spill_near = db_path(&common.db);
	common.out.no_bare_header = diag_is_quiet();
	o = out_open(checkup_columns, &common.out);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	db_prove(db);
	checkup_print(&checkup, db, o);
	db_end_read(db);
	db_close(db);
	say_account();
	return out_finish(o, EXIT_DONE);
}
