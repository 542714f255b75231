/* visits-list -- print stored visits: the day's sheet, the form for outcomes.
 */
#include <stdlib.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/cases/needless.h"
#include "lib/io/db.h"
#include "lib/io/opt.h"
#include "lib/io/out.h"
#include "lib/rule/codes.h"
#include "lib/visits/codebook.h"
#include "lib/visits/visitlist.h"

static date on = DATE_NONE;
static struct visitlist sheet = {.from = DATE_NONE, .to = DATE_NONE};
static const char *worker;
static struct opt_words states = {.kind = "state", .known = code_visit};

static const struct command command = {
	.name = "visits-list",
	.operands = "",
	.summary = "print stored visits: the day's sheet, the form for outcomes",
	.uses = OPT_DB | OPT_AS_OF | OPT_COLUMNS | OPT_OUTPUT | OPT_RULES,
	.columns = visitlist_columns,
	.opts = (const struct opt[]){
		{0, "on", "DATE", "only the visits of this day", .day = &on},
		{0, "from", "DATE", "only from this day on", .day = &sheet.from},
		{0, "to", "DATE", "only up to this day", .day = &sheet.to},
		{0, "state", "LIST",
		    "only these: planned,announced,done,off",
		    .words = &states},
		{0, "worker", "W", "only this worker's", .text = &worker},
		{0, "still-needed", NULL,
		    "only open ones that a new plan would keep",
		    .flag = &sheet.still_needed},
		{0, "alert", NULL, "only those that need a look, and why",
		    .flag = &sheet.alert},
		{0, "each-worker", NULL,
		    "a pair's visit as two rows, one for each worker",
		    .flag = &sheet.each_worker},
		{0},
	},
};

static void
choose_days(void)
{
	if (on != DATE_NONE &&
	    (sheet.from != DATE_NONE || sheet.to != DATE_NONE))
		die_usage("--on excludes --from and --to");
	if (on != DATE_NONE)
		sheet.from = sheet.to = on;
	if (sheet.to != DATE_NONE && sheet.from > sheet.to)
		die_usage("--from is after --to");
	if (sheet.from == DATE_NONE)
		sheet.from = DATE_MIN;
	if (sheet.to == DATE_NONE)
		sheet.to = DATE_MAX;
	sheet.as_of = common.as_of;
	sheet.rules = common.rules;
	for (int i = 0; i < states.n; i++)
		sheet.states |= 1u << states.at[i];
}

static void
choose_worker(struct db *db)
{
	struct codebook workers = {0};

	if (worker == NULL)
		return;
	codebook_workers(&workers, db);
	sheet.worker = codebook_id(&workers, worker);
	if (sheet.worker == 0)
		codebook_unknown(&workers, "worker", "worker", worker);
	codebook_free(&workers);
}

static void
say_account(void)
{
	if (sheet.dropped > 0)
		diag_warn(language_count(sheet.dropped,
		    "%ld visit is no longer needed and left out",
		    "%ld visits are no longer needed and left out"),
		    sheet.dropped);
	needless_say_by_rules(&sheet.rules, sheet.by_rules);
	if (sheet.promised != NULL)
		diag_warn("announced, but left out, so somebody has to call:"
		    " visits %s", sheet.promised);
	if (sheet.announced > 0)
		diag_warn(language_count(sheet.announced,
		    "%ld announced visit is no longer needed",
		    "%ld announced visits are no longer needed"),
		    sheet.announced);
	free(sheet.promised);
}

int
main(int argc, char *argv[])
{
	struct db *db;
	struct out *o;

	opt_operand(&command, opt_parse(&command, argc, argv), argc, argv);
	choose_days();
	common.out.spill_near = db_path(&common.db);
	db = db_open(&common.db, DB_READ);
	db_begin_read(db);
	choose_worker(db);
	o = visitlist_open(&common.out);
	visitlist_print(&sheet, db, o);
	db_end_read(db);
	db_close(db);
	say_account();
	return out_finish(o, EXIT_DONE);
}
